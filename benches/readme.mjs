/**
 * Writes the tables of the last run into the project's README, between `<!-- bench:NAME -->` and `<!-- /bench:NAME -->`, so
 * that nobody types figures.
 *
 *     node readme.mjs [--json FILE] [--readme FILE]
 */

import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { root } from "./lib/cargo.mjs";
import { told } from "./lib/tables.mjs";
import { markdown } from "./lib/text.mjs";

const { values } = parseArgs({
  options: {
    json: { type: "string", default: path.join(root, "build/bench/bench.json") },
    readme: { type: "string", default: path.join(root, "README.md") },
  },
});
const bench = JSON.parse(await readFile(values.json, "utf8"));
const text = await readFile(values.readme, "utf8");
const missing = new Set(Object.keys(bench.tables));
const written = text.replace(/(<!-- bench:([\w-]+) -->\n)[\s\S]*?(<!-- \/bench:\2 -->)/g, (whole, open, name, close) => {
  if (name === "machine") {
    return `${open}${bench.notes.join(".\n")}.\n${close}`;
  }
  const table = bench.tables[name];
  if (!table) {
    process.stderr.write(`README: the last run made no table "${name}"; it stays as it was\n`);
    return whole;
  }
  missing.delete(name);
  const { head, lines } = told(table);
  return `${open}\n${markdown([table.title, ...head.slice(1)], lines)}\n\n${close}`;
});
for (const name of missing) {
  process.stderr.write(`README: no place for the table "${name}"\n`);
}
await writeFile(values.readme, written);
