/**
 * Measures huibao in Chromium, beside typst.ts: bytes on the wire, cold load to the first page and the first PDF, an edit
 * to new pages, PDF export; and how long a county's year takes to load and check. README.md says what each line means.
 *
 *     node bench.mjs [--dist DIR] [--core DIR] [--rounds N] [--edits N] [--mbit N] [--json FILE] [--markdown FILE]
 *
 * `--dist` is a folder with `package/` (default `../dist`, the release build; `../www/dist` is the quick one), `--core` one
 * with the core module (default `../build/wasm-release/core`). `--mbit 0` leaves out the slow line. CHROMIUM names the browser, default `/usr/bin/chromium`.
 */

import { spawnSync } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { rolldown } from "rolldown";
import { CONTENT_SECURITY_POLICY } from "../www/server.mjs";
import { brotli } from "./lib/brotli.mjs";
import { fontLists, wholeFaces, withWholeFaces } from "./lib/faces.mjs";
import { serve } from "./lib/server.mjs";
import { bytes, markdown, median, plain, time } from "./lib/table.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = path.join(here, "..");
const work = path.join(root, "build/bench");
const DOCUMENT = "shangqiu-observation.json";
/** Milliseconds that the slow line adds before each answer. */
const LATENCY = 20;

/** Runs everything and prints the tables. */
async function main() {
  const options = readOptions();
  // Before this program adds its own: what else the machine is doing.
  const [load] = os.loadavg();
  const cache = process.env.HUIBAO_CACHE ? path.resolve(process.env.HUIBAO_CACHE) : path.join(root, "fonts/cache");
  const compressed = path.join(process.env.HUIBAO_CACHE ? cache : work, "brotli");
  const packed = path.join(options.dist, "package");

  say("data: the document and its edits, and what the layout receives for each");
  const data = await documents(options.edits, path.join(packed, "fonts"));
  say("files: brotli 11 (minutes at the first run, kept afterwards)");
  const ours = await ourAnswers(packed, data, compressed);
  const theirs = await theirAnswers(packed, data, cache, compressed);
  say("county: a county's year, natively");
  const county = await countyYear(options.core);

  const browser = await launch();
  const sides = {
    huibao: { server: await serve(ours, { "Content-Security-Policy": CONTENT_SECURITY_POLICY }), path: "huibao.html", query: [] },
    // Its glue calls `new Function`, so it gets no policy.
    typst: { server: await serve(theirs.answers), path: "typst-ts.html", query: theirs.faces.map((name) => ["face", name]) },
  };
  const core = { server: await serve(county.answers, { "Content-Security-Policy": CONTENT_SECURITY_POLICY }), path: "core.html", query: [] };
  try {
    const families = await visit(browser, sides.typst, [["families", "1"]]);
    const names = Object.fromEntries(theirs.ids.map((id, i) => [id, families[i]]));
    const lists = Buffer.from(JSON.stringify(fontLists(theirs.elements, names)));
    theirs.answers.set("/faces.json", { body: lists });

    const changed = await visit(browser, sides.huibao, [["find", "1"]]);

    const runs = { local: { huibao: [], typst: [] }, line: { huibao: [], typst: [] } };
    const sent = {};
    const line = { bits: options.mbit * 1e6, latency: LATENCY };
    for (let round = 0; round < options.rounds; round++) {
      // Neither side always has the machine after the other.
      const order = round % 2 === 0 ? ["huibao", "typst"] : ["typst", "huibao"];
      for (const name of order) {
        const side = sides[name];
        say(`round ${round + 1}/${options.rounds}: ${name}`);
        side.server.through(null);
        runs.local[name].push(await visit(browser, side, [["edits", String(options.edits)], ["changed", String(changed)]]));
        sent[name] = side.server.sent();
        if (options.mbit > 0) {
          side.server.through(line);
          runs.line[name].push(await visit(browser, side, [["edits", "0"]]));
        }
      }
    }
    say("county: a county's year, in Chromium");
    const year = countyRows(county.native, await visit(browser, core, []));
    await report({ runs, sent, year, options, load, version: browser.version() });
  } finally {
    await browser.close();
    await Promise.all([...Object.values(sides), core].map(({ server }) => server.close()));
  }
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      dist: { type: "string", default: path.join(root, "dist") },
      core: { type: "string", default: path.join(root, "build/wasm-release/core") },
      rounds: { type: "string", default: "5" },
      edits: { type: "string", default: "5" },
      mbit: { type: "string", default: "20" },
      json: { type: "string" },
      markdown: { type: "string" },
    },
  });
  const whole = (name, least) => {
    const n = Number(values[name]);
    if (!Number.isInteger(n) || n < least) {
      throw new Error(`--${name} takes a whole number from ${least} on, not "${values[name]}".`);
    }
    return n;
  };
  return {
    dist: path.resolve(values.dist),
    core: path.resolve(values.core),
    rounds: whole("rounds", 1),
    edits: whole("edits", 1),
    mbit: whole("mbit", 0),
    json: values.json,
    markdown: values.markdown,
  };
}

