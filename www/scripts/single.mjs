/**
 * Builds the page as one HTML file that opens by double click, from a USB stick, with no server and no request.
 *
 *     node scripts/single.mjs [--out DIR] [--data DIR]
 *
 * `--out` (default `dist`) holds the built package (`scripts/build.mjs`) and gets `huibao.html`.
 *
 * Everything lies in the document: the program packed by gzip, the font slices as they are (they are packed already), both in base64
 * in elements that no browser runs. A policy within the file forbids every connection.
 */

import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { scriptOffences, styleOffences } from "./assert-dist.mjs";
import { EXAMPLES } from "./page.mjs";

const www = fileURLToPath(new URL("..", import.meta.url));

/**
 * @param {{ package: string, data: string, to: string }} folders the built package, the example data, and the file to be written.
 * @returns {Promise<number>} its bytes.
 */
export async function buildSingle(folders) {
  const { markup, script, style } = await bundle(folders);
  const offences = [...scriptOffences(script), ...styleOffences(style)];
  if (offences.length > 0) {
    throw new Error(`${folders.to}\n  ${offences.join("\n  ")}`);
  }
  const policy = [
    "default-src 'none'",
    `script-src '${hash(script)}' 'wasm-unsafe-eval'`,
    "worker-src blob:",
    `style-src '${hash(style)}'`,
    "img-src blob: data:",
    "font-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");
  const head = [
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<style>${style}</style>`,
    `<script type="module">${script}</script>`,
  ].join("\n");
  const icon = (await readFile(path.join(www, "page/icon.svg"))).toString("base64");
  const licences = await licenceTexts(path.join(folders.package, "fonts"));
  const html = markup
    .replace(/<script\b[^>]*><\/script>|<link\b[^>]*rel="(?:stylesheet|manifest)"[^>]*>/g, "")
    // Right behind the character set: a policy rules what follows it.
    .replace(/<meta charset="utf-8">/i, (charset) => `${charset}\n${head}`)
    .replace(/(<link\b[^>]*rel="icon"[^>]*href=")[^"]*/, (_, before) => `${before}data:image/svg+xml;base64,${icon}`)
    .replaceAll(/href="(?:\.\/)?licences\/fonts\.txt"/g, () => `href="data:text/plain;charset=utf-8;base64,${licences}" download="字体许可.txt"`)
    .replace("</body>", "");
  const parts = await embedded(folders);
  const text = `${html.replace("</html>", "").trimEnd()}\n${parts.join("\n")}\n</body>\n</html>\n`;
  if (!text.includes(policy)) {
    throw new Error("index.html: <meta charset> not found");
  }
  await writeFile(folders.to, text);
  return Buffer.byteLength(text);
}

/** The page as one script and one style sheet. */
async function bundle({ package: folder }) {
  const out = await mkdtemp(path.join(os.tmpdir(), "huibao-single-"));
  try {
    await build({
      configFile: false,
      root: path.join(www, "page"),
      base: "./",
      publicDir: false,
      logLevel: "warn",
      resolve: {
        alias: [
          { find: /^huibao$/, replacement: path.join(www, "page/single/huibao.ts") },
          { find: /^huibao-package$/, replacement: path.join(folder, "index.js") },
          { find: /^huibao\/(\w+)$/, replacement: path.join(folder, "$1.js") },
        ],
      },
      build: {
        outDir: out,
        emptyOutDir: true,
        target: "es2022",
        // Whatever images the style has.
        assetsInlineLimit: Number.MAX_SAFE_INTEGER,
        cssCodeSplit: false,
        modulePreload: false,
        reportCompressedSize: false,
        rolldownOptions: { output: { codeSplitting: false }, checks: { pluginTimings: false } },
      },
      plugins: [withoutAddresses(folder)],
    });
    const names = await readdir(out, { recursive: true });
    const only = async (extension) => {
      const found = names.filter((name) => name.endsWith(extension));
      if (found.length !== 1) {
        throw new Error(`one ${extension} expected, not ${found.join(", ") || "none"}`);
      }
      return readFile(path.join(out, found[0]), "utf8");
    };
    const [markup, script, style] = [await only(".html"), await only(".js"), await only(".css")];
    // A script within a document ends at its first end tag, wherever that stands.
    return { markup, script: script.replaceAll(/<(?=\/script|!--)/gi, "\\x3c").replaceAll("\r", ""), style: style.trim() };
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/** Takes the addresses of the package's own files away: all of them lie in the document, and none is to be put beside it. */
function withoutAddresses(folder) {
  return {
    name: "huibao-without-addresses",
    enforce: "pre",
    load: (id) => (id === path.join(folder, "fonts/files.js") ? "export const files = {};\n" : null),
    transform: (code, id) => (id === path.join(folder, "assets.js") ? code.replaceAll("import.meta.url", "document.baseURI") : null),
  };
}

/** The elements that hold what is not run. */
async function embedded({ package: folder, data }) {
  const read = (name) => readFile(path.join(folder, name));
  const packed = async (name) => gzipSync(await read(name), { level: 9 }).toString("base64");
  const slices = (await readdir(path.join(folder, "fonts"))).filter((name) => name.endsWith(".woff2")).sort();
  const lines = await Promise.all(slices.map(async (name) => `${name} ${(await read(`fonts/${name}`)).toString("base64")}`));
  const examples = await Promise.all(EXAMPLES.map(async (name) => [`examples/${name}`, await readFile(path.join(data, name), "utf8")]));
  const texts = {
    // Within JSON, `<` may be written so: no end tag can come of it.
    files: JSON.stringify(Object.fromEntries(examples)).replaceAll("<", "\\u003c"),
    worker: await packed("worker.js"),
    core: await packed("wasm/core/huibao_bg.wasm"),
    manifest: (await read("fonts/manifest.json")).toString("base64"),
    typesetter: await packed("wasm/typesetter/huibao_bg.wasm"),
    workbook: await packed("wasm/workbook/huibao_bg.wasm"),
    docx: await packed("wasm/docx/huibao_bg.wasm"),
    instruments: (await read("instruments.json")).toString("base64"),
    fonts: lines.join("\n"),
  };
  return Object.entries(texts).map(([name, text]) => `<script type="text/plain" id="embedded-${name}">${text}</script>`);
}

/** The faces' licences as one text, in base64. They go where the faces go. */
async function licenceTexts(fonts) {
  const names = (await readdir(path.join(fonts, "licences"), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(fonts, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
  const texts = await Promise.all(names.map(async (name) => `==== ${name}\n\n${await readFile(path.join(fonts, name), "utf8")}\n`));
  return Buffer.from(`本页所用字体的许可\n\n${texts.join("\n")}`).toString("base64");
}

function hash(text) {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      out: { type: "string", default: path.join(www, "dist") },
      data: { type: "string", default: path.join(www, "../tests/data") },
    },
  });
  const out = path.resolve(values.out);
  try {
    const to = path.join(out, "huibao.html");
    const bytes = await buildSingle({ package: path.join(out, "package"), data: path.resolve(values.data), to });
    process.stdout.write(`— 单文件：${path.relative(process.cwd(), to)}（${(bytes / 1e6).toFixed(1)} MB）\n`);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
