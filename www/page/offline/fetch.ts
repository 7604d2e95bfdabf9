/** Files held to what was published: shared by the page and its service worker. */

/** Thrown when what arrives is not what was published. */
export class NotIntact extends Error {}

/** A file, past the caches where those have another version of it. @throws NotIntact, or what `fetch` throws */
export async function fetchIntact(
  url: string,
  sha256: string,
  signal?: AbortSignal,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; headers: Headers }> {
  for (const cache of ["default", "reload"] as const) {
    const response = await fetch(url, { cache, ...(signal ? { signal } : {}) });
    if (response.ok) {
      const bytes = new Uint8Array(await response.arrayBuffer());
      if ((await digest(bytes)).startsWith(sha256)) {
        const headers = new Headers(response.headers);
        // These are of the way that the bytes came, which they have behind them.
        headers.delete("Content-Encoding");
        headers.delete("Content-Length");
        return { bytes, headers };
      }
    }
  }
  throw new NotIntact(url);
}

/** The type under which a file of the program is kept. */
export function mediaType(file: string): string {
  return file.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
}

async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
