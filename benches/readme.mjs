/**
 * Writes the tables of the last run into the project's README, so that nobody types figures.
 *
 *     node readme.mjs [--json FILE] [--readme FILE]
 */

import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { root } from "./lib/cargo.mjs";
import { withTables } from "./lib/readme.mjs";

const { values } = parseArgs({
  options: {
    json: { type: "string", default: path.join(root, "build/bench/bench.json") },
    readme: { type: "string", default: path.join(root, "README.md") },
  },
});
const bench = JSON.parse(await readFile(values.json, "utf8"));
const { text, kept, homeless } = withTables(await readFile(values.readme, "utf8"), bench);
for (const name of kept) {
  process.stderr.write(`README: the last run made no table "${name}"; it stays as it was\n`);
}
for (const name of homeless) {
  process.stderr.write(`README: there is no place for the table "${name}"\n`);
}
await writeFile(values.readme, text);
