/** Writes what the built page needs without network: its service worker, and the list of all that can be fetched beforehand. */

import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const worker = fileURLToPath(new URL("../page/offline/worker", import.meta.url));

const LIST = "offline.json";
const WORKER = "sw.js";

/**
 * @param {{ package: string, out: string }} folders the built package, and the page that was built with it.
 */
export async function buildOffline(folders) {
  const manifest = await readFile(path.join(folders.package, "fonts/manifest.json"), "utf8");
  const digests = manifest.match(/\b[0-9a-f]{16,64}\b/g) ?? [];
  const [page, program, slices] = [[], [], []];
  const names = (await readdir(folders.out, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folders.out, path.join(entry.parentPath ?? entry.path, entry.name)).split(path.sep).join("/"))
    .filter((name) => name !== LIST && name !== WORKER)
    .sort();
  const prefixes = new Map(digests.map((digest) => [digest.slice(0, 16), digest]));
  for (const name of names) {
    const bytes = await readFile(path.join(folders.out, name));
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    if (name.endsWith(".woff2")) {
      // The program knows a slice by as many digits of its digest as the manifest has.
      const known = prefixes.get(sha256.slice(0, 16));
      if (known === undefined) {
        throw new Error(`${name} 不在字体清单中`);
      }
      slices.push([name, known, bytes.length]);
    } else if (name.endsWith(".wasm") || bytes.equals(Buffer.from(manifest))) {
      program.push([name, sha256, bytes.length]);
    } else {
      page.push([name, sha256]);
    }
  }
  const list = JSON.stringify([...program, ...slices]);
  await writeFile(path.join(folders.out, LIST), list);
  page.push([LIST, createHash("sha256").update(list).digest("hex")]);
  await bundleWorker(folders.out, page, program);
}

async function bundleWorker(out, page, program) {
  const version = createHash("sha256").update(JSON.stringify([page, program])).digest("hex").slice(0, 16);
  const source = Object.entries({ version, page, program })
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};\n`)
    .join("");
  const bundle = await rolldown({
    input: path.join(worker, "sw.ts"),
    tsconfig: path.join(worker, "tsconfig.json"),
    resolve: { extensionAlias: { ".js": [".ts", ".js"] } },
    plugins: [
      {
        name: "huibao-offline-list",
        resolveId: (id) => (id === "huibao-offline-list" ? `\0${id}` : null),
        load: (id) => (id === "\0huibao-offline-list" ? source : null),
      },
    ],
    checks: { pluginTimings: false },
    onLog(level, log) {
      throw new Error(`rolldown ${level}: ${log.message}`);
    },
  });
  // A classic script: browsers that know no modules in service workers are in use.
  await bundle.write({ file: path.join(out, WORKER), format: "iife", comments: { legal: false } });
  await bundle.close();
}
