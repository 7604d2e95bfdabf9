/**
 * The draft's editor with the real core, under the policy of the page and with trusted types required: figures are chips,
 * and nothing that a clerk does breaks them or loses her wording.
 */

import assert from "node:assert/strict";
import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { serve } from "../server.mjs";
import { HEAD, launch, openPage, skip } from "./support.mjs";

const www = fileURLToPath(new URL("..", import.meta.url));
const DIST = path.join(www, "dist");
const HOST = path.join(DIST, "editor-host");

const DATA = {
  report: { title: "在项目推进会上的讲话", date: "2026-09-30", as_of: "2026-09-30" },
  targets: [{ name: "年度开工项目", object: "项目", target: "240个", done: "181个", source: "市发改委" }],
  problems: [{ name: "甲", status: "逾期" }, { name: "乙", status: "整改中" }],
};

const DRAFT = `+++
title = "在项目推进会上的讲话"
+++

# 充分肯定成绩

**一是进度较快。** 已开工[181个](figure:/targets/0/done)项目，占全年任务的[75.4%](figure:/targets/0/rate)。

逾期问题[1条](figure:/problems/count?.status=逾期&unit=条)，另有3个县未报，[9户](figure:/nothing)待查。

\`\`\`ledger
title = "问题整改台账"
from = "/problems"
\`\`\`

# 扎实做好工作

压实责任。
`;

/** How a page uses the editor. */
const MAIN = `
import { createEditor } from ${JSON.stringify(path.join(www, "page/editor/editor.ts"))};
import ${JSON.stringify(path.join(www, "page/style.css"))};
import "./host.css";

const { init } = await import(/* @vite-ignore */ "/package/index.js");
const huibao = await init();
const seen = { changes: 0, figures: [], cursor: 0 };
let data = {};
let busy = Promise.resolve();
const inspect = () => (busy = busy.then(async () => {
  const draft = editor.draft;
  const inspection = await huibao.inspect(draft, data);
  if (editor.draft === draft) {
    editor.setDraft(inspection.draft, { keepUndo: true });
    editor.annotate(inspection);
  }
}));
const editor = createEditor(document.getElementById("editor"), {
  change: () => { seen.changes += 1; void inspect(); },
  figure: ({ path, from, to }) => seen.figures.push([path, from, to]),
  cursor: (offset) => { seen.cursor = offset; },
});
globalThis.host = {
  editor, seen, inspect, huibao,
  async open(draft, next) { data = next; editor.setDraft(draft); await inspect(); seen.changes = 0; seen.figures = []; },
  async use(next) { data = next; await inspect(); },
  settled: () => busy,
};
document.title = "ready";
`;

