/**
 * The tables: from what was measured to rows of numbers, and from these to text.
 *
 * A row is `{ label, kind, values, ranges?, target? }`: `kind` says how its numbers are told, `values` are by column,
 * `target` is `{ text, met }`. The same rows go into bench.json, bench.md, the terminal and the project's README.
 */

import { bytes, median, time } from "./text.mjs";

/** How the numbers of a row are told. */
const KINDS = {
  bytes,
  time,
  count: (n) => n.toLocaleString("en-US", { maximumFractionDigits: 1 }),
  share: (n) => `${(n * 100).toFixed(1)} %`,
  ratio: (n) => n.toFixed(2),
};

/** A target's text, and whether it is met: a fact for the reader, nothing is asserted. */
function target(value, bound, kind, sign = "≤") {
  const met = sign === "≤" ? value <= bound : value >= bound;
  return { text: `${sign} ${KINDS[kind](bound)}`, met };
}

/** The heads and rows of the table as text. */
export function told({ columns, rows }) {
  const withRatio = columns.includes("typst.ts") || columns.includes("ratio");
  const withRange = rows.some((row) => row.range);
  const withTarget = rows.some((row) => row.target);
  const named = columns.filter((column) => column !== "ratio");
  const head = ["", ...named, ...(withRatio ? ["ratio"] : []), ...(withRange ? ["in the rounds"] : []), ...(withTarget ? ["target", "met"] : [])];
  const lines = rows.map((row) => [
    row.label,
    ...named.map((column) => (row.values[column] === undefined ? "–" : KINDS[row.kind](row.values[column]))),
    ...(withRatio ? [row.ratio === undefined ? "" : KINDS.ratio(row.ratio)] : []),
    ...(withRange ? [row.range ? row.range.map(KINDS.ratio).join("–") : ""] : []),
    ...(withTarget ? [row.target?.text ?? "", row.target ? (row.target.met ? "yes" : "no") : ""] : []),
  ]);
  return { head, lines };
}

/** A row that is compared with typst.ts: the ratio of the medians, and the least and the greatest of a round's own. */
function compared(label, kind, lists, rest = {}) {
  const values = Object.fromEntries(Object.entries(lists).filter(([, list]) => list?.length > 0).map(([name, list]) => [name, median(list)]));
  const { huibao, "typst.ts": typst } = lists;
  const both = huibao?.length > 0 && typst?.length > 0;
  const ratios = both && huibao.length === typst.length ? huibao.map((n, i) => n / typst[i]) : [];
  return {
    label,
    kind,
    values,
    ...(both ? { ratio: values.huibao / values["typst.ts"] } : {}),
    ...(rest.rounds && ratios.length > 1 ? { range: [Math.min(...ratios), Math.max(...ratios)] } : {}),
    ...(rest.target ? { target: rest.target(values) } : {}),
  };
}

/** Bytes on the wire in one cold visit, without the data. */
export function wire(cold, different) {
  const names = Object.keys(cold);
  const sent = Object.fromEntries(names.map((name) => [name, cold[name].local[0].sent]));
  const parts = [
    ["sets pages: typesetter, typst.ts's compiler (wasm)", /\/typesetter[^/]*\/.*\.wasm$|\/typesetter[^/]*\.wasm$|^\/compiler\.wasm$/, { bound: 3.6e6 }],
    ["reads, checks, composes: core (wasm)", /\/core[^/]*\/.*\.wasm$|\/core[^/]*\.wasm$/, { bound: 0.6e6 }],
    ["other modules (wasm)", /\.wasm$/],
    ["JavaScript", /\.js$/],
    ["faces", /\.woff2$|^\/faces\/|\/fonts\/.*\.(?!json$)\w+$/, { bound: 1.2e6 }],
    ["list of faces", /manifest[^/]*\.json$/],
  ];
  const taken = Object.fromEntries(names.map((name) => [name, new Set()]));
  const rows = parts.map(([label, pattern, limit]) => {
    const values = {};
    for (const name of names) {
      const files = [...sent[name]].filter(([file]) => pattern.test(file) && !taken[name].has(file));
      files.forEach(([file]) => taken[name].add(file));
      if (files.length > 0) {
        values[name] = files.reduce((n, [, size]) => n + size, 0);
      }
    }
    const ratio = values.huibao / values["typst.ts"];
    return {
      label,
      kind: "bytes",
      values,
      ...(Number.isFinite(ratio) ? { ratio } : {}),
      ...(limit && values.huibao ? { target: target(values.huibao, limit.bound, "bytes") } : {}),
    };
  });
  const values = Object.fromEntries(names.map((name) => [name, rows.reduce((n, row) => n + (row.values[name] ?? 0), 0)]));
  const ratio = values.huibao / values["typst.ts"];
  const all = { label: "**all, to the first PDF**", kind: "bytes", values, ratio, target: target(ratio, 0.4, "ratio") };
  const tenth = different?.faces.at(-1);
  const more = different
    ? [{ label: `faces more for the ${different.faces.length}th different document`, kind: "bytes", values: { huibao: tenth }, target: target(tenth, 0.3e6, "bytes") }]
    : [];
  return { columns: names, rows: [...rows.filter((row) => Object.keys(row.values).length > 0), all, ...more] };
}

