/**
 * `<huibao-report>`: a report in a page of someone else's, without a framework and without a bundler.
 *
 * Importing this module registers the element, once.
 *
 * @example
 * <script type="module" src="huibao/element.js"></script>
 * <huibao-report src="data.json" genre="observation_speech" layout="speech"></huibao-report>
 */

import { HuibaoError, init, isHuibaoError } from "./index.js";
import { describeAmount, describeProgress, SEVERITY_LABELS } from "./labels.js";
import { download, pageView, type PageView, type PickedPlace } from "./pages.js";
import type { Report } from "./report.js";
import { STYLES } from "./styles.js";
import type { Data, Finding, Progress, RenderOptions } from "./types.js";

/** The element's events; each is a `CustomEvent` that does not bubble, like those of media elements. */
export interface HuibaoReportEvents {
  progress: CustomEvent<Progress>;
  /** Also when there are none. */
  findings: CustomEvent<readonly Finding[]>;
  rendered: CustomEvent<Report>;
  /** The reader has clicked on a figure or a block of a page, or picked it by keys. */
  pick: CustomEvent<PickedPlace>;
  /** Not dispatched when a render is cancelled or replaced by a newer one. */
  error: CustomEvent<unknown>;
}

const ATTRIBUTES = ["src", "genre", "layout", "spoken", "sources", "seed", "date"] as const;

// So that the module can be imported where there is no DOM (server-side rendering of the host's page).
const Base: typeof HTMLElement = globalThis.HTMLElement ?? (class {} as unknown as typeof HTMLElement);

let sheet: CSSStyleSheet | null = null;

/**
 * When one changes while a document is being set, that one is shown first and the newest after it; pages that look the same
 * stay as they are, and so does the place that is read.
 *
 * Attributes `src` (a JSON file or an Excel workbook), `genre`, `layout`, `spoken` and `sources` (there or not), `seed`, `date`; property
 * `data` instead of `src`. The document is set anew when any of them changes.
 *
 * Parts for styling: `toolbar`, `status`, `amount`, `progress`, `button`, `findings`, `finding`, `pages`, `slot` (a page
 * with what lies over it), `page`, `target` (what the reader points at), `mark` (what was revealed), `text`. Custom
 * properties: `--huibao-desk`, `--huibao-ink`, `--huibao-accent`, `--huibao-page-width`, `--huibao-target`, `--huibao-mark`.
 */
export class HuibaoReportElement extends Base {
  static readonly observedAttributes: readonly string[] = ATTRIBUTES;
  #data: Data | null = null;
  #report: Report | null = null;
  #running: AbortController | null = null;
  #scheduled = false;
  /** Whether something has changed since the running render began. */
  #stale = false;
  #pages: PageView | null = null;
  #view: View | null = null;

  /** The data; `null` to take that of `src`. */
  get data(): Data | null {
    return this.#data;
  }

  set data(data: Data | null) {
    this.#data = data;
    this.#schedule();
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
    this.#running?.abort();
  }

  connectedCallback(): void {
    if (this.#view === null) {
      this.#upgrade();
      this.#view = buildView(this.attachShadow({ mode: "open" }));
      this.#view.cancel.addEventListener("click", () => this.cancel());
      this.#view.download.addEventListener("click", () => void this.#download());
    }
    this.#schedule();
  }

  disconnectedCallback(): void {
    this.cancel();
    this.#clear();
  }

  attributeChangedCallback(): void {
    this.#schedule();
  }

  /** A host may have set `data` before this module arrived: then it is a property of its own that hides the accessor. */
  #upgrade(): void {
    const early = Object.getOwnPropertyDescriptor(this, "data");
    if (early) {
      Reflect.deleteProperty(this, "data");
      this.data = early.value as Data | null;
    }
  }

  /** Renders once after all changes of this turn. */
  #schedule(): void {
    if (this.#scheduled || !this.isConnected) {
      return;
    }
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      if (this.isConnected && (this.#data !== null || this.hasAttribute("src"))) {
        void this.#render();
      }
    });
  }

  async #render(): Promise<void> {
    const view = this.#view;
    if (view === null) {
      return;
    }
    if (this.#running !== null && !this.#running.signal.aborted) {
      // Ending it would throw away what makes the next one fast.
      this.#stale = true;
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
      const huibao = await init();
      const report = await huibao.render(data, this.#options(), { signal, onProgress });
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
      if (signal.aborted) {
        if (this.#running === running) {
          view.say("已取消。");
        }
      } else if (!this.#stale) {
        this.#fail(error);
      }
    } finally {
      if (this.#running === running) {
        this.#running = null;
        view.busy(false);
        if (this.#stale && !signal.aborted) {
          this.#schedule();
        }
      }
    }
  }

  async #fetchData(signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const url = new URL(this.getAttribute("src") ?? "", document.baseURI);
    const response = await fetch(url, { signal }).catch((cause: unknown) => {
      signal.throwIfAborted();
      throw new HuibaoError({ code: "internal", message: `数据文件未能下载：${url.href}。`, hint: "请检查网络和文件地址。" }, { cause });
    });
    if (!response.ok) {
      throw new HuibaoError({ code: "internal", message: `数据文件未能下载：${url.href}（HTTP ${response.status}）。`, hint: "请检查 src 属性。" });
    }
    return new Uint8Array(await response.arrayBuffer());
  }

  #options(): RenderOptions {
    const text = (name: (typeof ATTRIBUTES)[number]): string | undefined => this.getAttribute(name) ?? undefined;
    const [genre, layout, date, seed] = [text("genre"), text("layout"), text("date"), text("seed")];
    return {
      ...(genre === undefined ? {} : { genre }),
      ...(layout === undefined ? {} : { layout }),
      ...(this.hasAttribute("spoken") ? { spoken: true } : {}),
      ...(this.hasAttribute("sources") ? { sources: true } : {}),
      ...(date === undefined ? {} : { date }),
      ...(seed === undefined ? {} : { seed: Number(seed) }),
    };
  }

  #fail(error: unknown): void {
    const findings = isHuibaoError(error) ? error.findings : [];
    this.#view?.fail(error, findings);
    this.#dispatch("findings", findings);
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

  #clear(): void {
    this.#pages?.clear();
    this.#report?.dispose();
    this.#report = null;
  }

  #dispatch<N extends keyof HuibaoReportEvents>(name: N, detail: HuibaoReportEvents[N]["detail"]): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

