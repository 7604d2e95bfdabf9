/**
 * A server of prepared answers from memory, behind a line of a given rate.
 *
 * The line is made here and not by the browser's developer tools: these slow down a page, but a worker only when it is
 * attached to as a target of its own, and what a worker fetches before that is not slowed. Here every request of either
 * side goes through the same line.
 */

import { createServer } from "node:http";

/** Bytes that are put on the line at a time. */
const CHUNK = 16 * 1024;

const TYPES = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json; charset=utf-8",
  typ: "text/plain; charset=utf-8",
  wasm: "application/wasm",
  woff2: "font/woff2",
  otf: "font/otf",
  ttf: "font/ttf",
};

/**
 * A line: bits in a second, which all connections share, and milliseconds before each answer.
 *
 * @typedef {{ bits: number, latency: number }} Line
 */

/**
 * Serves answers.
 *
 * @param {Map<string, { body: Buffer, encoding?: string }>} answers by path, from the leading slash on
 * @param {Record<string, string>} headers added to each answer
 */
export async function serve(answers, headers = {}) {
  /** @type {Line | null} */
  let line = null;
  /** When the line is free again, in milliseconds of `performance.now()`. */
  let free = 0;
  /** What was put on the wire: bodies by path, in bytes. */
  let sent = new Map();

  const server = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    const answer = answers.get(name);
    if (!answer) {
      response.writeHead(404).end();
      return;
    }
    const { body, encoding } = answer;
    sent.set(name, body.length);
    response.writeHead(200, {
      ...headers,
      "Content-Type": TYPES[name.split(".").pop()] ?? "application/octet-stream",
      "Content-Length": body.length,
      "Cache-Control": "public, max-age=31536000, immutable",
      ...(encoding ? { "Content-Encoding": encoding } : {}),
    });
    if (line === null) {
      response.end(body);
    } else {
      trickle(response, body);
    }
  });

  function trickle(response, body) {
    const { bits, latency } = line;
    let at = 0;
    const next = () => {
      if (response.destroyed) {
        return;
      }
      if (at >= body.length) {
        response.end();
        return;
      }
      const chunk = body.subarray(at, at + CHUNK);
      at += chunk.length;
      const now = performance.now();
      free = Math.max(now, free) + (chunk.length * 8000) / bits;
      setTimeout(() => {
        response.write(chunk);
        next();
      }, free - now);
    };
    setTimeout(next, latency);
  }

  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    /** Sets the line for what is asked from now on; null for the machine's own speed. */
    through(next) {
      line = next;
      free = 0;
      sent = new Map();
    },
    /** Bodies that were sent since the line was set. */
    sent: () => sent,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
