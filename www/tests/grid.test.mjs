/**
 * The grid and the panel of findings by themselves, in a real browser under the page's policy, with real data: what the package loads
 * and finds, and what a workbook becomes.
 *
 * `HUIBAO_PAGE` names the built page, beside which the package is (default `dist/page`).
 */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../server.mjs";
import { serveParts } from "./parts.mjs";
import { contents, hostPage, launch, openPage, skip } from "./support.mjs";

const BUILT = path.dirname(path.resolve(process.env.HUIBAO_PAGE ?? fileURLToPath(new URL("../dist/page", import.meta.url))));
const file = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

describe("grid", { skip, timeout: 600_000 }, () => {
  let browser;
  let server;
  let schema;
  /** The data of the example, its findings, the workbook that holds it, and what that is read as. */
  let example;

  before(async () => {
    schema = JSON.parse(await readFile(file("schema/huibao.schema.json"), "utf8"));
    server = await serveParts(["grid/grid.ts", "findings/panel.ts"], { package: path.join(BUILT, "package") });
    browser = await launch();
    const built = await serve({ root: BUILT });
    const prepare = (page) => page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
    const take = async ({ init }, raw) => {
      const huibao = await init();
      const { data } = await huibao.load(raw);
      const { findings } = await huibao.check(raw);
      const { bytes } = await huibao.workbook(raw);
      const born = await huibao.load(bytes);
      return { data, findings, bytes: [...bytes], born: born.data, bornFindings: (await huibao.check(bytes)).findings };
    };
    try {
      const raw = JSON.parse(await readFile(file("tests/data/shangqiu-observation.json"), "utf8"));
      example = await hostPage(browser, new URL("package/index.js", built.url).href, take, raw, { prepare });
    } finally {
      await built.close();
    }
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Runs `body` on a page with the grid, which shows `data`; `globalThis` there has `grid`, `edits` and `selected`. */
  async function onGrid(body, { data = example.data, findings = example.findings, ...options } = {}) {
    const { page, assertQuiet, close } = await openPage(browser, { permissions: ["clipboard-read", "clipboard-write"], ...options });
    page.setDefaultTimeout(15_000);
    try {
      await page.goto(server.url);
      await page.waitForFunction(() => "parts" in globalThis);
      await page.evaluate(
        ([schema, data, findings]) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync("body { margin: 0 } main { height: 100vh }");
          document.adoptedStyleSheets = [sheet];
          const main = document.body.appendChild(document.createElement("main"));
          Object.assign(globalThis, { data, edits: [], selected: [] });
          globalThis.grid = parts.createGrid(main, { schema }, { edit: (edit) => edits.push(edit), select: (pointer) => selected.push(pointer) });
          grid.show(data, findings);
        },
        [schema, data, findings],
      );
      await body(page);
      assertQuiet();
    } finally {
      await close();
    }
  }

  const sheet = (page, name) => page.getByRole("tab", { name: new RegExp(`^${name}( |$)`) });
  const reveal = (page, pointer) => page.evaluate((to) => grid.reveal(to), pointer);
  /** Heading and text of the cell that has the keyboard. */
  const focused = (page) =>
    page.evaluate(() => {
      const cell = document.activeElement;
      const heading = document.querySelector(`.grid-head [aria-colindex="${cell.getAttribute("aria-colindex")}"]`);
      return `${heading?.textContent}=${cell.textContent}`;
    });
  const lastEdit = (page) => page.evaluate(() => ({ ...edits.at(-1), data: undefined }));
  const paste = async (page, text) => {
    await page.evaluate((clip) => navigator.clipboard.writeText(clip), text);
    await page.keyboard.press("Control+v");
  };

  test("sheets and headings are the workbook's, in its order", () => {
    const files = contents(Buffer.from(example.bytes));
    const xml = (name) => files.get(name).toString("utf8");
    const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
    const shared = [...xml("xl/sharedStrings.xml").matchAll(/<si>(.*?)<\/si>/gs)].map(([, item]) => plain([...item.matchAll(/<t[^>]*>([^<]*)/g)].map(([, text]) => text).join("")));
    const names = [...xml("xl/workbook.xml").matchAll(/<sheet name="([^"]*)" sheetId="(\d+)"/g)].map(([, name, id]) => ({ name: plain(name), id }));
    const of = ({ id }) => [...xml(`xl/worksheets/sheet${id}.xml`).matchAll(/<c r="\w+"[^>]* t="s"[^>]*><v>(\d+)<\/v>/g)].map(([, at]) => shared[at]);
    return onGrid(async (page) => {
      await page.getByLabel("显示全部栏目").check();
      const tabs = await page.getByRole("tab").evaluateAll((all) => all.map((tab) => tab.querySelector(".grid-tab-name").textContent));
      assert.deepEqual(tabs, names.map(({ name }) => name).filter((name) => name !== "说明" && name !== "选项"));
      for (const { name, ...at } of names.filter((one) => tabs.includes(one.name))) {
        const texts = of(at);
        await page.locator(".grid-tab", { has: page.locator(".grid-tab-name", { hasText: new RegExp(`^${name}$`) }) }).click();
        const headings = await page.getByRole("columnheader").allTextContents();
        if (headings[0] === "项目") {
          const items = await page.getByRole("rowheader").allTextContents();
          assert.deepEqual(texts.filter((text) => items.includes(text)).slice(0, items.length), items, name);
        } else if (headings.length > 0) {
          // The workbook has a column before, for marks.
          const start = texts.indexOf("序号");
          assert.deepEqual(texts.slice(start, start + headings.length), headings, name);
        }
      }
    }, { data: example.born, findings: example.bornFindings });
  });

  test("a figure is put right in place: new data, which shares the rest; Escape, undo, redo", () =>
    onGrid(async (page) => {
      await reveal(page, "/targets/0/done");
      assert.equal(await focused(page), "已完成=4.98万人");
      await page.keyboard.press("F2");
      await page.keyboard.type("改");
      await page.keyboard.press("Escape");
      assert.equal(await focused(page), "已完成=4.98万人");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate(() => edits.length), 0, "what was not changed is no edit");

      await reveal(page, "/targets/0/done");
      await page.keyboard.type("5.01万人");
      await page.keyboard.press("Tab");
      assert.match(await focused(page), /^完成比例=/);
      assert.deepEqual(await lastEdit(page), { kind: "set", pointer: "/targets/0/done", value: "5.01万人", data: undefined, changes: [{ kind: "set", pointer: "/targets/0/done", value: "5.01万人", before: "4.98万人" }] });
      const shared = await page.evaluate(() => {
        const [{ data: next }] = edits;
        return [next.targets[0].done, data.targets[0].done, next.indicators === data.indicators, next.targets[1] === data.targets[1], next.targets[0] !== data.targets[0]];
      });
      assert.deepEqual(shared, ["5.01万人", "4.98万人", true, true, true]);

      await page.keyboard.press("Control+z");
      assert.equal(await focused(page), "已完成=4.98万人");
      assert.ok(await page.evaluate(() => edits[1].data === data), "undone is what was");
      await page.keyboard.press("Control+y");
      assert.equal(await focused(page), "已完成=5.01万人");
      await page.keyboard.press("Delete");
      assert.ok(await page.evaluate(() => !("done" in edits.at(-1).data.targets[0])));
    }));

  test("the keyboard walks through the cells, and out at the end of a row", () =>
    onGrid(async (page) => {
      await reveal(page, "/targets/0/name");
      const walk = async (key) => {
        await page.keyboard.press(key);
        assert.equal(await page.locator(".grid-body [tabindex='0']").count(), 1);
        return focused(page);
      };
      assert.equal(await walk("ArrowDown"), "名称=年度退出贫困村");
      assert.equal(await walk("ArrowRight"), "数后名词=贫困村");
      assert.equal(await walk("Tab"), "谓语=退出");
      assert.equal(await walk("Shift+Tab"), "数后名词=贫困村");
      assert.equal(await walk("Home"), "序号=2");
      assert.equal(await walk("Control+End"), `${await page.getByRole("columnheader").last().textContent()}=`);
      assert.equal(await walk("Control+Home"), "序号=1");
      assert.equal(await walk("PageDown"), "序号=7");
      assert.equal(await walk("ArrowUp"), "序号=6");
      await walk("End");
      await page.keyboard.press("Tab");
      assert.ok(await page.evaluate(() => document.activeElement.closest(".grid-body") === null));
      assert.equal(await page.evaluate(() => selected.at(0)), "/targets/0/name");
    }));

  test("findings stand beside their cells, on their rows and sheets, and lead there", async () => {
    const found = (severity, at) => ({ severity, code: "test.x", path: at, message: `见 ${at}`, hint: "请核对" });
    const findings = [...example.findings, found("error", "/targets/1"), found("note", "/indicators"), found("warning", "/regions/0/farmland"), found("note", "draft:3:1"), found("warning", "/report/leadership/1"), { ...found("error", ""), message: "这一行不知属于哪一条", cell: "地区-数据!C7" }];
    await onGrid(async (page) => {
      assert.match(await sheet(page, "目标").textContent(), /2 处问题/);
      assert.match(await sheet(page, "指标").textContent(), /1 处问题/);
      await page.getByRole("button", { name: /转到单元格：目标 · 第 1 行 年度脱贫人口/ }).click();
      assert.match(await focused(page), /^完成比例=68%/);
      const tip = page.getByRole("tooltip");
      assert.match(await tip.textContent(), /警告 年度脱贫人口填的完成比例是68%/);
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-describedby")), await tip.getAttribute("id"));
      await page.keyboard.press("ArrowLeft");
      assert.equal(await tip.isVisible(), false);
      await page.getByRole("rowheader", { name: "2", exact: true }).hover();
      assert.match(await tip.textContent(), /见 \/targets\/1/);
      assert.equal(await page.locator("[aria-invalid]").count(), 1);
      // A row of the workbook that could not be read has no pointer; its sheet is known.
      await page.getByRole("button", { name: "转到单元格：地区-数据" }).click();
      assert.equal(await sheet(page, "地区-数据").getAttribute("aria-selected"), "true");
      assert.match(await sheet(page, "地区-数据").textContent(), /1 处问题/);
      // The region has no 耕地: the column is there for what was found about it.
      await reveal(page, "/regions/0/farmland");
      assert.equal(await focused(page), "耕地=");
      await reveal(page, "/report/leadership/1");
      assert.match(await focused(page), /^内容=/);
      assert.equal(await page.evaluate(() => document.activeElement.dataset.severity), "warning");
    }, { findings });
  });

  test("a pointer leads to its cell, or to what is nearest above it", () =>
    onGrid(async (page) => {
      const at = async (pointer) => [await reveal(page, pointer), await page.locator("[role=tab][aria-selected=true] .grid-tab-name").textContent(), await focused(page)];
      const parts = example.data.indicators.findIndex(({ facets }) => facets?.length > 0);
      assert.deepEqual(await at(`/indicators/${parts}/facets/0/value`), [true, "指标-分项", `数值=${example.data.indicators[parts].facets[0].value}`]);
      assert.deepEqual(await at("/targets/1/rate_of_something"), [true, "目标", "序号=2"]);
      assert.deepEqual((await at("/targets")).slice(0, 2), [true, "目标"]);
      assert.ok(await page.evaluate(() => document.activeElement.getAttribute("role") === "tab"));
      assert.deepEqual(await at("/report/speaker/on_behalf_of/0"), [true, "报告", "内容=市四大班子"]);
      assert.equal(await reveal(page, "/nothing/0"), false);
      assert.equal(await page.evaluate(() => grid.describe("/targets/0/done")), "目标 · 第 1 行 年度脱贫人口 · 已完成");
      assert.equal(await page.evaluate(() => grid.describe("draft:1:1")), null);
    }));

  test("a block from Excel goes into the cells, with its headings or without, and past the last row", () =>
    onGrid(async (page) => {
      await reveal(page, "/targets/5/target");
      const [target, done] = [await focused(page), "5人"];
      assert.match(target, /^目标=/);
      await paste(page, `1人\t${done}\r\n2人\t"两\n行"\r\n3人\t6人\r\n`);
      const edit = await page.evaluate(() => edits.at(-1));
      assert.equal(edit.changes.length, 7);
      assert.deepEqual(edit.data.targets.slice(5).map(({ target, done }) => [target, done]), [["1人", "5人"], ["2人", "两\n行"], ["3人", "6人"]]);
      await page.keyboard.press("Control+z");
      assert.ok(await page.evaluate(() => edits.at(-1).data === data), "one step");

      await paste(page, "已完成\t名称\t累计\n7人\t甲\t是\n8人\t乙\t也许");
      assert.deepEqual(await page.evaluate(() => edits.at(-1).data.targets.slice(5, 7).map(({ name, done }) => [name, done])), [["甲", "7人"], ["乙", "8人"]]);

      // 累计 was not in use here: its heading was enough. It takes yes and no alone.
      assert.equal(await page.evaluate(() => edits.at(-1).data.targets[5].cumulative), true);
      assert.match(await page.getByRole("status").textContent(), /累计：“也许”没有写入/);
      await reveal(page, "/targets/0/cumulative");
      await paste(page, "是\n也许");
      assert.equal(await page.evaluate(() => edits.at(-1).data.targets[0].cumulative), true);
      assert.match(await page.getByRole("status").textContent(), /第 2 行 累计：“也许”没有写入，这里应当填“是”或“否”/);
      await reveal(page, "/targets/0/name");
      await page.keyboard.press("Control+c");
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "年度脱贫人口");
    }));

  test("pasted rows go to the owner that they name, and items of a single record to theirs", () => {
    const data = { targets: [{ name: "甲" }, { name: "乙" }], report: { title: "题", unit: "局" } };
    const stage = schema.$defs.Stage.properties;
    const [first, second] = Object.keys(stage);
    for (const target of data.targets) {
      target.stages = [{ [first]: "起" }];
    }
    return onGrid(async (page) => {
      await reveal(page, `/targets/1/stages/0/${first}`);
      await paste(page, `序号\t所属\t${stage[first].title}\t${stage[second].title}\n1.1\t1\t一\t\n2.1\t2\t二\t\n\t甲\t三\t四\n\t丙\t五\t`);
      const { targets } = await page.evaluate(() => edits.at(-1).data);
      // The block begins in the second row, which is not 甲's; the others are new.
      assert.deepEqual(targets.map(({ stages }) => stages), [[{ [first]: "起" }, { [first]: "三", [second]: "四" }], [{ [first]: "起" }, { [first]: "二" }]]);
      assert.match(await page.getByRole("status").textContent(), /第 2 行 所属：“1”没有写入，这里应当填“乙”。还有 1 格也没有写入。/);

      await reveal(page, "/report/title");
      await page.keyboard.press("ArrowLeft");
      await paste(page, "项目\t内容\n单位\t厅\n副标题\t副题\n没有的\t值\n标题\t新题");
      assert.deepEqual(await page.evaluate(() => edits.at(-1).data.report), { title: "新题", unit: "厅", subtitle: "副题" });
      assert.match(await page.getByRole("status").textContent(), /“没有的”没有写入/);
      await reveal(page, "/report/title");
      await paste(page, "再题");
      assert.equal(await page.evaluate(() => edits.at(-1).data.report.title), "再题");
    }, { data, findings: [] });
  });

  test("rows come and go; every edit says what moved, and findings go with their rows", () =>
    onGrid(async (page) => {
      const total = example.data.targets.length;
      await reveal(page, "/targets/0/name");
      await page.getByRole("button", { name: "添加一行" }).click();
      assert.deepEqual(await page.evaluate(() => [edits.at(-1).kind, edits.at(-1).pointer, edits.at(-1).data.targets.length]), ["insert", `/targets/${total}`, total + 1]);
      // As an input method does: it takes the key, then writes.
      await page.evaluate(() => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Process", bubbles: true })));
      await page.keyboard.insertText("新任务");
      await page.keyboard.press("Enter");
      assert.equal((await lastEdit(page)).value, "新任务");
      assert.equal((await lastEdit(page)).pointer, `/targets/${total}/id`);

      await reveal(page, "/targets/0/name");
      await page.getByRole("button", { name: "在上方插入" }).click();
      const insertion = await lastEdit(page);
      assert.deepEqual([insertion.kind, insertion.pointer], ["insert", "/targets/0"]);
      assert.deepEqual(await page.evaluate((change) => ["/targets/3/done", "/targets", "/funds/0"].map((at) => parts.moved(at, change)), insertion.changes[0]), ["/targets/4/done", "/targets", "/funds/0"]);
      await page.getByRole("button", { name: "转到单元格" }).click();
      assert.match(await focused(page), /^完成比例=68%/);
      assert.equal(await page.evaluate(() => selected.at(-1)), "/targets/1/rate");

      await page.getByRole("button", { name: "删除本行" }).click();
      const deletion = await lastEdit(page);
      assert.deepEqual([deletion.kind, deletion.pointer, deletion.value], ["delete", "/targets/1", undefined]);
      assert.deepEqual(await page.evaluate((change) => ["/targets/1/done", "/targets/3/done", "/targets/0"].map((at) => parts.moved(at, change)), deletion.changes[0]), [null, "/targets/2/done", "/targets/0"]);
      assert.match(await page.getByRole("status").textContent(), /已删除“年度脱贫人口”/);
      assert.equal(await page.getByRole("button", { name: "转到单元格" }).count(), 0, "the finding went with its row");
      for (let step = 0; step < 4; step += 1) {
        await page.getByRole("button", { name: "撤销" }).click();
      }
      assert.ok(await page.evaluate(() => edits.at(-1).data === data));
      assert.ok(await page.getByRole("button", { name: "撤销" }).isDisabled());
    }));

  test("a draft follows the records that it names, and names none that is gone", () =>
    onGrid(async (page) => {
      const draft = "[a](figure:/targets/0/done?form=bare)和[b](figure:/targets/12/rate)、[c](figure:/targets/1/done)、[d](figure:draft:sections)\n\n```chart\nfrom = \"/targets/2/stages\"\nkind = \"/条\"\nmore = \"/assessments/*/ranking\"\n```\n在/targets/3处";
      const follow = (...changes) => page.evaluate(([draft, changes]) => parts.followDraft(draft, changes), [draft, changes]);
      const deletion = { kind: "delete", pointer: "/targets/1", value: undefined, before: {} };
      assert.equal(
        await follow(deletion),
        draft.replace("/targets/12/", "/targets/11/").replace("/targets/1/", "/targets/-/").replace("/targets/2/", "/targets/1/"),
      );
      assert.equal(await follow({ kind: "insert", pointer: "/targets/2", value: {}, before: undefined }), draft.replace("/targets/12/", "/targets/13/").replace("/targets/2/", "/targets/3/"));
      assert.equal(await follow({ kind: "set", pointer: "/targets/1", value: 1, before: 2 }), draft);
      assert.equal(await follow({ ...deletion, pointer: "/funds/0" }), draft);
    }));

  test("what a record owns is reached from its row, and added there", () =>
    onGrid(async (page) => {
      await reveal(page, "/targets/0/name");
      await page.getByLabel("添加明细…").selectOption("阶段");
      assert.deepEqual((await lastEdit(page)).pointer, "/targets/0/stages/0");
      assert.equal(await sheet(page, "目标-阶段").getAttribute("aria-selected"), "true");
      assert.equal(await page.getByRole("gridcell").first().textContent(), "1 年度脱贫人口");
      await page.getByRole("button", { name: "添加一行" }).click();
      assert.deepEqual((await lastEdit(page)).pointer, "/targets/0/stages/1");
      await page.getByRole("button", { name: "删除本行" }).click();
      await page.getByRole("button", { name: "删除本行" }).click();
      await page.getByText("“目标-阶段”还没有内容。").waitFor();
      assert.ok(await page.evaluate(() => !("stages" in edits.at(-1).data.targets[0])), "an empty list is none");
      await page.getByRole("button", { name: "打开“目标”" }).click();
      assert.equal(await sheet(page, "目标").getAttribute("aria-selected"), "true");
    }));

  test("words to choose from, yes and no, several values, numbers: each keeps its type", () => {
    const data = { projects: [{ name: "道路", status: "已完成", total: 3 }], indicators: [{ name: "甲", cumulative: true }], report: { leadership: ["甲", "乙\n丙"] } };
    return onGrid(async (page) => {
      const write = async (pointer, act) => {
        await reveal(page, pointer);
        await page.keyboard.press("F2");
        await act(page.locator(".grid-editor"));
        await page.keyboard.press("Tab");
        return page.evaluate(() => edits.at(-1).value);
      };
      const words = schema.$defs.TaskStatus.enum;
      assert.deepEqual(await write("/projects/0/status", async (field) => {
        assert.deepEqual(await field.locator("option").allTextContents(), ["", ...words, ...(words.includes("已完成") ? [] : ["已完成"])]);
        await field.selectOption(words[1]);
      }), words[1]);
      assert.equal(await write("/indicators/0/cumulative", (field) => field.selectOption("否")), false);
      assert.equal(await write("/projects/0/total", (field) => field.fill("4")), 4);
      assert.equal(await write("/projects/0/total", (field) => field.fill("4.50")), "4.50");
      assert.deepEqual(await write("/report/leadership", async (field) => {
        assert.equal(await field.inputValue(), "甲\n乙\\n丙");
        await field.press("Alt+Enter");
        await page.keyboard.type("丁");
      }), ["甲", "乙\n丙", "丁"]);
    }, { data, findings: [] });
  });

  test("news from the check leaves alone what is being written; other data does not", () =>
    onGrid(async (page) => {
      await reveal(page, "/targets/0/done");
      await page.keyboard.press("F2");
      await page.evaluate(() => grid.show(data, [{ severity: "error", code: "test.x", path: "/targets/0/stopped", message: "误", hint: "" }]));
      await page.keyboard.type("（改）");
      assert.equal(await page.locator(".grid-editor").inputValue(), "4.98万人（改）");
      await page.keyboard.press("Enter");
      assert.equal((await lastEdit(page)).value, "4.98万人（改）");

      await reveal(page, "/targets/0/done");
      await page.keyboard.press("F2");
      await page.evaluate(() => grid.show({ funds: [{ name: "资金", total: "1万元" }] }, []));
      assert.equal(await page.locator(".grid-editor").count(), 0);
      assert.equal(await sheet(page, "资金").getAttribute("aria-selected"), "true");
      assert.equal(await page.evaluate(() => edits.length), 1);
      assert.ok(await page.getByRole("button", { name: "撤销" }).isDisabled());
    }));

  test("without data it says what to do", () =>
    onGrid(async (page) => {
      assert.ok((await page.getByRole("tab").count()) > 40);
      await sheet(page, "目标").click();
      await page.getByRole("button", { name: "添加第一行" }).click();
      await page.keyboard.type("t1");
      await page.keyboard.press("Enter");
      assert.deepEqual(await page.evaluate(() => edits.at(-1).data), { targets: [{ id: "t1" }] });
    }, { data: {}, findings: [] }));

  test("5000 rows: few of them in the page, quick to show, to scroll, to edit and to find", () => {
    const { targets } = example.data;
    const many = Array.from({ length: 5000 }, (_, at) => ({ ...targets[at % targets.length], id: `t${at}` }));
    const findings = many.flatMap((_, at) => (at % 10 === 0 ? [{ severity: "warning", code: "test.x", path: `/targets/${at}/done`, message: "核对", hint: "" }] : []));
    return onGrid(async (page) => {
      const inPage = () => page.locator(".grid-body .grid-row").count();
      const cdp = await page.context().newCDPSession(page);
      await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
      /** Milliseconds of its thread that the page takes for `body`: not what the machine does besides. */
      const work = async (body, parts = ["TaskDuration"]) => {
        const spent = async () => {
          const { metrics } = await cdp.send("Performance.getMetrics");
          return metrics.reduce((sum, { name, value }) => (parts.includes(name) ? sum + value : sum), 0);
        };
        const before = await spent();
        await page.evaluate(body);
        return 1000 * ((await spent()) - before);
      };
      const times = { show: await work(() => grid.show({ ...data }, [])) };
      assert.ok((await inPage()) < 80);
      // More than a screenful each time: all rows in view are others.
      times.scroll = await work(async () => {
        for (let step = 0; step < 60; step += 1) {
          document.querySelector(".grid-scroll").scrollTop += 900;
          await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        }
        // Painting is left out: without a graphics card it is most of the work, and not the grid's.
      }, ["ScriptDuration", "RecalcStyleDuration", "LayoutDuration"]) / 60;
      assert.ok((await inPage()) < 80);
      const search = page.getByRole("searchbox");
      await search.fill("ｔ4321");
      await search.press("Enter");
      assert.match(await page.getByRole("status").textContent(), /^找到：目标 · 第 4322 行 .+ · 编号。$/);
      assert.ok(await page.getByText("t4321", { exact: true }).isVisible());
      await search.press("Enter");
      assert.match(await page.getByRole("status").textContent(), /第 4322 行/, "once round");
      await search.fill("没有的");
      await search.press("Enter");
      assert.equal(await page.getByRole("status").textContent(), "本表中没有“没有的”。");
      times.reveal = await work(() => grid.reveal("/targets/4999/name"));
      assert.equal(await page.evaluate(() => document.activeElement.closest("[role=row]").getAttribute("aria-rowindex")), "5001");
      await page.keyboard.press("F2");
      await page.keyboard.type("x");
      times.edit = await work(() => document.activeElement.blur());
      assert.equal((await lastEdit(page)).pointer, "/targets/4999/name");
      console.log(`5000 rows: ${Object.entries(times).map(([what, time]) => `${what} ${time.toFixed(1)} ms`).join(", ")}`);
      assert.ok(times.show < 300 && times.scroll < 30 && times.reveal < 200 && times.edit < 200, JSON.stringify(times));
    }, { data: { targets: many }, findings });
  });

  test("axe finds nothing, in light and dark, wide and narrow", async () => {
    const axe = await readFile(AXE, "utf8");
    const offences = (page) => page.evaluate(async () => (await globalThis.axe.run(document, { rules: { "page-has-heading-one": { enabled: false } } })).violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0].html}`));
    for (const options of [{}, { colorScheme: "dark" }, { viewport: { width: 390, height: 800 } }]) {
      await onGrid(async (page) => {
        await page.evaluate(axe);
        assert.deepEqual(await offences(page), [], "form");
        await reveal(page, "/targets/0/rate");
        assert.deepEqual(await offences(page), [], "table with a tip");
        await page.keyboard.press("F2");
        assert.deepEqual(await offences(page), [], "writing");
      }, options);
    }
  });

  test("the panel of findings: worst first, one kind or all, page by page, and a way to each", () => {
    const made = (severity, count, at) => Array.from({ length: count }, (_, n) => ({ severity, code: "test.x", path: at, message: `${severity} ${n}`, hint: n === 0 ? "请核对" : "" }));
    const findings = [...made("note", 1, "draft:12:5"), ...made("warning", 120, "/targets/0/done"), ...made("error", 2, "")];
    return onGrid(async (page) => {
      await page.evaluate((findings) => {
        const aside = document.body.appendChild(document.createElement("aside"));
        globalThis.went = [];
        globalThis.panel = parts.createFindings(aside, { go: ({ path }) => went.push(path), place: ({ path }) => (path === "" ? null : "某处") });
        panel.show(findings);
      }, findings);
      const panel = page.locator("aside");
      assert.deepEqual(await panel.getByRole("group").getByRole("button", { pressed: false }).allTextContents(), ["错误 2", "警告 120", "提示 1"]);
      const items = panel.locator("li");
      assert.equal(await items.count(), 100);
      assert.match(await items.first().textContent(), /^错误 error 0怎么办：请核对/);
      assert.equal(await items.first().getByRole("button").count(), 0, "about nothing in particular");
      await panel.getByRole("button", { name: "再显示 23 条" }).click();
      assert.equal(await items.count(), 123);
      await panel.getByRole("button", { name: "提示 1" }).click();
      assert.equal(await items.count(), 1);
      await panel.getByRole("button", { name: "转到文稿：文稿第 12 行第 5 字" }).click();
      await panel.getByRole("button", { name: "警告 120" }).click();
      await panel.getByRole("button", { name: "转到单元格：某处" }).first().click();
      assert.deepEqual(await page.evaluate(() => went), ["draft:12:5", "/targets/0/done"]);
      await page.evaluate(() => panel.show([]));
      assert.equal(await panel.textContent(), "没有发现问题。");
    }, { findings: [] });
  });
});
