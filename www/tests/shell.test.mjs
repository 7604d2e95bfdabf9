/**
 * The clerk's page as a product: the start, an example of each genre, keyboard, tour, language, theme, a desk's and a phone's
 * width, and what a screen reader is told.
 *
 * `HUIBAO_PAGE` names the folder (default `dist/page`).
 */

import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../server.mjs";
import { clerk, launch, openPage, skip } from "./support.mjs";

const PAGE = path.resolve(process.env.HUIBAO_PAGE ?? fileURLToPath(new URL("../dist/page", import.meta.url)));
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Milliseconds for a cold start and a render on a busy machine. */
const PATIENCE = 180_000;

const PHONE = { width: 390, height: 844 };

describe("shell", { skip, timeout: 5 * PATIENCE }, () => {
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

  /** Runs `body` on the page, when it shows its examples, and holds it to its policy. */
  async function onPage(body, options) {
    const { page, assertQuiet, close } = await openPage(browser, options);
    page.setDefaultTimeout(PATIENCE);
    try {
      await page.goto(server.url);
      await page.locator("[data-example]").first().waitFor();
      await body(page);
      assertQuiet();
    } finally {
      await close();
    }
  }

  const focused = (page, selector) => page.evaluate((wanted) => document.activeElement?.closest(wanted) !== null, selector);
  const overflows = (page) => page.evaluate(() => [document.documentElement.scrollWidth > innerWidth, document.documentElement.scrollHeight > innerHeight]);
  const more = async (page, name) => {
    await page.getByRole("button", { name: "更多" }).click();
    await page.getByRole("menu").getByText(name).click();
  };

  test("every genre has an example, and each opens as a document of that genre", () =>
    onPage(async (page) => {
      const ids = await page.locator("[data-example]").evaluateAll((lines) => lines.map(({ dataset }) => dataset.example));
      assert.equal(new Set(ids).size, 19);
      assert.deepEqual(await page.locator("#examples h3").allTextContents(), ["讲话类", "汇报综述类", "督查通报类", "台账图表类"]);
      for (const id of ids) {
        await clerk.example(page, id);
        await clerk.drafted(page, `genre = "${id}"`);
        await clerk.done(page);
        assert.equal(await page.getByRole("combobox", { name: "文种" }).inputValue(), id);
        assert.equal(await page.getByRole("alert").count(), 0, id);
        await page.getByRole("button", { name: "回到首页" }).click();
      }
    }));

  test("a figure changed in the grid changes draft and pages; the clerk's own words stay", () =>
    onPage(async (page) => {
      await clerk.example(page, "observation_speech");
      await clerk.done(page);
      const composed = await clerk.draft(page);
      assert.match(composed, /\[4\.98万\]|\[4\.98万人\]/);
      await clerk.write(page, composed.replace("同志们", "各位同志").replace(/\n$/, "\n\n特此说明。\n"));
      await page.waitForFunction(() => document.getElementById("text").textContent.trimEnd().endsWith("特此说明。"));
      await clerk.view(page, "data");
      await page.locator("#grid").getByRole("tab", { name: /^目标 / }).click();
      const cell = page.getByRole("gridcell", { name: "4.98万人" }).first();
      await cell.dblclick();
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.insertText("4.99万人");
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.getElementById("text").textContent.includes("4.99万"));
      const text = await page.locator("#text").textContent();
      assert.match(text.trimEnd(), /特此说明。$/);
      assert.match(await clerk.draft(page), /\[4\.99万/);
      assert.doesNotMatch(await clerk.draft(page), /\[4\.98万/);
    }));

  test("what was open is there when the page is loaded again, among the recent ones, and in a project file", () =>
    onPage(async (page) => {
      const own = /特此说明。$/;
      const text = () => page.waitForFunction(() => document.getElementById("text").textContent.trimEnd().endsWith("特此说明。"));
      await clerk.example(page, "pledge");
      await clerk.done(page);
      const composed = await clerk.draft(page);
      await page.getByRole("combobox", { name: "版式" }).selectOption("reading");
      await clerk.done(page);
      await clerk.write(page, `${composed.trimEnd()}\n\n特此说明。\n`);
      await text();
      await page.getByText(/^已保存 /).waitFor();

      await page.reload();
      await text();
      assert.match((await clerk.draft(page)).trimEnd(), own);
      assert.equal(await page.getByRole("combobox", { name: "版式" }).inputValue(), "reading");
      const [file] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("ControlOrMeta+Shift+S")]);
      assert.match(file.suggestedFilename(), /^表态发言.*\.huibao$/);

      await page.getByRole("button", { name: "回到首页" }).click();
      const recent = page.locator("#recent [data-project]");
      await recent.click();
      await text();
      await page.getByRole("button", { name: "回到首页" }).click();
      await page.getByRole("button", { name: /^删除“表态发言/ }).click();
      await clerk.answer(page, true);
      await recent.waitFor({ state: "detached" });

      await page.locator("#file").setInputFiles({ name: "工程.huibao", mimeType: "", buffer: await readFile(await file.path()) });
      await text();
      assert.equal(await page.getByRole("combobox", { name: "版式" }).inputValue(), "reading");
      // As it was composed, by what the file remembers of that.
      await page.getByRole("button", { name: "恢复原稿" }).click();
      await page.waitForFunction(() => !document.getElementById("text").textContent.includes("特此说明。"));
      assert.equal(await clerk.draft(page), composed);
    }));

  test("versions: kept by Ctrl+S and before a new draft takes the place of her own, looked at and brought back", () =>
    onPage(async (page) => {
      await clerk.example(page, "pledge");
      await clerk.done(page);
      await page.keyboard.press("ControlOrMeta+S");
      await page.getByText("已保存版本“手动保存”。").waitFor();
      const own = `${(await clerk.draft(page)).trimEnd()}\n\n特此说明。\n`;
      await clerk.write(page, own);
      await page.getByRole("button", { name: "换一组措辞" }).click();
      await clerk.answer(page, true);
      await page.waitForFunction(() => !document.getElementById("text").textContent.includes("特此说明。"));
      await page.getByRole("button", { name: "版本" }).click();
      const dialog = page.getByRole("dialog", { name: "版本" });
      await dialog.getByRole("button", { name: /重新起草前/ }).click();
      const preview = dialog.getByLabel("所选版本的文稿");
      await preview.getByText("特此说明。").waitFor();
      assert.doesNotMatch(await preview.textContent(), /figure:|\+\+\+/);
      await dialog.getByRole("button", { name: "恢复到此版本" }).click();
      await page.waitForFunction(() => document.getElementById("text").textContent.trimEnd().endsWith("特此说明。"));
      assert.equal(await clerk.draft(page), own);
      await page.getByRole("button", { name: "版本" }).click();
      await dialog.locator("[data-version]").first().waitFor();
      assert.deepEqual((await dialog.locator("[data-version] strong").allTextContents()).sort(), ["手动保存", "自动留存", "重新起草前"]);
    }));

  test("in two tabs one writes; the other is told, can take over, and shows what was written", async () => {
    const { page, assertQuiet, close } = await openPage(browser);
    page.setDefaultTimeout(PATIENCE);
    try {
      await page.goto(server.url);
      await clerk.example(page, "pledge");
      await clerk.done(page);
      const other = await page.context().newPage();
      other.setDefaultTimeout(PATIENCE);
      await other.goto(server.url);
      await other.locator("#recent [data-project]").click();
      const told = other.getByText("已在另一标签页打开，此处只读。");
      await told.waitFor();
      assert.equal(await other.locator("#material").evaluate(({ inert }) => inert), true);
      await clerk.write(page, `${(await clerk.draft(page)).trimEnd()}\n\n特此说明。\n`);
      await other.waitForFunction(() => document.getElementById("text").textContent.trimEnd().endsWith("特此说明。"));
      await other.getByRole("button", { name: "改在此处编辑" }).click();
      await told.waitFor({ state: "hidden" });
      await page.getByText("已在另一标签页打开，此处只读。").waitFor();
      assert.match((await clerk.draft(other)).trimEnd(), /特此说明。$/);
      assertQuiet();
    } finally {
      await close();
    }
  });

  test("the way from a problem leads to its cell", () =>
    onPage(async (page) => {
      await clerk.example(page, "observation_speech");
      await clerk.done(page);
      await clerk.view(page, "problems");
      await page.getByRole("button", { name: /^转到单元格/ }).first().click();
      assert.equal(await page.locator("#tab-data").getAttribute("aria-selected"), "true");
      assert.equal(await focused(page, "#grid [role=gridcell]"), true);
    }));

  test("from a number on a page to the draft, from there to its cell and back to the page; pages are zoomed", () =>
    onPage(async (page) => {
      await clerk.example(page, "observation_speech");
      await clerk.done(page);
      await page.locator("#editor .figure").first().waitFor();
      await clerk.view(page, "problems");
      // By keys, as places on a page are picked without a mouse.
      await page.locator("#pages .slot").first().focus();
      await page.keyboard.press("ArrowRight");
      await page.locator("#pages .slot .target").first().waitFor();
      await page.keyboard.press("Enter");
      await page.locator('#tab-draft[aria-selected="true"]').waitFor();
      await page.waitForFunction(() => document.activeElement?.closest("#editor") !== null);

      await page.locator("#editor .figure", { hasText: "7.38万" }).first().click();
      await page.locator('#tab-data[aria-selected="true"]').waitFor();
      assert.equal(await page.evaluate(() => document.activeElement.textContent), "7.38万人");
      await page.getByText("第 2 / 12 页").waitFor();

      await page.getByRole("button", { name: "页面列表" }).click();
      const list = page.getByRole("navigation", { name: "页面列表" });
      assert.equal(await list.getByRole("button").count(), 12);
      await list.getByRole("button", { name: "第 5 页，共 12 页" }).focus();
      await page.keyboard.press("Enter");
      await page.getByText("第 5 / 12 页").waitFor();
      await page.getByRole("button", { name: "页面列表" }).click();

      const width = () => page.locator("#pages .slot").first().evaluate(({ clientWidth }) => clientWidth);
      const fitting = await width();
      await page.getByRole("combobox", { name: "显示比例" }).selectOption("整页");
      assert.ok((await width()) < fitting);
      await page.getByRole("button", { name: "放大" }).click();
      await page.getByRole("button", { name: "放大" }).click();
      assert.equal(await page.locator("#zoom option:checked").textContent(), `${Math.round(((await width()) / 794) * 100)}%`);
    }));

  test("by keyboard: panes by F6, views by Alt and a figure, menus, dialogs, the border of the panes", () =>
    onPage(async (page) => {
      await page.locator("#name").evaluate((input) => input.blur());
      await page.keyboard.press("?");
      const keys = page.getByRole("dialog", { name: "键盘快捷键" });
      await keys.waitFor();
      await page.keyboard.press("Escape");
      await keys.waitFor({ state: "hidden" });

      await clerk.example(page, "pledge");
      await clerk.done(page);
      await page.getByRole("button", { name: "回到首页" }).focus();
      for (const pane of ["#material", "#result", ".statusbar, .topbar"]) {
        await page.keyboard.press("F6");
        assert.equal(await focused(page, pane), true, pane);
      }
      await page.keyboard.press("Alt+2");
      assert.equal(await page.locator("#tab-data").getAttribute("aria-selected"), "true");
      await page.keyboard.press("Alt+1");

      const border = page.getByRole("separator", { name: "左右两栏的分界" });
      const before = Number(await border.getAttribute("aria-valuenow"));
      await border.focus();
      await page.keyboard.press("ArrowLeft");
      assert.equal(Number(await border.getAttribute("aria-valuenow")), before - 2);

      await page.getByRole("button", { name: "其他格式" }).focus();
      // PDF, Word, Word with sources, the draft.
      for (let i = 0; i < 4; i++) {
        await page.keyboard.press("ArrowDown");
      }
      const [file] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
      assert.match(file.suggestedFilename(), /\.md$/);
      assert.equal(await readFile(await file.path(), "utf8"), await clerk.draft(page));
      const [pdf] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("ControlOrMeta+P")]);
      assert.match(pdf.suggestedFilename(), /\.pdf$/);
    }));

  test("the tour of the first visit has five steps, is left by Escape and does not come again", () =>
    onPage(
      async (page) => {
        const card = page.getByRole("dialog");
        await clerk.example(page, "pledge");
        for (const [step, title] of ["文稿", "数据", "问题", "版面", "带走"].entries()) {
          await card.getByText(`${step + 1} / 5`).waitFor();
          assert.equal(await card.getByRole("heading").textContent(), title);
          assert.ok((await card.boundingBox()).x >= 0);
          await page.keyboard.press(step === 1 ? "ArrowRight" : "Enter");
        }
        await card.waitFor({ state: "hidden" });
        await more(page, "重看导览");
        await card.waitFor();
        await page.keyboard.press("Escape");
        await card.waitFor({ state: "hidden" });
        await page.reload();
        await clerk.done(page);
        assert.equal(await card.count(), 0);
      },
      { firstVisit: true },
    ));

  test("in English by the switch: the page's words and its language; and back", () =>
    onPage(async (page) => {
      await more(page, "English");
      await page.getByRole("button", { name: "Open a file…" }).waitFor();
      assert.equal(await page.locator("html").getAttribute("lang"), "en");
      await clerk.example(page, "pledge");
      await page.getByText(/^Done: 《.+》, \d+ pages\.$/).waitFor();
      await page.locator("#tab-problems", { hasText: "Problems" }).waitFor();
      const chinese = await page.evaluate(() => {
        const own = ["#name", "#source", "#genre", "#draft", "#text", "#findings", "#style", "#grid", "#editor", "#status", "#pages", "#home", "[data-example]", "script"];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const found = [];
        while (walker.nextNode()) {
          const { parentElement, data } = walker.currentNode;
          if (/\p{Script=Han}/u.test(data) && !parentElement.closest(own.join()) && data !== "中文" && parentElement.checkVisibility()) {
            found.push(data);
          }
        }
        return found;
      });
      assert.deepEqual(chinese, []);
      await page.getByRole("button", { name: "More" }).click();
      await page.getByRole("menuitem", { name: "中文" }).click();
      // What was open still is.
      await clerk.done(page);
      assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
    }));

  test("light and dark by choice, and as the system has it; the choice stays", () =>
    onPage(
      async (page) => {
        const paper = () => page.evaluate(() => getComputedStyle(document.querySelector(".topbar")).backgroundColor);
        const system = await paper();
        await more(page, "外观：浅色");
        const light = await paper();
        assert.notEqual(light, system, "the system is dark");
        await page.reload();
        await page.locator("[data-example]").first().waitFor();
        assert.equal(await paper(), light);
        await more(page, "外观：跟随系统");
        assert.equal(await paper(), system);
        await page.emulateMedia({ colorScheme: "light" });
        await page.waitForFunction((wanted) => getComputedStyle(document.querySelector(".topbar")).backgroundColor === wanted, light);
      },
      { colorScheme: "dark" },
    ));

  test("a desk's and a phone's width: nothing is cut off, the window does not scroll, a phone shows pages first", () =>
    onPage(async (page) => {
      assert.deepEqual(await overflows(page), [false, false]);
      await clerk.example(page, "pledge");
      await clerk.done(page);
      assert.deepEqual(await overflows(page), [false, false]);
      for (const id of ["download", "more", "tab-problems", "status", "show-enclosures"]) {
        assert.ok(await page.locator(`#${id}`).evaluate((element) => {
          const { left, right, top, bottom } = element.getBoundingClientRect();
          return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight && element.scrollWidth <= element.clientWidth + 1;
        }), id);
      }
      await page.setViewportSize(PHONE);
      assert.deepEqual(await overflows(page), [false, false]);
      assert.equal(await page.locator("#pages img").first().isVisible(), true);
      await page.waitForFunction(() => {
        const { scrollWidth, clientWidth } = document.getElementById("pages-panel");
        return scrollWidth <= clientWidth;
      });
      assert.equal(await page.locator("#editor").isVisible(), false);
      const views = page.getByRole("navigation", { name: "切换视图" });
      await views.getByRole("button", { name: "文稿" }).click();
      assert.equal(await page.locator("#editor").isVisible(), true);
      assert.equal(await page.locator("#pages img").first().isVisible(), false);
      assert.deepEqual(await overflows(page), [false, false]);
    }));

  test("axe finds nothing serious, in each view, light and dark", async () => {
    // axe is put into the page by the test, which the page's policy rightly forbids.
    const { page, close } = await openPage(browser, { bypassCSP: true, reducedMotion: "reduce" });
    page.setDefaultTimeout(PATIENCE);
    try {
      await page.goto(server.url);
      await page.locator("[data-example]").first().waitFor();
      await page.addScriptTag({ path: AXE });
      const offences = async (view) => {
        const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
        return violations
          .filter(({ impact }) => impact === "serious" || impact === "critical")
          .map(({ id, nodes }) => `${view}: ${id} ${nodes.map(({ target }) => target.join(" ")).slice(0, 3).join(", ")}`);
      };
      const found = [];
      for (const look of ["外观：浅色", "外观：深色"]) {
        await more(page, look);
        found.push(...(await offences(`${look} start`)));
        await page.locator("#show-batch").click();
        found.push(...(await offences(`${look} batch`)));
        await page.keyboard.press("Escape");
        await clerk.example(page, "observation_speech");
        await clerk.done(page);
        for (const view of ["draft", "data", "problems", "text", "pages"]) {
          await clerk.view(page, view);
          found.push(...(await offences(`${look} ${view}`)));
        }
        await page.locator("#show-enclosures").click();
        found.push(...(await offences(`${look} enclosures`)));
        await page.keyboard.press("Escape");
        await page.locator("#more").click();
        found.push(...(await offences(`${look} menu`)));
        await page.keyboard.press("Escape");
        await page.getByRole("button", { name: "回到首页" }).click();
      }
      assert.deepEqual(found, []);
    } finally {
      await close();
    }
  });
});
