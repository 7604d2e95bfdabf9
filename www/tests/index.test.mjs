/** What needs no browser: that the package can be imported without one, and its plain functions. */

import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { buildFake } from "./fake/build.mjs";

let dir;
let api;

before(async () => {
  dir = await buildFake();
  api = await import(pathToFileURL(path.join(dir, "package/index.js")).href);
});

after(() => rm(path.dirname(dir), { recursive: true, force: true }));

test("can be imported where there is no DOM, element included; init says that it needs a page", async () => {
  await import(pathToFileURL(path.join(dir, "package/element.js")).href);
  await assert.rejects(api.init(), (error) => api.isHuibaoError(error) && error.code === "worker_unavailable" && /浏览器/.test(error.message));
});

test("an error carries what happened, what to do and the code; the guard is structural", () => {
  const error = new api.HuibaoError({ code: "crashed", message: "出错了。", hint: "请重试。", title: "讲话" });
  assert.equal(error.message, "出错了。\n请重试。\n(crashed)");
  assert.deepEqual([error.summary, error.hint, error.title, error.draft, error.findings], ["出错了。", "请重试。", "讲话", null, []]);
  assert.equal(api.isHuibaoError(error), true);
  assert.equal(api.isHuibaoError({ name: "HuibaoError", code: "findings", findings: [] }), true);
  for (const other of [null, undefined, "HuibaoError", new Error("x"), { name: "HuibaoError", code: 1, findings: [] }]) {
    assert.equal(api.isHuibaoError(other), false);
  }
});

test("progress in words", () => {
  assert.equal(api.describeProgress({ phase: "set" }), "排版…");
  assert.equal(api.describeAmount({ phase: "set" }), "");
  assert.equal(api.describeProgress({ phase: "fonts", loaded: 400_000, total: 1_340_000 }), "加载字体…");
  assert.equal(api.describeAmount({ phase: "fonts", loaded: 400_000, total: 1_340_000 }), "400 KB / 1.3 MB");
  assert.equal(api.describeAmount({ phase: "load", loaded: 1, total: null }), "1 KB");
  assert.equal(api.describeAloud({ characters: 3896, minutes: 19 }), "约3900字，朗读约19分钟");
  assert.equal(api.describeAloud({ characters: 96, minutes: 1 }), "约96字，朗读约1分钟");
});

test("a batch in words", () => {
  const begun = { done: 0, failed: 0, total: null, names: [], rate: null, remaining: null };
  assert.equal(api.describeBatch(begun), "0 份");
  assert.equal(
    api.describeBatch({ done: 35, failed: 2, total: 1000, names: ["甲镇", "乙镇"], rate: 3.21, remaining: 300.1 }),
    "37 / 1000 份，2 份未能生成；正在生成：甲镇、乙镇；每秒 3.2 份，约剩 6 分钟",
  );
  assert.match(api.describeBatch({ ...begun, done: 3, total: 9, names: ["丙"], rate: 0.25, remaining: 24 }), /；每份 4\.0 秒，约剩 25 秒$/);
  assert.equal(api.describeBatch({ ...begun, done: 9, total: 9, rate: 3, remaining: 0 }), "9 / 9 份");
});
