/** What `<huibao-report>` shows in its shadow tree: tool bar, what went wrong, what was found, pages, text. */

import { isHuibaoError } from "./errors.js";
import { describeAmount, describeProgress, SEVERITY_LABELS } from "./labels.js";
import type { Report } from "./report.js";
import { STYLES } from "./styles.js";
import type { Finding, Progress } from "./types.js";

/** What a reader can ask for. */
export interface Actions {
  /** Gives up what is being made. */
  cancel(): void;
  /** Makes it again. */
  retry(): void;
  /** Takes the PDF away. */
  download(): void;
}

/** The shadow tree, and the states that it can be in. */
export interface View {
  /** Where the pages go. */
  readonly pages: HTMLElement;
  /** Something is being made, or no more. */
  busy(busy: boolean): void;
  /** How far it is. */
  progress(progress: Progress): void;
  /** It is there. */
  done(report: Report): void;
  /** It was given up; what was shown before stays. */
  cancelled(): void;
  /** It failed; what was shown before stays. `again`: whether another try may come to something else. */
  failed(error: unknown, again: boolean): void;
  /** Nothing is shown. */
  reset(): void;
}

let sheet: CSSStyleSheet | null = null;

/** Builds the tree. */
export function buildView(root: ShadowRoot, actions: Actions): View {
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
  const cancel = button("取消", actions.cancel);
  const retry = button("重试", actions.retry);
  const save = button("下载 PDF", actions.download);
  save.classList.add("main");
  const toolbar = make("div", "toolbar");
  toolbar.append(status, amount, bar, cancel, retry, save);
  const problem = make("div", "error");
  problem.setAttribute("role", "alert");
  const findings = make("ul", "findings");
  findings.setAttribute("aria-label", "问题清单");
  const pages = make("div", "pages");
  // Pages are images: this is what a screen reader reads and what a search on the page finds.
  const textBox = make("details", "text");
  const summary = document.createElement("summary");
  summary.textContent = "文字版";
  const text = document.createElement("pre");
  textBox.append(summary, text);
  const body = make("div", "body");
  body.append(findings, pages, textBox);
  const frame = make("div", "frame");
  // Its own texts are Chinese, whatever language the host's page is in.
  frame.lang = "zh-CN";
  frame.append(toolbar, problem, body);
  root.append(frame);

  /** Shows what is to be shown, and hides the rest; whoever was on a button that goes is put on one that comes. */
  const show = (shown: { readonly [name in "bar" | "cancel" | "retry" | "save" | "problem" | "text"]?: boolean }): void => {
    const parts = { bar, cancel, retry, save, problem, text: textBox };
    const before = root.activeElement;
    for (const [name, visible] of Object.entries(shown)) {
      parts[name as keyof typeof parts].hidden = !visible;
    }
    amount.hidden = bar.hidden;
    if (before instanceof HTMLButtonElement && before.hidden) {
      [cancel, retry, save].find((candidate) => !candidate.hidden)?.focus();
    }
  };
  const list = (items: readonly Finding[]): void => {
    findings.replaceChildren(...items.map(findingItem));
    findings.hidden = items.length === 0;
  };
  const say = (message: string): void => {
    // A live region that is written again is read again.
    if (status.textContent !== message) {
      status.textContent = message;
    }
  };
  const reset = (): void => {
    show({ bar: false, cancel: false, retry: false, save: false, problem: false, text: false });
    list([]);
    say("");
    text.textContent = "";
  };
  reset();

  return {
    pages,
    busy(busy) {
      pages.setAttribute("aria-busy", String(busy));
      if (busy) {
        amount.textContent = "";
        bar.removeAttribute("value");
        say("准备…");
        show({ bar: true, cancel: true, retry: false, problem: false });
      } else {
        show({ bar: false, cancel: false });
      }
    },
    progress(progress) {
      say(describeProgress(progress));
      amount.textContent = describeAmount(progress);
      if ("loaded" in progress && progress.total !== null) {
        bar.max = progress.total;
        bar.value = progress.loaded;
      } else {
        bar.removeAttribute("value");
      }
    },
    done(report) {
      say(`共 ${report.pages} 页`);
      text.textContent = report.text;
      list(report.findings);
      show({ retry: false, save: true, problem: false, text: true });
    },
    cancelled() {
      say("已取消。");
      show({ retry: true });
    },
    failed(error, again) {
      const known = isHuibaoError(error);
      const what = document.createElement("strong");
      what.textContent = known ? error.summary : error instanceof Error ? error.message : String(error);
      const hint = document.createElement("small");
      hint.textContent = known ? error.hint : "";
      problem.replaceChildren(what, ...(hint.textContent === "" ? [] : [hint]));
      say(pages.hasChildNodes() ? "未能生成，下面是上一次的结果。" : "未能生成。");
      list(known ? error.findings : []);
      show({ retry: again, problem: true });
    },
    reset,
  };
}

function make<N extends keyof HTMLElementTagNameMap>(name: N, part: string): HTMLElementTagNameMap[N] {
  const element = document.createElement(name);
  element.part.add(part);
  element.className = part;
  return element;
}

function button(label: string, action: () => void): HTMLButtonElement {
  const element = make("button", "button");
  element.type = "button";
  element.textContent = label;
  element.addEventListener("click", action);
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
