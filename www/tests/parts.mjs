/** A part of the page by itself: built with its style for a page that has nothing else, and served under the page's policy and trusted types. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { serve } from "../server.mjs";
import { HEAD } from "./support.mjs";

const PAGE = fileURLToPath(new URL("../page", import.meta.url));

/**
 * Serves a page that holds what `entries` (files of `www/page`) export as `globalThis.parts`, in the page's own style.
 *
 * @param {string[]} entries
 * @param {{ package: string, body?: string }} options the built package, and what the page holds beside the script
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function serveParts(entries, options) {
  const dir = await mkdtemp(path.join(os.tmpdir(), "huibao-parts-"));
  const imports = entries.map((entry, at) => `import * as part${at} from ${JSON.stringify(path.join(PAGE, entry))};\n`);
  const script = `${imports.join("")}globalThis.parts = { ${entries.map((_, at) => `...part${at}`).join(", ")} };\n`;
  await writeFile(path.join(dir, "parts.js"), script);
  await writeFile(path.join(dir, "index.html"), `${HEAD}${options.body ?? ""}<script type="module" src="./parts.js"></script>`);
  await build({
    configFile: false,
    root: dir,
    base: "./",
    publicDir: false,
    logLevel: "error",
    resolve: { alias: { huibao: path.join(options.package, "index.js") } },
    build: { outDir: path.join(dir, "built"), target: "es2022", assetsInlineLimit: 0, modulePreload: false, reportCompressedSize: false },
  });
  const server = await serve({ root: path.join(dir, "built") });
  return {
    url: server.url,
    async close() {
      await server.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
