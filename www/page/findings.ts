/** Lists of findings, worst first: of data and document, and of a draft's wording. */

import { SEVERITY_LABELS, type Finding, type Severity } from "huibao";

const ORDER: readonly Severity[] = ["error", "warning", "note"];

/** Fills `list`; says in `summary` how many there are of each kind. */
export function showFindings(findings: readonly Finding[], list: HTMLElement, summary: HTMLElement): void {
  const sorted = ORDER.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  list.replaceChildren(...sorted.map(item));
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
export function showReview(findings: readonly Finding[], elements: ReviewElements): void {
  const marked = findings.filter(({ severity }) => severity !== "note");
  const notes = findings.filter(({ severity }) => severity === "note");
  showFindings(marked, elements.list, elements.summary);
  elements.summary.textContent =
    marked.length === 0 ? "未发现需要修改之处。" : `${count(marked)}。供修改文稿时参考，不影响排版。`;
  elements.notes.hidden = notes.length === 0;
  elements.notes.open = false;
  showFindings(notes, elements.notesList, elements.notesSummary);
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
  const element = document.createElement("li");
  element.dataset["severity"] = "error";
  const title = document.createElement("strong");
  title.textContent = name;
  element.append(paragraph(title), ...reasons.flatMap((reason) => [paragraph(reason.message), ...details(reason)]));
  return element;
}

function item(finding: Finding): HTMLElement {
  const element = document.createElement("li");
  element.dataset["severity"] = finding.severity;
  const severity = document.createElement("strong");
  severity.textContent = SEVERITY_LABELS[finding.severity];
  element.append(paragraph(severity, finding.message), ...details(finding));
  return element;
}

/** What is to be done, and where. */
function details({ hint, cell, path }: Pick<Finding, "hint" | "path" | "cell">): HTMLElement[] {
  const elements: HTMLElement[] = [];
  if (hint !== "") {
    const element = paragraph(`→ ${hint}`);
    element.className = "hint";
    elements.push(element);
  }
  const where = cell ?? placeInDraft(path) ?? path;
  if (where !== "") {
    const code = document.createElement("code");
    code.textContent = where;
    elements.push(paragraph(code));
  }
  return elements;
}

/** `draft:12:5` as a clerk says it; null for a place elsewhere. */
function placeInDraft(path: string): string | null {
  const [, line, column] = /^draft:(\d+):(\d+)$/.exec(path) ?? [];
  return line === undefined || column === undefined ? null : `文稿第 ${line} 行第 ${column} 字`;
}

function paragraph(...content: readonly (Node | string)[]): HTMLParagraphElement {
  const element = document.createElement("p");
  element.append(...content);
  return element;
}
