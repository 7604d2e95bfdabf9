/** The types: those of the data model are the schema's, and a host's compiler takes and refuses what it should. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
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
