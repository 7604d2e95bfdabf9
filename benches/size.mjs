/**
 * Weighs what a browser loads of the page, by part: as it is, gzip 9, brotli 11. Fails if a part is over its budget
 * (budgets.mjs), or if a file belongs to no part.
 *
 *     node size.mjs [--dist DIR]
 *
 * `--dist` is a folder with `package/` and `page/` (default `../dist`, the release build). Slices of the faces are not
 * weighed here: which of them a document needs is what `bench.mjs` measures.
 */

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { constants, gzip } from "node:zlib";
import { BUDGETS } from "./budgets.mjs";
import { brotli } from "./lib/brotli.mjs";
import { plain } from "./lib/text.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** To which part a file of the page belongs. */
const PARTS = [
  ["slices", /^assets\/(files-[^/]*\.js|manifest-[^/]*\.json)$/],
  ["javascript", /^assets\/[^/]*\.js$/],
  ["offline", /^(sw\.js|manifest\.webmanifest)$/],
  ["page", /^(index\.html|assets\/[^/]*\.(css|svg))$/],
];
/** What is loaded when it is asked for. */
const LATER = /\.woff2$|^(licences|examples|icons)\/|^offline\.json$|^assets\/instruments-[^/]*\.json$/;

async function main() {
  const { values } = parseArgs({ options: { dist: { type: "string", default: path.join(root, "dist") } } });
  const dist = path.resolve(values.dist);
  const kept = process.env.HUIBAO_CACHE
    ? path.join(path.resolve(process.env.HUIBAO_CACHE), "brotli")
    : path.join(root, "build/bench/brotli");

  const rows = [];
  const totals = new Map();
  for (const { part, name, file } of await files(dist)) {
    const bytes = await readFile(file);
    const sizes = [
      bytes.length,
      (await promisify(gzip)(bytes, { level: 9 })).length,
      (await brotli(bytes, kept, constants.BROTLI_MAX_QUALITY)).length,
    ];
    rows.push([part, name, ...sizes.map(grouped)]);
    totals.set(part, (totals.get(part) ?? 0) + sizes[2]);
  }
  console.log(plain(["part", "file", "bytes", "gzip 9", "brotli 11"], rows));
  console.log();

  const within = ([part, budget]) => (totals.get(part) ?? 0) <= budget;
  const present = Object.entries(BUDGETS).filter(([part]) => totals.has(part));
  const table = present.map(([part, budget]) => {
    const weight = totals.get(part);
    return [part, grouped(weight), grouped(budget), `${((weight / budget) * 100).toFixed(1)} %`];
  });
  console.log(plain(["part", "brotli 11", "budget", "used"], table));
  const over = present.filter((entry) => !within(entry)).map(([part]) => part);
  if (over.length > 0) {
    throw new Error(`over budget: ${over.join(", ")} (benches/budgets.mjs)`);
  }
}

/** The files of the parts: modules by the package, which names them, the rest by the page. */
async function files(dist) {
  const found = [];
  const modules = path.join(dist, "package/wasm");
  for (const part of (await readdir(modules)).sort()) {
    const name = path.join("wasm", part, "huibao_bg.wasm");
    found.push({ part, name, file: path.join(dist, "package", name) });
  }
  const page = path.join(dist, "page");
  for (const entry of await readdir(page, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(page, file);
    if (entry.isDirectory() || name.endsWith(".wasm") || LATER.test(name)) {
      continue;
    }
    const part = PARTS.find(([, pattern]) => pattern.test(name))?.[0];
    found.push({ part: part ?? "", name, file });
  }
  const strays = found.filter(({ part }) => !(part in BUDGETS));
  if (strays.length > 0) {
    throw new Error(`no budget (benches/budgets.mjs) for ${strays.map(({ name }) => name).join(", ")}`);
  }
  return found;
}

function grouped(n) {
  return n.toLocaleString("en-US");
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