/**
 * The document, and copies of it with one figure changed each: data for us, and for typst.ts what our layout receives for
 * that data, so that both set the same text.
 */
async function documents(edits, fonts) {
  const text = await readFile(path.join(root, "tests/data", DOCUMENT), "utf8");
  const copies = [text];
  for (let i = 1; i <= 3 * edits; i++) {
    const data = JSON.parse(text);
    const [figure] = data.indicators;
    if (!/^[\d.]+亿元$/.test(figure.value)) {
      throw new Error(`The first indicator of ${DOCUMENT} is no amount of 亿元 any more; benches/bench.mjs must edit another figure.`);
    }
    // As long as before, and no other figure is derived from it.
    figure.value = `${900 + i}.${i % 10}亿元`;
    copies.push(JSON.stringify(data));
  }
  const folders = { data: path.join(work, "data"), printed: path.join(work, "printed") };
  await Promise.all(Object.values(folders).map((folder) => mkdir(folder, { recursive: true })));
  const files = copies.map((_, i) => path.join(folders.data, `${i}.json`));
  await Promise.all(copies.map((copy, i) => writeFile(files[i], copy)));
  cargo(["run", "--quiet", "--locked", "--example", "layout_data", "--", fonts, folders.printed, ...files]);
  return {
    data: copies.map((copy) => Buffer.from(copy)),
    printed: await Promise.all(files.map((file) => readFile(path.join(folders.printed, path.basename(file))))),
  };
}

/** Runs cargo in the crate and returns what it printed. */
function cargo(args) {
  const { status, signal, error, stdout } = spawnSync("cargo", args, {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 64 << 20,
  });
  if (error || status !== 0) {
    throw error ?? new Error(`cargo ended with ${signal ?? `status ${status}`}.`);
  }
  return stdout;
}

/** A county's year (`county_year/`): its native times, and what a server answers for the same in the core module. */
async function countyYear(folder) {
  const core = ["--quiet", "--locked", "--no-default-features"];
  const native = Object.fromEntries(
    [...cargo(["bench", ...core, "--bench", "core"]).toString().matchAll(/^(\w+) +(\d+) ms$/gm)].map(([, name, ms]) => [name, Number(ms)]),
  );
  const answers = new Map([["/county-year.json", { body: cargo(["run", "--release", ...core, "--example", "county_year"]) }]]);
  for (const name of ["huibao.js", "huibao_bg.wasm"]) {
    const body = await readFile(path.join(folder, name)).catch((error) => {
      throw new Error(`${folder} is no built core module (\`make wasm-release\`, or \`make wasm\` and --core build/wasm/core): ${error.message}`);
    });
    answers.set(`/core/${name}`, { body });
  }
  for (const name of ["core.html", "core.js"]) {
    answers.set(`/${name}`, { body: await readFile(path.join(here, "pages", name)) });
  }
  return { native, answers };
}

/** The rows of a county's year. Loading includes the index of the figures on both sides. */
function countyRows(native, { error, bytes: size, times }) {
  if (error) {
    throw new Error(error);
  }
  const [load, total] = [median(times.load), median(times.total)];
  const row = (label, ours, theirs) => ({ label, native: ours, wasm: theirs });
  return {
    bytes: size,
    rows: [
      row("load", native.load, load),
      row("check", native.check, Math.max(0, total - load)),
      row("total", native.total, total),
    ],
  };
}

/** What our server answers: the package as it is shipped, its page, the data. */
async function ourAnswers(packed, { data }, compressed) {
  const answers = new Map();
  const names = await readdir(packed, { recursive: true, withFileTypes: true });
  await Promise.all(
    names
      .filter((entry) => entry.isFile() && /\.(js|wasm|woff2|json)$/.test(entry.name))
      .map(async (entry) => {
        const file = path.join(entry.parentPath ?? entry.path, entry.name);
        const body = await readFile(file);
        const name = `/package/${path.relative(packed, file).split(path.sep).join("/")}`;
        answers.set(name, name.endsWith(".woff2") ? { body } : await small(body, compressed));
      }),
  ).catch((error) => {
    throw new Error(`${packed} is no built package (\`make dist\`, or \`make page\` and --dist www/dist): ${error.message}`);
  });
  answers.set("/huibao.html", { body: await readFile(path.join(here, "pages/huibao.html")) });
  answers.set("/huibao.js", await small(await readFile(path.join(here, "pages/huibao.js")), compressed));
  await Promise.all(data.map(async (body, i) => answers.set(`/data/${i}.json`, await small(body, compressed))));
  return answers;
}

