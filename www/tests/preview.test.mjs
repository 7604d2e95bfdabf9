/**
 * Pages that change as one types, with fake wasm modules: only what looks different is made again, what is read stays where
 * it is, and a worker that has grown too large is replaced unseen.
 */

import assert from "node:assert/strict";
import path from "node:path";
import { describe, test } from "node:test";
import { serve } from "../server.mjs";
import { ELEMENT, fakeSite } from "./fake/site.mjs";
import { clerk, HEAD, openPage, skip } from "./support.mjs";

const paragraphs = Array.from({ length: 12 }, (_, i) => `第${i + 1}段`);
const SPEECH = { title: "讲话", paragraphs };

describe("preview", { skip }, () => {
  const site = fakeSite({ "index.html": `${HEAD}<div id="pages"></div>`, "element.html": ELEMENT });
  const { inHost } = site;

  test("only pages that look different are made again, those in view first; the others stay, and so does the place", async () => {
    const result = await inHost(async ({ init }, data) => {
      const { pageView } = await import("/package/pages.js");
      const huibao = await init();
      const made = [];
      const render = async (paragraphs) => {
        const report = await huibao.render({ ...data, paragraphs });
        const svg = report.svg.bind(report);
        report.svg = (index, options) => {
          made.push(index);
          return svg(index, options);
        };
        return report;
      };
      const container = document.getElementById("pages");
      const view = pageView(container);
      const images = () => [...container.querySelectorAll("img")];
      const settled = async (count) => {
        for (let quiet = 0; quiet < 10; quiet++) {
          await new Promise((resolve) => setTimeout(resolve, 30));
          if (images().filter(({ src }) => src).length < count) {
            quiet = 0;
          }
        }
      };
      await view.show(await render(data.paragraphs));
      await settled(2);
      const first = { made: [...made], images: images().length };

      // The reader is at the fifth page; the second, fifth and sixth change.
      images()[4].scrollIntoView();
      await settled(4);
      const before = images().map(({ src }) => src);
      const elements = images();
      const top = scrollY;
      made.length = 0;
      const blank = [];
      const watch = new MutationObserver(() => blank.push(...images().filter(({ src }) => src === "").map(({ alt }) => alt)));
      watch.observe(container, { subtree: true, attributes: true, attributeFilter: ["src"] });
      const changed = data.paragraphs.map((text, i) => ([1, 4, 5].includes(i) ? `${text}改` : text));
      const shown = view.show(await render(changed));
      const during = images().map(({ src }) => src);
      await shown;
      const inView = { made: made[0], src: images()[4].src !== before[4] };
      await settled(4);
      const after = images().map(({ src }) => src);
      const second = {
        made: [...made].sort(),
        same: elements.every((element, i) => element === images()[i]),
        kept: before.map((src, i) => src !== "" && src === after[i]),
        untouched: during.every((src, i) => src === before[i]),
        scrolled: scrollY - top,
      };

      // Taken back: nothing is made. Fewer pages: the rest goes.
      made.length = 0;
      await view.show(await render(data.paragraphs));
      await settled(4);
      const third = { made: [...made], back: images().every(({ src }, i) => before[i] === "" || src === before[i]) };
      await view.show(await render(data.paragraphs.slice(0, 3)));
      const fourth = { images: images().length, alt: images()[2].alt };
      view.clear();
      return { first, inView, second, third, fourth, empty: container.childElementCount };
    }, SPEECH);
    assert.ok(result.first.made.length < 4 && result.first.made[0] === 0, `only what is near: ${result.first.made}`);
    assert.equal(result.first.images, 12);
    assert.deepEqual(result.inView, { made: 4, src: true }, "the page that is read comes first");
    assert.deepEqual(result.second.made, [4, 5], "page 2 is far and waits until it is come back to");
    assert.deepEqual([result.second.same, result.second.untouched, result.second.scrolled], [true, true, 0]);
    assert.deepEqual([result.second.kept[3], result.second.kept[4], result.second.kept[5]], [true, false, false]);
    assert.deepEqual(result.third, { made: [], back: true });
    assert.deepEqual(result.fourth, { images: 3, alt: "第 3 页，共 3 页" });
    assert.equal(result.empty, 0);
  });

  test("<huibao-report> follows data that changes faster than it can be set, without an error and to the newest", async () => {
    const host = await openPage(site.browser);
    try {
      await host.page.goto(`${site.url}host/element.html`);
      const seen = await host.page.evaluate(async (data) => {
        const element = document.querySelector("huibao-report");
        const seen = [];
        for (const type of ["rendered", "error"]) {
          element.addEventListener(type, ({ detail }) => seen.push(detail.text?.split("\n").at(-1) ?? detail.message));
        }
        const newest = new Promise((resolve) => element.addEventListener("rendered", ({ detail }) => detail.text.endsWith("稿19") && resolve()));
        element.data = { ...data, typeset: { ms: 60 } };
        for (let i = 0; i < 20; i++) {
          await new Promise((resolve) => setTimeout(resolve, 15));
          element.data = { ...data, typeset: { ms: 60 }, paragraphs: [...data.paragraphs, `稿${i}`] };
        }
        await newest;
        return seen;
      }, SPEECH);
      assert.equal(seen.at(-1), "稿19");
      assert.ok(seen.length < 20, `not each of the 21: ${seen}`);
      assert.ok(seen.every((text) => /^稿\d+$|^第12段$/.test(text)), String(seen));
      host.assertQuiet();
    } finally {
      await host.close();
    }
  });

  test("the page shows the draft as it is typed; the pages stay where they are and the draft is not touched", async () => {
    const pageServer = await serve({ root: path.join(site.dir, "page") });
    const { page, assertQuiet, close } = await openPage(site.browser);
    page.setDefaultTimeout(20_000);
    try {
      await page.goto(pageServer.url);
      await page.waitForFunction(() => !document.getElementById("genre").disabled);
      await page.locator("#file").setInputFiles({ name: "数据.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(SPEECH)) });
      await page.getByText("已生成：《讲话》，共 12 页。").waitFor();
      await page.getByRole("tab", { name: "文稿" }).click();
      assert.equal(await page.locator("#pages img").nth(2).isVisible(), true, "there is room for both");
      await page.locator("#pages img").nth(3).scrollIntoViewIfNeeded();
      await page.waitForFunction(() => document.querySelectorAll("#pages img")[3].naturalWidth > 0);
      const before = await page.evaluate(() => {
        const panel = document.getElementById("pages-panel");
        globalThis.statuses = [];
        new MutationObserver(() => globalThis.statuses.push(document.getElementById("status").textContent)).observe(document.getElementById("status"), { childList: true });
        return { top: panel.scrollTop, src: [...document.querySelectorAll("#pages img")].map(({ src }) => src) };
      });
      assert.ok(before.top > 0);
      await page.locator(".cm-line", { hasText: "第4段" }).click();
      await page.keyboard.press("End");
      await page.keyboard.type("，改了几个字", { delay: 40 });
      await page.waitForFunction(() => document.getElementById("text").textContent.includes("第4段，改了几个字\n"));
      await page.waitForFunction((old) => document.querySelectorAll("#pages img")[3].src !== old, before.src[3]);
      const after = await page.evaluate(() => {
        return {
          top: document.getElementById("pages-panel").scrollTop,
          src: [...document.querySelectorAll("#pages img")].map(({ src }) => src),
          focused: document.activeElement?.closest("#editor") !== null,
          statuses: globalThis.statuses,
        };
      });
      assert.equal(after.top, before.top);
      assert.equal(after.focused, true);
      assert.match(await clerk.draft(page), /第4段，改了几个字\n/);
      assert.deepEqual(after.src.filter((src, i) => before.src[i] !== "" && src !== before.src[i]), [after.src[3]]);
      assert.deepEqual(after.statuses, [], "nothing flickers");

      await page.keyboard.press("Control+End");
      await page.keyboard.type("\n末段");
      await page.getByText("已生成：《讲话》，共 13 页。").waitFor();
      assertQuiet();
    } finally {
      await close();
      await pageServer.close();
    }
  });

  test("a worker whose memory has passed the bound is replaced between two calls, and nobody notices", async () => {
    const workers = [];
    const result = await inHost(
      async ({ init }, data) => {
        const limit = 40 * 2 ** 20;
        const huibao = await init({ memoryLimit: limit });
        const earlier = await huibao.render(data);
        const small = huibao.memory;
        const memories = [];
        for (let i = 0; i < 30; i++) {
          // 64 pages are 4 MiB.
          const { pages } = await huibao.render({ ...data, title: `第${i}稿`, typeset: { grow: 64, ms: 30 } });
          memories.push([pages, huibao.memory]);
        }
        return { small, limit, memories, svg: await earlier.svg(11), last: huibao.memory };
      },
      SPEECH,
      { prepare: (page) => page.on("worker", (worker) => workers.push(worker)) },
    );
    assert.ok(result.small > 0 && result.small < result.limit);
    assert.ok(result.memories.every(([pages]) => pages === 12));
    const most = Math.max(...result.memories.map(([, memory]) => memory));
    assert.ok(most > result.limit, "the bound was passed");
    assert.ok(most < result.small + 30 * 64 * 65536, `${most}: it did not go on growing`);
    assert.ok(workers.length >= 2 && workers.length < 8, `${workers.length} workers`);
    assert.match(result.svg, /第12段/, "a report outlives the worker that set it");
  });

  test("where the next worker cannot be had, the one that is there goes on", async () => {
    let asked = 0;
    const result = await inHost(
      async ({ init }, data) => {
        const huibao = await init({ memoryLimit: 1 });
        await huibao.render(data);
        await new Promise((resolve) => setTimeout(resolve, 800));
        return (await huibao.render({ ...data, title: "下一份" })).title;
      },
      SPEECH,
      {
        noisy: true,
        prepare: (page) =>
          page.route("**/worker.js", (route) => ((asked += 1) === 1 ? route.continue() : route.fulfill({ status: 404, body: "" }))),
      },
    );
    assert.equal(result, "下一份");
    assert.ok(asked > 1);
  });

  test("the page's own thread is never held up while a document is set", async () => {
    const gap = await inHost(async ({ init }, data) => {
      const huibao = await init();
      let last = performance.now();
      let most = 0;
      const channel = new MessageChannel();
      let watching = true;
      channel.port1.onmessage = () => {
        most = Math.max(most, performance.now() - last);
        last = performance.now();
        if (watching) {
          channel.port2.postMessage(null);
        }
      };
      channel.port2.postMessage(null);
      const report = await huibao.render({ ...data, typeset: { ms: 1500 } });
      await report.pdf();
      watching = false;
      return most;
    }, SPEECH);
    // Half of what the typesetter was busy; on an idle machine it is some milliseconds.
    assert.ok(gap < 750, `${gap} ms`);
  });
});
