/**
 * Measures huibao: in Chromium beside typst.ts, pdfmake and react-pdf; natively beside Typst's façade; in batches. README.md
 * says what each line means. Nothing is asserted.
 *
 *     node bench.mjs [--quick] [--only browser,native,batch] [--dist DIR] [--core DIR] [--profile dev|release] [--rounds N]
 *                    [--edits N] [--renders N] [--documents N] [--mbit N] [--out DIR]
 *
 * `--quick` takes the quick builds and few rounds: it shows that everything runs. `--dist` is a folder with `package/`
 * (default `../dist`), `--core` one with the core module (default `../build/wasm-release/core`), `--profile` that of the
 * native programs. `--mbit 0` leaves out the slow line. CHROMIUM names the browser, default `/usr/bin/chromium`.
 */

import { mkdir, readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { constants } from "node:zlib";
import { version } from "./lib/browser.mjs";
import { brotli } from "./lib/brotli.mjs";
import { floor, huibao, root } from "./lib/cargo.mjs";
import { gridEdits } from "./lib/clerk.mjs";
import { documents, SPEECH } from "./lib/documents.mjs";
import { facesOf } from "./lib/faces.mjs";
import * as native from "./lib/native.mjs";
import { coldRounds, countyYear, edits, LATENCY, memory } from "./lib/rounds.mjs";
import { close, sides } from "./lib/sides.mjs";
import * as tables from "./lib/tables.mjs";
import { bytes, markdown, plain } from "./lib/text.mjs";

/** Whole faces of the template by hand. */
const BY_HAND = ["noto-serif-sc-700", "noto-sans-sc-500", "fandol-kai", "fandol-fang", "fandol-song", "lxgw-wenkai-light", "tinos-400"];

const PARTS = ["browser", "native", "batch"];

async function main() {
  const options = readOptions();
  // Before this program adds its own: what else the machine is doing.
  const [load] = os.loadavg();
  const work = path.resolve(options.out);
  const cache = process.env.HUIBAO_CACHE ? path.resolve(process.env.HUIBAO_CACHE) : path.join(root, "fonts/cache");
  const fonts = path.join(root, "fonts/dist");
  await mkdir(work, { recursive: true });

  say("data: the documents and their edits, and what a layout receives for each");
  const made = await documents({ edits: options.edits, bookPages: options.bookPages, fonts, profile: options.profile, work });
  const found = {};
  const notes = [];
  if (options.only.has("browser")) {
    await inBrowser(options, { made, cache, work }, found, notes);
    await keep(work, found, notes, options);
  }
  if (options.only.has("native") || options.only.has("batch")) {
    say(`native programs, profile ${options.profile}`);
    const ours = huibao(options.profile);
    const theirs = floor(options.profile);
    const recipe = await readFile(path.join(root, "fonts/fonts.toml"), "utf8");
    const whole = await facesOf(recipe, cache, Object.fromEntries(BY_HAND.map((id) => [id, id])));
    const byHand = await native.byHand(whole.map(({ path: file }) => file), work);
    const common = { huibao: ours, floor: theirs, documents: made, byHand, fonts, work, profile: options.profile, say };
    if (options.only.has("native")) {
      const measured = await native.stages({ ...common, rounds: options.rounds });
      found.native = { title: "a speech, natively", ...tables.stageRows(measured) };
      notes.push(
        `The PDF of Typst's façade from the same layout and data is ${measured.sameBytes ? "the same, byte for byte" : "NOT the same bytes"}; ` +
          `pages: ${Object.entries(measured.runs).map(([name, { pages }]) => `${name} ${pages}`).join(", ")}`,
      );
      await keep(work, found, notes, options);
    }
    if (options.only.has("batch")) {
      const measured = await native.batch({ ...common, count: options.documents, single: options.single });
      found.batch = { title: "thousands of documents", ...tables.batchRows(measured) };
    }
  }
  notes.push(machine(load), `${options.rounds} cold rounds, ${options.edits} edits, native profile ${options.profile}`);
  const texts = await keep(work, found, notes, options);
  process.stdout.write(`\n${texts.map(({ head, lines }) => plain(head, lines)).join("\n\n")}\n\n${notes.join("\n")}\n`);
}

/** What is measured in Chromium: tables into `found`, remarks into `notes`. */
async function inBrowser(options, { made, cache, work }, found, notes) {
  say("county: a county's year, natively");
  const county = native.countyYear();
  say(`files: brotli ${options.quality} (minutes at the first run, kept afterwards)`);
  const compressed = path.join(process.env.HUIBAO_CACHE ? cache : work, "brotli");
  const { dist, core, quality } = options;
  const pack = (body) => brotli(body, compressed, quality);
  const started = await sides({ dist, core, cache, pack, documents: made, county: county.data });
  try {
    const cold = await coldRounds(started, { ...options, say });
    const edited = await edits(started, { ...options, say });
    const clerk = await gridEdits(dist, { ...options, say });
    const held = await memory(started, { ...options, different: made.different.length, say });
    const year = await countyYear(started, { say });
    const ones = Object.entries(cold).map(([name, { local }]) => [name, local[0]]);
    const line = `${options.mbit} Mbit/s and ${LATENCY} ms, Chromium's emulation`;
    Object.assign(found, {
      wire: { title: "on the wire", ...tables.wire(cold, held.different) },
      cold: { title: "from a cold cache", ...tables.coldTimes(cold, options.mbit) },
      edit: { title: "an edit of one figure, warm", ...tables.editTimes(edited, clerk) },
      memory: { title: "memory", ...tables.memoryRows(held) },
      county: { title: `a county's year, ${bytes(year.bytes)}`, ...tables.countyRows(county.times, year) },
    });
    notes.push(
      `Chromium ${await version()}, ${line}; build ${path.relative(root, dist) || "."}`,
      `${SPEECH}: ${ones.map(([name, run]) => `${name} ${run.pages ? `${run.pages} pages, ` : ""}PDF ${bytes(run.pdf)}`).join("; ")}`,
    );
  } finally {
    await close(started);
  }
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string", default: PARTS.join() },
      dist: { type: "string" },
      core: { type: "string" },
      profile: { type: "string" },
      rounds: { type: "string" },
      edits: { type: "string" },
      renders: { type: "string" },
      documents: { type: "string" },
      mbit: { type: "string", default: "20" },
      out: { type: "string", default: path.join(root, "build/bench") },
    },
  });
  const quick = values.quick;
  const whole = (name, usual, few, least = 1) => {
    const n = Number(values[name] ?? (quick ? few : usual));
    if (!Number.isInteger(n) || n < least) {
      throw new Error(`--${name} takes a whole number from ${least} on, not "${values[name]}".`);
    }
    return n;
  };
  const only = new Set(values.only.split(","));
  const unknown = [...only].filter((part) => !PARTS.includes(part));
  if (unknown.length > 0) {
    throw new Error(`--only takes ${PARTS.join(", ")}, not "${unknown.join()}".`);
  }
  return {
    only,
    dist: path.resolve(values.dist ?? path.join(root, quick ? "www/dist" : "dist")),
    core: path.resolve(values.core ?? path.join(root, quick ? "build/wasm/core" : "build/wasm-release/core")),
    profile: values.profile ?? (quick ? "dev" : "release"),
    // The highest takes a minute for a module of the quick build, whose size nobody wants to know.
    quality: quick ? 4 : constants.BROTLI_MAX_QUALITY,
    rounds: whole("rounds", 5, 1),
    // Edits that show a page; those that make every page or the PDF anew are a third of them.
    edits: whole("edits", 30, 4, 2),
    whole: Math.ceil(whole("edits", 30, 4, 2) / 3),
    renders: whole("renders", 500, 12, 11),
    bookPages: quick ? 30 : 300,
    documents: whole("documents", 1000, 20),
    // One process a document is an order slower.
    single: quick ? 4 : 40,
    mbit: whole("mbit", 20, 20, 0),
    out: values.out,
  };
}

