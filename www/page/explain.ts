/** Errors as they are said to the clerk. */

import { isHuibaoError, type HuibaoError } from "huibao";
import { texts } from "./texts.js";

const t = texts({
  zh: {
    code: (code: string) => `代码：${code}`,
    safe: "文稿完好，已重新启动程序，可点状态栏的“重试”。",
  },
  en: {
    code: (code: string) => `Code: ${code}`,
    safe: "Your draft is safe and the program has been started afresh; try again from the status line.",
  },
});

/** What failed, why, and what to do, a line each. */
export function explain(cause: unknown): string {
  if (!isHuibaoError(cause)) {
    return cause instanceof Error ? cause.message : String(cause);
  }
  const { summary, hint, code } = cause;
  // Findings say themselves what to do; of everything else a maintainer will ask for the code.
  const lines = code === "findings" ? [summary] : [summary, hint, code === "crashed" ? t.safe : "", t.code(code)];
  return lines.filter((line) => line !== "").join("\n");
}

/** Whether nothing but the data's own contradictions forbids the document. */
export function isContradiction({ code, findings }: HuibaoError): boolean {
  const errors = findings.filter(({ severity }) => severity === "error");
  return code === "findings" && errors.length > 0 && errors.every((finding) => finding.code.startsWith("check."));
}