describe("editor", { skip, timeout: 240_000 }, () => {
  let browser;
  let server;

  before(async () => {
    await stat(path.join(DIST, "package")).catch(() => {
      throw new Error("没有 dist/package，请先运行 npm run build");
    });
    await rm(HOST, { recursive: true, force: true });
    await mkdir(path.join(HOST, "src"), { recursive: true });
    await writeFile(path.join(HOST, "src/index.html"), `${HEAD}<body><div id="editor"></div><script type="module" src="./main.js"></script>`);
    await writeFile(path.join(HOST, "src/host.css"), "#editor { position: fixed; inset: 0; }\n");
    await writeFile(path.join(HOST, "src/main.js"), MAIN);
    await build({
      root: path.join(HOST, "src"),
      configFile: false,
      base: "./",
      logLevel: "error",
      build: { outDir: HOST, emptyOutDir: false, target: "es2022", modulePreload: false },
    });
    server = await serve({ root: DIST });
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
    await rm(HOST, { recursive: true, force: true });
  });

  /** Opens the draft with its data and runs `body`; nothing may be complained about. */
  async function within(body, { draft = DRAFT, data = DATA, ...options } = {}) {
    const opened = await openPage(browser, options);
    const { page } = opened;
    page.setDefaultTimeout(20_000);
    try {
      await page.goto(`${server.url}editor-host/`);
      await page.waitForFunction(() => document.title === "ready");
      await page.evaluate(([draft, data]) => globalThis.host.open(draft, data), [draft, data]);
      await page.locator(".figure").first().waitFor();
      await body(page, {
        draft: async () => {
          await page.evaluate(() => globalThis.host.settled());
          return page.evaluate(() => globalThis.host.editor.draft);
        },
        /** Puts the caret before or behind a piece of the draft. */
        caret: (text, behind = false) =>
          page.evaluate(
            ([text, behind]) => {
              const { editor } = globalThis.host;
              const at = editor.draft.indexOf(text) + (behind ? text.length : 0);
              editor.reveal(at);
              editor.focus();
              return at;
            },
            [text, behind],
          ),
        figures: () => page.locator(".figure").allTextContents(),
        seen: () => page.evaluate(() => globalThis.host.seen),
      });
      opened.assertQuiet();
    } finally {
      await opened.close();
    }
  }

  const LINK = "[181个](figure:/targets/0/done)";

  test("figures are chips, headings have their numbers, facts and ledgers are frames, unbound numbers are underlined", async () => {
    await within(async (page, editor) => {
      assert.deepEqual(await editor.figures(), ["181个", "75.4%", "1条", "9户"]);
      assert.deepEqual(await page.locator(".figure").evaluateAll((all) => all.map(({ dataset }) => dataset.state)), ["bound", "bound", "bound", "missing"]);
      assert.deepEqual(await page.locator(".number").allTextContents(), ["一、", "二、"]);
      assert.deepEqual(await page.locator(".closed").allInnerTexts(), ["文件信息\n在项目推进会上的讲话\n展开", "台账\n问题整改台账\n编辑"]);
      assert.deepEqual(await page.locator(".unbound").allTextContents(), ["3个"]);
      const text = await page.getByRole("textbox", { name: "文稿" }).innerText();
      assert.ok(!/figure:|\+\+\+|```|#/.test(text), text);

      await page.getByRole("button", { name: "展开" }).click();
      await page.getByText('title = "在项目推进会上的讲话"').waitFor();
      await page.getByRole("button", { name: "收起" }).click();
      await page.getByRole("button", { name: "编辑" }).click();
      await page.getByText('from = "/problems"').waitFor();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Home");
      await page.keyboard.type("# 甲\n");
      assert.match(await editor.draft(), /```ledger\n# 甲\ntitle = /);
      await editor.caret("压实");
      await page.getByRole("button", { name: "编辑" }).waitFor();

      // Nothing is written into the facts, or behind them, unseen.
      await page.keyboard.press("Control+Home");
      await page.keyboard.press("Backspace");
      await page.keyboard.type("同志们：");
      assert.match(await editor.draft(), /\n\+\+\+\n同志们：\n# 充分/);
      await page.getByRole("button", { name: "展开" }).waitFor();
    });
  });

  test("a figure says where it comes from, on hover and at the caret; a click or Alt+Enter leads to its data", async () => {
    await within(async (page, editor) => {
      await page.locator(".figure", { hasText: "75.4%" }).hover();
      const card = page.locator(".source");
      await card.waitFor();
      assert.match(await card.innerText(), /^年度开工项目：完成比例\n+出处\n目标第1条·完成比例\n算式\n已完成 ÷ 目标\n截至\n2026年9月30日\n提供单位\n市发改委/);
      await page.mouse.move(5, 5);
      await page.locator(".unbound").hover();
      await page.getByText("未与数据关联").waitFor();
      await page.mouse.move(5, 5);

      await page.locator(".figure", { hasText: "181个" }).click();
      const from = DRAFT.indexOf(LINK);
      assert.deepEqual((await editor.seen()).figures, [["/targets/0/done", from, from + LINK.length]]);
      await editor.caret("项目，占");
      await page.keyboard.press("ArrowLeft");
      await card.waitFor();
      assert.match(await card.innerText(), /^年度开工项目：已完成/);
      await page.keyboard.press("Escape");
      await card.waitFor({ state: "detached" });
      await page.keyboard.press("Alt+Enter");
      assert.equal((await editor.seen()).figures.length, 2);
      assert.equal(await editor.draft(), DRAFT);
    });
  });

  test("the caret passes a chip as one; typing beside it leaves it whole; deleting takes the link, undoing brings it back", async () => {
    await within(async (page, editor) => {
      const from = await editor.caret(LINK);
      await page.keyboard.press("ArrowRight");
      assert.equal((await editor.seen()).cursor, from + LINK.length);
      await page.keyboard.type("以上");
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.type("约");
      assert.ok((await editor.draft()).includes(`已开工约${LINK}以上项目`));
      assert.deepEqual(await editor.figures(), ["181个", "75.4%", "1条", "9户"]);

      await editor.caret(LINK, true);
      await page.keyboard.press("Backspace");
      assert.ok((await editor.draft()).includes("已开工约以上项目"));
      assert.deepEqual(await editor.figures(), ["75.4%", "1条", "9户"]);
      await page.keyboard.press("Control+z");
      assert.ok((await editor.draft()).includes(LINK));
      assert.deepEqual(await editor.figures(), ["181个", "75.4%", "1条", "9户"]);
    });
  });

  test("Enter begins a paragraph or the next item, Backspace joins paragraphs, Shift+Enter breaks the line", async () => {
    await within(async (page, editor) => {
      await editor.caret("压实责任。", true);
      await page.keyboard.press("Enter");
      await page.keyboard.type("- 甲");
      await page.keyboard.press("Enter");
      await page.keyboard.type("乙");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Enter");
      await page.keyboard.type("丙");
      await page.keyboard.press("Shift+Enter");
      await page.keyboard.type("丁");
      assert.ok((await editor.draft()).endsWith("压实责任。\n\n- 甲\n- 乙\n\n丙\\\n丁\n"), await editor.draft());
      await editor.caret("- 甲");
      await page.keyboard.press("Backspace");
      assert.ok((await editor.draft()).includes("压实责任。- 甲\n"), await editor.draft());
    });
  });

  test("a chip is copied and pasted with its link", async () => {
    await within(async (page, editor) => {
      await editor.caret(LINK);
      await page.keyboard.press("Shift+ArrowRight");
      await page.locator(".picked .figure").waitFor();
      await page.keyboard.press("Control+c");
      await editor.caret("压实责任。", true);
      await page.keyboard.press("Control+v");
      assert.ok((await editor.draft()).includes(`压实责任。${LINK}`));
      assert.deepEqual(await editor.figures(), ["181个", "75.4%", "1条", "9户", "181个"]);
    });
  });

  test("a double click, or Enter on a chip, asks: to the data, or plain text", async () => {
    await within(async (page, editor) => {
      await page.locator(".figure", { hasText: "75.4%" }).dblclick();
      await page.getByRole("button", { name: "改成普通文字" }).waitFor();
      await page.keyboard.press("Escape");
      assert.equal(await page.getByRole("button", { name: "改成普通文字" }).count(), 0);
      await editor.caret(LINK);
      await page.keyboard.press("Shift+ArrowRight");
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate(() => document.querySelector(".draft-editor").shadowRoot.activeElement.textContent), "改数据");
      await page.getByRole("button", { name: "改成普通文字" }).click();
      assert.ok((await editor.draft()).includes("已开工181个项目"));
      await page.locator(".unbound", { hasText: "181个" }).waitFor();
      await page.keyboard.press("Control+z");
      assert.equal(await editor.draft(), DRAFT);
    });
  });

  test("when the data changes, figures follow, and wording, caret and what can be undone stay", async () => {
    await within(async (page, editor) => {
      await editor.caret("项目，占");
      await page.keyboard.type("重大");
      await editor.draft();
      const { cursor, changes } = await editor.seen();
      const data = { ...DATA, targets: [{ ...DATA.targets[0], done: "1204个", target: "2400个" }], problems: [DATA.problems[1]] };
      await page.evaluate((data) => globalThis.host.use(data), data);
      const draft = await editor.draft();
      assert.ok(draft.includes("已开工[1204个](figure:/targets/0/done)重大项目，占全年任务的[50.2%]"), draft);
      assert.deepEqual(await editor.figures(), ["1204个", "50.2%", "0条", "9户"]);
      assert.equal(await page.locator(".figure.renewed").count(), 3);
      assert.deepEqual([(await editor.seen()).cursor, (await editor.seen()).changes], [cursor + 1, changes], "nobody typed");
      await page.keyboard.press("Control+z");
      assert.ok((await editor.draft()).includes("已开工[1204个](figure:/targets/0/done)项目，占"));
    });
  });

  test("an input method composes beside a chip while the draft is inspected", async () => {
    await within(async (page, editor) => {
      await editor.caret(LINK, true);
      const devtools = await page.context().newCDPSession(page);
      for (const text of ["z", "zh", "zhong"]) {
        await devtools.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
        await page.evaluate(() => globalThis.host.inspect());
      }
      // What is renewed meanwhile waits.
      const targets = [{ ...DATA.targets[0], done: "190个" }];
      await page.evaluate((data) => globalThis.host.use(data), { ...DATA, targets });
      assert.ok((await page.evaluate(() => globalThis.host.editor.draft)).includes(`${LINK}zhong`));
      await devtools.send("Input.insertText", { text: "重大" });
      await page.waitForFunction(() => globalThis.host.editor.draft.includes("[190个]"));
      const link = "[190个](figure:/targets/0/done)";
      assert.equal(await editor.draft(), DRAFT.replace(LINK, `${link}重大`).replace("75.4%", "79.2%"));
      assert.deepEqual(await editor.figures(), ["190个", "79.2%", "1条", "9户"]);
    });
  });

  test("searching speaks Chinese and finds what can be seen, not the notation of links", async () => {
    await within(async (page, editor) => {
      await editor.caret("# 充分");
      await page.keyboard.press("Control+f");
      const field = page.getByPlaceholder("查找");
      await field.fill("逾期");
      await page.keyboard.press("Enter");
      await page.locator(".cm-searchMatch").first().waitFor();
      assert.deepEqual(await page.locator(".cm-searchMatch").allTextContents(), ["逾期"]);
      await field.fill("targets");
      await page.keyboard.press("Enter");
      assert.equal(await page.locator(".cm-searchMatch").count(), 0);
      await page.getByRole("button", { name: "关闭" }).click();
    });
  });

  test("a real speech: every figure of the draft is known, and a keystroke costs little", async (t) => {
    const data = JSON.parse(await readFile(path.join(www, "../tests/data/shangqiu-observation.json"), "utf8"));
    await within(
      async (page, editor) => {
        const { draft, findings } = await page.evaluate((data) => globalThis.host.huibao.draft(data), data);
        assert.ok(draft.length > 1000, JSON.stringify(findings));
        await page.evaluate(([draft, data]) => globalThis.host.open(draft, data), [draft, data]);
        const result = await page.evaluate(
          async ([draft, data]) => {
            const { huibao } = globalThis.host;
            const inspection = await huibao.inspect(draft, data);
            const start = performance.now();
            for (let i = 0; i < 10; i++) {
              await huibao.inspect(draft, data);
            }
            return { inspection, ms: (performance.now() - start) / 10 };
          },
          [draft, data],
        );
        const { inspection } = result;
        assert.equal(inspection.figures.length, draft.split("](figure:").length - 1);
        for (const { from, to, path } of inspection.figures) {
          assert.ok(draft.slice(from, to).startsWith("[") && draft.slice(from, to).endsWith(`](figure:${path})`), draft.slice(from, to));
        }
        await page.keyboard.press("Control+Home");
        await editor.caret("# ", true);
        const typed = await page.evaluate(async () => {
          const { editor } = globalThis.host;
          const times = [];
          for (const c of "新时代新征程") {
            const start = performance.now();
            document.querySelector(".draft-editor").shadowRoot.querySelector(".cm-content").focus();
            document.execCommand("insertText", false, c);
            times.push(performance.now() - start);
            await globalThis.host.settled();
          }
          return { times, draft: editor.draft };
        });
        assert.ok(typed.draft.includes("# 新时代新征程"), typed.draft.slice(0, 300));
        t.diagnostic(`inspect ${draft.length} characters, ${inspection.figures.length} figures: ${result.ms.toFixed(1)} ms; a keystroke: ${typed.times.map((ms) => ms.toFixed(1)).join(" ")} ms`);
      },
      { data: DATA },
    );
  });
});