export interface HuibaoReportElement {
  addEventListener<N extends keyof HuibaoReportEvents>(
    type: N,
    listener: (this: HuibaoReportElement, event: HuibaoReportEvents[N]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "huibao-report": HuibaoReportElement;
  }
}

/** What the shadow tree shows. */
interface View {
  readonly pages: Element;
  readonly cancel: HTMLButtonElement;
  readonly download: HTMLButtonElement;
  busy(busy: boolean): void;
  say(text: string): void;
  progress(progress: Progress): void;
  done(report: Report): void;
  fail(error: unknown, findings: readonly Finding[]): void;
}

function buildView(root: ShadowRoot): View {
  if (sheet === null) {
    // A constructed sheet is not subject to `style-src`, unlike a `<style>` element.
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
  }
  root.adoptedStyleSheets = [sheet];

  const status = make("span", "status");
  status.setAttribute("role", "status");
  const amount = make("span", "amount");
  const bar = make("progress", "progress");
  bar.setAttribute("aria-label", "进度");
  const cancel = button("取消");
  const save = button("下载 PDF");
  const toolbar = make("div", "toolbar");
  toolbar.append(status, amount, bar, cancel, save);
  const findings = make("ul", "findings");
  findings.setAttribute("aria-label", "问题清单");
  const pages = make("div", "pages");
  // Pages are images: this is what a screen reader reads and what a search on the page finds.
  const textBox = make("details", "text");
  const summary = document.createElement("summary");
  summary.textContent = "文字版";
  const text = document.createElement("pre");
  textBox.append(summary, text);
  root.append(toolbar, findings, pages, textBox);

  const list = (items: readonly Finding[]): void => {
    findings.replaceChildren(...items.map(findingItem));
    findings.hidden = items.length === 0;
  };
  bar.hidden = amount.hidden = cancel.hidden = save.hidden = textBox.hidden = true;
  list([]);

  return {
    pages,
    cancel,
    download: save,
    busy(busy) {
      bar.hidden = amount.hidden = cancel.hidden = !busy;
      pages.setAttribute("aria-busy", String(busy));
    },
    say(message) {
      status.textContent = message;
    },
    progress(progress) {
      const phase = describeProgress(progress);
      if (status.textContent !== phase) {
        status.textContent = phase;
      }
      amount.textContent = describeAmount(progress);
      if ("loaded" in progress && progress.total !== null) {
        bar.max = progress.total;
        bar.value = progress.loaded;
      } else {
        bar.removeAttribute("value");
      }
    },
    done(report) {
      status.textContent = `共 ${report.pages} 页`;
      save.hidden = textBox.hidden = false;
      text.textContent = report.text;
      list(report.findings);
    },
    fail(error, items) {
      status.textContent = error instanceof Error ? error.message : String(error);
      list(items);
    },
  };
}

function make<N extends keyof HTMLElementTagNameMap>(name: N, part: string): HTMLElementTagNameMap[N] {
  const element = document.createElement(name);
  element.part.add(part);
  element.className = part;
  return element;
}

function button(label: string): HTMLButtonElement {
  const element = make("button", "button");
  element.type = "button";
  element.textContent = label;
  return element;
}

function findingItem(finding: Finding): HTMLLIElement {
  const item = make("li", "finding");
  item.dataset["severity"] = finding.severity;
  const where = finding.cell ?? finding.path;
  const head = document.createElement("strong");
  head.textContent = SEVERITY_LABELS[finding.severity];
  const place = document.createElement("code");
  place.textContent = where;
  const hint = document.createElement("small");
  hint.textContent = finding.hint;
  item.append(head, ` ${finding.message} `, ...(where === "" ? [] : [place]), ...(finding.hint === "" ? [] : [hint]));
  return item;
}

if (globalThis.customElements && !customElements.get("huibao-report")) {
  customElements.define("huibao-report", HuibaoReportElement);
}
