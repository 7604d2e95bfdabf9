/**
 * The clerk's whole story in one: a real workbook, its findings, a figure that is mended, genre and layout, her own words, the
 * way from a page to the draft, what she takes away, and a browser that is closed by mistake. On a machine whose clock, time
 * zone and language are others, because none of them may change a document.
 *
 * `HUIBAO_WORKBOOK` names the workbook, `HUIBAO_PAGE` the folder of the page (default `dist/page`).
 */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../server.mjs";
import { clerk, contents, launch, openPage, skip } from "./support.mjs";

const PAGE = path.resolve(process.env.HUIBAO_PAGE ?? fileURLToPath(new URL("../dist/page", import.meta.url)));
const WORKBOOK = process.env.HUIBAO_WORKBOOK ?? "";

/** Milliseconds for a cold start and a render on a busy machine. */
const PATIENCE = 60_000;

describe("clerk", { skip: skip || (WORKBOOK === "" && "HUIBAO_WORKBOOK names no workbook"), timeout: 3 * PATIENCE }, () => {
  let browser;
  let server;
  let dir;

  before(async () => {
    server = await serve({ root: PAGE });
    browser = await launch();
    dir = await mkdtemp(path.join(os.tmpdir(), "huibao-clerk-"));
  });

  after(async () => {
    await browser?.close();
    await server?.close();
    await rm(dir, { recursive: true, force: true });
  });

  /** Chooses a line of the menu beside the button that downloads; the file. */
  async function take(page, name) {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "其他格式" }).click().then(() => page.getByRole("menu").getByText(name, { exact: true }).click()),
    ]);
    const file = path.join(dir, download.suggestedFilename());
    await download.saveAs(file);
    return file;
  }

  /** The text of a PDF without line breaks and spaces. */
  const words = (pdf) => execFileSync("pdftotext", [pdf, "-"], { encoding: "utf8" }).replace(/\s/g, "");

  test("from the workbook to what the leader's office gets, and back after the browser was closed", async () => {
    const opened = await openPage(browser, { locale: "fr-FR", timezoneId: "Pacific/Kiritimati" });
    let { page } = opened;
    page.setDefaultTimeout(PATIENCE);
    await page.clock.setSystemTime(new Date("2031-02-03T04:05:06Z"));
    await page.goto(server.url);

    // Her workbook, and what is wrong with it, beside the cell.
    await page.locator("#file").setInputFiles(WORKBOOK);
    await clerk.done(page);
    await clerk.view(page, "problems");
    await page.getByRole("button", { name: /^转到单元格/ }).first().click();
    const rate = page.locator("#grid [role=gridcell]:focus");
    await rate.waitFor();
    assert.equal(await rate.textContent(), "68%");
    await page.keyboard.press("Enter");
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.insertText("67%");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.getElementById("text").textContent.includes("67%"));
    await clerk.view(page, "problems");
    assert.equal(await page.getByRole("button", { name: /^转到单元格/ }).count(), 0, "mended");

    // A genre and a layout of her choice.
    await page.locator("#genre").selectOption("work_briefing");
    await clerk.drafted(page, 'genre = "work_briefing"');
    await page.locator("#genre").selectOption("observation_speech");
    await clerk.drafted(page, 'genre = "observation_speech"');
    await page.locator("#layout").selectOption("reading");
    await page.waitForFunction(() => Number(/第 \d+ \/ (\d+) 页/.exec(document.body.textContent)?.[1]) > 20);
    await page.locator("#layout").selectOption({ index: 0 });
    await page.getByText(/第 \d+ \/ 12 页/).waitFor();

    // Where a number comes from; her own words, with one that comes from nowhere.
    await clerk.view(page, "draft");
    const chip = page.locator("#editor .figure", { hasText: "4.98万" }).first();
    await chip.scrollIntoViewIfNeeded();
    await chip.hover();
    assert.match(await page.locator("#editor .source").innerText(), /^年度脱贫人口：已完成/);
    await page.mouse.move(5, 5);
    const draft = await clerk.draft(page);
    await clerk.write(page, draft.replace(/\n$/, "\n\n会后，市里还将走访86个村。\n"));
    await page.waitForFunction(() => document.getElementById("text").textContent.includes("走访86个村"));
    await page.keyboard.press("Control+End");
    await page.locator("#editor .unbound", { hasText: "86" }).waitFor();

    // A figure changes; the draft and the pages follow, her words stay.
    await clerk.view(page, "data");
    await page.locator("#grid").getByRole("tab", { name: /^目标 / }).click();
    await page.getByRole("gridcell", { name: "4.98万人" }).first().dblclick();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.insertText("4.97万人");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.getElementById("text").textContent.includes("4.97万"));
    assert.match(await clerk.draft(page), /\[4\.97万/);
    assert.match(await clerk.draft(page), /走访86个村/);

    // What she takes away.
    const pdf = await take(page, "PDF");
    assert.match(words(pdf), /4\.97万.*走访86个村/);
    assert.doesNotMatch(words(pdf), /4\.98万|2031年/);
    const docx = contents(await readFile(await take(page, "Word 文档，数字附出处")));
    const said = docx.get("word/document.xml").toString().replace(/<[^>]*>/g, "");
    assert.match(said, /4\.97万[^]*走访86个村/);
    assert.match(docx.get("word/comments.xml").toString(), /年度脱贫人口/);
    assert.match(await readFile(await take(page, "文稿（Markdown）"), "utf8"), /\[4\.97万[^\]]*\]\(figure:\/targets\/0\/done/);
    const project = await take(page, "工程文件（.huibao）");

    // Closed by mistake, in the middle of a word.
    await clerk.view(page, "draft");
    await page.locator("#editor .cm-content").focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.insertText("再见");
    await page.close({ runBeforeUnload: false });
    page = await opened.page.context().newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.goto(server.url);
    await page.locator("#recent button").first().click();
    await clerk.done(page);
    assert.match(await clerk.draft(page), /走访86个村。\n*再见/);

    // Her project on another machine.
    const other = await openPage(browser);
    other.page.setDefaultTimeout(PATIENCE);
    await other.page.goto(server.url);
    await other.page.locator("#file").setInputFiles(project);
    await clerk.done(other.page);
    const again = await take(other.page, "PDF");
    assert.equal(words(again), words(pdf));
    assert.deepEqual(await readFile(again), await readFile(pdf), "clock, time zone and language change nothing");
    other.assertQuiet();
    await other.close();
    opened.assertQuiet();
    await opened.close();
  });
});
