/**
 * Asking for a file over a line that may be bad: what stalls is given up, what may be better the next time is asked for
 * again, later and later, up to a bound; what is not there (404) is said at once.
 */

import type { ErrorFacts, LoadFailure } from "../errors.js";
import type { Network } from "../protocol.js";
import { Failure } from "./failure.js";

/** The longest that a server may ask to be left alone (`Retry-After`), in milliseconds. */
const LONGEST_WAIT = 10_000;

/** What went wrong with one attempt. */
class Trouble extends Error {
  readonly reason: LoadFailure;
  /** Whether another attempt may help. */
  readonly again: boolean;
  /** Milliseconds that the server asks to wait. */
  readonly wait: number;

  constructor(reason: LoadFailure, message: string, again: boolean, wait = 0) {
    super(message);
    this.reason = reason;
    this.again = again;
    this.wait = wait;
  }
}

/** Thrown by the reader of an answer when the bytes are not those that were published: they are asked for past all caches, once. */
export class Damaged extends Error {
  /** What else was remarkable about the answer. */
  readonly note: string;

  constructor(message: string, note: string) {
    super(message);
    this.note = note;
  }
}

/** A file to be asked for. */
export interface Order {
  readonly url: string;
  /** The error's code if it does not arrive. */
  readonly code: ErrorFacts["code"];
  readonly network: Network;
}

/** Reads an answer. `alive` is to be called whenever something has arrived. */
export type Reader<T> = (response: Response, alive: () => void) => Promise<T>;

/** Asks for a file until it has been read, or there is no more hope. */
export async function order<T>({ url, code, network }: Order, read: Reader<T>): Promise<T> {
  if (url.startsWith("data:")) {
    return read(embedded(url), () => undefined);
  }
  let past = false;
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(url, network.stall, past ? "reload" : "default", read);
    } catch (error) {
      const damaged = error instanceof Damaged;
      if (!damaged && !(error instanceof Trouble)) {
        throw error;
      }
      const hopeless = damaged ? past : !error.again;
      if (hopeless || attempt >= network.attempts) {
        const tried = attempt > 1 ? `，已试 ${attempt} 次` : "";
        const reason = damaged ? "damaged" : error.reason;
        throw new Failure({
          code,
          reason,
          message: `文件未能下载：${url}（${error.message}${tried}）`,
          hint: `${damaged ? error.note : ""}${HINTS[reason]}`,
        });
      }
      past ||= damaged;
      await pause(damaged ? 0 : Math.max(error.wait, network.backoff * 2 ** (attempt - 1)));
    }
  }
}

async function once<T>(url: string, stall: number, cache: RequestCache, read: Reader<T>): Promise<T> {
  const controller = new AbortController();
  let stalled = false;
  const giveUp = (): void => {
    stalled = true;
    controller.abort();
  };
  let timer = setTimeout(giveUp, stall);
  const alive = (): void => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, stall);
  };
  try {
    const response = await fetch(url, { signal: controller.signal, cache });
    alive();
    if (!response.ok) {
      throw refused(response);
    }
    return await read(response, alive);
  } catch (error) {
    // What has not been read is not wanted any more.
    controller.abort();
    if (stalled) {
      throw new Trouble("stalled", `${stall / 1000} 秒没有收到数据`, true);
    }
    if (error instanceof TypeError) {
      // What fetch, and reading its answer, throw when the connection fails.
      throw navigator.onLine === false
        ? new Trouble("offline", "没有联网", false)
        : new Trouble("network", error.message, true);
    }
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function refused(response: Response): Trouble {
  const { status } = response;
  const again = status === 408 || status === 429 || status >= 500;
  const after = Number(response.headers.get("Retry-After") ?? 0) * 1000;
  return new Trouble("status", `HTTP ${status}`, again, Number.isFinite(after) ? Math.min(after, LONGEST_WAIT) : 0);
}

/**
 * Small files that a bundler has put into the script. Decoded here, because `fetch` of a `data:` address is a connection
 * that `connect-src 'self'` forbids.
 */
function embedded(url: string): Response {
  const comma = url.indexOf(",");
  const body = url.slice(comma + 1);
  if (!url.slice(0, comma).endsWith(";base64")) {
    return new Response(decodeURIComponent(body));
  }
  return new Response(Uint8Array.from(atob(body), (char) => char.charCodeAt(0)));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const HINTS: Readonly<Record<LoadFailure, string>> = {
  offline: "请接通网络后重试。",
  network: "请检查网络后重试。若一直如此：确认内容安全策略（CSP）的 connect-src 含 'self'。",
  stalled: "网络太慢或已中断，请稍后重试。",
  status:
    "请检查网络后重试。若一直如此：确认该文件已随程序一起部署，内容安全策略（CSP）的 connect-src 含 'self'；" +
    "使用打包工具时，可把包内 dist/package 复制为静态文件夹，并用 init({ base }) 指明。",
  damaged: "请清除浏览器缓存后重试；若仍如此，请把程序的全部文件（同一次构建）重新部署。",
};
