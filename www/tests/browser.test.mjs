/**
 * The built page, as a clerk uses it, under the content security policy that it ships with.
 *
 * `HUIBAO_PAGE` names the folder (default `dist/page`); `HUIBAO_NATIVE_PDF` a PDF of the example that the native program
 * made, which must be the same bytes.
 */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { CONTENT_SECURITY_POLICY, serve } from "../server.mjs";
import { launch, openPage, skip } from "./support.mjs";

const PAGE = path.resolve(process.env.HUIBAO_PAGE ?? fileURLToPath(new URL("../dist/page", import.meta.url)));

const PACKAGE = fileURLToPath(new URL("../dist/package", import.meta.url));
const DATA = fileURLToPath(new URL("../../tests/data", import.meta.url));

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

  const done = (page) => page.getByText(/^已生成：《.+》，共 \d+ 页。$/).waitFor();

  test("loads, renders the example, cancels, renders again, downloads the PDF with the same text", async (t) => {
    const { page, assertQuiet, close } = await open();
    try {
      const example = page.getByRole("button", { name: "商丘市观摩点评会" });
      await example.click();
      await done(page);
      await page.waitForFunction(() => document.querySelector("#pages img")?.naturalWidth > 0);
      const pages = await page.locator("#pages img").count();
      assert.match(await page.locator("#page-count").textContent(), new RegExp(`^共 ${pages} 页$`));

      // Once more from the start, because the second render of the same text is too quick to be cancelled; and in the
      // middle of typesetting, which is shortly after the status says so.
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
      await example.click();
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
    const package_ = await serve({ root: PACKAGE });
    try {
      const { page, assertQuiet, close } = await openPage(browser);
      // Any file of the package will do: its origin and its policy are what matters. It names no icon, so the browser asks.
      await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
      await page.goto(new URL("index.js", package_.url).href);
      try {
        const bytes = await page.evaluate(
          async ({ draft, data }) => {
            const { init } = await import("/index.js");
            const huibao = await init();
            const report = await huibao.render(data, { draft });
            return Array.from(await report.pdf());
          },
          { draft, data },
        );
        assert.equal(sha256(Uint8Array.from(bytes)), sha256(await readFile(native)));
        assertQuiet();
      } finally {
        await close();
      }
    } finally {
      await package_.close();
    }
  });

  test("a file that is no data is explained, and the page goes on", async () => {
    const { page, assertQuiet, close } = await open();
    try {
      const choose = (name, content) =>
        page.locator("#file").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(content) });
      await choose("坏数据.json", '{"title": ');
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
        document.querySelector("main").dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
      }, data);
      await done(page);
      assert.equal(await page.getByRole("alert").count(), 0);
      assertQuiet();
    } finally {
      await close();
    }
  });

  test("the draft can be edited and set again, and the original brought back, by keyboard", async () => {
    const { page, assertQuiet, close } = await open();
    try {
      await page.getByRole("button", { name: "商丘市观摩点评会" }).focus();
      await page.keyboard.press("Enter");
      await done(page);
      await page.getByRole("tab", { name: "版面" }).focus();
      await page.keyboard.press("ArrowRight");
      const draft = page.getByRole("textbox", { name: "文稿" });
      const original = await draft.inputValue();
      const apply = page.getByRole("button", { name: "按修改后的文稿排版" });
      const revert = page.getByRole("button", { name: "恢复原稿" });
      assert.deepEqual([await apply.isDisabled(), await revert.isDisabled()], [true, true]);

      await draft.fill(`${original.trimEnd()}\n\n特此说明。\n`);
      await apply.click();
      await page.waitForFunction(() => document.getElementById("text").textContent.trimEnd().endsWith("特此说明。"));
      assert.equal(await apply.isDisabled(), true);
      await revert.click();
      await page.waitForFunction(() => !document.getElementById("text").textContent.includes("特此说明。"));
      assert.equal(await draft.inputValue(), original);
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
