/** From a place on a page to the draft and back, zoom, and the user's own faces, with fake wasm modules. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ELEMENT, fakeSite } from "./fake/site.mjs";
import { HEAD, openPage, skip } from "./support.mjs";

const SPEECH = { title: "讲话", paragraphs: Array.from({ length: 6 }, (_, i) => `第${i + 1}段`) };

describe("places", { skip }, () => {
  const site = fakeSite({ "index.html": `${HEAD}<div id="pages"></div>`, "element.html": ELEMENT });

  /** A host's page that shows the speech in a view of these options; what it is told is in `told`. */
  const shown = async (options, context) => {
    const host = await openPage(site.browser, context);
    await host.page.goto(`${site.url}host/`);
    await host.page.evaluate(async ([data, options]) => {
      const { init } = await import("/package/index.js");
      const { pageView } = await import("/package/pages.js");
      const huibao = await init();
      const told = { picks: [], pages: [], zooms: [], asked: [] };
      const render = async (more = {}) => {
        const report = await huibao.render({ ...data, ...more });
        const places = report.places.bind(report);
        report.places = (page, options) => {
          told.asked.push(page);
          return places(page, options);
        };
        return report;
      };
      const view = pageView(document.getElementById("pages"), {
        onPick: (place, event) => told.picks.push([place.page, place.block, place.figure, event.type]),
        onPage: (page) => told.pages.push(page),
        onZoom: (zoom, scale) => told.zooms.push([zoom, scale]),
        ...options,
      });
      await view.show(await render());
      Object.assign(globalThis, { huibao, view, told, render });
    }, [SPEECH, options]);
    return { ...host, told: () => host.page.evaluate(() => globalThis.told), slot: (index) => host.page.locator(".slot").nth(index) };
  };

  test("a click picks the figure or the block under it; places are asked for when the pointer comes, once for a report", async () => {
    const { page, slot, told, assertQuiet, close } = await shown({});
    try {
      assert.deepEqual((await told()).asked, []);
      const { width, height } = await slot(0).boundingBox();
      const at = (x, y) => ({ position: { x: x * width, y: y * height } });
      await slot(0).hover(at(0.35, 0.22));
      await page.locator(".target").first().waitFor();
      assert.equal(await page.locator(".target").count(), 2, "both lines of the figure");
      assert.equal(await slot(0).evaluate((element) => element.style.cursor), "pointer");
      await slot(0).click(at(0.35, 0.22));
      await slot(0).click(at(0.15, 0.27));
      await slot(0).click(at(0.7, 0.22));
      await slot(0).hover(at(0.7, 0.22));
      await page.waitForFunction(() => document.querySelectorAll(".target").length === 0);
      // Beside everything: nothing is picked.
      await slot(0).click(at(0.5, 0.8));
      assert.deepEqual((await told()).picks, [[0, 0, 0, "click"], [0, 0, 0, "click"], [0, 0, null, "click"]]);
      assert.deepEqual((await told()).asked, [0], "once");
      await page.evaluate(async () => view.show(await render({ title: "另一份" })));
      await slot(0).click(at(0.35, 0.22));
      await page.waitForFunction(() => globalThis.told.picks.length === 4);
      assert.deepEqual((await told()).asked, [0, 0], "another report has other places");
      assertQuiet();
    } finally {
      await close();
    }
  });

  test("what the pointer does, keys do", async () => {
    const { page, slot, told, assertQuiet, close } = await shown({});
    try {
      await page.keyboard.press("Tab");
      assert.equal(await slot(0).evaluate((element) => element === document.activeElement), true);
      assert.match(await slot(0).getAttribute("aria-label"), /^第 1 页，共 6 页。/);
      for (const key of ["ArrowRight", "ArrowRight", "Enter", "ArrowRight", "Enter", "ArrowLeft", "Enter", "Escape", "Enter"]) {
        await page.keyboard.press(key);
        await page.waitForTimeout(60);
      }
      assert.deepEqual((await told()).picks, [[0, 0, 0, "keydown"], [0, 0, 0, "keydown"], [0, 0, null, "keydown"]]);
      assert.equal(await page.locator(".target").count(), 0);
      await page.keyboard.press("Tab");
      assert.equal(await slot(1).evaluate((element) => element === document.activeElement), true);
      assertQuiet();
    } finally {
      await close();
    }
  });

  for (const reducedMotion of ["no-preference", "reduce"]) {
    test(`a place is revealed on its page and marked for a moment (motion: ${reducedMotion})`, async () => {
      const { page, slot, told, assertQuiet, close } = await shown({}, { reducedMotion });
      try {
        assert.equal(await page.evaluate(() => view.reveal({ block: 4, figure: 0 })), true);
        assert.equal(await slot(4).locator(".mark").count(), 2);
        await page.waitForFunction(() => {
          const { top, bottom } = document.querySelector(".mark").getBoundingClientRect();
          return top > 0 && bottom < innerHeight;
        });
        const moving = await page.evaluate(() => document.querySelector(".mark").getAnimations().length);
        assert.equal(moving, reducedMotion === "reduce" ? 0 : 1);
        const { mark, sheet } = await page.evaluate(() => ({
          mark: document.querySelector(".mark").getBoundingClientRect().toJSON(),
          sheet: document.querySelectorAll(".slot")[4].getBoundingClientRect().toJSON(),
        }));
        assert.ok(Math.abs(mark.left - sheet.left - 0.3 * sheet.width) < 1 && Math.abs(mark.top - sheet.top - 0.2 * sheet.height) < 1);
        await page.waitForFunction(() => document.querySelector(".mark") === null);
        await page.waitForFunction(() => view.page === 4);
        assert.equal((await told()).pages.at(-1), 4);
        assert.equal(await page.evaluate(() => view.reveal({ block: 99 })), false);
        await page.evaluate(() => view.goTo(1));
        await page.waitForFunction(() => view.page === 1);
        assertQuiet();
      } finally {
        await close();
      }
    });
  }

  test("pages are as wide as the room, as high, or as large as asked for; keys and Ctrl with the wheel change it about the pointer", async () => {
    const { page, slot, told, assertQuiet, close } = await shown({ zoom: "width" });
    try {
      const width = async () => (await slot(0).boundingBox()).width;
      const room = await page.evaluate(() => document.getElementById("pages").clientWidth);
      assert.ok(Math.abs((await width()) - room) < 1, "the width");
      await page.evaluate(() => (view.zoom = "page"));
      const { height } = await slot(0).boundingBox();
      assert.ok(Math.abs(height - 768) < 2, `the height: ${height}`);
      await page.evaluate(() => (view.zoom = 1));
      const own = await width();
      assert.ok(Math.abs(own - 595 / 0.75) < 2, `${own}`);
      await page.evaluate(() => (view.zoom = 9));
      assert.ok(Math.abs((await width()) - 3 * own) < 2, "no more than three times");
      await page.evaluate(() => (view.zoom = 1));

      await page.evaluate(() => view.goTo(2));
      const before = await slot(2).boundingBox();
      const point = { x: 200, y: 400 };
      await page.mouse.move(point.x, point.y);
      await page.keyboard.down("Control");
      await page.mouse.wheel(0, -250);
      await page.keyboard.up("Control");
      await page.waitForFunction(() => view.scale > 1.3);
      const after = await slot(2).boundingBox();
      const part = (box) => (point.y - box.y) / box.height;
      assert.ok(Math.abs(part(before) - part(after)) < 0.01, `${part(before)} ${part(after)}: what is under the pointer stays there`);
      assert.equal((await told()).picks.length, 0);

      await slot(2).focus();
      const now = await page.evaluate(() => view.scale);
      await page.keyboard.press("+");
      assert.ok(Math.abs((await page.evaluate(() => view.scale)) / now - 1.1) < 0.01);
      await page.keyboard.press("0");
      assert.equal(await page.evaluate(() => view.zoom), "width");
      await page.setViewportSize({ width: 700, height: 700 });
      await page.waitForFunction(() => Math.abs(document.querySelector(".slot").clientWidth - document.getElementById("pages").clientWidth) < 2);
      assertQuiet();
    } finally {
      await close();
    }
  });

  test("<huibao-report> says what was picked, and reveals", async () => {
    const host = await openPage(site.browser);
    try {
      await host.page.goto(`${site.url}host/element.html`);
      const element = host.page.locator("huibao-report");
      await element.evaluate(async (element, data) => {
        const rendered = new Promise((resolve) => element.addEventListener("rendered", resolve, { once: true }));
        element.addEventListener("pick", ({ detail }) => (globalThis.picked = detail));
        element.data = data;
        await rendered;
      }, SPEECH);
      const slot = element.locator("[part=slot]").first();
      const { width, height } = await slot.boundingBox();
      await slot.click({ position: { x: 0.35 * width, y: 0.22 * height } });
      await host.page.waitForFunction(() => globalThis.picked !== undefined);
      assert.deepEqual(await host.page.evaluate(() => globalThis.picked), { page: 0, block: 0, figure: 0 });
      assert.equal(await element.evaluate((element) => element.reveal({ block: 5 })), true);
      assert.equal(await element.locator("[part=mark]").count(), 1);
      host.assertQuiet();
    } finally {
      await host.close();
    }
  });

  test("own faces are used by this worker and by the one after a crash, until others are set", async () => {
    const result = await site.inHost(async ({ init }, data) => {
      const huibao = await init();
      const desc = async () => {
        const svg = await (await huibao.render(data)).svg(0);
        return svg.match(/<desc>(.*)<\/desc>/)[1];
      };
      const bytes = new Uint8Array([1, 2, 3]);
      const before = await desc();
      const told = await huibao.setFaces([{ role: "body", bytes, file: "仿宋.ttc", index: 1 }, { role: "title", bytes }]);
      bytes.fill(0);
      const used = await desc();
      const crash = await huibao.render({ ...data, typeset: { panic: "排版核心出错" } }).catch(({ code }) => code);
      const after = await desc();
      await huibao.setFaces([]);
      return { before, told, used, crash, after, none: await desc() };
    }, SPEECH);
    assert.deepEqual(result.told.faces.map(({ role, file, family, characters }) => [role, file, family, characters]), [
      ["body", "仿宋.ttc", "仿宋.ttc#1", 3],
      ["title", "", "#0", 3],
    ]);
    assert.equal(result.used, `${result.before} body=仿宋.ttc#1 title=#0`);
    assert.equal(result.crash, "crashed");
    assert.deepEqual([result.after, result.none], [result.used, result.before]);
  });
});
