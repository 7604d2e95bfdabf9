/** Workbooks and other forms of data through the worker, with the fake core: API, element and page. */

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, test } from "node:test";
import { serve } from "../server.mjs";
import { EXAMPLE } from "./fake/build.mjs";
import { fakeSite } from "./fake/site.mjs";
import { clerk, HEAD, openPage, skip } from "./support.mjs";

/** What the fake core takes for a workbook. */
const workbookOf = (data) => Buffer.from(`PK\u0003\u0004${JSON.stringify(data)}`);

describe("workbooks", { skip }, () => {
  const site = fakeSite();
  const { inHost } = site;

  test("blank and filled, there and back; findings carry the cell; the schema", async () => {
    const result = await inHost(async ({ init }, data) => {
      const huibao = await init();
      const text = (bytes) => new TextDecoder().decode(bytes);
      const blank = await huibao.workbook();
      const filled = await huibao.workbook(data);
      const whole = filled.bytes.buffer.byteLength === filled.bytes.byteLength;
      const fromBytes = await huibao.workbook(new TextEncoder().encode(JSON.stringify(data)));
      const checked = await huibao.check(filled.bytes);
      const draft = await huibao.draft(filled.bytes.buffer);
      const report = await huibao.render(filled.bytes);
      const loaded = await huibao.load(filled.bytes);
      const plain = await huibao.load(JSON.stringify(data));
      return {
        blank: text(blank.bytes),
        filled: text(filled.bytes),
        whole,
        same: text(fromBytes.bytes) === text(filled.bytes),
        checked: checked.findings,
        draft: draft.draft,
        reported: report.findings,
        loaded,
        plain,
        schema: await huibao.schema(),
        again: text(filled.bytes),
      };
    }, EXAMPLE);
    const [finding] = EXAMPLE.findings;
    const there = { ...finding, cell: "目标!H3" };
    assert.equal(result.blank, "PK\u0003\u0004{}");
    assert.equal(result.filled, workbookOf(EXAMPLE).toString());
    assert.equal(result.whole, true, "the buffer is the file and nothing else");
    assert.equal(result.same, true);
    assert.deepEqual(result.checked, [there]);
    assert.match(result.draft, new RegExp(EXAMPLE.title));
    assert.deepEqual(result.reported[0], there);
    assert.deepEqual(result.loaded, { data: EXAMPLE, findings: [there] });
    assert.deepEqual(result.plain, { data: EXAMPLE, findings: [finding] });
    assert.deepEqual(result.schema, { title: "汇报数据", type: "object" });
    assert.equal(result.again, result.filled, "the caller's bytes stay his");
  });

  test("the module for workbooks is fetched when it is needed, once, with its bytes told, also for the next worker", async () => {
    const asked = [];
    const result = await inHost(
      async ({ init }, [data, workbook]) => {
        const huibao = await init();
        await huibao.render(data);
        await fetch("/host/index.html?workbook");
        const progress = [];
        await huibao.render(Uint8Array.from(workbook), {}, { onProgress: (told) => progress.push(told) });
        await huibao.workbook();
        // The next worker has it from this one.
        await huibao.draft({ ...data, compose: { panic: true } }).catch(() => undefined);
        const { findings } = await huibao.check(Uint8Array.from(workbook));
        return { progress, cells: findings.map(({ cell }) => cell) };
      },
      [EXAMPLE, [...workbookOf(EXAMPLE)]],
      {
        prepare: (page) =>
          page.on("request", (request) => {
            const { pathname, search } = new URL(request.url());
            if (pathname.includes("wasm/workbook") || search === "?workbook") {
              asked.push(search === "?workbook" ? "handed over" : "fetched");
            }
          }),
      },
    );
    assert.deepEqual(asked, ["handed over", "fetched"]);
    const loaded = result.progress.filter(({ phase }) => phase === "load");
    assert.deepEqual(loaded.at(-1), { phase: "load", loaded: 50_000, total: 50_000 });
    assert.ok(result.progress.findIndex(({ phase }) => phase === "check") > result.progress.indexOf(loaded.at(-1)));
    assert.deepEqual(result.cells, ["目标!H3"]);
  });

  test("a module for workbooks that does not arrive is told, harms nothing else, and is asked for again", async () => {
    let failures = 1;
    const result = await inHost(
      async ({ init }, workbook) => {
        const huibao = await init();
        const absent = await huibao.check(Uint8Array.from(workbook)).catch(({ code, summary }) => ({ code, summary }));
        const genres = (await huibao.genres()).length;
        return { absent, genres, again: (await huibao.check(Uint8Array.from(workbook))).findings.length };
      },
      [...workbookOf(EXAMPLE)],
      {
        noisy: true,
        prepare: (page) =>
          page.route("**/workbook/*.wasm", (route) =>
            failures-- > 0 ? route.fulfill({ status: 404, body: "absent" }) : route.continue(),
          ),
      },
    );
    assert.equal(result.absent.code, "wasm_unavailable");
    assert.match(result.absent.summary, /workbook.*404/);
    assert.deepEqual([result.genres, result.again], [2, 1]);
  });

  test("the old binary format is for that module too", async () => {
    const result = await inHost(async ({ init }) => {
      const bytes = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0x7b, 0x7d]);
      // What the fake makes of it is no matter: it was asked, or there would be no cell.
      return (await (await init()).load(bytes)).findings.map(({ code }) => code);
    }, null);
    assert.deepEqual(result, ["data.json"]);
  });

  test("data that does not fit into a workbook is told, and what was found before it too", async () => {
    const result = await inHost(async ({ init }, data) => (await init()).workbook(data), { ...EXAMPLE, unfit: "太多" });
    assert.equal(result.bytes, null);
    assert.deepEqual(result.findings.map(({ code }) => code), ["check.rate", "workbook.too_large"]);
  });

  test("data with an error gives no workbook, but findings", async () => {
    const errors = [{ ...EXAMPLE.findings[0], severity: "error" }];
    const result = await inHost(async ({ init }, data) => (await init()).workbook(data), { ...EXAMPLE, findings: errors });
    assert.deepEqual(result, { bytes: null, findings: errors });
    const bad = await inHost(async ({ init }) => (await init()).load("{"), null);
    assert.deepEqual([bad.data, bad.findings[0].code], [{}, "data.json"]);
  });

  test("bytes are sent again to a new worker, even when the caller has overwritten and transferred them", async () => {
    const result = await inHost(async ({ init }, [slow, quick]) => {
      const huibao = await init();
      await huibao.render(Uint8Array.from(quick));
      const controller = new AbortController();
      const { signal } = controller;
      let cancelled;
      await new Promise((busy) => {
        const onProgress = ({ phase }) => phase === "set" && setTimeout(busy, 50);
        cancelled = huibao.render(Uint8Array.from(slow), {}, { signal, onProgress }).catch(({ name }) => name);
      });
      const view = Uint8Array.from(quick);
      const whole = Uint8Array.from(quick).buffer;
      // The busy worker answers neither: the first waits here, the second was sent, and both go to the next worker.
      const rendered = huibao.render(view);
      const checked = huibao.check(whole);
      view.fill(0);
      structuredClone(whole, { transfer: [whole] });
      controller.abort();
      return { cancelled: await cancelled, pages: (await rendered).pages, cells: (await checked).findings.map(({ cell }) => cell) };
    }, [{ ...EXAMPLE, typeset: { ms: 20_000 } }, EXAMPLE].map((data) => [...workbookOf(data)]));
    assert.deepEqual(result, { cancelled: "AbortError", pages: EXAMPLE.paragraphs.length, cells: ["目标!H3"] });
  });

  test("<huibao-report> takes a workbook as src, whatever its address is called", async () => {
    await writeFile(path.join(site.dir, "host/data.xlsx"), workbookOf(EXAMPLE));
    await writeFile(
      path.join(site.dir, "host/element.html"),
      `${HEAD}<script type="module" src="../package/element.js"></script>
<huibao-report src="data.xlsx"></huibao-report><huibao-report src="export?id=7"></huibao-report>`,
    );
    const host = await openPage(site.browser);
    try {
      await host.page.route("**/export?id=7", (route) =>
        route.fulfill({
          contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          body: workbookOf(EXAMPLE),
        }),
      );
      await host.page.goto(`${site.url}host/element.html`);
      for (const index of [0, 1]) {
        const element = host.page.locator("huibao-report").nth(index);
        await element.getByText(`共 ${EXAMPLE.paragraphs.length} 页`).waitFor();
        assert.match(await element.locator("[part=findings] li").first().textContent(), /68%.*目标!H3/s);
      }
      host.assertQuiet();
    } finally {
      await host.close();
    }
  });

  test("the page gives a blank workbook, opens a filled one, and gives the data of any file as one", async () => {
    const page_ = await serve({ root: path.join(site.dir, "page") });
    const { page, assertQuiet, close } = await openPage(site.browser);
    try {
      await page.goto(page_.url);
      const save = async (name) => {
        const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
        return file;
      };
      const blank = await save("下载空白工作簿");
      assert.equal(blank.suggestedFilename(), "汇报空白工作簿.xlsx");
      assert.equal(await page.getByRole("button", { name: "下载数据工作簿" }).count(), 0, "there is no data yet");

      await page.locator("#file").setInputFiles({ name: "观摩.xlsx", mimeType: "", buffer: workbookOf(EXAMPLE) });
      await clerk.done(page);
      await clerk.view(page, "data");
      assert.match(await page.locator("#findings li").first().textContent(), /68%.*目标!H3转到单元格$/s);
      const before = await page.locator("#findings li").count();
      assert.equal((await save("下载数据工作簿")).suggestedFilename(), "观摩.xlsx");
      await page.getByText(/^工作簿已生成（\d+ KB）/).waitFor();
      assert.equal(await page.locator("#findings li").count(), before, "what was said, with its cell, is not said again");

      const wrong = { ...EXAMPLE, findings: [{ ...EXAMPLE.findings[0], severity: "error" }] };
      await clerk.open(page, "有误.json", wrong);
      await page.getByText("未能成文。").waitFor();
      await clerk.view(page, "data");
      await page.getByRole("button", { name: "下载数据工作簿" }).click();
      await page.getByText(/^数据有误，未能生成工作簿/).waitFor();
      assert.equal(await page.locator("#findings li").count(), 1, "the same finding is not listed twice");
      assertQuiet();
    } finally {
      await close();
      await page_.close();
    }
  });
});
