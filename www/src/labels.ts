/** What a clerk reads for severities, phases and bytes. */

import type { Aloud, BatchProgress, Phase, Progress, Severity } from "./types.js";

/** 错误, 警告 or 提示. */
export const SEVERITY_LABELS: Readonly<Record<Severity, string>> = { error: "错误", warning: "警告", note: "提示" };

/** Each phase as an action. */
export const PHASE_LABELS: Readonly<Record<Phase, string>> = {
  load: "加载排版程序",
  check: "检查数据",
  compose: "起草文稿",
  document: "核对数字、整理文稿",
  fonts: "加载字体",
  set: "排版",
  export: "生成文件",
};

/** `1234567` → `1.2 MB`: decimal megabytes, kilobytes below one of them. */
export function formatBytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** The phase, for example `加载字体…`: what is to be read aloud when it changes. */
export function describeProgress(progress: Progress): string {
  return `${PHASE_LABELS[progress.phase]}…`;
}

/** How far it is, for example `0.4 MB / 1.3 MB`; empty where nothing is counted. Changes too often to be read aloud. */
export function describeAmount(progress: Progress): string {
  if (progress.phase !== "load" && progress.phase !== "fonts") {
    return "";
  }
  const { loaded, total } = progress;
  return total === null ? formatBytes(loaded) : `${formatBytes(loaded)} / ${formatBytes(total)}`;
}

/** `约3900字，朗读约19分钟`, as the command says it: to ten characters, since nobody reads more evenly than that. */
export function describeAloud({ characters, minutes }: Aloud): string {
  const rounded = characters < 100 ? characters : Math.floor((characters + 5) / 10) * 10;
  return `约${rounded}字，朗读约${minutes}分钟`;
}

/** `37 / 1000 份，2 份未能生成；正在生成：甲镇、乙镇；每秒 3.2 份，约剩 5 分钟`. */
export function describeBatch({ done, failed, total, names, rate, remaining }: BatchProgress): string {
  const finished = done + failed;
  const count = `${finished}${total === null ? "" : ` / ${total}`} 份${failed === 0 ? "" : `，${failed} 份未能生成`}`;
  const now = names.length === 0 ? "" : `；正在生成：${names.join("、")}`;
  const speed = rate === null || names.length === 0 ? "" : `；${describeRate(rate)}`;
  return `${count}${now}${speed}${remaining === null || names.length === 0 ? "" : `，约剩 ${describeRemaining(remaining)}`}`;
}

function describeRate(rate: number): string {
  return rate >= 1 ? `每秒 ${rate.toFixed(1)} 份` : `每份 ${(1 / rate).toFixed(1)} 秒`;
}

/** To a minute, below one to five seconds: it is an estimate. */
function describeRemaining(seconds: number): string {
  return seconds >= 60 ? `${Math.ceil(seconds / 60)} 分钟` : `${Math.max(5, Math.ceil(seconds / 5) * 5)} 秒`;
}