/** What typst.ts's server answers: its modules, its script as one minified file, whole faces, our layout, its data. */
async function theirAnswers(packed, { printed }, cache, compressed) {
  const { faces, elements } = await wholeFaces({
    manifest: JSON.parse(await readFile(path.join(packed, "fonts/manifest.json"), "utf8")),
    printed: JSON.parse(printed[0].toString()),
    recipe: await readFile(path.join(root, "fonts/fonts.toml"), "utf8"),
    cache,
  });
  const answers = new Map();
  const modules = path.join(here, "node_modules/@myriaddreamin");
  const layouts = path.join(root, "templates/layouts");
  const speech = withWholeFaces(await readFile(path.join(layouts, "speech.typ"), "utf8"));
  const add = async (name, body) => answers.set(name, await small(body, compressed));
  await add("/compiler.wasm", await readFile(path.join(modules, "typst-ts-web-compiler/pkg/typst_ts_web_compiler_bg.wasm")));
  await add("/renderer.wasm", await readFile(path.join(modules, "typst-ts-renderer/pkg/typst_ts_renderer_bg.wasm")));
  await add("/typst-ts.js", Buffer.from(await bundled(path.join(here, "pages/typst-ts.js"))));
  await add("/speech.typ", Buffer.from(speech));
  const imported = ["annex.typ", "blocks.typ", "exhibit.typ", "grid.typ"];
  imported.push(...(await readdir(path.join(layouts, "exhibits"))).map((name) => `exhibits/${name}`));
  for (const name of imported) {
    await add(`/${name}`, await readFile(path.join(layouts, name)));
  }
  await add("/layout.json", Buffer.from(JSON.stringify(["speech.typ", ...imported])));
  answers.set("/typst-ts.html", { body: await readFile(path.join(here, "pages/typst-ts.html")) });
  await Promise.all(printed.map((body, i) => add(`/data/${i}.json`, body)));
  const names = faces.map(({ id, extension }) => `/faces/${id}${extension}`);
  // Two at a time: the machine has few cores, and each takes some hundred megabytes.
  for (let i = 0; i < faces.length; i += 2) {
    await Promise.all(faces.slice(i, i + 2).map(async (face, j) => add(names[i + j], await readFile(face.path))));
  }
  return { answers, faces: names, ids: faces.map(({ id }) => id), elements };
}

async function small(body, compressed) {
  return { body: await brotli(body, compressed), encoding: "br" };
}

/** typst.ts's modules as one minified script: its files hold source maps of several times their size. */
async function bundled(input) {
  const bundle = await rolldown({ input, platform: "browser", logLevel: "silent" });
  const { output } = await bundle.generate({ format: "esm", minify: true, codeSplitting: false });
  await bundle.close();
  return output[0].code;
}

function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

/** Opens a side's page in a context of its own, whose caches are empty, and returns what it measured. */
async function visit(browser, { server, path: name, query }, more) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  try {
    const page = await context.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("request", (request) => {
      if (!request.url().startsWith(server.url) && !/^(blob|data):/.test(request.url())) {
        errors.push(`a request to ${new URL(request.url()).origin}`);
      }
    });
    const url = new URL(name, server.url);
    url.search = new URLSearchParams([...query, ...more]).toString();
    await page.goto(url.href, { waitUntil: "commit" });
    await page.waitForFunction(() => globalThis.result !== undefined, null, { timeout: 60_000 }).catch((error) => {
      throw new Error(`${name} did not start: ${errors.join("; ") || error.message}`);
    });
    const result = await page.evaluate(() => globalThis.result);
    if (errors.length > 0) {
      throw new Error(`${name}: ${errors.join("; ")}`);
    }
    return result;
  } finally {
    await context.close();
  }
}

/** The rows of bytes: what the servers sent in one session, without the data. */
function byteRows({ huibao, typst }) {
  const sum = (sent, pattern) => [...sent].filter(([name]) => pattern.test(name)).reduce((n, [, size]) => n + size, 0);
  const count = (sent, pattern) => [...sent.keys()].filter((name) => pattern.test(name)).length;
  const row = (label, ours, theirs) => ({
    label,
    huibao: ours === null ? null : sum(huibao, ours),
    typst: theirs === null ? null : sum(typst, theirs),
  });
  const slices = /\.woff2$/;
  const faces = /^\/faces\//;
  const rows = [
    row("program that sets pages (wasm)", /typesetter\/.*\.wasm$/, /^\/compiler\.wasm$/),
    row("data, check, compose, document (wasm)", /core\/.*\.wasm$/, null),
    row("pages as SVG (wasm)", null, /^\/renderer\.wasm$/),
    row("JavaScript", /\.js$/, /\.js$/),
    row(`faces: ${count(huibao, slices)} slices, ${count(typst, faces)} whole faces`, slices, faces),
    row("list of slices", /manifest\.json$/, null),
  ];
  rows.find(({ label }) => label.startsWith("faces")).each = {
    huibao: Object.fromEntries([...huibao].filter(([name]) => slices.test(name))),
    typst: Object.fromEntries([...typst].filter(([name]) => faces.test(name))),
  };
  const all = (side) => rows.reduce((n, r) => n + (r[side] ?? 0), 0);
  return [...rows, { label: "all", huibao: all("huibao"), typst: all("typst") }];
}

