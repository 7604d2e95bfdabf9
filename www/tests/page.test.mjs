/** What the page does with what the package answers, with fake wasm modules; `browser.test.mjs` drives the real ones. */

import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { serve } from "../server.mjs";
import { buildFake } from "./fake/build.mjs";
import { clerk, launch, openPage, skip } from "./support.mjs";

const SPEECH = { title: "讲话", paragraphs: ["一、成绩", "二、问题", "三、要求"] };
const CONTRADICTION = { severity: "error", code: "check.parts", path: "/funds/0", message: "分项之和与总数不符。", hint: "请核对。" };

describe("page with fake modules", { skip }, () => {
  let browser;
  let dir;
  let server;

  before(async () => {
    dir = await buildFake();
    server = await serve({ root: path.join(dir, "page") });
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
    await rm(path.dirname(dir), { recursive: true, force: true });
  });

  /** Opens the page, runs `body` on it, and holds the page to its policy. */
  async function onPage(body) {
    const { page, assertQuiet, close } = await openPage(browser);
    page.setDefaultTimeout(20_000);
    try {
      await page.goto(server.url);
      await page.waitForFunction(() => !document.getElementById("genre").disabled);
      await body(page);
      assertQuiet();
    } finally {
      await close();
    }
  }

  const { answer, done, draft, drafted } = clerk;
  const choose = (page, data, name = "数据.json") => clerk.open(page, name, data);
  const reword = (page) => page.getByRole("button", { name: "换一组措辞" });
  const genre = (page) => page.getByRole("combobox", { name: "文种" });

  test("the data names the genre, an example is of the one it was chosen for, and otherwise the clerk's choice stays", () =>
    onPage(async (page) => {
      await choose(page, { ...SPEECH, report: { genre: "overview" } });
      await drafted(page, "genre: overview");
      assert.equal(await genre(page).inputValue(), "overview");

      await page.getByRole("button", { name: "回到首页" }).click();
      await clerk.example(page, "observation_speech");
      await drafted(page, "genre: observation_speech");
      assert.equal(await page.locator("#name").inputValue(), "观摩点评讲话（示例：商丘市脱贫攻坚）");

      await genre(page).selectOption("overview");
      await drafted(page, "genre: overview");
      for (const report of [{}, { genre: "a_genre_of_ones_own" }]) {
        await choose(page, { ...SPEECH, title: `另一篇${report.genre ?? ""}`, report });
        await drafted(page, `title: 另一篇${report.genre ?? ""}`);
        assert.match(await draft(page), /^genre: overview$/m);
      }
    }));

  test("what came of the clerk's data is not overwritten by news of the program, which goes on loading", async () => {
    const { page, assertQuiet, close } = await openPage(browser);
    let release;
    let arrive;
    const held = new Promise((resolve) => (release = resolve));
    const arrived = new Promise((resolve) => (arrive = resolve));
    try {
      await page.route("**/*.wasm", async (route) => {
        const response = await route.fetch();
        const body = await response.body();
        // Both modules have the same name; the typesetter is the large one.
        if (body.length < 1_000_000) {
          await route.fulfill({ response, body });
          return;
        }
        await held;
        await route.fulfill({ response, body });
        arrive();
      });
      await page.goto(server.url);
      await page.waitForFunction(() => !document.getElementById("genre").disabled);
      await choose(page, { ...SPEECH, findings: [CONTRADICTION] });
      await page.getByText("未能成文。").waitFor();
      release();
      await arrived;
      await page.waitForTimeout(500);
      assert.equal(await page.locator("#status").textContent(), "未能成文。");
      assert.equal(await page.locator("#progress").isVisible(), false);
      assertQuiet();
    } finally {
      await close();
    }
  });

  test("another wording is the next seed, and begins anew with other data", () =>
    onPage(async (page) => {
      assert.equal(await reword(page).count(), 0, "there is nothing to be reworded");
      await choose(page, SPEECH);
      await done(page);
      assert.doesNotMatch(await draft(page), /^seed/m);
      await reword(page).focus();
      for (const seed of [1, 2]) {
        await page.keyboard.press("Enter");
        await drafted(page, `seed: ${seed}`);
      }
      assert.equal(await reword(page).evaluate((button) => document.activeElement === button), true, "the keyboard stays");
      await choose(page, { ...SPEECH, title: "另一篇" });
      await drafted(page, "title: 另一篇");
      assert.doesNotMatch(await draft(page), /^seed/m);
    }));

  test("what the clerk has written is given up only when he says so", () =>
    onPage(async (page) => {
      await choose(page, SPEECH);
      await done(page);
      const own = `${(await draft(page)).trimEnd()}\n\n特此说明。\n`;
      await clerk.write(page, own);
      await page.waitForFunction(() => document.getElementById("text").textContent.endsWith("特此说明。"));

      const question = page.getByRole("alertdialog");
      for (const act of [() => reword(page).click(), () => genre(page).selectOption("overview")]) {
        await act();
        assert.match(await question.textContent(), /文稿已作修改/);
        await answer(page, false);
        await question.waitFor({ state: "detached" });
      }
      await page.waitForFunction(() => document.getElementById("genre").value === "observation_speech");
      assert.equal(await draft(page), own);
      assert.match(await page.locator("#source").textContent(), /^数据\.json/);

      await reword(page).click();
      await answer(page, true);
      await drafted(page, "seed: 1");
      assert.doesNotMatch(await draft(page), /特此说明/);
      await reword(page).click();
      await drafted(page, "seed: 2");
      assert.equal(await question.count(), 0, "a draft that nobody has changed is not asked about");
    }));

  test("trying again sets what was to be set: the clerk's own draft too", () =>
    onPage(async (page) => {
      await choose(page, { ...SPEECH, typeset: { ms: 1500 } });
      await done(page);
      await clerk.write(page, `${(await draft(page)).trimEnd()}\n\n特此说明。\n`);
      await page.getByRole("button", { name: "重新排版" }).click();
      await page.getByText("排版…").waitFor();
      await page.getByRole("button", { name: "取消" }).click();
      await page.getByText("已取消。").waitFor();
      await page.getByRole("button", { name: "重试" }).click();
      await page.waitForFunction(() => document.getElementById("text").textContent.endsWith("特此说明。"));
      assert.match(await draft(page), /特此说明。/);
    }));

  test("when the program crashes over a document its draft is there, it is said so, and the page goes on", () =>
    onPage(async (page) => {
      await choose(page, { ...SPEECH, typeset: { panic: true } });
      const alert = page.getByRole("alert");
      await alert.getByText(/文稿完好，已重新启动程序/).waitFor();
      assert.match(await draft(page), /^title: 讲话$/m);
      assert.equal(await page.getByRole("button", { name: "重试" }).isVisible(), true);
      await choose(page, { ...SPEECH, title: "另一篇" });
      await done(page);
      assert.equal(await alert.count(), 0);
    }));

  test("data that contradicts itself is set when the clerk goes on, and its draft carries the mark", () =>
    onPage(async (page) => {
      const goOn = page.getByRole("button", { name: "仍然生成（成稿上会标明）" });
      await choose(page, { ...SPEECH, findings: [CONTRADICTION] });
      await page.getByRole("alert").waitFor();
      assert.match(await page.locator("#findings li").textContent(), /^错误 分项之和与总数不符。/);
      await goOn.focus();
      await page.keyboard.press("Enter");
      await done(page);
      assert.match(await draft(page), /^caution: true$/m);
      assert.equal(await goOn.count(), 0, "hidden");
      assert.match(await page.locator("#findings li").first().textContent(), /^错误/, "what contradicts is still listed");
      assert.equal(await page.getByRole("button", { name: "下载 PDF" }).evaluate((button) => document.activeElement === button), true);
      await reword(page).click();
      await drafted(page, "seed: 1");
      assert.match(await draft(page), /^caution: true$/m);

      // Other data is asked about again; what could not be read cannot be gone on with.
      await choose(page, { ...SPEECH, findings: [CONTRADICTION, { ...CONTRADICTION, code: "data.wrong_value" }] });
      await page.getByRole("alert").waitFor();
      assert.equal(await page.locator("#findings li").count(), 2);
      assert.equal(await goOn.count(), 0);
      assert.equal(await page.locator("#style-section").isVisible(), false);
    }));

  test("the draft is reviewed: what is to be mended is listed, notes are folded; and it says how long it takes to read", () =>
    onPage(async (page) => {
      const section = page.getByRole("region", { name: "文风检查" });
      const style = [
        { severity: "note", code: "style.rate", path: "", message: "“确保”偏多。", hint: "" },
        { severity: "warning", code: "style.opening", path: "draft:12:5", message: "句子开头雷同。", hint: "换一种开头。" },
        { severity: "error", code: "style.list_count", path: "draft:20:1", message: "说三个，列了两个。", hint: "" },
      ];
      await choose(page, { ...SPEECH, style });
      await done(page);
      await clerk.view(page, "problems");
      await section.waitFor();
      const listed = section.locator("#style li");
      assert.deepEqual(await listed.locator("strong").allTextContents(), ["错误", "警告"]);
      assert.match(await listed.nth(1).textContent(), /文稿第 12 行第 5 字转到文稿$/);
      assert.equal(await page.locator("#tab-problems").textContent(), "问题2");
      const note = section.getByText("“确保”偏多。");
      assert.equal(await note.isVisible(), false);
      await section.getByText(/^提示 1 条/).focus();
      await page.keyboard.press("Enter");
      await note.waitFor();
      assert.equal(await page.locator("#aloud").textContent(), "约12字，朗读约1分钟。");

      await choose(page, SPEECH);
      await section.getByText("未发现需要修改之处。").waitFor();
      assert.equal(await page.locator("#style-notes").isVisible(), false);
    }));
});
