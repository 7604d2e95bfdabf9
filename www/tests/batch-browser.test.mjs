/**
 * Batches with the real modules, in the package and on the page, under the policy that both ship with.
 *
 * `HUIBAO_PAGE` names the page's folder (default `dist/page`), beside which the package lies.
 */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../server.mjs";
import { contents, hostPage, launch, openPage, skip } from "./support.mjs";

const PAGE = path.resolve(process.env.HUIBAO_PAGE ?? fileURLToPath(new URL("../dist/page", import.meta.url)));
const COUNTY = fileURLToPath(new URL("../../tests/data/safety-quarter.json", import.meta.url));
const TOWNS = ["砚城镇", "苎溪镇", "乌樟镇", "石碓镇", "鹭湾镇", "蒲坞镇", "枣渡镇", "麦岭镇", "望榆镇", "青硖乡", "沙篁乡", "云荇乡"];

/** Milliseconds for a cold start and a batch on a busy machine. */
const PATIENCE = 180_000;

/** Megabytes that 200 documents of a page may cost beside their own bytes: what is kept of each is a line or two. */
const GROWTH = 40;

describe("batch", { skip, timeout: 5 * PATIENCE }, () => {
  let browser;
  let server;

  before(async () => {
    await stat(PAGE).catch(() => {
      throw new Error(`没有 ${PAGE}，请先运行 npm run build`);
    });
    server = await serve({ root: path.dirname(PAGE) });
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  const inPackage = (body, argument, prepare = () => undefined) =>
    hostPage(browser, `${server.url}package/index.js`, body, argument, {
      async prepare(page) {
        await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
        await prepare(page);
      },
    });

  test("twelve towns of a county: the same bytes however many workers, and what failed is told", async () => {
    const county = await readFile(COUNTY, "utf8");
    const result = await inPackage(async ({ init }, county) => {
      const huibao = await init();
      // The figures of one town more contradict each other: that is told, and the others go on.
      const data = JSON.parse(county);
      data.regions.push({ id: "odd", name: "矛盾镇", level: "乡镇", parent: "yanchuan" });
      data.targets.push({ region: "odd", name: "隐患整改", target: "100处", done: "50处", rate: "90%" });
      const make = async (workers) => {
        const { zip, report } = await huibao.batch({ data, units: { level: "乡镇" } }, { genre: "work_briefing" }, { workers });
        const bytes = new Uint8Array(await zip.arrayBuffer());
        return { report, bytes, digest: [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].join() };
      };
      const [two, one] = [await make(2), await make(1)];
      const text = Array.from(two.bytes, (byte) => String.fromCharCode(byte)).join("");
      return { report: two.report, same: two.digest === one.digest, zip: btoa(text) };
    }, county);
    assert.equal(result.same, true);
    const files = contents(Buffer.from(result.zip, "base64"));
    assert.deepEqual([...files.keys()], [...TOWNS.map((name) => `${name}.pdf`), "报告.json", "报告.txt"]);
    assert.deepEqual([result.report.done, result.report.failed], [12, 1]);
    const odd = result.report.documents.at(-1);
    assert.deepEqual([odd.name, odd.unit, odd.error.code], ["矛盾镇", "odd", "findings"]);
    assert.ok(odd.findings.some(({ severity, message }) => severity === "error" && /90%/.test(message)), JSON.stringify(odd));
    assert.match(files.get("报告.txt").toString(), /一、未生成的\r\n.*\r\n\r\n矛盾镇：/);

    const text = execFileSync("pdftotext", ["-enc", "UTF-8", "-", "-"], { input: files.get("苎溪镇.pdf"), encoding: "utf8" });
    assert.match(text.replaceAll(/\s/g, ""), /苎溪镇/);
    const folder = await mkdtemp(path.join(os.tmpdir(), "huibao-batch-"));
    try {
      await writeFile(path.join(folder, "a.pdf"), files.get("苎溪镇.pdf"));
      execFileSync("qpdf", ["--check", path.join(folder, "a.pdf")], { stdio: "pipe" });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("a document of a batch has the bytes of one that is rendered alone, whatever was set before it", async () => {
    const county = await readFile(COUNTY, "utf8");
    const result = await inPackage(async ({ init }, county) => {
      const huibao = await init();
      const digest = async (bytes) => [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].join();
      const genres = ["work_briefing", "overview", "ranking_bulletin"];
      const options = genres.map((genre) => ({ genre, date: "2026-10-13" }));
      const alone = [];
      for (const each of options) {
        alone.push(await (await huibao.render(county, each)).pdf());
      }
      const { zip } = await huibao.batch(options.map((options) => ({ data: county, options })), { pattern: "{number}-{genre}" }, { workers: 1 });
      const all = new Uint8Array(await zip.arrayBuffer());
      // Stored, not packed: each file lies in the archive as it is.
      const found = [];
      for (const pdf of alone) {
        const head = new TextEncoder().encode("%PDF-");
        for (let at = 0; at + pdf.length <= all.length; at++) {
          if (head.every((byte, i) => all[at + i] === byte) && (await digest(all.subarray(at, at + pdf.length))) === (await digest(pdf))) {
            found.push(at);
          }
        }
      }
      return found;
    }, county);
    assert.equal(result.length, 3);
    assert.ok(result[0] < result[1] && result[1] < result[2], "in order");
  });

  test("memory does not grow with the number of documents", async (t) => {
    const cdp = await browser.newBrowserCDPSession();
    const samples = new Map();
    const sample = async (documents) => {
      const { processInfo } = await cdp.send("SystemInfo.getProcessInfo");
      let kilobytes = 0;
      for (const { type, id } of processInfo) {
        if (type === "renderer") {
          kilobytes += Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${id}/status`, "utf8"))[1]);
        }
      }
      samples.set(documents, kilobytes / 1000);
    };
    const megabytes = await inPackage(
      async ({ init }) => {
        const huibao = await init();
        const items = (function* () {
          for (let i = 1; i <= 300; i++) {
            const draft = `+++\ntitle = "通报（${i}）"\ndate = "2026-01-05"\n+++\n\n${"各地要抓好落实。".repeat(20)}\n`;
            yield { data: { report: { unit: "某县" } }, options: { draft } };
          }
        })();
        let bytes = 0;
        const to = new WritableStream({ write: (chunk) => void (bytes += chunk.length) });
        const told = new Map();
        const { report } = await huibao.batch(items, {}, {
          workers: 1,
          to,
          onProgress({ done }) {
            if ((done === 60 || done === 260) && !told.has(done)) {
              told.set(done, globalThis.sample(done));
            }
          },
        });
        await Promise.all(told.values());
        return report.done === 300 ? bytes / 1e6 : report.documents.find(({ error }) => error !== null);
      },
      undefined,
      (page) => page.exposeFunction("sample", sample),
    );
    assert.ok(megabytes > 2, `${JSON.stringify(megabytes)} MB written`);
    const grown = samples.get(260) - samples.get(60);
    t.diagnostic(`${samples.get(60)?.toFixed(0)} MB after 60 documents, ${samples.get(260)?.toFixed(0)} MB after 260`);
    assert.ok(grown < GROWTH, `${grown} MB more: ${JSON.stringify([...samples])}`);
  });

  /** The page without the browser's file picker, which no test can answer, or with one that gives `handle`. */
  async function openBatch() {
    const opened = await openPage(browser);
    const { page } = opened;
    page.setDefaultTimeout(PATIENCE);
    await page.addInitScript(() => delete globalThis.showSaveFilePicker);
    await page.goto(`${server.url}page/`);
    await page.getByRole("button", { name: "批量生成…" }).click();
    await page.waitForFunction(() => !document.getElementById("batch-open").disabled);
    return opened;
  }

  const pick = (page, files) => page.locator("#batch-files").setInputFiles(files);
  const start = (page) => page.getByRole("button", { name: "打包下载" });

  test("on the page: a file of many units, the towns are offered, the archive is downloaded", async () => {
    const { page, assertQuiet, close } = await openBatch();
    try {
      assert.equal(await start(page).isDisabled(), true);
      await pick(page, COUNTY);
      await page.getByText(/^safety-quarter\.json（/).waitFor();
      assert.deepEqual(await page.locator("#batch-division option").allTextContents(), ["每个乡镇一份，共 12 份", "每个县一份，共 1 份", "整个文件一份"]);
      await page.locator("#batch-genre").selectOption("work_briefing");
      const [file] = await Promise.all([page.waitForEvent("download"), start(page).click()]);
      await page.getByText(/^已生成 12 份，用时 .+；压缩包（.+ MB）请在浏览器的下载列表中查看。$/).waitFor();
      assert.equal(file.suggestedFilename(), "safety-quarter（每个乡镇一份，共 12 份）.zip");
      const files = contents(await readFile(await file.path()));
      assert.deepEqual([...files.keys()].slice(0, 12), TOWNS.map((name) => `${name}.pdf`));
      assert.equal(await page.locator("#batch-progress").isVisible(), false);
      assertQuiet();
    } finally {
      await close();
    }
  });

  test("on the page: several files, one of them bad; it alone is done again when it has been mended", async () => {
    const { page, assertQuiet, close } = await openBatch();
    try {
      const json = (name, data) => ({ name, mimeType: "application/json", buffer: Buffer.from(typeof data === "string" ? data : JSON.stringify(data)) });
      const good = await readFile(COUNTY, "utf8");
      await pick(page, [json("甲县.json", good), json("乙县.json", "{"), json("丙县.json", good)]);
      await page.getByText(/^3 个文件（/).waitFor();
      assert.equal(await page.locator("#batch-division").isVisible(), false);
      await page.locator("#batch-genre").selectOption("work_briefing");
      const [file] = await Promise.all([page.waitForEvent("download"), start(page).click()]);
      await page.getByText(/^已生成 2 份，未生成 1 份（原因见下和包内“报告\.txt”）/).waitFor();
      assert.deepEqual([...contents(await readFile(await file.path())).keys()].slice(0, 2), ["甲县.pdf", "丙县.pdf"]);
      assert.match(await page.locator("#batch-failures li").textContent(), /^乙县文件不完整.*→ /s);

      await pick(page, [json("乙县.json", good)]);
      const again = page.getByRole("button", { name: "只重做未生成的 1 份" });
      await page.getByText(/^乙县\.json（/).waitFor();
      const [second] = await Promise.all([page.waitForEvent("download"), again.click()]);
      await page.getByText(/^已生成 1 份，用时/).waitFor();
      assert.equal([...contents(await readFile(await second.path())).keys()][0], "乙县.pdf");
      assert.equal(await again.isVisible(), false);
      assert.equal(await page.locator("#batch-failures").isVisible(), false);
      assertQuiet();
    } finally {
      await close();
    }
  });

  test("on the page: a batch is stopped; closing the page in the middle is asked about", async () => {
    const { page, assertQuiet, close } = await openBatch();
    try {
      const asked = [];
      page.on("dialog", (dialog) => {
        asked.push(dialog.type());
        return dialog.accept();
      });
      const closing = () => page.evaluate(() => !dispatchEvent(new Event("beforeunload", { cancelable: true })));
      await pick(page, COUNTY);
      await page.getByText(/^safety-quarter\.json（/).waitFor();
      assert.equal(await closing(), false);
      await start(page).click();
      await page.getByText("正在生成…").waitFor();
      assert.match(await page.locator("#batch-amount").textContent(), /^\d+ \/ 12 份/);
      assert.equal(await closing(), true);
      await page.getByRole("button", { name: "停止" }).click();
      await page.getByText("已停止，没有生成压缩包。").waitFor({ timeout: 5000 });
      assert.equal(await closing(), false);
      assert.equal(await start(page).isDisabled(), false);
      assertQuiet();
    } finally {
      await close();
    }
  });

  test("on the page: the archive goes to the file that the clerk chooses", async () => {
    const opened = await openPage(browser);
    const { page } = opened;
    page.setDefaultTimeout(PATIENCE);
    try {
      await page.addInitScript(() => {
        globalThis.showSaveFilePicker = async ({ suggestedName }) => {
          globalThis.asked = (globalThis.asked ?? 0) + 1;
          if (globalThis.asked === 1) throw new DOMException("", "AbortError");
          globalThis.suggested = suggestedName;
          globalThis.handle = await (await navigator.storage.getDirectory()).getFileHandle("out.zip", { create: true });
          return globalThis.handle;
        };
      });
      await page.goto(`${server.url}page/`);
      await page.getByRole("button", { name: "批量生成…" }).click();
      await page.waitForFunction(() => !document.getElementById("batch-open").disabled);
      await pick(page, [COUNTY, COUNTY]);
      await page.getByText(/^2 个文件（/).waitFor();
      await page.locator("#batch-genre").selectOption("work_briefing");
      await start(page).click();
      // He has thought better of it.
      await page.waitForFunction(() => globalThis.asked === 1 && !document.getElementById("batch-start").disabled);
      assert.equal(await page.locator("#batch-status").textContent(), "");
      await start(page).click();
      await page.getByText(/^已生成 2 份，用时 .+；压缩包已存到所选位置。$/).waitFor();
      assert.equal(await page.evaluate(() => globalThis.suggested), "汇报（每个文件一份，共 2 份）.zip");
      const bytes = await page.evaluate(async () => [...new Uint8Array(await (await globalThis.handle.getFile()).arrayBuffer())]);
      assert.deepEqual([...contents(Buffer.from(bytes)).keys()], ["safety-quarter.pdf", "safety-quarter（2）.pdf", "报告.json", "报告.txt"]);
      opened.assertQuiet();
    } finally {
      await opened.close();
    }
  });
});
