/** Bytes into the worker, with progress: wasm modules, the font manifest, font slices. From the store if they are there. */

import type { ErrorFacts } from "../errors.js";
import type { ModuleSource, Network } from "../protocol.js";
import { Failure } from "./failure.js";
import { Damaged, order } from "./network.js";
import type { Store } from "./store.js";

/** Told how many bytes of one file have arrived and how many are expected. */
export type OnBytes = (loaded: number, total: number | null) => void;

/** What a file is held to; null where it is not known. */
export interface Expected {
  readonly bytes: number | null;
  readonly sha256: string | null;
}

const WASM = "application/wasm";

/** Loads files. */
export class Loader {
  readonly #network: Network;
  readonly #store: Store;

  constructor(network: Network, store: Store) {
    this.#network = network;
    this.#store = store;
  }

  /** A compiled module; compiled while it arrives, where the server's content type permits. */
  async module(source: ModuleSource, onBytes: OnBytes): Promise<WebAssembly.Module> {
    if (source.kind === "module") {
      return source.module;
    }
    if (source.kind === "bytes") {
      return compile(source.bytes, "", "");
    }
    const { url, sha256 } = source;
    const kept = sha256 && (await this.#store.get(url, sha256));
    if (sha256 && kept) {
      try {
        return (await compiled(kept, source, onBytes, () => undefined)).module;
      } catch {
        // Not what was kept, or no longer whole: it comes over the network.
        await this.#store.remove(url, sha256);
      }
    }
    const { module, bytes } = await order({ url, code: "wasm_unavailable", network: this.#network }, (response, alive) =>
      compiled(response, source, onBytes, alive),
    );
    if (sha256) {
      void this.#store.put(url, sha256, bytes, WASM);
    }
    return module;
  }

  /** The bytes of a file, held to what is known of it. */
  async bytes(url: string, expected: Expected, code: ErrorFacts["code"], onBytes: OnBytes): Promise<Uint8Array<ArrayBuffer>> {
    const { sha256 } = expected;
    const kept = sha256 && (await this.#store.get(url, sha256));
    if (sha256 && kept) {
      try {
        return await arrival(kept, expected, onBytes, () => undefined);
      } catch {
        await this.#store.remove(url, sha256);
      }
    }
    const bytes = await order({ url, code, network: this.#network }, (response, alive) =>
      arrival(response, expected, onBytes, alive),
    );
    if (sha256 && !url.startsWith("data:")) {
      void this.#store.put(url, sha256, bytes, "application/octet-stream");
    }
    return bytes;
  }
}

async function compiled(
  response: Response,
  source: { readonly url: string } & Expected,
  onBytes: OnBytes,
  alive: () => void,
): Promise<{ module: WebAssembly.Module; bytes: Uint8Array<ArrayBuffer> }> {
  const { url } = source;
  const type = mediaType(response);
  if (type !== WASM) {
    const note = `服务器以“${type}”类型提供该文件，应为 ${WASM}。`;
    const bytes = await arrival(response, source, onBytes, alive, note);
    console.info(`huibao：${note}已改为下载后再编译。${url}`);
    return { module: await compile(bytes.buffer, note, url), bytes };
  }
  // The response itself is compiled, and a copy of it counted and examined: the browser keeps compiled code between visits
  // only for a response that came from its cache, not for one that a script has put together.
  const arriving = arrival(response.clone(), source, onBytes, alive);
  const [module, bytes] = await Promise.allSettled([WebAssembly.compileStreaming(response), arriving]);
  if (bytes.status === "rejected") {
    // Also when it could not be compiled: that is why.
    throw bytes.reason;
  }
  if (module.status === "rejected") {
    throw notCompiled(module.reason, "", url);
  }
  return { module: module.value, bytes: bytes.value };
}

/** Reads an answer to its end. @param note what else was remarkable about it, should it be damaged. */
async function arrival(
  response: Response,
  { bytes: size, sha256 }: Expected,
  onBytes: OnBytes,
  alive: () => void,
  note = "",
): Promise<Uint8Array<ArrayBuffer>> {
  const total = size ?? contentLength(response);
  const chunks: Uint8Array[] = [];
  let loaded = 0;
  onBytes(0, total);
  const reader = response.body?.getReader();
  for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
    alive();
    chunks.push(chunk.value);
    loaded += chunk.value.byteLength;
    // More than expected is told of when it is all there, not as 120 %.
    onBytes(total === null ? loaded : Math.min(loaded, total), total);
  }
  const bytes = new Uint8Array(loaded);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  if (size !== null && loaded !== size) {
    throw new Damaged(`内容与发布的不符：收到 ${loaded} 字节，应为 ${size} 字节`, note);
  }
  if (!(await isIntact(bytes, sha256))) {
    throw new Damaged("内容与发布的不符", note);
  }
  return bytes;
}

/** Whether the SHA-256 of bytes begins with these digits; true where it is not known or the browser cannot tell (no HTTPS). */
async function isIntact(bytes: Uint8Array<ArrayBuffer>, sha256: string | null): Promise<boolean> {
  if (sha256 === null || !globalThis.isSecureContext) {
    return true;
  }
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("").startsWith(sha256.toLowerCase());
}

async function compile(bytes: ArrayBuffer, note: string, url: string): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    throw notCompiled(error, note, url);
  }
}

function notCompiled(error: unknown, note: string, url: string): Failure {
  return new Failure({
    code: "wasm_unavailable",
    message: `程序文件无法编译：${url} ${error instanceof Error ? error.message : String(error)}`,
    hint:
      `${note}请检查：内容安全策略（CSP）的 script-src 含 'wasm-unsafe-eval'；服务器以 ${WASM} 类型提供 .wasm 文件；` +
      "该地址确实是 wasm 文件而不是网页（打包工具没有复制时常返回首页）。",
  });
}

function mediaType(response: Response): string {
  return (response.headers.get("Content-Type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

/** The header counts the bytes of the wire; what is read is what they decode to, so it is only used where both agree. */
function contentLength(response: Response): number | null {
  const length = response.headers.get("Content-Length");
  return length === null || response.headers.has("Content-Encoding") ? null : Number(length);
}
