/** A server of prepared answers from memory, which counts what it sends. */

import { createServer } from "node:http";

const TYPES = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json; charset=utf-8",
  md: "text/plain; charset=utf-8",
  typ: "text/plain; charset=utf-8",
  wasm: "application/wasm",
  woff2: "font/woff2",
  otf: "font/otf",
  ttf: "font/ttf",
};

/** Pages are isolated from other origins, or the browser would not tell how much memory they hold. */
const ISOLATED = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

/**
 * Serves answers.
 *
 * @param {Map<string, { body: Buffer, encoding?: string }>} answers by path, from the leading slash on
 * @param {Record<string, string>} headers added to each answer
 */
export async function serve(answers, headers = {}) {
  /** Bodies by path, in bytes as sent, in the order in which they were first asked for. */
  let sent = new Map();
  const server = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    const answer = answers.get(name);
    if (!answer) {
      response.writeHead(404).end();
      return;
    }
    const { body, encoding } = answer;
    sent.set(name, (sent.get(name) ?? 0) + body.length);
    response.writeHead(200, {
      ...ISOLATED,
      ...headers,
      "Content-Type": TYPES[name.split(".").pop()] ?? "application/octet-stream",
      "Content-Length": body.length,
      "Cache-Control": "public, max-age=31536000, immutable",
      ...(encoding ? { "Content-Encoding": encoding } : {}),
    });
    response.end(body);
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    /** Begins to count anew. */
    reset() {
      sent = new Map();
    },
    /** Bodies that were sent since then. */
    sent: () => sent,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
