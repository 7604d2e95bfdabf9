/** What the pages of all sides share. */

/** Resolves when what was put into the page has been painted. */
export function painted() {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/** A file's bytes. */
export async function bytes(name) {
  const response = await fetch(name);
  return new Uint8Array(await response.arrayBuffer());
}

/** A JSON file. */
export async function json(name) {
  const response = await fetch(name);
  return response.json();
}

/** A file's text. */
export async function text(name) {
  const response = await fetch(name);
  return response.text();
}

/** Milliseconds that some work takes. */
export async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * Bytes that this page and its workers hold, after the browser has collected garbage: of WebAssembly memory, and in all.
 * Needs a page that is isolated from other origins.
 */
export async function memory() {
  const { bytes: all, breakdown } = await performance.measureUserAgentSpecificMemory();
  const wasm = breakdown.filter(({ types }) => types.includes("WebAssembly")).reduce((n, part) => n + part.bytes, 0);
  return { all, wasm, breakdown: breakdown.map((p) => [p.types.join("+"), p.bytes, p.attribution.map((a) => a.scope).join()]) };
}

/** The page's parameters: what is to be measured, on which document, how often. */
export const asked = Object.fromEntries(new URL(location.href).searchParams);
