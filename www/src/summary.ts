/** The report of a batch as the files that lie in its archive: one for people, one for programs. */

import { SEVERITY_LABELS } from "./labels.js";
import type { BatchDocument, BatchReport, Finding } from "./types.js";
import type { Packed } from "./zip.js";

/** Documents that are named where many have the same finding. */
const NAMED = 12;

/** 报告.json and 报告.txt. No times in them: the same documents give the same bytes. */
export function summaryFiles(report: BatchReport): readonly Packed[] {
  const encoder = new TextEncoder();
  return [
    { name: "报告.json", bytes: encoder.encode(`${JSON.stringify(report, null, 1)}\n`) },
    // Notepad of older Windows takes a text for UTF-8 only when it says so itself, and knows no other end of line.
    { name: "报告.txt", bytes: encoder.encode(`\u{feff}${describeReport(report).replaceAll("\n", "\r\n")}`) },
  ];
}

/** What a clerk reads: how many were made, which were not and why, and what to look at in the others. */
export function describeReport({ total, done, failed, documents }: BatchReport): string {
  const unmade = documents.filter(({ error }) => error !== null);
  const made = documents.filter(({ error }) => error === null);
  const marked = made.filter(({ findings }) => findings.length > 0);
  const lines = ["批量生成报告", "", `共 ${total} 份：已生成 ${done} 份，未生成 ${failed} 份。`];
  if (unmade.length > 0) {
    lines.push("", "一、未生成的", "按下列各处修改后，只需重做这几份。", ...unmade.flatMap(unmadeLines));
  }
  if (marked.length > 0) {
    lines.push("", `${unmade.length > 0 ? "二" : "一"}、已生成、但须核对的`, ...markedLines(marked));
  }
  const number = ["一", "二", "三"][(unmade.length > 0 ? 1 : 0) + (marked.length > 0 ? 1 : 0)];
  if (made.length > 0) {
    lines.push("", `${number}、已生成的`, ...made.map(({ file, pages }) => `${file}（${pages} 页）`));
  }
  return `${lines.join("\n")}\n`;
}

function unmadeLines({ name, error, findings }: BatchDocument): string[] {
  const hint = findings.length === 0 && error !== null && error.hint !== "" ? [`  → ${error.hint}`] : [];
  return ["", `${name}：${error?.message ?? ""}`, ...hint, ...findings.flatMap(findingLines)];
}

/** What is the same in many documents is said once. */
function markedLines(documents: readonly BatchDocument[]): string[] {
  const groups = new Map<string, { readonly finding: Finding; readonly names: string[] }>();
  for (const { name, findings } of documents) {
    for (const finding of findings) {
      const key = findingLines(finding).join("\n");
      const group = groups.get(key) ?? { finding, names: [] };
      groups.set(key, group);
      if (group.names.at(-1) !== name) {
        group.names.push(name);
      }
    }
  }
  return [...groups.values()].flatMap(({ finding, names }) => ["", `${listed(names)}：`, ...findingLines(finding)]);
}

function listed(names: readonly string[]): string {
  const first = names.slice(0, NAMED).join("、");
  return names.length > NAMED ? `${first}等 ${names.length} 份` : first;
}

function findingLines({ severity, message, hint, cell, path }: Finding): string[] {
  const where = cell ?? path;
  const line = `  ${SEVERITY_LABELS[severity]}${where === "" ? "" : `［${where}］`}：${message}`;
  return hint === "" ? [line] : [line, `    → ${hint}`];
}