/** Times from a cold cache, and of a second visit. */
export function coldTimes(cold, mbit) {
  const names = Object.keys(cold);
  const lists = (line, pick) => Object.fromEntries(names.map((name) => [name, cold[name][line].map(pick).filter((n) => n !== undefined)]));
  const row = (label, line, key, rest) => compared(label, "time", lists(line, (run) => run.times[key]), { rounds: true, ...rest });
  const slow = cold.huibao.line.length > 0;
  const half = { target: (values) => target(values.huibao / values["typst.ts"], 0.5, "ratio") };
  return {
    columns: names,
    rows: [
      row("draft and findings", "local", "draft"),
      row("first page shown", "local", "firstPage"),
      row("first PDF", "local", "firstPdf"),
      ...(slow
        ? [
            row(`draft and findings, ${mbit} Mbit/s`, "line", "draft"),
            row(`first page shown, ${mbit} Mbit/s`, "line", "firstPage"),
            row(`first PDF, ${mbit} Mbit/s`, "line", "firstPdf", half),
          ]
        : []),
      row("second visit: first page shown", "again", "firstPage"),
      row("second visit: first PDF", "again", "firstPdf"),
      compared("longest time the page stands still", "time", lists("local", (run) => run.gap), { rounds: true }),
    ],
  };
}

/** Times of edits, medians of all of them. */
export function editTimes({ speech, long }, clerk) {
  const lists = (runs, key) => Object.fromEntries(Object.entries(runs).map(([name, run]) => [name, run.times[key]]));
  const rows = (runs, bound) => {
    const pages = `${runs.huibao.pages} pages`;
    const row = (label, key, rest) => compared(`${pages}: ${label}`, "time", lists(runs, key), rest);
    return [
      row("edit → changed page shown", "editPage", { target: (values) => target(values.huibao, bound, "time") }),
      row("edit → every page anew", "editAll"),
      row("edit → PDF anew", "editPdf"),
      row("PDF export alone", "pdf"),
    ].filter((row) => Object.keys(row.values).length > 0);
  };
  const grid = compared(`${clerk.pages} pages: cell in the page's grid → changed page shown`, "time", { huibao: clerk.times }, {
    target: ({ huibao }) => target(huibao, 150, "time"),
  });
  return { columns: Object.keys(speech), rows: [...rows(speech, 100), grid, ...rows(long, 600)] };
}

