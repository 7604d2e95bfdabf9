/**
 * `<huibao-report>`: a report in a page of someone else's, without a framework and without a bundler.
 *
 * Importing this module registers the element, once.
 *
 * @example
 * <script type="module" src="huibao/element.js"></script>
 * <huibao-report src="data.json" genre="observation_speech" layout="speech"></huibao-report>
 */

import { unlessAborted } from "./abort.js";
import { HuibaoError, init, isHuibaoError } from "./index.js";
import { download, pageView, type PageView, type PickedPlace } from "./pages.js";
import type { Report } from "./report.js";
import type { Data, Finding, Progress, RenderOptions } from "./types.js";
import { buildView, type View } from "./view.js";

/** The element's events; each is a `CustomEvent` that does not bubble, like those of media elements. */
export interface HuibaoReportEvents {
  /** How far it is. */
  progress: CustomEvent<Progress>;
  /** What was found in the data; also when there is nothing, and when that forbids a page. */
  findings: CustomEvent<readonly Finding[]>;
  /** A document has taken its place; its pages follow as they come into view. */
  rendered: CustomEvent<Report>;
  /** The reader has clicked on a figure or a block of a page, or picked it by keys. */
  pick: CustomEvent<PickedPlace>;
  /** A `HuibaoError`. Not dispatched when a render is cancelled or replaced by a newer one. */
  error: CustomEvent<unknown>;
}

const ATTRIBUTES = ["src", "genre", "layout", "spoken", "sources", "seed", "date"] as const;

/** Properties that a host can set, and may have set before this module has arrived. */
const PROPERTIES = ["data", "options", ...ATTRIBUTES] as const;

/** Milliseconds that a render goes on when the data has changed: ending it throws away what makes the next one fast. */
const PATIENCE = 1000;

// So that the module can be imported where there is no DOM (server-side rendering of the host's page).
const Base: typeof HTMLElement = globalThis.HTMLElement ?? (class {} as unknown as typeof HTMLElement);

/**
 * Sets the document anew when a property or attribute changes; pages that look the same stay as they are, and so does the
 * place that is read. All changes of one turn are one. A change of `data` lets the render that runs show its pages if that
 * takes less than a second, so that a screen that is fed all the time shows something; any other change cancels it at once.
 *
 * Attributes `src` (a JSON file or an Excel workbook), `genre`, `layout`, `spoken` and `sources` (there or not), `seed`, `date`, each
 * with a property of its name; properties `data` instead of `src`, and `options` for what no attribute can say.
 *
 * Parts for styling: `frame`, `toolbar`, `status`, `amount`, `progress`, `button`, `error`, `body`, `findings`, `finding`, `pages`,
 * `slot` (a page with what lies over it), `page`, `target` (what the reader points at), `mark` (what was revealed), `text`. Custom
 * properties: `--huibao-desk`, `--huibao-ink`, `--huibao-accent`, `--huibao-font`, `--huibao-page-width`, `--huibao-min-height`,
 * `--huibao-target`, `--huibao-mark`. Dark where the host's `color-scheme` is.
 */
export class HuibaoReportElement extends Base {
  /** The attributes that make the document. */
  static readonly observedAttributes: readonly string[] = ATTRIBUTES;
  #data: Data | null = null;
  #options: RenderOptions | null = null;
  #report: Report | null = null;
  #running: AbortController | null = null;
  #scheduled = false;
  /** Whether something has changed since the last render began. */
  #stale = true;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #pages: PageView | null = null;
  #view: View | null = null;

  /** The data; `null` to take that of `src`. */
  get data(): Data | null {
    return this.#data;
  }

  set data(data: Data | null) {
    // Frameworks write `undefined` where there is nothing yet.
    this.#data = data ?? null;
    this.#change(true);
  }

  /** Options of `Huibao.render` that are no attributes: `draft`, `seal`, `map`, `force`, … The attributes come first. */
  get options(): RenderOptions | null {
    return this.#options;
  }

  set options(options: RenderOptions | null) {
    this.#options = options ?? null;
    this.#change(true);
  }

  /** Address of the data, a JSON file or an Excel workbook, relative to the page; `null` without one. */
  get src(): string | null {
    return this.getAttribute("src");
  }

  set src(value: string | null) {
    this.#reflect("src", value);
  }