/** The rows of times. A ratio is that of the medians; its range is that of the rounds, each compared within itself. */
function timeRows({ local, line }, mbit) {
  const row = (label, runs, pick) => {
    const ours = runs.huibao.map(pick).filter((n) => n !== null);
    const theirs = runs.typst.map(pick);
    const ratios = ours.map((n, i) => n / theirs[i]);
    return {
      label,
      huibao: ours.length > 0 ? median(ours) : null,
      typst: median(theirs),
      range: ratios.length > 0 ? [Math.min(...ratios), Math.max(...ratios)] : null,
      rounds: { huibao: ours, typst: theirs },
    };
  };
  const each = (name) => (run) => (name in run.times ? median(run.times[name]) : null);
  return [
    row("cold load → first page shown", local, (run) => run.times.firstPage),
    row("cold load → first PDF", local, (run) => run.times.firstPdf),
    ...(line.huibao.length > 0
      ? [
          row(`cold load → first page shown, ${mbit} Mbit/s`, line, (run) => run.times.firstPage),
          row(`cold load → first PDF, ${mbit} Mbit/s`, line, (run) => run.times.firstPdf),
        ]
      : []),
    row("edit of a figure → its page anew", local, each("editPage")),
    row("edit of a figure → every page anew", local, each("editAll")),
    row("edit of a figure → what changed on all pages", local, each("editDifference")),
    row("PDF export alone, warm", local, each("pdf")),
  ];
}

/** Prints the tables and what they were measured on; writes them as Markdown and, if asked, as JSON. */
async function report({ runs, sent, year, options, load, version }) {
  const bytesOf = byteRows(sent);
  const times = timeRows(runs, options.mbit);
  const [ours, theirs] = [runs.local.huibao[0], runs.local.typst[0]];
  const machine = [
    `${os.cpus()[0]?.model.trim() ?? "unknown CPU"}, ${os.cpus().length} cores`,
    `load ${load.toFixed(1)} at the start`,
    `Chromium ${version}`,
    `Node ${process.versions.node}`,
    `${os.type()} ${os.release()}`,
  ].join(" · ");
  const document = `${DOCUMENT}: ${ours.pages} pages, PDF ${bytes(ours.pdf)} · typst.ts: ${theirs.pages} pages, PDF ${bytes(theirs.pdf)}`;
  const setting = `${options.rounds} rounds of ${options.edits} edits each, build ${path.relative(root, options.dist) || "."}`;

  const head = [
    ["on the wire", "huibao", "typst.ts 0.7.0", "ratio"],
    ["time", "huibao", "typst.ts 0.7.0", "ratio", "in the rounds"],
    [`a county's year, ${bytes(year.bytes)}`, "native", "wasm", "ratio"],
  ];
  const share = (row) => (row.huibao === null || row.typst === null ? "" : (row.huibao / row.typst).toFixed(2));
  const shown = (value, as) => (value === null ? "–" : as(value));
  const rows = [
    bytesOf.map((row) => [row.label, shown(row.huibao, bytes), shown(row.typst, bytes), share(row)]),
    times.map((row) => [
      row.label,
      shown(row.huibao, time),
      shown(row.typst, time),
      share(row),
      row.range === null ? "" : row.range.map((n) => n.toFixed(2)).join("–"),
    ]),
    year.rows.map((row) => [row.label, time(row.native), time(row.wasm), (row.wasm / row.native).toFixed(2)]),
  ];
  const notes = [machine, document, setting];
  process.stdout.write(`\n${rows.map((part, i) => plain(head[i], part)).join("\n\n")}\n\n${notes.join("\n")}\n`);
  const text = `${rows.map((part, i) => markdown(head[i], part)).join("\n\n")}\n\n${notes.join("<br>\n")}\n`;
  await mkdir(work, { recursive: true });
  await writeFile(options.markdown ?? path.join(work, "bench.md"), text);
  if (options.json) {
    await writeFile(options.json, `${JSON.stringify({ machine, document, setting, bytes: bytesOf, times, year }, null, 2)}\n`);
  }
}

function say(text) {
  process.stderr.write(`— ${text}\n`);
}

await main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
