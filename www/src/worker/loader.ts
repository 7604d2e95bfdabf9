/** Bytes into the worker, with progress: wasm modules, the font manifest, font slices. */

import type { ErrorFacts } from "../errors.js";
import type { ModuleSource } from "../protocol.js";
import { Failure } from "./failure.js";

/** Told how many bytes of one file have arrived and how many are expected. */
export type OnBytes = (loaded: number, total: number | null) => void;

/** A compiled module; compiled while it arrives, where the server's content type permits. */
export async function loadModule(source: ModuleSource, onBytes: OnBytes): Promise<WebAssembly.Module> {
  if (source.kind === "module") {
    return source.module;
  }
  if (source.kind === "bytes") {
    return compile(source.bytes, "");
  }
  const response = await get(source.url, "wasm_unavailable");
  const total = source.bytes ?? contentLength(response);
  if (mediaType(response) !== "application/wasm") {
    const bytes = await arrival(response, total, onBytes, source.url, "wasm_unavailable");
    return compile(bytes.buffer, `服务器以“${mediaType(response)}”类型提供该文件，应为 application/wasm。`, source.url);
  }
  // The response itself is compiled, and a copy of it counted: the browser keeps compiled code between visits only for
  // a response that came from its cache, not for one that a script has put together.
  const counted = count(response.clone(), total, onBytes);
  try {
    const [module] = await Promise.all([WebAssembly.compileStreaming(response), counted]);
    return module;
  } catch (error) {
    throw notCompiled(error, "", source.url);
  }
}

/** The bytes of a file. */
export async function loadBytes(
  url: string,
  code: ErrorFacts["code"],
  onBytes: OnBytes,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await get(url, code, signal);
  return arrival(response, contentLength(response), onBytes, url, code, signal);
}

/** Whether the SHA-256 of bytes begins with these digits; true where it is not known or the browser cannot tell (no HTTPS). */
export async function isIntact(bytes: Uint8Array<ArrayBuffer>, sha256: string | null): Promise<boolean> {
  if (sha256 === null || !globalThis.isSecureContext) {
    return true;
  }
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("").startsWith(sha256.toLowerCase());
}

async function get(url: string, code: ErrorFacts["code"], signal?: AbortSignal): Promise<Response> {
  if (url.startsWith("data:")) {
    return embedded(url);
  }
  let response: Response;
  try {
    response = await fetch(url, signal ? { signal } : {});
  } catch (error) {
    signal?.throwIfAborted();
    throw unavailable(url, code, error instanceof Error ? error.message : String(error));
  }
  if (!response.ok) {
    throw unavailable(url, code, `HTTP ${response.status}`);
  }
  return response;
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

async function arrival(
  response: Response,
  total: number | null,
  onBytes: OnBytes,
  url: string,
  code: ErrorFacts["code"],
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const copy = response.clone();
    const [bytes] = await Promise.all([response.arrayBuffer(), count(copy, total, onBytes)]);
    return new Uint8Array(bytes);
  } catch (error) {
    signal?.throwIfAborted();
    throw unavailable(url, code, error instanceof Error ? error.message : String(error));
  }
}

async function count(response: Response, total: number | null, onBytes: OnBytes): Promise<void> {
  const reader = response.body?.getReader();
  let loaded = 0;
  onBytes(loaded, total);
  for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
    loaded += chunk.value.byteLength;
    onBytes(loaded, total);
  }
}

async function compile(bytes: ArrayBuffer, note: string, url = ""): Promise<WebAssembly.Module> {
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
      `${note}请检查：内容安全策略（CSP）的 script-src 含 'wasm-unsafe-eval'；服务器以 application/wasm 类型提供 .wasm 文件；` +
      "该地址确实是 wasm 文件而不是网页（打包工具没有复制时常返回首页）。",
  });
}

function unavailable(url: string, code: ErrorFacts["code"], detail: string): Failure {
  return new Failure({
    code,
    message: `文件未能下载：${url}（${detail}）`,
    hint:
      "请检查网络后重试。若一直如此：确认该文件已随程序一起部署，内容安全策略（CSP）的 connect-src 含 'self'；" +
      "使用打包工具时，可把包内 dist/package 复制为静态文件夹，并用 init({ base }) 指明。",
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