  /** Id of the genre; `null` for the one that the data names. */
  get genre(): string | null {
    return this.getAttribute("genre");
  }

  set genre(value: string | null) {
    this.#reflect("genre", value);
  }

  /** Id of the page layout; `null` for the genre's own. */
  get layout(): string | null {
    return this.getAttribute("layout");
  }

  set layout(value: string | null) {
    this.#reflect("layout", value);
  }

  /** Date of the document, ISO 8601, where the data has none. */
  get date(): string | null {
    return this.getAttribute("date");
  }

  set date(value: string | null) {
    this.#reflect("date", value);
  }

  /** Chooses among equivalent wordings; `null` for the usual ones. */
  get seed(): number | null {
    const seed = this.getAttribute("seed");
    return seed === null || !/^\d+$/.test(seed) ? null : Number(seed);
  }

  set seed(value: number | null) {
    this.#reflect("seed", value === null ? null : String(value));
  }

  /** Whether the layout `reading` prints how figures are spoken. */
  get spoken(): boolean {
    return this.hasAttribute("spoken");
  }

  set spoken(value: boolean) {
    this.toggleAttribute("spoken", Boolean(value));
  }

  /** Whether 数据来源表 is the last annex. */
  get sources(): boolean {
    return this.hasAttribute("sources");
  }

  set sources(value: boolean) {
    this.toggleAttribute("sources", Boolean(value));
  }

  /** The report that is shown, or `null`. */
  get report(): Report | null {
    return this.#report;
  }

