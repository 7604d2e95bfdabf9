/** What was measured, as rows and as text. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { withTables } from "./readme.mjs";
import { batchRows, coldTimes, editTimes, stageRows, told, wire } from "./tables.mjs";

const visit = (firstPdf, sent) => ({ times: { firstPage: firstPdf / 2, firstPdf }, gap: 1, sent: new Map(Object.entries(sent)) });
const cold = {
  huibao: {
    local: [visit(2000, { "/package/core/a.wasm": 500, "/package/typesetter/a.wasm": 3000, "/package/fonts/a.woff2": 400, "/package/index.js": 100 }), visit(1000, {})],
    again: [visit(500, {}), visit(500, {})],
    line: [visit(4000, {}), visit(4000, {})],
  },
  "typst.ts": {
    local: [visit(4000, { "/compiler.wasm": 6000, "/renderer.wasm": 1000, "/faces/a.otf": 3000 }), visit(4000, {})],
    again: [visit(1000, {}), visit(1000, {})],
    line: [visit(6000, {}), visit(10000, {})],
  },
};

const row = ({ rows }, label) => rows.find((candidate) => candidate.label.includes(label));

test("every byte that was sent stands in one row, and the sum in the last", () => {
  const table = wire(cold);
  assert.deepEqual(row(table, "typesetter").values, { huibao: 3000, "typst.ts": 6000 });
  assert.deepEqual(row(table, "core").values, { huibao: 500 });
  assert.deepEqual(row(table, "other modules").values, { "typst.ts": 1000 });
  const all = row(table, "all");
  assert.deepEqual(all.values, { huibao: 4000, "typst.ts": 10000 });
  assert.deepEqual(all.target, { text: "≤ 0.40", met: true });
});

test("a ratio is that of the medians, its range that of the rounds", () => {
  const pdf = row(coldTimes(cold, 20), "first PDF, 20 Mbit/s");
  assert.equal(pdf.ratio, 0.5);
  assert.deepEqual(pdf.range, [0.4, 4 / 6]);
  assert.equal(pdf.target.met, true);
});

test("a side that measures something else has no cell", () => {
  const run = (editPdf, editPage) => ({ pages: 12, times: { editPdf, ...(editPage ? { editPage } : {}) } });
  const speech = { huibao: run([10, 20, 30], [50, 150, 250]), "typst.ts": run([40]), pdfmake: run([7]) };
  const { head, lines } = told(editTimes({ speech, long: { huibao: run([1], [600]), "typst.ts": run([1]) } }, { pages: 12, times: [151] }));
  assert.deepEqual(head, ["", "huibao", "typst.ts", "pdfmake", "ratio", "target", "met"]);
  assert.deepEqual(lines[0], ["12 pages: edit → changed page shown", "150 ms", "–", "–", "", "≤ 100 ms", "no"]);
  assert.deepEqual(lines[1].slice(1), ["20 ms", "40 ms", "7 ms", "0.50", "", ""]);
});

test("what huibao adds is all but Typst's work, and the faces are not part of a render", () => {
  const kinds = (times) => ({ cold: times, warm: times });
  const huibao = kinds({ load: [1], check: [1], compose: [2], document: [1], needed: [2], plan: [3], set: [60], pdf: [30], faces: [500] });
  const floor = kinds({ faces: [9], set: [50], pdf: [30] });
  const table = stageRows({ runs: { huibao, facade: floor, hand: floor } });
  assert.equal(row(table, "of all").values.warm, 0.1);
  assert.deepEqual(row(table, "of all").target, { text: "≤ 10.0 %", met: true });
  assert.equal(row(table, "by hand").values.cold, 80);
});

test("a target of at least so much is met from there on", () => {
  const measured = { jobs: 2, count: 100, perSecond: 24, single: 4, singlePerSecond: 2.4, memory: { after: 1, end: 1, peak: 1 } };
  const { rows } = batchRows(measured);
  assert.deepEqual(rows.filter(({ target }) => target).map(({ target }) => target.met), [false, true]);
});

test("README keeps what a run did not measure, and takes nothing without a place", () => {
  const readme = "a\n<!-- bench:cold -->\nbefore\n<!-- /bench:cold -->\nb\n<!-- bench:batch -->\nstays\n<!-- /bench:batch -->\n";
  const tables = { cold: { title: "cold", ...coldTimes(cold, 20) }, wire: { title: "wire", ...wire(cold) } };
  const { text, kept, homeless } = withTables(readme, { tables, notes: [] });
  assert.match(text, /^a\n<!-- bench:cold -->\n\| cold \| huibao \|/);
  assert.match(text, /\| first PDF, 20 Mbit\/s \| 4\.00 s \| 8\.00 s \| 0\.50 \| 0\.40–0\.67 \| ≤ 0\.50 \| yes \|\n/);
  assert.doesNotMatch(text, /before/);
  assert.match(text, /\nb\n<!-- bench:batch -->\nstays\n/);
  assert.deepEqual([kept, homeless], [["batch"], ["wire"]]);
});
