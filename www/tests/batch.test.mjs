/** Batches with fake wasm modules: order, names, failures, crashes, cancelling, what is loaded and what is held. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { fakeSite } from "./fake/site.mjs";
import { contents, skip } from "./support.mjs";

const SPEECH = { title: "讲话", paragraphs: ["一、成绩", "二、问题", "三、要求"] };
const BAD = { severity: "error", code: "check.parts", path: "/funds/0", message: "分项之和与总数不符。", hint: "请核对。" };
const ODD = { severity: "warning", code: "check.rate", path: "/targets/0", message: "完成率偏高。", hint: "" };

describe("batch with fake modules", { skip }, () => {
  const site = fakeSite({ flag: "" });
  const { inHost } = site;

  test("one archive, in the order of the items, with names that no two have and a report", async () => {
    const items = [
      { name: "甲镇", data: { ...SPEECH, typeset: { ms: 300 } } },
      { name: "乙镇", data: { ...SPEECH, findings: [BAD, ODD] } },
      { name: "甲镇", data: { ...SPEECH, findings: [ODD] } },
      { data: { ...SPEECH, title: "安全/生产" } },
      { name: "丙区/丁村", data: { ...SPEECH, findings: [ODD] } },
      { name: "A", data: SPEECH },
      { name: "a", data: SPEECH },
      { data: { ...SPEECH, title: "" } },
      { name: "没有数据" },
    ];
    const result = await inHost(async ({ init }, items) => {
      const huibao = await init();
      const progress = [];
      const { zip, report, failed, seconds, workers } = await huibao.batch(items, {}, {
        workers: 2,
        onProgress: (p) => progress.push(p),
      });
      const single = await (await huibao.render(items[0].data)).pdf();
      return { bytes: [...new Uint8Array(await zip.arrayBuffer())], type: zip.type, report, failed, seconds, workers, progress, single: [...single] };
    }, items);
    const files = contents(Buffer.from(result.bytes));
    const names = ["甲镇.pdf", "甲镇（2）.pdf", "安全-生产.pdf", "丙区/丁村.pdf", "A.pdf", "a（2）.pdf", "第8份.pdf"];
    assert.deepEqual([...files.keys()], [...names, "报告.json", "报告.txt"]);
    assert.equal(result.type, "application/zip");
    assert.deepEqual(files.get("甲镇.pdf"), Buffer.from(result.single), "the same bytes as alone");
    assert.deepEqual([result.report.total, result.report.done, result.report.failed], [9, 7, 2]);
    assert.equal(result.workers, 2);
    assert.ok(result.seconds > 0.3, `${result.seconds} s`);
    assert.deepEqual(
      result.failed.map(({ name, data }) => [name, data]),
      [["乙镇", items[1].data], ["没有数据", undefined]],
    );

    const { documents } = result.report;
    assert.deepEqual(documents[0], { name: "甲镇", unit: null, file: "甲镇.pdf", title: "讲话", pages: 3, findings: [], error: null });
    assert.deepEqual([documents[1].file, documents[1].error.code], [null, "findings"]);
    assert.deepEqual(documents[1].findings, [BAD, ODD]);
    assert.deepEqual(documents[2].findings, [ODD], "without the note that every document has");
    assert.deepEqual(JSON.parse(files.get("报告.json").toString()), result.report);
    const text = files.get("报告.txt").toString().replaceAll("\r\n", "\n");
    assert.match(text, /^\u{feff}批量生成报告\n\n共 9 份：已生成 7 份，未生成 2 份。\n\n一、未生成的\n/u);
    assert.match(text, /\n乙镇：有 1 处错误，未能成文：分项之和与总数不符。\n  错误［\/funds\/0］：分项之和与总数不符。\n    → 请核对。\n/);
    assert.match(text, /\n没有数据：第 9 项没有数据。\n  → /);
    assert.match(text, /\n二、已生成、但须核对的\n\n甲镇（2）、丙区\/丁村：\n  警告［\/targets\/0］：完成率偏高。\n\n三、/);
    assert.match(text, /\n三、已生成的\n甲镇.pdf（3 页）\n/);

    const counted = result.progress.map(({ done, failed }) => done + failed);
    assert.ok(counted.every((n, i) => i === 0 || n >= counted[i - 1]), "only grows");
    const last = result.progress.at(-1);
    assert.deepEqual([last.done, last.failed, last.total, last.names, last.remaining], [7, 2, 9, [], 0]);
    assert.ok(last.rate > 0);
    assert.ok(result.progress.some(({ names }) => names.includes("甲镇")));
    assert.ok(result.progress.every(({ names }) => names.length <= 2), "one document a worker");
    assert.deepEqual([result.progress[0].rate, result.progress[0].remaining], [null, null]);
  });

  test("the archive is read by others, and is the same bytes every time", async () => {
    const items = Array.from({ length: 12 }, (_, i) => ({
      name: `第${i}镇`,
      // The first ones take longest, so that the workers finish in another order.
      data: { ...SPEECH, typeset: { ms: 60 - 5 * i } },
    }));
    const result = await inHost(async ({ init }, items) => {
      const huibao = await init();
      const make = async (workers) => [...new Uint8Array(await (await huibao.batch(items, {}, { workers })).zip.arrayBuffer())];
      return [await make(3), await make(1)];
    }, items);
    assert.deepEqual(result[0], result[1]);
    const folder = await mkdtemp(path.join(os.tmpdir(), "huibao-zip-"));
    try {
      const file = path.join(folder, "a.zip");
      await writeFile(file, Buffer.from(result[0]));
      const listed = execFileSync("python3", ["-c", "import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nprint('\\n'.join(z.namelist()))", file], { encoding: "utf8" });
      assert.deepEqual(listed.trim().split("\n"), [...items.map(({ name }) => `${name}.pdf`), "报告.json", "报告.txt"]);
      assert.match(execFileSync("unzip", ["-t", file], { encoding: "utf8" }), /No errors detected/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("the workers share what was loaded: each slice and each module is asked for once", async () => {
    const requests = [];
    await inHost(
      async ({ init }, data) => {
        const huibao = await init();
        const workbook = new TextEncoder().encode(`PK\u0003\u0004${JSON.stringify({ ...data, typeset: { ms: 50 } })}`);
        const items = Array.from({ length: 9 }, () => ({ data: workbook }));
        const { report } = await huibao.batch(items, {}, { workers: 3 });
        if (report.done !== 9) {
          throw new Error(JSON.stringify(report));
        }
      },
      SPEECH,
      {
        async prepare(page) {
          page.on("request", (request) => requests.push(path.basename(new URL(request.url()).pathname)));
          await page.route("**/*.woff2", async (route) => {
            await new Promise((resolve) => setTimeout(resolve, 100));
            await route.continue();
          });
        },
      },
    );
    const count = (pattern) => requests.filter((name) => pattern.test(name)).length;
    assert.equal(count(/\.woff2$/), 3, "three slices");
    assert.equal(count(/\.wasm$/), 3, "the workbook's too");
    assert.equal(count(/^manifest\.json$/), 1);
    assert.equal(count(/^worker\.js$/), 4, "the page's own and three");
  });

  test("a slice that fails to arrive is tried again, by whoever needs it", async () => {
    let asked = 0;
    const result = await inHost(
      async ({ init }, data) => {
        const huibao = await init();
        const { report } = await huibao.batch([{ data }, { data }, { data }], {}, { workers: 3 });
        return report;
      },
      SPEECH,
      {
        noisy: true,
        prepare: (page) =>
          page.route("**/fang00.*.woff2", async (route) => {
            asked += 1;
            await (asked === 1 ? route.fulfill({ status: 503, body: "" }) : route.continue());
          }),
      },
    );
    assert.deepEqual([result.done, result.failed], [3, 0]);
    assert.equal(asked, 2);
  });

  test("a crash costs at most its own document, which is tried once more in a fresh worker", async () => {
    let asked = 0;
    const workers = [];
    const result = await inHost(
      async ({ init }, data) => {
        const huibao = await init();
        const items = [
          { name: "一", data },
          { name: "二", data: { ...data, typeset: { panic: "layout.rs:12" } } },
          { name: "三", data: { ...data, typeset: { memory: true } } },
          { name: "四", data: { ...data, typeset: { ask: "/host/flag" } } },
          { name: "五", data },
        ];
        const { report, failed } = await huibao.batch(items, {}, { workers: 1 });
        return { report, failed: failed.map(({ name }) => name), alone: (await huibao.render(data)).pages };
      },
      SPEECH,
      {
        noisy: true,
        async prepare(page) {
          page.on("request", (request) => request.url().endsWith("/worker.js") && workers.push(1));
          await page.route("**/host/flag", async (route) => {
            asked += 1;
            await (asked === 1 ? route.fulfill({ status: 500, body: "" }) : route.continue());
          });
        },
      },
    );
    assert.deepEqual(result.failed, ["二", "三"]);
    assert.deepEqual(result.report.documents.map(({ error }) => error?.code ?? null), [null, "crashed", "crashed", null, null]);
    assert.match(result.report.documents[1].error.message, /《讲话》.*layout\.rs:12/);
    assert.equal(asked, 2);
    assert.equal(result.alone, 3);
    assert.equal(workers.length, 2 + 2 + 2 + 1, "two, and one after each crash");
  });

  test("cancelling is quick and leaves nothing running, the page's own worker excepted", async () => {
    const result = await inHost(async ({ init }, data) => {
      // Counts the workers that live.
      const alive = new Set();
      const Native = globalThis.Worker;
      globalThis.Worker = class extends Native {
        constructor(...args) {
          super(...args);
          alive.add(this);
        }
        terminate() {
          alive.delete(this);
          super.terminate();
        }
      };
      const huibao = await init();
      const controller = new AbortController();
      let taken = 0;
      let returned = false;
      const items = (function* () {
        try {
          for (;;) {
            taken += 1;
            yield { data: { ...data, typeset: { ms: taken < 3 ? 10 : 20_000 } } };
          }
        } finally {
          returned = true;
        }
      })();
      const chunks = { written: 0, aborted: null };
      const to = new WritableStream({ write: () => void (chunks.written += 1), abort: (reason) => void (chunks.aborted = reason?.name) });
      const promise = huibao.batch(items, {}, { workers: 2, to, signal: controller.signal }).catch((error) => error);
      await new Promise((resolve) => setTimeout(resolve, 600));
      const before = alive.size;
      const begun = performance.now();
      controller.abort();
      const error = await promise;
      const after = performance.now() - begun;
      await new Promise((resolve) => setTimeout(resolve, 50));
      const counted = { taken, returned, before, alive: alive.size, name: error.name, after, ...chunks };
      const aborted = await huibao.batch([{ data }], {}, { signal: AbortSignal.abort(new Error("换了材料")) }).catch(({ message }) => message);
      // On a busy machine anything can take a while; the quickest of some says what the program needs.
      const busy = { data: { ...data, typeset: { ms: 20_000 } } };
      for (let again = 0; again < 3; again++) {
        const controller = new AbortController();
        const batch = huibao.batch([busy, busy], {}, { workers: 2, signal: controller.signal }).catch((error) => error);
        await new Promise((resolve) => setTimeout(resolve, 300));
        const begun = performance.now();
        controller.abort();
        await batch;
        counted.after = Math.min(counted.after, performance.now() - begun);
      }
      return { ...counted, aborted, pages: (await huibao.render(data)).pages };
    }, SPEECH);
    assert.equal(result.name, "AbortError");
    assert.ok(result.after < 100, `after ${result.after} ms`);
    assert.deepEqual([result.before, result.alive], [3, 1]);
    assert.ok(result.taken <= 2 + 4, `${result.taken} items taken`);
    assert.equal(result.returned, true, "the generator is told");
    assert.equal(result.aborted, "换了材料");
    assert.equal(result.pages, 3);
  });

  test("the archive goes to a stream at its own pace; no more than a few documents wait for it", async () => {
    const result = await inHost(async ({ init }, data) => {
      const huibao = await init();
      let taken = 0;
      let finished = 0;
      const items = (async function* () {
        for (; taken < 40; ) {
          taken += 1;
          yield { name: String(taken), data };
        }
      })();
      let open;
      const held = new Promise((resolve) => (open = resolve));
      const parts = [];
      let closed = false;
      const to = new WritableStream({
        async write(chunk) {
          await held;
          parts.push(chunk);
        },
        close: () => void (closed = true),
      });
      const onProgress = ({ done, total }) => {
        finished = done;
        if (total !== null) throw new Error("nobody can know the total");
      };
      const promise = huibao.batch(items, {}, { workers: 2, to, onProgress });
      await new Promise((resolve) => setTimeout(resolve, 1000));
      const before = [taken, finished];
      open();
      const { zip, report } = await promise;
      return { before, zip, done: report.done, closed, bytes: [...new Uint8Array(await new Blob(parts).arrayBuffer())] };
    }, SPEECH);
    const [taken, finished] = result.before;
    assert.ok(taken <= 7 && finished >= 1, `${taken} taken and ${finished} finished while nothing could be written`);
    assert.deepEqual([result.zip, result.done, result.closed], [null, 40, true]);
    assert.equal(contents(Buffer.from(result.bytes)).size, 42);
  });

  test("what the items or the stream throw ends the batch; close() too; wrong numbers of workers are refused", async () => {
    const result = await inHost(async ({ init }, data) => {
      const huibao = await init();
      const message = (promise) => promise.then(() => "resolved", (error) => `${error.name} ${error.code ?? ""} ${error.summary ?? error.message}`);
      const aborted = [];
      const to = () => new WritableStream({ abort: (reason) => void aborted.push(reason.message) });
      const items = (function* () {
        yield { data };
        throw new Error("盘已拔出");
      })();
      const thrown = await message(huibao.batch(items, {}, { to: to() }));
      const full = await message(huibao.batch([{ data }], {}, { to: new WritableStream({ write: () => Promise.reject(new Error("盘已满")) }) }));
      const numbers = [];
      for (const workers of [0, 1.5, 33]) {
        numbers.push(await message(huibao.batch([{ data }], {}, { workers })));
      }
      const open = message(huibao.batch([{ data: { ...data, typeset: { ms: 20_000 } } }], {}, { to: to() }));
      await new Promise((resolve) => setTimeout(resolve, 500));
      huibao.close();
      return { thrown, full, numbers, closed: await open, aborted: aborted.length, later: await message(huibao.batch([{ data }])) };
    }, SPEECH);
    assert.match(result.thrown, /盘已拔出/);
    assert.match(result.full, /盘已满/);
    assert.ok(result.numbers.every((text) => /^RangeError .*1 至 32/.test(text)), String(result.numbers));
    assert.match(result.closed, /^HuibaoError closed/);
    assert.equal(result.aborted, 2, "both files are let go of");
    assert.match(result.later, /^HuibaoError closed/);
  });

  test("the page's own worker serves meanwhile", async () => {
    const result = await inHost(async ({ init }, data) => {
      const huibao = await init();
      await huibao.render(data);
      let over = false;
      const items = Array.from({ length: 4 }, () => ({ data: { ...data, typeset: { ms: 700 } } }));
      const batch = huibao.batch(items, {}, { workers: 1 }).then(() => (over = true));
      await new Promise((resolve) => setTimeout(resolve, 300));
      const begun = performance.now();
      await huibao.render({ ...data, title: "另一篇" });
      const rendered = [performance.now() - begun, over];
      await batch;
      return rendered;
    }, SPEECH);
    assert.ok(result[0] < 600, `rendered in ${result[0]} ms`);
    assert.equal(result[1], false);
  });

  test("only what failed is done again, under the names of the first report", async () => {
    const result = await inHost(async ({ init }, { data, bad }) => {
      const huibao = await init();
      const items = [{ name: "甲", data }, { name: "甲", data: { ...data, findings: [bad] } }];
      const { failed } = await huibao.batch(items);
      const mended = failed.map((item) => ({ ...item, data }));
      return (await huibao.batch(mended)).report;
    }, { data: SPEECH, bad: BAD });
    assert.deepEqual(result.documents.map(({ file }) => file), ["甲（2）.pdf"]);
  });

  test("archives of more than 65,535 files and of more than 4 GiB have ZIP64 records that others read", async () => {
    const { archive } = await import(pathToFileURL(path.join(site.dir, "package/zip.js")).href);
    const folder = await mkdtemp(path.join(os.tmpdir(), "huibao-zip-"));
    try {
      const many = path.join(folder, "many.zip");
      const pieces = [];
      for await (const piece of archive((async function* () {
        const bytes = new TextEncoder().encode("村");
        for (let i = 0; i < 70_000; i++) yield { name: `${i}.txt`, bytes };
      })())) {
        pieces.push(piece);
      }
      await writeFile(many, Buffer.concat(pieces));
      const python = "import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nprint(len(z.namelist()))";
      assert.equal(execFileSync("python3", ["-c", python, many], { encoding: "utf8" }).trim(), "70000");
      // It says "warning [...]: 65535 entries" of an archive whose ZIP64 record is missing.
      assert.match(execFileSync("unzip", ["-tq", many], { encoding: "utf8" }), /^No errors detected/);

      // The first 4 GiB are a hole, which takes no room on the disk.
      const far = path.join(folder, "far.zip");
      const file = await open(far, "w");
      let at = 2 ** 32 + 5;
      for await (const piece of archive((async function* () {
        for (const name of ["一", "二"]) yield { name, bytes: new TextEncoder().encode(name) };
      })(), at)) {
        await file.write(piece, 0, piece.length, at);
        at += piece.length;
      }
      await file.close();
      const reading = "import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nprint([(i.header_offset>>32,z.read(i).decode()) for i in z.infolist()])";
      assert.equal(execFileSync("python3", ["-c", reading, far], { encoding: "utf8" }).trim(), "[(1, '一'), (1, '二')]");
      assert.match(execFileSync("unzip", ["-tq", far], { encoding: "utf8" }), /^No errors detected/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("a document for each unit of the data, in folders where they belong to several regions", async () => {
    const unit = (id, parent, data) => ({ id, name: `${id}村`, level: "村", parent, data: data && { ...SPEECH, ...data } });
    const data = {
      ...SPEECH,
      units: [
        unit("东", "甲镇", { title: "东" }),
        unit("西", "甲镇", { title: "西", findings: [BAD] }),
        unit("东", "乙镇", { title: "又东" }),
        unit("空", "乙镇", null),
        { ...unit("社", "乙镇", { title: "社" }), level: "社区" },
      ].map((it, index) => ({ ...it, id: `${it.id}${index}` })),
    };
    const result = await inHost(
      async ({ init }, data) => {
        const huibao = await init();
        const bytes = async ({ zip }) => [...new Uint8Array(await zip.arrayBuffer())];
        const totals = [];
        const first = await huibao.batch({ data: JSON.stringify(data), units: { level: "村" } }, {}, { onProgress: ({ total }) => totals.push(total) });
        const mended = structuredClone(data);
        delete mended.units[1].data.findings;
        const again = await huibao.batch(
          { ...first.failed, data: mended },
          { pattern: "{parent}/{number}.{unit}（{genre_name}）", genre: "overview" },
        );
        const refused = [];
        for (const [items, options] of [[{ data, units: { level: "省" } }, {}], [{ data: "{", units: {} }, {}], [[], { pattern: "{unit}" }], [[], { pattern: "{mayor}" }]]) {
          refused.push(await huibao.batch(items, options).then(() => "made", ({ code, summary }) => [code, summary]));
        }
        const { units } = await huibao.units(data, { level: "社区" });
        return { first: await bytes(first), report: first.report, failed: first.failed, totals, again: await bytes(again), refused, units };
      },
      data,
    );
    assert.deepEqual([...contents(Buffer.from(result.first)).keys()], ["甲镇/东村.pdf", "乙镇/东村.pdf", "报告.json", "报告.txt"]);
    assert.deepEqual(result.report.documents.map(({ unit, error }) => [unit, error?.code ?? null]), [
      ["东0", null], ["西1", "findings"], ["东2", null], ["空3", "findings"],
    ]);
    assert.equal(result.report.documents[3].findings[0].code, "batch.unit_without_data");
    assert.deepEqual(result.failed.units, { level: "村", ids: ["西1", "空3"] });
    assert.ok(result.totals.every((total) => total === 4));
    assert.deepEqual([...contents(Buffer.from(result.again)).keys()], ["甲镇/1.西村（综述）.pdf", "报告.json", "报告.txt"]);
    assert.deepEqual(result.refused, [
      ["findings", "分不出单位。"],
      ["findings", "不是 JSON 文件。"],
      "made",
      ["findings", "没有“{mayor}”这一项"],
    ]);
    assert.deepEqual(result.units, [{ id: "社4", name: "社村", level: "社区", parent: "乙镇" }]);
  });
});