  /** Scrolls to a figure or a block of the report, and marks it; whether it is on a page. See {@link PageView.reveal}. */
  async reveal(place: { readonly block: number; readonly figure?: number | null }): Promise<boolean> {
    return (await this.#pages?.reveal(place)) ?? false;
  }

  /** Cancels what is being made; what is shown stays. */
  cancel(): void {
    this.#stale = false;
    this.#running?.abort();
  }

  /** Makes the document again, for example when the file that `src` names is another one now. */
  retry(): void {
    this.#change(false);
  }

  /** Called by the browser. */
  connectedCallback(): void {
    if (this.#view === null) {
      this.#upgrade();
      this.#view = buildView(this.attachShadow({ mode: "open" }), {
        cancel: () => this.cancel(),
        retry: () => this.retry(),
        download: () => void this.#download(),
      });
    }
    this.#schedule();
  }

  /** Called by the browser. */
  disconnectedCallback(): void {
    // Frameworks move elements by taking them out and putting them in again: then all stays.
    queueMicrotask(() => {
      if (!this.isConnected) {
        this.#leave();
      }
    });
  }

  /** Called by the browser. */
  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (before !== after) {
      this.#change(false);
    }
  }

  /** A host may have set properties before this module arrived: then they are the element's own and hide the accessors. */
  #upgrade(): void {
    for (const name of PROPERTIES) {
      const early = Object.getOwnPropertyDescriptor(this, name);
      if (early) {
        Reflect.deleteProperty(this, name);
        Reflect.set(this, name, early.value);
      }
    }
  }

  #reflect(name: (typeof ATTRIBUTES)[number], value: string | null | undefined): void {
    if (value === null || value === undefined) {
      this.removeAttribute(name);
    } else {
      this.setAttribute(name, value);
    }
  }

  /** Takes note of a change. `patient`: what runs may still be shown, if it comes soon. */
  #change(patient: boolean): void {
    this.#stale = true;
    const running = this.#running;
    if (running !== null && patient) {
      this.#patience ??= setTimeout(() => running.abort(), PATIENCE);
    } else {
      running?.abort();
    }
    this.#schedule();
  }

  /** Renders once after all changes of this turn, and after what runs. */
  #schedule(): void {
    if (this.#scheduled || !this.#stale || this.#running !== null || !this.isConnected) {
      return;
    }
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      if (!this.#stale || this.#running !== null || !this.isConnected) {
        return;
      }
      if (this.#data !== null || this.hasAttribute("src")) {
        void this.#render();
      } else {
        this.#clear();
      }
    });
  }

  async #render(): Promise<void> {
    const view = this.#view;
    if (view === null) {
      return;
    }
    this.#stale = false;
    const running = new AbortController();
    this.#running = running;
    const { signal } = running;
    const onProgress = (progress: Progress): void => {
      if (!signal.aborted) {
        view.progress(progress);
        this.#dispatch("progress", progress);
      }
    };
    view.busy(true);
    try {
      const data = this.#data ?? (await this.#fetchData(signal));
      const huibao = await unlessAborted(init(), signal);
      const report = await huibao.render(data, this.#settings(), { signal, onProgress });
      this.#report?.dispose();
      this.#report = report;
      this.#pages ??= pageView(view.pages, {
        onError: (error) => this.#fail(error),
        onPick: (place) => this.#dispatch("pick", place),
      });
      void this.#pages.show(report);
      view.done(report);
      this.#dispatch("findings", report.findings);
      this.#dispatch("rendered", report);
    } catch (error) {
      // What has changed meanwhile comes next, and this is of no interest any more.
      if (!this.#stale && signal.aborted) {
        view.cancelled();
      } else if (!this.#stale) {
        this.#fail(error);
      }
    } finally {
      clearTimeout(this.#patience);
      this.#patience = undefined;
      this.#running = null;
      view.busy(false);
      this.#schedule();
    }
  }

  async #fetchData(signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const url = new URL(this.src ?? "", document.baseURI);
    const failure = (what: string, reason: "offline" | "network" | "status", cause?: unknown): HuibaoError =>
      new HuibaoError(
        {
          code: "data_unavailable",
          message: `数据文件未能下载：${url.href}（${what}）。`,
          hint: "请检查网络和文件地址（src 属性）；不同源的地址须由该服务器允许（CORS），并写入内容安全策略的 connect-src。",
          reason,
        },
        { cause },
      );
    try {
      const response = await fetch(url, { signal });
      if (!response.ok) {
        throw failure(`HTTP ${response.status}`, "status");
      }
      return new Uint8Array(await response.arrayBuffer());
    } catch (error) {
      signal.throwIfAborted();
      if (isHuibaoError(error)) {
        throw error;
      }
      throw navigator.onLine ? failure("连接失败", "network", error) : failure("没有联网", "offline", error);
    }
  }

  #settings(): RenderOptions {
    const { genre, layout, date, seed, spoken, sources } = this;
    return {
      ...this.#options,
      ...(genre === null ? {} : { genre }),
      ...(layout === null ? {} : { layout }),
      ...(spoken ? { spoken } : {}),
      ...(sources ? { sources } : {}),
      ...(date === null ? {} : { date }),
      ...(seed === null ? {} : { seed }),
    };
  }

  #fail(error: unknown): void {
    const forbidden = isHuibaoError(error) && error.code === "findings";
    // Data that is forbidden is so again, unless it is in a file that somebody may mend.
    this.#view?.failed(error, !forbidden || this.#data === null);
    if (forbidden) {
      this.#dispatch("findings", error.findings);
    }
    this.#dispatch("error", error);
  }

  async #download(): Promise<void> {
    const report = this.#report;
    if (report === null) {
      return;
    }
    try {
      download(await report.pdf(), `${report.title || "汇报"}.pdf`);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Gives everything back; a host that puts the element in again finds it as new. */
  #leave(): void {
    this.cancel();
    this.#clear();
    this.#stale = true;
  }

  #clear(): void {
    this.#stale = false;
    this.#pages?.clear();
    this.#report?.dispose();
    this.#report = null;
    this.#view?.reset();
  }

  #dispatch<N extends keyof HuibaoReportEvents>(name: N, detail: HuibaoReportEvents[N]["detail"]): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** Listeners of the element's own events know what they are told. */
export interface HuibaoReportElement {
  /** Listens to an event of the element. */
  addEventListener<N extends keyof HuibaoReportEvents>(
    type: N,
    listener: (this: HuibaoReportElement, event: HuibaoReportEvents[N]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  /** Listens to any other event. */
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  /** Listens no more to an event of the element. */
  removeEventListener<N extends keyof HuibaoReportEvents>(
    type: N,
    listener: (this: HuibaoReportElement, event: HuibaoReportEvents[N]) => void,
    options?: boolean | EventListenerOptions,
  ): void;
  /** Listens no more to any other event. */
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "huibao-report": HuibaoReportElement;
  }
}

if (globalThis.customElements && !customElements.get("huibao-report")) {
  customElements.define("huibao-report", HuibaoReportElement);
}
