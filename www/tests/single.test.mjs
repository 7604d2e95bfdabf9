/**
 * The page as one file: opened by double click, with no server and no network, it renders a PDF and keeps what the clerk has.
 *
 * Built anew from the package beside `HUIBAO_PAGE` (default `dist/page`), so that it is of the same state as the page that is tested.
 */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { buildSingle } from "../scripts/single.mjs";
import { bundleParts } from "./harness.mjs";
import { clerk, launch, openPage, skip } from "./support.mjs";

const PAGE = path.resolve(process.env.HUIBAO_PAGE ?? fileURLToPath(new URL("../dist/page", import.meta.url)));
const PACKAGE = path.join(path.dirname(PAGE), "package");
const DATA = fileURLToPath(new URL("../../tests/data", import.meta.url));
const PATIENCE = 120_000;

describe("single file", { skip, timeout: 2 * PATIENCE }, () => {
  let browser;
  let dir;
  let address;

  before(async () => {
    // As an office's USB stick is called.
    dir = await mkdtemp(path.join(os.tmpdir(), "huibao 单文件 "));
    const to = path.join(dir, "汇报 #1.html");
    const bytes = await buildSingle({ package: PACKAGE, data: DATA, to });
    assert.equal(bytes, (await stat(to)).size);
    address = pathToFileURL(to).href;
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await rm(dir, { recursive: true, force: true });
  });

  /** Opens the file where there is no network; nothing is requested but the file itself and what lies in it. */
  async function opened(body) {
    const { page, complaints, close } = await openPage(browser, { offline: true });
    page.setDefaultTimeout(PATIENCE);
    try {
      await page.goto(address);
      await body(page);
      assert.deepEqual(complaints.filter((complaint) => complaint !== `request: ${address}`), []);
    } finally {
      await close();
    }
  }

  const shown = (page) => page.waitForFunction(() => document.querySelector("#pages img")?.naturalWidth > 0);

  test("an example is rendered and saved as a PDF, the native program's where there is one", () =>
    opened(async (page) => {
      await clerk.example(page, "observation_speech");
      await shown(page);
      const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "下载 PDF" }).click()]);
      const pdf = path.join(dir, "example.pdf");
      await file.saveAs(pdf);
      if (process.env.HUIBAO_NATIVE_PDF) {
        assert.ok((await readFile(pdf)).equals(await readFile(process.env.HUIBAO_NATIVE_PDF)));
      }
      const text = execFileSync("pdftotext", [pdf, "-"], { encoding: "utf8" }).replace(/\s/g, "");
      assert.match(text, /商丘市/);
      assert.ok(text.length > 1000);
      assert.doesNotMatch(execFileSync("pdffonts", [pdf], { encoding: "utf8" }), / no +(yes|no) +(yes|no) +\d/, "every face is embedded");
    }));

  test("a workbook is written and read, with the module that lies within", () =>
    opened(async (page) => {
      await page.locator("#file").setInputFiles(path.join(DATA, "shangqiu-observation.json"));
      await shown(page);
      await clerk.view(page, "data");
      const [file] = await Promise.all([page.waitForEvent("download"), page.locator("#data-workbook").click()]);
      const workbook = path.join(dir, "数据.xlsx");
      await file.saveAs(workbook);
      await page.locator("#pages img").first().evaluate((image) => image.remove());
      await page.reload();
      await page.locator("#file").setInputFiles(workbook);
      await shown(page);
    }));

  test("projects are kept between visits, and the offline parts that a file cannot have are not offered", () =>
    opened(async (page) => {
      const scripts = [];
      for (const entry of ["store/index.ts", "offline/index.ts"]) {
        const file = path.join(dir, "parts.js");
        await bundleParts(entry, PACKAGE, file);
        scripts.push(await readFile(file, "utf8"));
      }
      const [store, offline] = scripts;
      await page.evaluate(store);
      const notice = await page.evaluate(async () => {
        const opened = await parts.openStore();
        const options = { sources: false, forced: false, seal: null, map: null };
        const project = await opened.create({ name: "优盘", data: { kind: "object", value: {} }, draft: "# 稿", composed: "", genre: "", layout: null, seed: 0, options });
        return { notice: opened.notice, writable: project.writable };
      });
      assert.deepEqual(notice, { notice: null, writable: true });
      await page.reload();
      await page.evaluate(store);
      const kept = await page.evaluate(async () => {
        const opened = await parts.openStore();
        const [{ id }] = await opened.projects();
        return (await opened.open(id)).project.draft;
      });
      assert.equal(kept, "# 稿");
      await page.evaluate(offline);
      assert.equal(await page.evaluate(() => parts.startOffline({ update() {} })), null);
    }));
});
