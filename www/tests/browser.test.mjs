/**
 * The built page, as a clerk uses it, under the content security policy that it ships with.
 *
 * `HUIBAO_PAGE` names the folder (default `dist/page`); `HUIBAO_NATIVE_PDF` a PDF of the example that the native program
 * made, and `HUIBAO_WORKBOOK` a workbook of it, which must be the same bytes here.
 */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { CONTENT_SECURITY_POLICY, serve } from "../server.mjs";
import { clerk, hostPage, launch, openPage, skip } from "./support.mjs";

const PAGE = path.resolve(process.env.HUIBAO_PAGE ?? fileURLToPath(new URL("../dist/page", import.meta.url)));
/** The folder that holds the page and, beside it, the package. */
const BUILT = path.dirname(PAGE);
const DATA = fileURLToPath(new URL("../../tests/data", import.meta.url));
const SCHEMA = fileURLToPath(new URL("../../schema/huibao.schema.json", import.meta.url));

/** Milliseconds for a cold start and a render on a busy machine. */
const PATIENCE = 180_000;

describe("page", { skip, timeout: 4 * PATIENCE }, () => {
  let browser;
  let server;

  before(async () => {
    await stat(PAGE).catch(() => {
      throw new Error(`没有 ${PAGE}，请先运行 npm run build`);
    });
    server = await serve({ root: PAGE });
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  async function open() {
    const opened = await openPage(browser);
    opened.page.setDefaultTimeout(PATIENCE);
    const response = await opened.page.goto(server.url);
    assert.equal(response.headers()["content-security-policy"], CONTENT_SECURITY_POLICY);
    return opened;
  }

  /** Runs `body` beside the package alone; it gets the package's exports and `argument`. */
  async function inPackage(body, argument) {
    const built = await serve({ root: BUILT });
    // Any file of the package will do: its origin and its policy are what matters. It names no icon, so the browser asks.
    const prepare = (page) => page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
    try {
      return await hostPage(browser, new URL("package/index.js", built.url).href, body, argument, { prepare });
    } finally {
      await built.close();
    }
  }

  const { done } = clerk;

  test("loads, renders the example, cancels, renders again, downloads the PDF with the same text", async (t) => {
    const { page, assertQuiet, close } = await open();
    try {
      await clerk.example(page, "observation_speech");
      await done(page);
      await page.waitForFunction(() => document.querySelector("#pages img")?.naturalWidth > 0);
      const pages = await page.locator("#pages img").count();
      assert.match(await page.locator("#page-count").textContent(), new RegExp(`^共 ${pages} 页$`));

      // Once more from the start, because the second render of the same text is too quick to be cancelled; and in the
      // middle of typesetting, which is shortly after the status says so.
      await page.getByRole("button", { name: "回到首页" }).click();
      await page.reload();
      await page.evaluate(() => {
        const status = document.getElementById("status");
        new MutationObserver((_, observer) => {
          if (status.textContent === "排版…") {
            observer.disconnect();
            setTimeout(() => document.getElementById("cancel").click(), 10);
          }
        }).observe(status, { childList: true });
      });
      await clerk.example(page, "observation_speech");
      await page.getByText("已取消。").waitFor();
      assert.equal(await page.getByRole("button", { name: "下载 PDF" }).isDisabled(), true);

      await page.getByRole("button", { name: "重试" }).click();
      await done(page);
      assert.equal(await page.locator("#pages img").count(), pages);

      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "下载 PDF" }).click(),
      ]);
      const pdf = await file.path();
      await page.getByText(/^PDF 已生成/).waitFor();
      assert.match(file.suggestedFilename(), /^.+\.pdf$/);
      execFileSync("qpdf", ["--check", pdf], { stdio: "pipe" });
      const text = squeeze(await page.locator("#text").textContent());
      assert.ok(text.length > 0, "the text is shown");
      assert.equal(squeeze(withoutFolios(execFileSync("pdftotext", ["-enc", "UTF-8", pdf, "-"], { encoding: "utf8" }))), text);

      const native = process.env.HUIBAO_NATIVE_PDF;
      if (native) {
        assert.equal(sha256(await readFile(pdf)), sha256(await readFile(native)), "the browser's PDF is the native one");
      } else {
        t.diagnostic("HUIBAO_NATIVE_PDF is not set: the native PDF was not compared");
      }
      assertQuiet();
    } finally {
      await close();
    }
  });

  test("a draft with every feature of the layout gives the native bytes too", async (t) => {
    const native = process.env.HUIBAO_NATIVE_FEATURES_PDF;
    if (!native) {
      t.skip("HUIBAO_NATIVE_FEATURES_PDF is not set");
      return;
    }
    const [draft, data] = await Promise.all(
      ["layout-features.md", "layout-features.json"].map((name) => readFile(path.join(DATA, name), "utf8")),
    );
    const bytes = await inPackage(
      async ({ init }, { draft, data }) => {
        const huibao = await init();
        const report = await huibao.render(data, { draft });
        return Array.from(await report.pdf());
      },
      { draft, data },
    );
    assert.equal(sha256(Uint8Array.from(bytes)), sha256(await readFile(native)));
  });

  test("the reading edition gives the native bytes, and the report says how long it takes to read", async (t) => {
    const native = process.env.HUIBAO_NATIVE_READING_PDF;
    if (!native) {
      t.skip("HUIBAO_NATIVE_READING_PDF is not set");
      return;
    }
    const data = await readFile(path.join(DATA, "shangqiu-observation.json"), "utf8");
    const { bytes, aloud } = await inPackage(
      async ({ init }, data) => {
        const huibao = await init();
        const report = await huibao.render(data, { layout: "reading", spoken: true });
        return { bytes: Array.from(await report.pdf()), aloud: report.aloud };
      },
      data,
    );
    assert.equal(sha256(Uint8Array.from(bytes)), sha256(await readFile(native)));
    const pace = aloud.characters / aloud.minutes;
    assert.ok(pace > 190 && pace < 230, JSON.stringify(aloud));
  });

  test("the user's own faces give the native bytes, also after others; what was picked on the page is in the draft", async (t) => {
    const { HUIBAO_NATIVE_FACES_PDF: native, HUIBAO_FACE: file, HUIBAO_NATIVE_PDF: ours } = process.env;
    if (!native || !file || !ours) {
      t.skip("HUIBAO_NATIVE_FACES_PDF, HUIBAO_FACE or HUIBAO_NATIVE_PDF is not set");
      return;
    }
    const [data, face] = await Promise.all([readFile(path.join(DATA, "shangqiu-observation.json"), "utf8"), readFile(file, "base64")]);
    const told = await inPackage(
      async ({ init }, { data, face }) => {
        const huibao = await init();
        const bytes = Uint8Array.from(atob(face), (c) => c.charCodeAt(0));
        const { faces, findings } = await huibao.setFaces(["body", "folio"].map((role) => ({ role, bytes, file: "own-face.ttf" })));
        const own = Array.from(await (await huibao.render(data)).pdf());
        await huibao.setFaces([]);
        const report = await huibao.render(data);
        const pages = await Promise.all(Array.from({ length: report.pages }, (_, page) => report.places(page)));
        const links = report.draft.match(/\]\(figure:/g).length;
        return { faces, findings, own, none: Array.from(await report.pdf()), pages, links };
      },
      { data, face },
    );
    assert.equal(sha256(Uint8Array.from(told.own)), sha256(await readFile(native)));
    assert.equal(sha256(Uint8Array.from(told.none)), sha256(await readFile(ours)));
    assert.deepEqual(told.faces.map(({ role, family, gb2312 }) => [role, family, gb2312]), ["body", "folio"].map((role) => [role, "霞鹜文楷等宽", 6763]));
    assert.deepEqual(told.findings.map(({ code }) => code), ["typeset.face_widths"]);
    const figures = new Set(told.pages.flatMap(({ places }) => places).filter(({ figure }) => figure !== null).map(({ block, figure }) => `${block}/${figure}`));
    assert.equal(figures.size, told.links, "each figure of the draft has a place");
  });

  test("an issued bulletin with its annexes and the table of sources gives the native bytes", async (t) => {
    const native = process.env.HUIBAO_NATIVE_BULLETIN_PDF;
    if (!native) {
      t.skip("HUIBAO_NATIVE_BULLETIN_PDF is not set");
      return;
    }
    const data = await readFile(path.join(DATA, "safety-quarter.json"), "utf8");
    const { bytes, instruments } = await inPackage(
      async ({ init }, data) => {
        const huibao = await init();
        const report = await huibao.render(data, { genre: "ranking_bulletin", sources: true });
        return { bytes: Array.from(await report.pdf()), instruments: (await huibao.instruments()).length };
      },
      data,
    );
    assert.equal(sha256(Uint8Array.from(bytes)), sha256(await readFile(native)));
    assert.equal(instruments, 108);
  });

  test("a workbook of the example says what its JSON says, with the cell of each finding", async (t) => {
    const native = process.env.HUIBAO_WORKBOOK;
    if (!native) {
      t.skip("HUIBAO_WORKBOOK is not set");
      return;
    }
    const file = await readFile(native);
    const json = await readFile(path.join(DATA, "shangqiu-observation.json"), "utf8");
    const { written, blank, fromJson, fromFile, loaded, texts, schema } = await inPackage(
      async ({ init }, { json, file }) => {
        const huibao = await init();
        const bytes = Uint8Array.from(file);
        const loaded = await huibao.load(bytes);
        return {
          written: Array.from((await huibao.workbook(json)).bytes),
          blank: Array.from((await huibao.workbook()).bytes),
          fromJson: await huibao.check(json),
          fromFile: await huibao.check(bytes),
          loaded: { title: loaded.data.report.title, checked: await huibao.check(loaded.data) },
          texts: [(await huibao.render(json)).text, (await huibao.render(bytes)).text],
          schema: await huibao.schema(),
        };
      },
      { json, file: [...file] },
    );
    assert.equal(sha256(Uint8Array.from(written)), sha256(file), "the browser's workbook is the native one");
    assert.deepEqual(blank.slice(0, 2), [0x50, 0x4b]);

    const withoutCells = (findings) => findings.map(({ cell: _, ...finding }) => finding);
    assert.ok(fromJson.findings.length > 0, "the example has something to be found");
    assert.deepEqual(withoutCells(fromFile.findings), fromJson.findings);
    assert.deepEqual([fromFile.examined, fromFile.rules], [fromJson.examined, fromJson.rules]);
    for (const { path: pointer, cell } of fromFile.findings) {
      assert.match(cell ?? "", /^.+![A-Z]+\d+$/, pointer);
    }
    assert.equal(loaded.title, JSON.parse(json).report.title);
    assert.deepEqual(loaded.checked.findings, fromJson.findings);
    assert.ok(texts[0].length > 0);
    assert.equal(texts[1], texts[0]);
    assert.deepEqual(schema, JSON.parse(await readFile(SCHEMA, "utf8")));
  });

  test("a speech of a city is used by a township: its words and figures, nothing else", async () => {
    const city = JSON.parse(await readFile(path.join(DATA, "city-mobilisation.json"), "utf8"));
    city.report.date = "2016-03-01";
    const town = structuredClone(city);
    Object.assign(town.report, { level: "乡镇", title: "在全镇精准扶贫动员会上的讲话" });
    Object.assign(town.regions[0], { name: "某镇", level: "乡镇", self_noun: "我镇" });
    town.projects[2].villages = "15个";
    const { draft, reused, text } = await inPackage(
      async ({ init }, { city, town }) => {
        const huibao = await init();
        const { draft } = await huibao.draft(city, { genre: "mobilization_speech" });
        const reused = await huibao.reuse(draft, city, town);
        return { draft, reused, text: (await huibao.render(town, { draft: reused.draft })).text };
      },
      { city, town },
    );
    assert.deepEqual(reused.findings.filter(({ severity }) => severity === "error"), []);
    assert.match(draft, /我市/);
    assert.match(text, /^在全镇精准扶贫动员会上的讲话$/m);
    assert.match(text, /我镇/);
    assert.doesNotMatch(text, /我市/);
    assert.deepEqual([/45个贫困村/.test(draft.replace(/\[|\]\([^)]*\)/g, "")), /(?<!\d)15个贫困村/.test(text)], [true, true]);
    assert.equal(reused.draft.split("。").length, draft.split("。").length);
  });

  test("a blank workbook is given, a filled one opened and given back", async (t) => {
    const { page, assertQuiet, close } = await open();
    const save = async (name) => {
      const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
      return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
    };
    try {
      const blank = await save("下载空白工作簿");
      assert.equal(blank.name, "汇报空白工作簿.xlsx");
      assert.equal(blank.bytes.subarray(0, 2).toString(), "PK");

      const native = process.env.HUIBAO_WORKBOOK;
      if (!native) {
        t.diagnostic("HUIBAO_WORKBOOK is not set: no filled workbook was opened");
        return;
      }
      await clerk.open(page, native);
      await done(page);
      assert.match(await page.locator("#source").textContent(), /^shangqiu\.xlsx（\d+ KB）$/);
      assert.match(await page.locator("#findings li").first().textContent(), /· .+![A-Z]+\d+转到单元格$/);
      await clerk.view(page, "data");
      const filled = await save("下载数据工作簿");
      assert.equal(filled.name, "shangqiu.xlsx");
      assert.equal(filled.bytes.subarray(0, 2).toString(), "PK");
      assertQuiet();
    } finally {
      await close();
    }
  });

  test("a file that is no data is explained, and the page goes on", async () => {
    const { page, assertQuiet, close } = await open();
    try {
      await clerk.open(page, "坏数据.json", '{"title": ');
      await page.getByRole("alert").waitFor();
      assert.match(await page.getByRole("alert").textContent(), /^有 \d+ 处错误，未能成文/);
      assert.match(await page.locator("#findings li").first().textContent(), /^错误/);
      assert.match(await page.locator("#source").textContent(), /^坏数据\.json（1 KB）$/);
      assert.equal(await page.locator("#pages img").count(), 0);

      // Dropped anywhere on the page.
      const data = await readFile(path.join(PAGE, "examples/shangqiu-observation.json"), "utf8");
      await page.evaluate((json) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([json], "好数据.json", { type: "application/json" }));
        document.querySelector("#workbench").dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
      }, data);
      await done(page);
      assert.equal(await page.getByRole("alert").count(), 0);
      assertQuiet();
    } finally {
      await close();
    }
  });

  test("the second example can be set in every genre, each reviewed and timed", async () => {
    const { page, assertQuiet, close } = await open();
    try {
      await clerk.open(page, path.join(DATA, "safety-inspection.json"));
      await done(page);
      await clerk.view(page, "problems");
      const genre = page.getByRole("combobox", { name: "文种" });
      assert.equal(await genre.inputValue(), "observation_speech");
      const ids = await genre.locator("option").evaluateAll((options) => options.map(({ value }) => value));
      assert.equal(ids.length, 19);
      for (const id of [...ids.slice(1), ids[0]]) {
        await genre.selectOption(id);
        await clerk.drafted(page, `genre = "${id}"`);
        assert.match(await page.locator("#aloud").textContent(), /^约\d+字，朗读约\d+分钟。$/, id);
        await page.getByRole("region", { name: "文风检查" }).waitFor();
        assert.deepEqual(await page.locator("#style li[data-severity=error]").allTextContents(), [], id);
      }

      const before = await clerk.draft(page);
      await page.getByRole("button", { name: "换一组措辞" }).click();
      const reworded = async () => (await clerk.draft(page)) !== before;
      for (const end = Date.now() + PATIENCE; !(await reworded()) && Date.now() < end; await page.waitForTimeout(50));
      await done(page);
      assert.ok(await reworded());
      assertQuiet();
    } finally {
      await close();
    }
  });

  test("data that contradicts itself is set when the clerk goes on, and says so on its first page", async () => {
    const { page, assertQuiet, close } = await open();
    try {
      const data = JSON.parse(await readFile(path.join(DATA, "county-conference.json"), "utf8"));
      data.report.date = "2016-03-01";
      await clerk.open(page, "有矛盾.json", data);
      await page.getByRole("alert").waitFor();
      await page.getByRole("button", { name: "仍然生成（成稿上会标明）" }).click();
      await done(page);
      assert.match(await page.locator("#text").textContent(), /^数据有1处矛盾/);
      assert.match(await page.locator("#findings li").first().textContent(), /^错误/);
      assertQuiet();
    } finally {
      await close();
    }
  });

  test("the draft can be edited, pages follow, and the original is brought back", async () => {
    const { page, assertQuiet, close } = await open();
    try {
      await page.locator("[data-example=observation_speech]").focus();
      await page.keyboard.press("Enter");
      await done(page);
      await clerk.view(page, "data");
      await page.keyboard.press("ArrowLeft");
      const original = await clerk.draft(page);
      const apply = page.getByRole("button", { name: "重新排版" });
      const revert = page.getByRole("button", { name: "恢复原稿" });
      assert.deepEqual([await apply.isDisabled(), await revert.isDisabled()], [true, true]);

      await clerk.write(page, `${original.trimEnd()}\n\n特此说明。\n`);
      await page.waitForFunction(() => document.getElementById("text").textContent.trimEnd().endsWith("特此说明。"));
      assert.equal(await apply.isDisabled(), true);
      await revert.click();
      await page.waitForFunction(() => !document.getElementById("text").textContent.includes("特此说明。"));
      assert.equal(await clerk.draft(page), original);
      assertQuiet();
    } finally {
      await close();
    }
  });
});

/** The text without the lines that hold a page number alone: `— 3 —`. */
function withoutFolios(text) {
  return text.replace(/^[ \f]*[—–-]\s*\d+\s*[—–-][ ]*$/gm, "");
}

function squeeze(text) {
  return text.replace(/\s+/g, "");
}

function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}
