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
 * Bytes that scripts and elements of this page and its workers hold, after the browser has collected garbage. Memory of
 * wasm is not among them. Needs a page that is isolated from other origins.
 */
export async function scriptMemory() {
  return (await performance.measureUserAgentSpecificMemory()).bytes;
}

/** The page's parameters: what is to be measured, on which document, how often. */
export const asked = Object.fromEntries(new URL(location.href).searchParams);
