/**
 * Where the time of an edit goes, from the changed draft to the changed page on the screen: a table of medians.
 *
 *     node scripts/profile.mjs [--dist DIR] [--edits N] [--pages N] [--data FILE]
 *
 * `--dist` holds `package/` (default `dist`); `--pages` lengthens the speech to about so many pages. CHROMIUM names the
 * browser.
 */

import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { serve } from "../server.mjs";
import { launch } from "../tests/support.mjs";

const www = fileURLToPath(new URL("..", import.meta.url));

const { values } = parseArgs({
  options: {
    dist: { type: "string", default: path.join(www, "dist") },
    edits: { type: "string", default: "40" },
    pages: { type: "string", default: "0" },
    data: { type: "string", default: path.join(www, "../tests/data/shangqiu-observation.json") },
  },
});
const data = await readFile(values.data, "utf8");
const server = await serve({ root: path.resolve(values.dist) });
const browser = await launch();
try {
  const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
  await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  await page.goto(new URL("package/index.js", server.url).href);
  const { pages, changed, bytes, edits, longest } = await page.evaluate(measure, {
    data,
    edits: Number(values.edits),
    wanted: Number(values.pages),
  });
  const names = Object.keys(edits[0]);
  const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
  process.stdout.write(`${pages} pages, ${edits.length} edits, each changing ${changed} page(s); SVG ${Math.round(bytes / 1000)} KB\n`);
  for (const name of names) {
    process.stdout.write(`${name.padEnd(28)}${median(edits.map((edit) => edit[name])).toFixed(1).padStart(8)} ms\n`);
  }
  process.stdout.write(`${"longest task of the page".padEnd(28)}${longest.toFixed(1).padStart(8)} ms\n`);
} finally {
  await browser.close();
  await server.close();
}

/** Runs in the page: every edit writes another number into a sentence on the first page. */
async function measure({ data, edits: count, wanted }) {
  const { init } = await import("/package/index.js");
  const { pageView } = await import("/package/pages.js");
  document.body.replaceChildren();
  const container = document.body.appendChild(document.createElement("div"));
  const huibao = await init();
  let longest = 0;
  let { draft } = await huibao.draft(data);
  let report = await huibao.render(data, { draft });
  if (wanted > report.pages) {
    // Each paragraph another one: the same again would be found in the cache.
    const paragraph = (i) =>
      `\n第${i}号材料反映，各乡镇、各部门按照既定安排，对照清单逐项落实，存在的困难和问题已经交办，责任单位和完成时限均已明确，` +
      "下一步将继续加强调度，及时协调解决推进中的问题，确保按期完成。\n";
    draft += Array.from({ length: Math.round((wanted - report.pages) * 5.4) }, (_, i) => paragraph(i)).join("");
    report = await huibao.render(data, { draft });
  }
  const view = pageView(container);
  await view.show(report);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => (longest = Math.max(longest, duration)))).observe({ entryTypes: ["longtask"] });
  const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const at = draft.indexOf("。", draft.indexOf("\n\n"));
  const edits = [];
  let [changed, bytes] = [0, 0];
  for (let i = 0; i < count; i++) {
    const next = `${draft.slice(0, at)}，此为第${i + 1}稿${draft.slice(at)}`;
    const marks = { begin: performance.now() };
    const before = report.fingerprints;
    const rendered = await huibao.render(data, { draft: next }, {
      onProgress: ({ phase }) => {
        marks[phase] ??= performance.now();
      },
    });
    marks.rendered = performance.now();
    changed = rendered.fingerprints.filter((page, index) => page !== before[index]).length;
    const svg = rendered.svg.bind(rendered);
    let exported = 0;
    rendered.svg = async (...args) => {
      const begun = performance.now();
      const text = await svg(...args);
      exported += performance.now() - begun;
      bytes = text.length;
      return text;
    };
    await view.show(rendered);
    marks.shown = performance.now();
    await drawn();
    const end = performance.now();
    report = rendered;
    edits.push({
      "to the worker": marks.check - marks.begin,
      "check": marks.document - marks.check,
      "document, plan": marks.set - marks.document,
      "set, fingerprints": marks.rendered - marks.set,
      "export of SVG": exported,
      "decode": marks.shown - marks.rendered - exported,
      "next frame": end - marks.shown,
      "edit to shown page": end - marks.begin,
    });
  }
  return { pages: report.pages, changed, bytes, edits, longest };
}
