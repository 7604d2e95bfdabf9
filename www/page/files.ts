/** Files of the page itself (its examples): beside it on the server, or within it where it is a single file. */

/** Id of the element that holds them in the single file, as `scripts/single.mjs` writes it: a JSON object of texts by path. */
const EMBEDDED = "embedded-files";

/** A file by its path from the page's folder. @throws Error when it cannot be had */
export async function pageFile(path: string): Promise<ArrayBuffer> {
  const embedded = document.getElementById(EMBEDDED)?.textContent ?? null;
  if (embedded !== null) {
    const files = JSON.parse(embedded) as Readonly<Record<string, string>>;
    const text = files[path];
    if (text === undefined) {
      throw new Error(path);
    }
    return new Uint8Array(new TextEncoder().encode(text)).buffer;
  }
  const response = await fetch(path);
  if (!response.ok) {
    throw new Error(`HTTP ${response.status}`);
  }
  return response.arrayBuffer();
}
