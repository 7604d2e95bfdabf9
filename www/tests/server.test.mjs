/** The static server: types, policy, caching, and nothing from outside its folder. */

import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { CONTENT_SECURITY_POLICY, serve } from "../server.mjs";

let dir;
let server;

before(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "huibao-server-"));
  const root = path.join(dir, "root");
  await mkdir(path.join(root, "assets"), { recursive: true });
  await mkdir(path.join(dir, "root-secret"));
  const files = {
    "root/index.html": "<!doctype html>",
    "root/a.wasm": "wasm",
    "root/assets/main-Ab_12-3z.js": "1",
    "root/fang-000.1c227e9f3e.woff2": "font",
    "root/shangqiu-observation.json": "{}",
    "root/数据.xlsx": "PK",
    "root/中文 名.txt": "文",
    "root/manifest.webmanifest": "{}",
    "secret.txt": "secret",
    "root-secret/x.txt": "secret",
  };
  for (const [name, content] of Object.entries(files)) {
    await writeFile(path.join(dir, name), content);
  }
  await symlink(path.join(dir, "secret.txt"), path.join(root, "link.txt"));
  server = await serve({ root });
});

after(async () => {
  await server.close();
  await rm(dir, { recursive: true });
});

/** A request as it stands: `fetch` would resolve `..` before sending. */
function get(target, { method = "GET", headers = {} } = {}) {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    http
      .request({ hostname, port, path: target, method, headers }, (response) => {
        let body = "";
        response.setEncoding("utf8");
        response.on("data", (chunk) => (body += chunk));
        response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body }));
      })
      .on("error", reject)
      .end();
  });
}

test("sends the policy and the right type with each file", async () => {
  const types = {
    "/": "text/html; charset=utf-8",
    "/a.wasm": "application/wasm",
    "/assets/main-Ab_12-3z.js": "text/javascript; charset=utf-8",
    "/fang-000.1c227e9f3e.woff2": "font/woff2",
    "/shangqiu-observation.json?x=1": "application/json; charset=utf-8",
    "/%E6%95%B0%E6%8D%AE.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "/manifest.webmanifest": "application/manifest+json",
    "/%E4%B8%AD%E6%96%87%20%E5%90%8D.txt": "text/plain; charset=utf-8",
  };
  for (const [target, type] of Object.entries(types)) {
    const { status, headers } = await get(target);
    assert.equal(status, 200, target);
    assert.equal(headers["content-type"], type);
    assert.equal(headers["content-security-policy"], CONTENT_SECURITY_POLICY);
    assert.equal(headers["x-content-type-options"], "nosniff");
  }
});

test("hashed files are kept for good, others are asked about again", async () => {
  for (const target of ["/assets/main-Ab_12-3z.js", "/fang-000.1c227e9f3e.woff2"]) {
    assert.match((await get(target)).headers["cache-control"], /immutable/);
  }
  for (const target of ["/", "/a.wasm", "/shangqiu-observation.json"]) {
    assert.equal((await get(target)).headers["cache-control"], "no-cache");
  }
  const { etag } = (await get("/a.wasm")).headers;
  const again = await get("/a.wasm", { headers: { "If-None-Match": etag } });
  assert.deepEqual([again.status, again.body], [304, ""]);
  assert.equal((await get("/a.wasm", { headers: { "If-None-Match": '"other"' } })).status, 200);
});

test("sends the policy that the documentation tells portals to send", async () => {
  const told = async (file, pattern) => pattern.exec(await readFile(new URL(file, import.meta.url), "utf8"))[1];
  const { headers } = await get("/");
  assert.equal(await told("../../docs/portal.md", /```\n(default-src [^\n]+)\n```/), headers["content-security-policy"]);
  const readme = await told("../README.md", /^((?: {4}[a-z-]+-(?:src|for|types) .+\n)+)/m);
  assert.equal(readme.trim().replaceAll(/\s+/g, " "), headers["content-security-policy"]);
});

test("gives nothing from outside the folder", async () => {
  for (const target of [
    "/../secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/assets/../../secret.txt",
    "/..%5csecret.txt",
    "/../root-secret/x.txt",
    "/link.txt",
    "/a.wasm%00",
    "/%",
    "/assets",
    "/absent",
  ]) {
    const { status, body } = await get(target);
    assert.equal(status, 404, target);
    assert.doesNotMatch(body, /secret/);
  }
});

test("answers HEAD without a body and refuses to be written to", async () => {
  const head = await get("/a.wasm", { method: "HEAD" });
  assert.deepEqual([head.status, head.headers["content-length"], head.body], [200, "4", ""]);
  assert.equal((await get("/a.wasm", { method: "PUT" })).status, 405);
});
