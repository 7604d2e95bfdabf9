/** The check of built files finds what it is there to find, and nothing in what is permitted. */

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { assertDist, markupOffences, scriptOffences, styleOffences } from "../scripts/assert-dist.mjs";

test("scripts", () => {
  const cases = {
    "eval('1')": ["calls eval"],
    "globalThis.eval('1')": ["calls eval"],
    "new Function('return 1')": ["calls Function"],
    "Function('return 1')()": ["calls Function"],
    "setTimeout('f()', 1)": ["setTimeout of a string"],
    "new Worker('data:text/javascript,1')": ["a worker that is not a file"],
    "const a = await f();": ["top-level await"],
    "element.innerHTML = text;": ["assigns innerHTML"],
    "fetch('https://example.org/x.wasm')": ["address elsewhere: https://example.org/x.wasm"],
    "fetch(`//cdn.example.org/x`)": ["address elsewhere: //cdn.example.org/x"],
    "// eval('1'), https://example.org/\nasync function f() { await g(); }": [],
    "document.createElementNS('http://www.w3.org/2000/svg', 'svg'); const f = async () => await g(); obj.set = '//'": [],
    "setTimeout(() => f(), 1); class A { async m() { await 1; } }": [],
  };
  for (const [code, expected] of Object.entries(cases)) {
    assert.deepEqual(scriptOffences(code), expected, code);
  }
});

test("markup and style sheets", () => {
  assert.deepEqual(markupOffences('<script src="a.js"></script><link href="./a.css">'), []);
  assert.deepEqual(markupOffences("<script>f()</script>"), ["inline script"]);
  assert.deepEqual(markupOffences("<p style='color: red'>"), ["inline style"]);
  assert.deepEqual(markupOffences("<style>p {}</style>"), ["inline style"]);
  assert.deepEqual(markupOffences('<button onclick="f()">'), ["inline event handler"]);
  assert.deepEqual(markupOffences('<img src="https://example.org/a.png">'), ["address elsewhere: https://example.org/a.png"]);
  assert.deepEqual(styleOffences("a { background: url(./a.png) }"), []);
  assert.deepEqual(styleOffences('@import "https://example.org/a.css";'), ["address elsewhere: https://example.org/a.css"]);
});

test("a folder without scripts or without a worker does not pass", async () => {
  const dir = await mkdtemp(path.join(os.tmpdir(), "huibao-dist-"));
  try {
    await assert.rejects(assertDist(dir), /no script found[^]*no worker\.js found/);
    await writeFile(path.join(dir, "worker.js"), "f();");
    await assertDist(dir);
    await writeFile(path.join(dir, "a.js"), "eval(x);");
    await assert.rejects(assertDist(dir), /a\.js: calls eval/);
  } finally {
    await rm(dir, { recursive: true });
  }
});
