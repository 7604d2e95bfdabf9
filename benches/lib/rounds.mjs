/** Which visits are made, in which order, and what each measures. */

import { freshProfile, visit } from "./browser.mjs";

/** The line of an office: bits in a second, milliseconds before each answer. */
export const LATENCY = 20;

/** The sides that set the speech. */
export const SIDES = ["huibao", "typst.ts", "pdfmake", "react-pdf"];
/** Those that show pages, and take edits without beginning anew. */
const TYPST = ["huibao", "typst.ts"];

/**
 * Cold visits through the machine's own speed and through a line, each followed by a second one with the same profile, in
 * rounds; every round begins with another side, so that none always has the machine after the same other one.
 */
export async function coldRounds(sides, { rounds, mbit, say }) {
  const runs = Object.fromEntries(SIDES.map((name) => [name, { local: [], again: [], line: [] }]));
  for (let round = 0; round < rounds; round++) {
    const turn = round % SIDES.length;
    for (const name of [...SIDES.slice(turn), ...SIDES.slice(0, turn)]) {
      say(`cold, round ${round + 1}/${rounds}: ${name}`);
      const side = sides[name];
      const { folder, remove } = await freshProfile();
      try {
        runs[name].local.push(await visit(side, { mode: "open" }, { profile: folder }));
        // The browser was closed: only what it keeps on disk is there.
        runs[name].again.push(await visit(side, { mode: "open" }, { profile: folder }));
      } finally {
        await remove();
      }
      if (mbit > 0) {
        runs[name].line.push(await visit(side, { mode: "open" }, { line: { bits: mbit * 1e6, latency: LATENCY } }));
      }
    }
  }
  return runs;
}

/**
 * Edits of one figure in a warm page: of the speech by all, of the long document by those who keep pages. Two turns, the
 * second in the opposite order; the times of both together.
 */
export async function edits(sides, { edits, whole, say }) {
  const turns = (n) => Math.ceil(n / 2);
  const measure = async (names, document) => {
    const runs = Object.fromEntries(names.map((name) => [name, { times: {}, pages: 0 }]));
    for (const order of [names, [...names].reverse()]) {
      for (const name of order) {
        say(`edits of the ${document}: ${name}`);
        const few = name === "pdfmake" || name === "react-pdf";
        const asked = { mode: "edit", document, edits: turns(few ? whole : edits), whole: turns(whole) };
        const { times, pages } = await visit(sides[name], asked);
        runs[name].pages = pages;
        for (const [key, list] of Object.entries(times)) {
          if (Array.isArray(list)) {
            runs[name].times[key] = [...(runs[name].times[key] ?? []), ...list];
          }
        }
      }
    }
    return runs;
  };
  return { speech: await measure(SIDES, "speech"), long: await measure(TYPST, "long") };
}

/** What is held after many documents, by a ledger book, and what different documents fetch. */
export async function memory(sides, { renders, edits, different, say }) {
  const runs = { many: {} };
  for (const name of TYPST) {
    say(`${renders} renders in one page: ${name}`);
    runs.many[name] = await visit(sides[name], { mode: "many", renders, edits: Math.min(edits, 8) });
  }
  say("a ledger book: huibao");
  runs.book = await visit(sides.huibao, { mode: "book" });
  say("different documents: huibao");
  const { pages, sent } = await visit(sides.huibao, { mode: "different", documents: different });
  runs.different = { pages, faces: facesOfEach(sent) };
  return runs;
}

/** Bytes of slices that were asked for after each document's data and before the next one's. */
function facesOfEach(sent) {
  const each = [];
  for (const [name, size] of sent) {
    if (name.startsWith("/different/")) {
      each.push(0);
    } else if (name.endsWith(".woff2") && each.length > 0) {
      each[each.length - 1] += size;
    }
  }
  return each;
}

/** A county's year in the core module: bytes, and milliseconds of each run. */
export async function countyYear(sides, { say }) {
  say("a county's year, in Chromium");
  const result = await visit(sides.core, {});
  if (result.error) {
    throw new Error(result.error);
  }
  return { bytes: result.bytes, times: result.times };
}
