/** Lists of findings, worst first: of data and document, and of a draft's wording. */

import { SEVERITY_LABELS, type Finding, type Severity } from "huibao";
import { button, h } from "./elements.js";

const ORDER: readonly Severity[] = ["error", "warning", "note"];

/** Goes to what a finding is about. */
export type GoTo = (finding: Finding) => void;

/** Fills `list`; says in `summary` how many there are of each kind. */
export function showFindings(findings: readonly Finding[], list: HTMLElement, summary: HTMLElement, goTo: GoTo): void {
  const sorted = ORDER.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  list.replaceChildren(...sorted.map((finding) => item(finding, goTo)));
  summary.textContent = count(findings);
}

/** Where the review of a draft is shown. */
export interface ReviewElements {
  readonly summary: HTMLElement;
  readonly list: HTMLElement;
  readonly notes: HTMLDetailsElement;
  readonly notesSummary: HTMLElement;
  readonly notesList: HTMLElement;
}

/** Fills the review of a draft. Notes are folded: they compare it with other speeches, and nothing need be done about them. */
export function showReview(findings: readonly Finding[], elements: ReviewElements, goTo: GoTo): void {
  const marked = findings.filter(({ severity }) => severity !== "note");
  const notes = findings.filter(({ severity }) => severity === "note");
  showFindings(marked, elements.list, elements.summary, goTo);
  elements.summary.textContent =
    marked.length === 0 ? "未发现需要修改之处。" : `${count(marked)}。供修改文稿时参考，不影响排版。`;
  elements.notes.hidden = notes.length === 0;
  elements.notes.open = false;
  showFindings(notes, elements.notesList, elements.notesSummary, goTo);
}

/** `错误 1 条，警告 2 条`. */
function count(findings: readonly Finding[]): string {
  return ORDER.map((severity) => ({ severity, count: findings.filter((f) => f.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${SEVERITY_LABELS[severity]} ${count} 条`)
    .join("，");
}

/** A list item for a document that could not be made: its name, and all that forbids it. */
export function problem(name: string, reasons: readonly Pick<Finding, "message" | "hint" | "path" | "cell">[]): HTMLElement {
  const lines = reasons.flatMap((reason) => [h("p", {}, reason.message), hint(reason), whereOf(reason)]);
  return h("li", { "data-severity": "error" }, h("p", {}, h("strong", {}, name)), ...lines);
}

function item(finding: Finding, goTo: GoTo): HTMLElement {
  const { severity, message } = finding;
  const where = whereOf(finding);
  return h(
    "li",
    { "data-severity": severity },
    h("p", {}, h("strong", {}, SEVERITY_LABELS[severity]), message),
    hint(finding),
    where && button(where, { class: "link where", on: { click: () => goTo(finding) } }),
  );
}

/** What is to be done. */
function hint({ hint }: Pick<Finding, "hint">): HTMLElement | null {
  return hint === "" ? null : h("p", { class: "hint" }, `→ ${hint}`);
}

/** Where it is, as a clerk says it. */
function whereOf({ cell, path }: Pick<Finding, "path" | "cell">): HTMLElement | null {
  const where = cell ?? placeInDraft(path) ?? path;
  return where === "" ? null : h("code", {}, where);
}

/** `draft:12:5` as a clerk says it; null for a place elsewhere. */
function placeInDraft(path: string): string | null {
  const [, line, column] = /^draft:(\d+):(\d+)$/.exec(path) ?? [];
  return line === undefined || column === undefined ? null : `文稿第 ${line} 行第 ${column} 字`;
}
