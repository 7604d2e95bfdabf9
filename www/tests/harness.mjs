/** Parts of the page by themselves: bundled for a page that has nothing else, and served under the page's policy. */

import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { serve } from "../server.mjs";
import { buildFake } from "./fake/build.mjs";
import { HEAD } from "./support.mjs";

const PAGE = fileURLToPath(new URL("../page", import.meta.url));

/**
 * Bundles `entry`, a file of `www/page`, into a script that puts what it exports into `globalThis.parts`.
 *
 * @param {string} huibao the package's folder.
 */
export async function bundleParts(entry, huibao, file) {
  const bundle = await rolldown({
    input: "parts",
    plugins: [
      {
        name: "parts",
        resolveId: (id) => (id === "parts" ? "\0parts" : null),
        load: (id) => (id === "\0parts" ? `import * as parts from ${JSON.stringify(path.join(PAGE, entry))};\nglobalThis.parts = parts;` : null),
      },
    ],
    // Not the one of the page, which would take the package from its sources.
    tsconfig: false,
    resolve: { extensionAlias: { ".js": [".ts", ".js"] }, alias: { "huibao/trusted": path.join(huibao, "trusted.js"), huibao$: path.join(huibao, "index.js") } },
    onLog(level, log) {
      throw new Error(`rolldown ${level}: ${log.message}`);
    },
  });
  await bundle.write({ file, format: "esm" });
  await bundle.close();
}

/**
 * Serves a page that holds `entry` and nothing else.
 *
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function serveParts(entry) {
  const dir = await buildFake();
  const root = path.join(path.dirname(dir), "parts");
  await mkdir(root);
  await bundleParts(entry, path.join(dir, "package"), path.join(root, "parts.js"));
  await writeFile(path.join(root, "index.html"), `${HEAD}<script type="module" src="parts.js"></script>`);
  const server = await serve({ root });
  return {
    url: server.url,
    async close() {
      await server.close();
      await rm(path.dirname(dir), { recursive: true, force: true });
    },
  };
}
