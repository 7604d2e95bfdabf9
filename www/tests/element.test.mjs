/**
 * `<huibao-report>` with the fake modules: its properties and events, what it shows when something fails, and that it leaves
 * nothing behind.
 */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ELEMENT, fakeSite } from "./fake/site.mjs";
import { openPage, skip } from "./support.mjs";

const SPEECH = { title: "讲话", paragraphs: ["一、成绩", "二、问题", "三、要求"] };

describe("element", { skip }, () => {
  const site = fakeSite({ "element.html": ELEMENT, "data.json": JSON.stringify(SPEECH) });

  /** Opens a page with the element; `body` gets the page and the element. `noisy`: what fails is on the console too. */
  async function withElement(body, { noisy = false } = {}) {
    const host = await openPage(site.browser);
    host.page.setDefaultTimeout(20_000);
    try {
      await host.page.goto(`${site.url}host/element.html`);
      await host.page.waitForFunction(() => customElements.get("huibao-report") !== undefined);
      await body(host.page, host.page.locator("huibao-report").first());
      if (!noisy) {
        host.assertQuiet();
      }
    } finally {
      await host.close();
    }
  }

  const rendered = (element, pages) => element.locator("[part=status]").filter({ hasText: `共 ${pages} 页` }).waitFor();

  test("attributes are properties of their kind, and changes of one turn are one render", () =>
    withElement(async (page, element) => {
      const result = await element.evaluate(async (report, data) => {
        const kinds = () => [report.src, report.genre, report.layout, report.date, report.seed, report.spoken, report.sources, report.data, report.options];
        const none = kinds();
        let renders = 0;
        report.addEventListener("rendered", () => (renders += 1));
        const done = new Promise((resolve) => report.addEventListener("rendered", resolve, { once: true }));
        Object.assign(report, { genre: "overview", layout: "ledger", date: "2026-11-22", seed: 3, spoken: true, sources: true, options: { force: true }, data });
        const all = kinds().slice(1, 7);
        const names = report.getAttributeNames();
        await done;
        const svg = await report.report.svg(0);
        const { draft } = report.report;
        Object.assign(report, { genre: null, seed: null, spoken: false, layout: undefined });
        report.setAttribute("seed", "x");
        return { none, all, names, renders, svg, draft, left: report.getAttributeNames(), seed: report.seed };
      }, SPEECH);
      assert.deepEqual(result.none, [null, null, null, null, null, false, false, null, null]);
      assert.deepEqual(result.all, ["overview", "ledger", "2026-11-22", 3, true, true]);
      assert.deepEqual(result.names, ["genre", "layout", "date", "seed", "spoken", "sources"]);
      assert.equal(result.renders, 1);
      assert.match(result.svg, /<desc>ledger spoken</);
      assert.match(result.draft, /genre: overview\nseed: 3/);
      assert.deepEqual([result.left, result.seed], [["date", "sources", "seed"], null]);
      await rendered(element, 3);
      await element.evaluate((report) => (report.data = null));
      await page.waitForFunction(() => document.querySelector("huibao-report").report === null);
      assert.equal(await element.locator("img").count(), 0, "without data nothing is shown");
    }));

  for (const [what, first, second, told] of [
    ["other data while a long render runs cancels it after a second", { data: { ...SPEECH, typeset: { ms: 15_000 } } }, { data: SPEECH }, ["3"]],
    ["other data lets a short one show its pages", { data: { ...SPEECH, paragraphs: ["甲"], typeset: { ms: 300 } } }, { data: SPEECH }, ["1", "3"]],
    ["another genre cancels it at once", { data: { ...SPEECH, typeset: { ms: 15_000 } } }, { genre: "overview", data: SPEECH }, ["3"]],
  ]) {
    test(`${what}; nobody is told of an error`, () =>
      withElement(async (page, element) => {
        const { seen, took } = await element.evaluate(async (report, { first, second, pages }) => {
          const seen = [];
          const end = new Promise((resolve) => {
            report.addEventListener("rendered", ({ detail }) => seen.push(String(detail.pages)) === pages && resolve());
            report.addEventListener("error", ({ detail }) => resolve(seen.push(detail.message)));
          });
          const setting = new Promise((resolve) => report.addEventListener("progress", ({ detail }) => detail.phase === "set" && resolve()));
          Object.assign(report, first);
          await setting;
          const begun = performance.now();
          Object.assign(report, second);
          await end;
          return { seen, took: performance.now() - begun };
        }, { first, second, pages: told.length });
        assert.deepEqual(seen, told);
        assert.ok(took < 10_000, `${took} ms`);
      }));
  }

  test("moved, it stays as it is; taken out, it gives back what it had, and is as new when it comes again", () =>
    withElement(async (page, element) => {
      await element.evaluate((report, data) => (report.data = data), SPEECH);
      await rendered(element, 3);
      const result = await element.evaluate(async (report) => {
        let renders = 0;
        report.addEventListener("rendered", () => (renders += 1));
        const image = report.shadowRoot.querySelector("img");
        const section = document.createElement("section");
        document.body.append(section);
        section.append(report);
        await new Promise((resolve) => setTimeout(resolve, 300));
        const moved = [renders, report.shadowRoot.querySelector("img") === image, report.report.pages];
        report.remove();
        await null;
        const out = [report.report, report.shadowRoot.querySelectorAll("img").length];
        section.append(report);
        await new Promise((resolve) => report.addEventListener("rendered", resolve, { once: true }));
        return { moved, out, again: report.report.pages };
      });
      assert.deepEqual(result, { moved: [0, true, 3], out: [null, 0], again: 3 });
    }));

  test("five hundred times put in and taken out leave no nodes, addresses, listeners or workers", () =>
    withElement(async (page, element) => {
      await element.evaluate((report, data) => (report.data = data), SPEECH);
      await rendered(element, 3);
      const session = await page.context().newCDPSession(page);
      const counts = async () => {
        for (let i = 0; i < 3; i++) {
          await session.send("HeapProfiler.collectGarbage");
        }
        const { nodes, jsEventListeners } = await session.send("Memory.getDOMCounters");
        return { nodes, jsEventListeners };
      };
      const cycles = (times) =>
        page.evaluate(async ({ data, times }) => {
          const addresses = new Set();
          const { createObjectURL, revokeObjectURL } = URL;
          URL.createObjectURL = (blob) => {
            const address = createObjectURL.call(URL, blob);
            addresses.add(address);
            return address;
          };
          URL.revokeObjectURL = (address) => {
            addresses.delete(address);
            revokeObjectURL.call(URL, address);
          };
          for (let i = 0; i < times; i++) {
            const report = document.createElement("huibao-report");
            report.data = data;
            document.body.prepend(report);
            if (i % 10 === 0) {
              // Some are there long enough to show pages; others are taken out while they are made.
              await new Promise((resolve) => report.addEventListener("rendered", () => setTimeout(resolve, 50), { once: true }));
            } else {
              await new Promise((resolve) => setTimeout(resolve, i % 7));
            }
            report.remove();
          }
          await new Promise((resolve) => setTimeout(resolve, 500));
          Object.assign(URL, { createObjectURL, revokeObjectURL });
          return addresses.size;
        }, { data: SPEECH, times });
      assert.equal(await cycles(20), 0);
      const before = await counts();
      assert.equal(await cycles(500), 0);
      const after = await counts();
      assert.ok(after.nodes - before.nodes < 100, `${before.nodes} → ${after.nodes} nodes`);
      assert.ok(after.jsEventListeners - before.jsEventListeners < 20, `${before.jsEventListeners} → ${after.jsEventListeners} listeners`);
      assert.equal(page.workers().length, 1);
    }));

  test("several share one worker, and each shows its own", () =>
    withElement(async (page) => {
      await page.evaluate((data) => {
        for (const title of ["甲", "乙", "丙"]) {
          document.body.append(Object.assign(document.createElement("huibao-report"), { id: title, data: { ...data, title } }));
        }
      }, SPEECH);
      for (const title of ["甲", "乙", "丙"]) {
        await rendered(page.locator(`#${title}`), 3);
        assert.equal(await page.locator(`#${title}`).evaluate((report) => report.report.title), title);
      }
      assert.equal(page.workers().length, 1);
    }));

  test("with a height of the host's its pages scroll inside it; without, it is as long as they are; both by keyboard", () =>
    withElement(async (page, element) => {
      const height = () => element.evaluate((report) => report.getBoundingClientRect().height);
      assert.equal(await height(), 120, "room for what is to come");
      await element.evaluate((report, data) => (report.data = data), SPEECH);
      await rendered(element, 3);
      assert.ok((await height()) > 3000);
      await element.evaluate((report) => (report.style.height = "500px"));
      assert.equal(await height(), 500);
      const body = element.locator("[part=body]");
      await page.keyboard.press("Tab");
      assert.equal(await element.evaluate((report) => report.shadowRoot.activeElement.textContent), "下载 PDF");
      await page.keyboard.press("Tab");
      await page.keyboard.press("End");
      await page.waitForFunction(() => document.querySelector("huibao-report").shadowRoot.querySelector(".body").scrollTop > 2000);
      const last = element.locator("img").last();
      await page.waitForFunction(() => [...document.querySelector("huibao-report").shadowRoot.querySelectorAll("img")].at(-1).naturalWidth > 0);
      assert.equal(await last.getAttribute("alt"), "第 3 页，共 3 页");
      assert.ok(await body.isVisible());
    }));

  /** What fails, how, and what the reader is told; each is mended, and the button tries again. */
  for (const [what, pattern, fulfil, code, message] of [
    ["a module that is not there", "**/core/*.wasm", { status: 404 }, "wasm_unavailable", /HTTP 404/],
    ["a page in the place of a module", "**/core/*.wasm", { contentType: "text/html", body: "<html>" }, "wasm_unavailable", /text\/html.*应为 application\/wasm/s],
    ["faces that are not there", "**/*.woff2", { status: 404 }, "fonts_unavailable", /fang00.*woff2（HTTP 404）/],
    ["a list of faces that is not there", "**/manifest.json", { status: 404 }, "fonts_unavailable", /manifest\.json（HTTP 404）/],
    ["a worker that is not there", "**/worker.js", { status: 404 }, "worker_unavailable", /后台线程未能启动.*worker-src 'self'/s],
    ["data that is not there", "**/data.json", { status: 404 }, "data_unavailable", /data\.json（HTTP 404）.*src 属性/s],
    ["data without a connection", "**/data.json", null, "data_unavailable", /data\.json（连接失败）/],
    ["data that is none", "**/data.json", { body: "{" }, "findings", /请按所列各处修改/],
  ]) {
    test(`${what}: what failed, why and what to do is said, and the button tries again`, () =>
      withElement(async (page, element) => {
        await page.route(pattern, (route) => (fulfil === null ? route.abort("connectionreset") : route.fulfill({ contentType: "application/wasm", body: "", ...fulfil })));
        const told = await element.evaluate((report) => new Promise((resolve) => {
          report.addEventListener("error", ({ detail }) => resolve(detail.code), { once: true });
          report.src = "data.json";
        }));
        assert.equal(told, code);
        const problem = element.getByRole("alert");
        assert.match(await problem.innerText(), message);
        assert.equal(await element.locator("[part=status]").textContent(), "未能生成。");
        await page.unroute(pattern);
        const retry = element.getByRole("button", { name: "重试" });
        await retry.focus();
        await page.keyboard.press("Enter");
        await rendered(element, 3);
        assert.equal(await problem.isVisible(), false);
        assert.equal(await retry.isVisible(), false);
        assert.equal(await element.evaluate((report) => report.shadowRoot.activeElement?.textContent), "下载 PDF", "the keyboard stays in the tool bar");
      }, { noisy: true }));
  }

  for (const [what, end, message] of [
    ["ends without a word", () => globalThis.close(), /后台线程意外停止：浏览器结束了它/],
    ["fails outside any call", () => setTimeout(() => { throw new Error("out of order"); }), /后台线程意外停止：.*out of order/],
  ]) {
    test(`a worker that ${what} in the middle of a render is told, and another takes its place`, () =>
      withElement(async (page, element) => {
        let hold;
        const held = new Promise((resolve) => (hold = resolve));
        await page.route("**/fang01*.woff2", hold);
        await element.evaluate((report, data) => (report.data = data), SPEECH);
        await held;
        await page.workers()[0].evaluate(end);
        const problem = element.getByRole("alert");
        await problem.filter({ hasText: message }).waitFor();
        await page.unroute("**/fang01*.woff2");
        await element.getByRole("button", { name: "重试" }).click();
        await rendered(element, 3);
        assert.equal(page.workers().length, 1);
      }));
  }

  test("data of the host's that is forbidden is not tried again by a button; its findings are listed", () =>
    withElement(async (page, element) => {
      const finding = { severity: "error", code: "check.rank", path: "/ranks/0", message: "名次超过单位数。", hint: "请核对。" };
      const told = await element.evaluate(async (report, data) => {
        const seen = [];
        for (const type of ["findings", "error"]) {
          report.addEventListener(type, ({ detail }) => seen.push(`${type} ${detail.length ?? detail.code}`));
        }
        report.data = data;
        await new Promise((resolve) => report.addEventListener("error", resolve, { once: true }));
        return seen;
      }, { ...SPEECH, findings: [finding] });
      assert.deepEqual(told, ["findings 1", "error findings"]);
      assert.match(await element.locator("[part~=finding]").textContent(), /^错误 名次超过单位数。/);
      assert.equal(await element.getByRole("button", { name: "重试" }).isVisible(), false);
    }));
});