function machine(load) {
  return [
    `${os.cpus()[0]?.model.trim() ?? "unknown CPU"}, ${os.cpus().length} cores`,
    `load ${load.toFixed(1)} at the start`,
    `Node ${process.versions.node}`,
    `${os.type()} ${os.release()}`,
  ].join(", ");
}

/** Writes the tables made so far and what they were measured on, as Markdown and as JSON: a later part that fails takes no figure along. */
async function keep(work, found, notes, options) {
  const texts = Object.values(found).map((table) => {
    const { head, lines } = tables.told(table);
    return { head: [table.title, ...head.slice(1)], lines };
  });
  await writeFile(path.join(work, "bench.md"), `${texts.map(({ head, lines }) => markdown(head, lines)).join("\n\n")}\n\n${notes.join("<br>\n")}\n`);
  const { only, ...rest } = options;
  const place = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, typeof value === "string" ? path.relative(root, value) : value]));
  await writeFile(path.join(work, "bench.json"), `${JSON.stringify({ notes, options: { ...place, only: [...only] }, tables: found }, null, 2)}\n`);
  return texts;
}

function say(text) {
  process.stderr.write(`— ${text}\n`);
}

await main().catch((error) => {
  process.stderr.write(`${error.stack ?? error.message}\n`);
  process.exitCode = 1;
});
