/** The package as it is published: what is in it, what npm's linters say of it, and whether its types can be read and relied on. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { parseAst } from "rolldown/parseAst";
import { pack } from "./packed.mjs";

const www = fileURLToPath(new URL("..", import.meta.url));

/** Everything that may be in the package, and how many files there are of it at least. */
const CONTENTS = [
  [/^(package\.json|README\.md)$/, 2],
  [/^dist\/package\/(index|pages|element|worker)\.(js|d\.ts)$/, 8],
  [/^dist\/package\/[a-z]+\.(js|d\.ts)$/, 20],
  [/^dist\/package\/instruments\.json$/, 1],
  [/^dist\/package\/LICENSE-(MIT|APACHE)$/, 2],
  [/^dist\/package\/wasm\/(core|workbook|docx|typesetter)\/huibao_bg\.wasm$/, 4],
  [/^dist\/package\/fonts\/(manifest\.json|files\.(js|d\.ts))$/, 2],
  [/^dist\/package\/fonts\/huibao-[a-z0-9-]+-\d{3}\.[0-9a-f]{10}\.woff2$/, 1000],
  [/^dist\/package\/fonts\/licences\/[a-z-]+\/(OFL\.txt|COPYING|CHANGES)$/, 8],
  // The GPL of one face asks for its source: the recipe by which the slices are made.
  [/^dist\/package\/fonts\/licences\/recipe\/[a-z]+\.(py|toml|txt)$/, 4],
];

/** Bytes of the tarball; that of a quick build is larger than what is shipped. */
const LARGEST = 26_000_000;

describe("the published package", () => {
  let packed;

  before(async () => {
    packed = await pack();
  });

  after(() => packed?.remove());

  test("holds what a host needs, with its licences, and nothing else", () => {
    const names = packed.files.map((file) => file.path);
    assert.deepEqual(names.filter((name) => !CONTENTS.some(([pattern]) => pattern.test(name))), []);
    for (const [pattern, least] of CONTENTS) {
      const count = names.filter((name) => pattern.test(name)).length;
      assert.ok(count >= least, `${pattern}: ${count}`);
    }
    assert.ok(packed.size < LARGEST, `${packed.size} bytes`);
  });

  test("publint has nothing to say", async () => {
    const tarball = new Uint8Array(await readFile(packed.tarball)).buffer;
    const { messages, pkg } = await publint({ pack: { tarball }, level: "suggestion", strict: true });
    assert.deepEqual(messages.map((message) => formatMessage(message, pkg)), []);
  });

  test("each entry has types that agree with it, for bundlers and for Node's resolution", () => {
    const attw = path.join(www, "node_modules/@arethetypeswrong/cli/dist/index.js");
    const { status, stdout } = spawnSync(process.execPath, [attw, packed.tarball, "--profile", "esm-only", "--format", "json"], {
      encoding: "utf8",
      maxBuffer: 2 ** 26,
    });
    assert.equal(status, 0, stdout);
    const { analysis } = JSON.parse(stdout);
    assert.deepEqual(Object.keys(analysis.entrypoints).sort(), [".", "./element", "./package.json", "./pages", "./worker"]);
  });

  test("every exported declaration says what it is for, and so do the members of what a host meets; none is of any type", async () => {
    const folder = path.join(www, "dist/package");
    const names = (await readdir(folder)).filter((name) => name.endsWith(".d.ts"));
    const offences = [];
    let examined = 0;
    for (const name of names) {
      const code = await readFile(path.join(folder, name), "utf8");
      const { body } = parseAst(code, { lang: "dts" });
      for (const { what, start } of declarations(body, MET.has(name))) {
        examined += 1;
        if (!code.slice(0, start).trimEnd().endsWith("*/")) {
          offences.push(`${name}: ${what} has no doc comment`);
        }
      }
      body.forEach((statement) => visit(statement, ({ type, start }) => {
        if (type === "TSAnyKeyword") {
          offences.push(`${name}: any, in ${code.slice(Math.max(0, start - 40), start)}`);
        }
      }));
    }
    assert.deepEqual(offences, []);
    assert.ok(examined > 400, `${examined} declarations`);
  });
});

/** Declarations that a host meets; those of the others are between the package's own parts. */
const MET = new Set(["index.d.ts", "pages.d.ts", "element.d.ts", "report.d.ts", "types.d.ts", "errors.d.ts", "model.d.ts", "trusted.d.ts"]);

/** What a file exports, if `members` with those of its interfaces and classes that are not private. */
function* declarations(body, members) {
  for (const statement of body) {
    const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : null;
    if (!declaration) {
      continue;
    }
    const name = declaration.id?.name ?? declaration.declarations?.[0].id.name;
    yield { what: name, start: statement.start };
    for (const { key, kind, start } of members ? (declaration.body?.body ?? []) : []) {
      // What is set is described where it is got.
      if (key && key.type !== "PrivateIdentifier" && kind !== "constructor" && kind !== "set") {
        yield { what: `${name}.${key.name}`, start };
      }
    }
  }
}

/** Visits every node of a tree. */
function visit(node, on) {
  on(node);
  for (const child of Object.values(node)) {
    for (const item of Array.isArray(child) ? child : [child]) {
      if (typeof item?.type === "string") {
        visit(item, on);
      }
    }
  }
}
