/** The list of findings, worst first. */

import { SEVERITY_LABELS, type Finding, type Severity } from "huibao";

const ORDER: readonly Severity[] = ["error", "warning", "note"];

/** Fills `list`; says in `summary` how many there are of each kind. */
export function showFindings(findings: readonly Finding[], list: HTMLElement, summary: HTMLElement): void {
  const sorted = ORDER.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  list.replaceChildren(...sorted.map(item));
  summary.textContent = ORDER.map((severity) => ({ severity, count: findings.filter((f) => f.severity === severity).length }))
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
  const where = finding.cell ?? finding.path;
  if (where !== "") {
    const code = document.createElement("code");
    code.textContent = where;
    element.append(paragraph(code));
  }
  return element;
}

function paragraph(...content: readonly (Node | string)[]): HTMLParagraphElement {
  const element = document.createElement("p");
  element.append(...content);
  return element;
}
