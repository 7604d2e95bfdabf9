/** The types: those of the data model are the schema's, and a host's compiler takes and refuses what it should. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { MODEL, modelTypes } from "../scripts/types.mjs";

const www = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);
const tsc = path.join(path.dirname(require.resolve("typescript/package.json")), "bin/tsc");

/** Runs the compiler; returns what it complains of. */
function compile(...args) {
  const { status, stdout } = spawnSync(process.execPath, [tsc, ...args], { encoding: "utf8" });
  return status === 0 ? "" : stdout || `status ${status}`;
}

test("src/model.ts is what the schema says (otherwise run `make types`)", async () => {
  assert.equal(await readFile(MODEL, "utf8"), await modelTypes());
});

test("the example data is valid by the schema, as an editor would see it; mistakes are not", async () => {
  const schema = JSON.parse(await readFile(path.join(www, "../schema/huibao.schema.json"), "utf8"));
  const valid = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
  const folder = path.join(www, "../tests/data");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json") && !name.endsWith(".figures.json"));
  assert.ok(names.length >= 12, names.join(" "));
  for (const name of names) {
    assert.ok(valid(JSON.parse(await readFile(path.join(folder, name), "utf8"))), `${name}: ${JSON.stringify(valid.errors)}`);
  }
  assert.ok(valid({ targets: [{ done: { value: "4.98", unit: "万人" } }] }));
  for (const wrong of [{ report: { titel: "讲话" } }, { targets: [{ done: 5 }] }, { problems: [{ status: "好了" }] }]) {
    assert.equal(valid(wrong), false, JSON.stringify(wrong));
  }
});

test("a host's program compiles against the package's declarations; a misspelt field or a wrong kind does not", async () => {
  const root = await mkdtemp(path.join(os.tmpdir(), "huibao-types-"));
  try {
    const installed = path.join(root, "node_modules/huibao");
    await mkdir(installed, { recursive: true });
    await cp(path.join(www, "package.json"), path.join(installed, "package.json"));
    assert.equal(compile("-p", path.join(www, "src"), "--outDir", path.join(installed, "dist/package")), "");
    await cp(path.join(www, "tests/host.ts"), path.join(root, "host.ts"));
    await writeFile(path.join(root, "package.json"), '{ "type": "module" }');
    const options = ["--strict", "--exactOptionalPropertyTypes", "--noEmit", "--target", "es2022", "--lib", "es2022,dom,dom.iterable"];
    for (const resolution of [["bundler", "esnext"], ["nodenext", "nodenext"]]) {
      const [moduleResolution, module] = resolution;
      const types = ["--types", "", "--ignoreConfig"];
      assert.equal(compile(path.join(root, "host.ts"), ...options, ...types, "--moduleResolution", moduleResolution, "--module", module), "");
    }
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});
