/**
 * A static server for one folder, under the content security policy that the page is made for.
 *
 *     node server.mjs [DIR] [--port N] [--policy NAME]…
 *
 * `--policy` permits one more trusted-types policy, for hosts whose framework has its own. The port may also be in `PORT`.
 *
 * Listens on 127.0.0.1 only. It serves the page locally and in tests; any other static server does as well, if it sends
 * the same types and policy.
 */

import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { pipeline } from "node:stream";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/**
 * The policy of a page and its worker: that of docs/portal.md, and what a host's own program needs besides.
 *
 * @param {{ scripts?: string[], policies?: string[] }} more
 *   `scripts`, sources of scripts, such as the digest of an import map; `policies`, names of trusted-types policies.
 */
export function contentSecurityPolicy({ scripts = [], policies = [] } = {}) {
  return [
    "default-src 'none'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...scripts].join(" "),
    "worker-src 'self'",
    "connect-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "manifest-src 'self'",
    "require-trusted-types-for 'script'",
    ["trusted-types huibao", ...policies].join(" "),
  ].join("; ");
}

/** The policy of the page and its worker. */
export const CONTENT_SECURITY_POLICY = contentSecurityPolicy();

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".md": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".pdf": "application/pdf",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ".woff2": "font/woff2",
};

/** Files whose name holds a digest of their content: Vite's folder, and font slices (8 or more hexadecimal digits). */
const HASHED = /(^|\/)assets\/|[.-][0-9a-f]{8,64}\.[0-9a-z]+$/;

/**
 * Serves `root`.
 *
 * @param {{ root: string, port?: number, headers?: Record<string, string> }} options
 *   `port` 0, the default, takes a free one; `headers` are added to every answer.
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function serve({ root, port = 0, headers = {} }) {
  const base = await realpath(root);
  const server = createServer((request, response) => {
    answer(base, request, response, headers).catch((error) => {
      response.destroy(error);
    });
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(base, request, response, headers) {
  const fail = (status) => {
    response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" }).end(`${status}\n`);
  };
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    return fail(405);
  }
  const file = await locate(base, request.url ?? "/");
  if (file === null) {
    return fail(404);
  }
  const { size, mtimeMs } = await stat(file);
  const tag = `"${size.toString(16)}-${Math.floor(mtimeMs).toString(16)}"`;
  response.setHeaders(
    new Map(
      Object.entries({
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": HASHED.test(path.relative(base, file).split(path.sep).join("/"))
          ? "public, max-age=31536000, immutable"
          : "no-cache",
        ETag: tag,
        ...headers,
      }),
    ),
  );
  if (request.headers["if-none-match"]?.split(/\s*,\s*/).includes(tag)) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(200, {
    "Content-Type": TYPES[path.extname(file)] ?? "application/octet-stream",
    "Content-Length": size,
  });
  if (request.method === "HEAD") {
    response.end();
    return;
  }
  pipeline(createReadStream(file), response, () => {
    // A reader that went away is no fault of the server's.
  });
}

/** The file that a request names, or null: nothing outside `base`, not by `..`, not by a link. */
async function locate(base, url) {
  let name;
  try {
    name = decodeURIComponent(url.split(/[?#]/)[0]);
  } catch {
    return null;
  }
  if (name.includes("\0") || name.includes("\\")) {
    return null;
  }
  try {
    let file = await realpath(path.join(base, name));
    if ((await stat(file)).isDirectory()) {
      file = await realpath(path.join(file, "index.html"));
    }
    return file.startsWith(base + path.sep) ? file : null;
  } catch {
    return null;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    options: {
      port: { type: "string", default: process.env.PORT ?? "8017" },
      policy: { type: "string", multiple: true, default: [] },
    },
    allowPositionals: true,
  });
  const root = positionals[0] ?? fileURLToPath(new URL("dist/page", import.meta.url));
  try {
    const headers = { "Content-Security-Policy": contentSecurityPolicy({ policies: values.policy }) };
    const { url } = await serve({ root, port: Number(values.port), headers });
    process.stdout.write(`汇报：${url}  （Ctrl+C 停止）\n`);
  } catch (error) {
    const reason =
      error.code === "EADDRINUSE"
        ? `端口 ${values.port} 已被占用，请用 --port 另选一个。`
        : error.code === "ENOENT"
          ? `没有文件夹 ${root}，请先运行 npm run build。`
          : error.message;
    process.stderr.write(`${reason}\n`);
    process.exitCode = 1;
  }
}
