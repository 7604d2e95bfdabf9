/** Builds the page with Vite. It takes the package as any other host would, through its entry points. */

import { readdirSync, readFileSync } from "node:fs";
import { cp, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { buildOffline } from "./offline.mjs";

const root = fileURLToPath(new URL("../page", import.meta.url));

/** Examples that the page offers, by file name in the data folder: those that `page/examples.ts` names. */
export const EXAMPLES = [
  "shangqiu-observation.json",
  "safety-quarter.json",
  "ecology-rectification.json",
  "city-promotion.json",
  "city-mobilisation.json",
  "county-deployment.json",
  "county-speech.json",
  "region-annual.json",
  "township-briefing.json",
  "zhoukou-overview.json",
];

/**
 * @param {{ package: string, data: string, out: string }} folders the built package, the example data, and where the page
 *   goes; each absolute.
 */
export async function buildPage(folders) {
  await build({
    configFile: false,
    root,
    // Relative addresses: the page works in any folder of any server.
    base: "./",
    publicDir: false,
    logLevel: "warn",
    resolve: {
      alias: [
        { find: /^huibao\/(\w+)$/, replacement: path.join(folders.package, "$1.js") },
        { find: /^huibao$/, replacement: path.join(folders.package, "index.js") },
      ],
    },
    build: {
      outDir: folders.out,
      emptyOutDir: true,
      target: "es2022",
      // `data:` addresses are not permitted by connect-src 'self', and Vite's preload helper is not needed.
      assetsInlineLimit: 0,
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: { checks: { pluginTimings: false } },
    },
    plugins: [
      {
        name: "huibao-examples",
        generateBundle() {
          for (const name of EXAMPLES) {
            this.emitFile({ type: "asset", fileName: `examples/${name}`, source: readFileSync(path.join(folders.data, name)) });
          }
        },
      },
      {
        // Files whose names must stay, because one names the other: Vite does not look into a web app's manifest.
        name: "huibao-web-app",
        generateBundle() {
          for (const name of ["manifest.webmanifest", "icons/icon-192.png", "icons/icon-512.png", "icons/maskable-512.png"]) {
            this.emitFile({ type: "asset", fileName: name, source: readFileSync(path.join(root, "offline", name)) });
          }
        },
      },
      {
        name: "huibao-notices",
        generateBundle() {
          const source = notices([...this.getModuleIds()]);
          if (source !== "") {
            this.emitFile({ type: "asset", fileName: "licences/packages.txt", source });
          }
        },
      },
    ],
  });
  await copyLicences(path.join(folders.package, "fonts"), folders.out);
  await buildOffline(folders);
}

/** What the licences of the packages in the page's scripts ask to be said; empty where there are none. */
function notices(modules) {
  const folders = new Set(modules.map((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0]).filter((folder) => folder !== undefined));
  const texts = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) {
      throw new Error(`${name} 没有许可证文件`);
    }
    return `${name} ${version}（${license}）\n\n${readFileSync(path.join(folder, file), "utf8").trim()}\n`;
  });
  return texts.length === 0 ? "" : `本页脚本所用软件包\n\n${texts.join("\n\n")}`;
}

/** The faces' licences go where their slices go, with a list that says which is whose. */
async function copyLicences(fonts, out) {
  const { faces } = JSON.parse(await readFile(path.join(fonts, "manifest.json"), "utf8"));
  await cp(path.join(fonts, "licences"), path.join(out, "licences"), { recursive: true });
  const lines = faces.map(({ name, version, licence, licence_file: file, source }) => {
    return `${name} ${version}\n  许可：${licence}\n  全文：${file}\n  出处：${source}\n`;
  });
  await writeFile(path.join(out, "licences/fonts.txt"), `本页所用字体\n\n${lines.join("\n")}`);
}
