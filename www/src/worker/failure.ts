/** What went wrong in the worker, as an error that can cross to the page. */

import type { ErrorFacts } from "../errors.js";

/** A failure with its facts. */
export class Failure extends Error {
  readonly facts: ErrorFacts;

  constructor(facts: ErrorFacts) {
    super(facts.message);
    this.facts = facts;
  }
}

/** What a call was doing when it failed. */
export interface Doing {
  /** Title of the document, as soon as it is known. */
  title: string;
  /** The draft, as soon as there is one. */
  draft: string | null;
}

/** The facts of anything thrown. `panic` is the message of the module's last panic. */
export function factsOf(error: unknown, doing: Doing, panic: string): ErrorFacts {
  const about = {
    ...(doing.title === "" ? {} : { title: doing.title }),
    ...(doing.draft === null ? {} : { draft: doing.draft }),
  };
  if (error instanceof Failure) {
    return { ...about, ...error.facts };
  }
  const detail = panic === "" ? messageOf(error) : panic;
  const document = doing.title === "" ? "这份材料" : `《${doing.title}》`;
  if (isCrash(error)) {
    return {
      ...about,
      code: "crashed",
      message: `处理${document}时程序出错：${detail}`,
      hint: "程序已重新启动，其他材料不受影响。若材料很大，可能是内存不足，请拆分后再试；若仍出错，请把数据文件和本提示交给维护人员。",
    };
  }
  return { ...about, code: "internal", message: `未能处理${document}：${detail}`, hint: "请把数据文件和本提示交给维护人员。" };
}

/**
 * Whether the instance must not be used again. A wasm trap (a panic, also a failed allocation) is a `RuntimeError`; a
 * memory that cannot grow, or a stack that overflowed, is a `RangeError`.
 */
export function isCrash(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
