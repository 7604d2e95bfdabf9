/**
 * Memory of the real modules, which only grows: hundreds of renders in one worker, and a book of hundreds of pages.
 *
 * `HUIBAO_PAGE` names the folder of the page (default `dist/page`), beside which the package lies.
 */

import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../server.mjs";
import { hostPage, launch, skip } from "./support.mjs";

const PAGE = path.resolve(process.env.HUIBAO_PAGE ?? fileURLToPath(new URL("../dist/page", import.meta.url)));
const DATA = fileURLToPath(new URL("../../tests/data", import.meta.url));

const MIB = 2 ** 20;
/** Renders in one worker. */
const RENDERS = 500;
/** What these may take, in bytes. */
const RENDERS_BOUND = 256 * MIB;
/** What a book of 300 pages may take. */
const BOOK_BOUND = 1024 * MIB;

describe("memory", { skip, timeout: 900_000 }, () => {
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

  const inPackage = (body, argument) =>
    hostPage(browser, `${server.url}package/index.js`, body, argument, {
      prepare: (page) => page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 })),
    });

  test(`${RENDERS} different edits, a failing one among every ten, stay below ${RENDERS_BOUND / MIB} MiB`, async (t) => {
    const data = await readFile(path.join(DATA, "shangqiu-observation.json"), "utf8");
    const { memories, failed } = await inPackage(
      async ({ init }, { data, renders }) => {
        const huibao = await init();
        const { draft } = await huibao.draft(data);
        const memories = [];
        let failed = 0;
        for (let i = 0; i < renders; i++) {
          // Each paragraph is another one, so nothing is found in the cache; now and then a character that no face has.
          const word = `第${i}次${i % 10 === 9 ? "\u{1f600}" : ""}`;
          try {
            const report = await huibao.render(data, { draft: draft.replace(/([。])(?=\n|$)/g, `，${word}$1`) });
            if (i % 25 === 0) {
              await report.svg(0);
              await report.pdf();
            }
            report.dispose();
          } catch (error) {
            if (error.code !== "findings") {
              throw error;
            }
            failed += 1;
          }
          memories.push(huibao.memory);
        }
        return { memories, failed };
      },
      { data, renders: RENDERS },
    );
    const at = (i) => Math.round(memories[i] / MIB);
    t.diagnostic(`MiB after 1, 50, 100, 250, ${RENDERS} renders: ${[0, 49, 99, 249, RENDERS - 1].map(at).join(", ")}; ${failed} failed`);
    assert.equal(failed, RENDERS / 10);
    assert.ok(memories.at(-1) < RENDERS_BOUND, `${at(RENDERS - 1)} MiB`);
    assert.ok(memories.at(-1) <= 1.25 * memories[RENDERS / 2], "it does not go on growing");
  });

  test(`a ledger of 300 pages, its PDF and an edit stay below ${BOOK_BOUND / MIB} MiB`, async (t) => {
    const rows = Array.from({ length: 6500 }, (_, i) => {
      const place = `第${(i % 97) + 1}村`;
      return `| ${i + 1} | ${place}安全饮水巩固提升工程（第${i + 1}项） | ${place}两委 | 2025年${(i % 12) + 1}月底 | 正在施工，已完成${i % 100}% |`;
    });
    const draft = (first) =>
      `+++\ntitle = "重点项目台账"\ndate = "2025-08-30"\nlayout = "ledger"\n+++\n\n${first}\n\n| 序号 | 事项 | 责任单位 | 完成时限 | 进展 |\n|:---|:---|:---|:---|:---|\n${rows.join("\n")}\n`;
    const { pages, memory, times } = await inPackage(
      async ({ init }, drafts) => {
        const huibao = await init();
        const times = [];
        let pages = 0;
        for (const draft of drafts) {
          const begun = performance.now();
          const report = await huibao.render("{}", { draft });
          pages = report.pages;
          await report.svg(pages - 1);
          times.push(performance.now() - begun);
          const exported = performance.now();
          await report.pdf();
          times.push(performance.now() - exported);
        }
        return { pages, memory: huibao.memory, times };
      },
      [draft("全县重点项目如下。"), draft("全市重点项目如下。")],
    );
    t.diagnostic(`${pages} pages, ${Math.round(memory / MIB)} MiB; set, PDF, edit, PDF: ${times.map((ms) => `${Math.round(ms)} ms`).join(", ")}`);
    assert.ok(pages >= 300, `${pages} pages`);
    assert.ok(memory < BOOK_BOUND, `${Math.round(memory / MIB)} MiB`);
  });
});
