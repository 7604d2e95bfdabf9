/** The clerk's own page: from the key that ends an edit in the grid to the changed page. */

import path from "node:path";
import { serve } from "../../www/server.mjs";
import { opened } from "./browser.mjs";

/** The genre whose example is edited: a speech of about ten pages. */
const GENRE = "observation_speech";

/** The figure that is edited, as the example has it, and its sheet. */
const FIGURE = "4.98万人";
const SHEET = /^目标 /;

/** On which page it is said, from 0. */
const PAGE = 1;

/** What it becomes, in turn: with these it goes on agreeing with the rate that the data states. */
const FIGURES = ["4.99万人", "5.02万人", "5.01万人", "5.03万人"];

/**
 * Edits one figure in the grid of the built page, again and again.
 *
 * @param {string} dist folder with `page/`
 * @returns milliseconds from Enter in the cell to the changed page's picture on the screen, of each edit; and the pages
 */
export async function gridEdits(dist, { edits, say }) {
  say("edits in the clerk's own page");
  const server = await serve({ root: path.join(dist, "page") });
  const { page, close } = await opened();
  try {
    await page.addInitScript(() => localStorage.setItem("huibao.tour", "seen"));
    await page.goto(server.url);
    await page.locator(`[data-example="${GENRE}"]`).click();
    await page.getByText(/^已生成：《.+》，共 \d+ 页。$/).waitFor();
    await page.locator("#tab-data").click();
    await page.locator("#grid").getByRole("tab", { name: SHEET }).click();
    const cell = page.getByRole("gridcell", { name: FIGURE }).first();
    const place = await cell.evaluateHandle((element) => element.closest("[role=gridcell]"));
    // The page that says the figure: others are not drawn anew.
    await page.locator("#pages img").nth(PAGE).scrollIntoViewIfNeeded();
    await page.evaluate(watchPages);
    const times = [];
    for (let i = 0; i <= edits; i++) {
      const before = await page.evaluate(() => document.getElementById("text").textContent);
      await place.asElement().dblclick();
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.insertText(FIGURES[i % FIGURES.length]);
      await page.keyboard.press("Enter");
      await page.waitForFunction((old) => globalThis.shown !== null && document.getElementById("text").textContent !== old, before);
      // The first one also compiles what no edit before has needed.
      times.push(...(i === 0 ? [] : [await page.evaluate(() => globalThis.shown)]));
      await page.waitForTimeout(300);
    }
    return { times, pages: await page.locator("#pages img").count() };
  } finally {
    await close();
    await server.close();
  }
}

/** In the page: how long after the last Enter the first picture of a page was another, and had been painted. */
function watchPages() {
  let entered = 0;
  globalThis.shown = null;
  addEventListener(
    "keydown",
    ({ key }) => {
      if (key === "Enter") {
        entered = performance.now();
        globalThis.shown = null;
      }
    },
    { capture: true },
  );
  new MutationObserver(() => {
    if (globalThis.shown === null) {
      requestAnimationFrame(() => requestAnimationFrame(() => (globalThis.shown ??= performance.now() - entered)));
    }
  }).observe(document.getElementById("pages"), { subtree: true, attributeFilter: ["src"] });
}