/** What is held after many documents and by a large one. */
export function memoryRows({ many, book }) {
  const columns = Object.keys(many);
  const row = (label, kind, pick, rest = {}) => {
    const values = Object.fromEntries(columns.map((name) => [name, pick(many[name])]));
    return { label, kind, values, ratio: values.huibao / values["typst.ts"], ...rest };
  };
  const first = many.huibao.at[0].renders;
  const last = many.huibao.at.at(-1).renders;
  return {
    columns,
    rows: [
      row(`wasm memory after ${first} renders`, "bytes", ({ at }) => at[0].wasm),
      row(`wasm memory after ${last} renders`, "bytes", ({ at }) => at.at(-1).wasm),
      row(`scripts' memory after ${last} renders`, "bytes", ({ at }) => at.at(-1).script),
      { label: `ledger book of ${book.pages} pages: both`, kind: "bytes", values: { huibao: book.wasm + book.script }, target: target(book.wasm + book.script, 2 ** 30, "bytes") },
      { label: `ledger book of ${book.pages} pages: first page`, kind: "time", values: { huibao: book.times.firstPage } },
      { label: `ledger book of ${book.pages} pages: PDF`, kind: "time", values: { huibao: book.times.pdf } },
    ],
  };
}

/** The stages of the road natively, beside the floor. */
export function stageRows({ runs: { huibao, facade, hand } }) {
  const of = (runs, kind, stages) => stages.reduce((n, stage) => n + (runs[kind][stage] ? median(runs[kind][stage]) : 0), 0);
  const columns = ["cold", "warm"];
  const both = (label, runs, stages, rest = {}) => ({
    label,
    kind: "time",
    values: Object.fromEntries(columns.map((kind) => [kind, of(runs, kind, stages)])),
    ...rest,
  });
  const added = ["load", "check", "compose", "document", "needed", "plan"];
  const all = [...added, "set", "pdf"];
  const share = Object.fromEntries(columns.map((kind) => [kind, of(huibao, kind, added) / of(huibao, kind, all)]));
  const ratio = (kind) => of(huibao, kind, all) / of(hand, kind, ["set", "pdf"]);
  return {
    columns,
    rows: [
      both("load", huibao, ["load"]),
      both("check", huibao, ["check"]),
      both("compose", huibao, ["compose"]),
      both("document: parse", huibao, ["document"]),
      both("plan: text, faces, data of the layout", huibao, ["needed", "plan"]),
      both("**what huibao adds**", huibao, added),
      both("set", huibao, ["set"]),
      both("PDF", huibao, ["pdf"]),
      both("**all**", huibao, all),
      { label: "what huibao adds, of all", kind: "share", values: share, target: target(share.warm, 0.1, "share") },
      both("faces: read and unpack slices", huibao, ["faces"]),
      both("façade `typst`, same layout and data: set and PDF", facade, ["set", "pdf"]),
      both("façade `typst`, a template by hand, whole faces: set and PDF", hand, ["set", "pdf"]),
      { label: "huibao, of that template by hand", kind: "ratio", values: { cold: ratio("cold"), warm: ratio("warm") } },
    ],
  };
}

/** Batches. */
export function batchRows({ jobs, count, perSecond, single, singlePerSecond, memory }) {
  const times = perSecond / singlePerSecond;
  return {
    columns: ["value"],
    rows: [
      { label: `\`huibao batch\`, ${count.toLocaleString("en-US")} speeches, ${jobs} jobs: documents a second`, kind: "count", values: { value: perSecond }, target: target(perSecond, 25, "count", "≥") },
      { label: `one process a document, ${single} speeches, ${jobs} at a time: documents a second`, kind: "count", values: { value: singlePerSecond } },
      { label: "ratio", kind: "ratio", values: { value: times }, target: target(times, 10, "count", "≥") },
      { label: "memory (RSS), mean of the first quarter of the run", kind: "bytes", values: { value: memory.after } },
      { label: "memory (RSS), mean of the last quarter", kind: "bytes", values: { value: memory.end } },
      { label: "memory (RSS), greatest", kind: "bytes", values: { value: memory.peak } },
    ],
  };
}

/** A county's year, natively and in wasm. */
export function countyRows(native, wasm) {
  const [load, total] = [median(wasm.times.load), median(wasm.times.total)];
  const row = (label, ours, theirs) => ({ label, kind: "time", values: { native: ours, wasm: theirs }, ratio: theirs / ours });
  return {
    columns: ["native", "wasm", "ratio"],
    rows: [row("load", native.load, load), row("check", native.check, Math.max(0, total - load)), row("total", native.total, total)],
  };
}
