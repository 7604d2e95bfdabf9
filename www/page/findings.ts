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

function item(finding: Finding): HTMLElement {
  const element = document.createElement("li");
  element.dataset["severity"] = finding.severity;
  const severity = document.createElement("strong");
  severity.textContent = SEVERITY_LABELS[finding.severity];
  element.append(paragraph(severity, finding.message));
  if (finding.hint !== "") {
    const hint = paragraph(`→ ${finding.hint}`);
    hint.className = "hint";
    element.append(hint);
  }
  const where = finding.cell ?? placeInDraft(finding.path) ?? finding.path;
  if (where !== "") {
    const code = document.createElement("code");
    code.textContent = where;
    element.append(paragraph(code));
  }
  return element;
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
