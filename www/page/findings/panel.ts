/**
 * What is wrong with data and draft, worst first: how many there are of each kind, one kind or all, and from each a way to the
 * cell or the line that it is about.
 */

import "./findings.css";

import { SEVERITY_LABELS, type Finding, type Severity } from "huibao";
import { texts } from "../texts.js";

/** Entries that are shown at once: a document with more has one cause for most of them. */
const PAGE = 100;
const ORDER: readonly Severity[] = ["error", "warning", "note"];

const t = texts({
  zh: {
    none: "没有发现问题。",
    show: "显示哪些问题",
    all: "全部",
    toCell: "转到单元格",
    toDraft: "转到文稿",
    more: (count: number) => `再显示 ${count} 条`,
    line: (line: string, column: string) => `文稿第 ${line} 行第 ${column} 字`,
    labels: SEVERITY_LABELS as Readonly<Record<Severity, string>>,
    todo: "怎么办：",
  },
  en: {
    none: "Nothing was found.",
    show: "What is shown",
    all: "All",
    toCell: "Go to cell",
    toDraft: "Go to draft",
    more: (count: number) => `Show ${count} more`,
    line: (line: string, column: string) => `draft, line ${line}, character ${column}`,
    labels: { error: "Errors", warning: "Warnings", note: "Notes" },
    todo: "What to do: ",
  },
});

export interface FindingsEvents {
  /** The clerk wants to see the place of a finding: a pointer into the data, or `draft:LINE:COLUMN`. */
  go(finding: Finding): void;
  /**
   * What people call the place that a finding is about (目标 第 3 行 已完成); null where it has none to go to. Not asked for findings
   * about a line of the draft.
   */
  place?(finding: Finding): string | null;
}

export interface FindingsPanel {
  show(findings: readonly Finding[]): void;
  destroy(): void;
}

/** A list of findings in `parent`. */
export function createFindings(parent: HTMLElement, on: FindingsEvents): FindingsPanel {
  const root = element("div", "fp");
  const bar = element("div", "fp-bar");
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", t.show);
  const groups = element("div", "fp-groups");
  const none = element("p", "fp-none", t.none);
  root.append(bar, groups, none);
  parent.append(root);
  let findings: readonly Finding[] = [];
  let only: Severity | null = null;
  let shown = PAGE;

  const render = (): void => {
    const present = ORDER.filter((severity) => findings.some((finding) => finding.severity === severity));
    if (only !== null && !present.includes(only)) {
      only = null;
    }
    const focused = bar.contains(document.activeElement);
    bar.replaceChildren(...(present.length > 0 ? [filter(null), ...(present.length > 1 ? present.map(filter) : [])] : []));
    if (focused) {
      bar.querySelector<HTMLElement>("[aria-pressed=true]")?.focus();
    }
    bar.hidden = present.length < 2;
    none.hidden = present.length > 0;
    let room = shown;
    groups.replaceChildren();
    for (const severity of present.filter((one) => only === null || one === only)) {
      const all = findings.filter((finding) => finding.severity === severity);
      if (room > 0) {
        const list = element("ul", "fp-list");
        list.append(...all.slice(0, room).map(entry));
        groups.append(element("h3", "fp-title", `${t.labels[severity]} ${all.length}`), list);
        room -= all.length;
      }
    }
    const total = findings.filter(({ severity }) => only === null || severity === only).length;
    if (total > shown) {
      const more = button(t.more(Math.min(PAGE, total - shown)), () => {
        shown += PAGE;
        const next = groups.querySelectorAll("li").length;
        render();
        groups.querySelectorAll("li")[next]?.querySelector("button")?.focus();
      });
      groups.append(more);
    }
  };

  const filter = (severity: Severity | null): HTMLButtonElement => {
    const count = findings.filter((finding) => severity === null || finding.severity === severity).length;
    const toggle = button(`${severity === null ? t.all : t.labels[severity]} ${count}`, () => {
      only = severity;
      shown = PAGE;
      render();
    });
    toggle.setAttribute("aria-pressed", String(only === severity));
    return toggle;
  };

  const entry = (finding: Finding): HTMLElement => {
    const { severity, message, hint, path, cell } = finding;
    const item = element("li", "fp-item");
    item.dataset["severity"] = severity;
    const text = element("p", "fp-message");
    text.append(element("strong", "", SEVERITY_LABELS[severity]), ` ${message}`);
    item.append(text);
    if (hint !== "") {
      const advice = element("p", "fp-hint", hint);
      advice.prepend(element("span", "fp-hidden", t.todo));
      item.append(advice);
    }
    const [, line, column] = /^draft:(\d+):(\d+)$/.exec(path) ?? [];
    const inDraft = line !== undefined && column !== undefined ? t.line(line, column) : null;
    const inData = inDraft !== null ? null : on.place ? on.place(finding) : path.startsWith("/") ? path : null;
    const where = element("p", "fp-where");
    const place = [inDraft ?? inData, cell].filter((part) => part !== null && part !== undefined);
    where.append(element("span", "", place.join(" · ")));
    if (inDraft !== null || inData !== null) {
      const go = button(inDraft !== null ? t.toDraft : t.toCell, () => on.go(finding));
      // In a list of many alike buttons, each says which finding it is of.
      go.setAttribute("aria-label", `${go.textContent}：${inDraft ?? inData ?? ""}`);
      where.append(go);
    }
    if (place.length > 0) {
      item.append(where);
    }
    return item;
  };

  render();
  return {
    show(next) {
      findings = next;
      render();
    },
    destroy: () => root.remove(),
  };
}

/** `错误 1 条，警告 2 条`, for a heading or a badge; empty without findings. */
export function countFindings(findings: readonly Finding[]): string {
  return ORDER.map((severity) => ({ severity, count: findings.filter((finding) => finding.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${t.labels[severity]} ${count}`)
    .join(" · ");
}

function element<K extends keyof HTMLElementTagNameMap>(name: K, className: string, text = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function button(text: string, onClick: () => void): HTMLButtonElement {
  const made = element("button", "", text);
  made.type = "button";
  made.addEventListener("click", onClick);
  return made;
}
