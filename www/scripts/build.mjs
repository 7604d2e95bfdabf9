/**
 * Builds the package (`OUT/package`) and the page (`OUT/page`).
 *
 *     node scripts/build.mjs [--wasm DIR] [--fonts DIR] [--data DIR] [--out DIR]
 *
 * `--wasm` holds `core/`, `workbook/`, `docx/` and `typesetter/` as wasm-pack wrote them (default `../build/wasm`), `--fonts` the slices and
 * their manifest (`../fonts/dist`), `--data` the examples (`../tests/data`). Default of `--out` is `dist`.
 */

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { rolldown } from "rolldown";
import { assertDist } from "./assert-dist.mjs";
import { buildPage, EXAMPLES } from "./page.mjs";

const www = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);

/** What `src/worker/glue.d.ts` says that the modules export. */
const EXPORTS = {
  core: ["initSync", "version", "genres", "instruments", "reuse", "fileName", "schema", "Held", "Made", "Slices"],
  workbook: ["initSync", "read", "write", "blank"],
  docx: ["initSync", "Images", "write"],
  typesetter: ["initSync", "lastPanic", "Typesetter"],
};
const METHODS = {
  core: ["read", "readText", "readTranscript", "unreadable", "check", "draft", "document", "style", "inspect", "load", "units", "unit", "told", "needed", "free"],
  workbook: [],
  docx: ["add", "free"],
  typesetter: ["take", "needed", "has", "addSlice", "setSeal", "set", "pageSvg", "pdf", "warmUp"],
};

/** So that compilers of hosts know the address `huibao/worker`. */
const WORKER_TYPES = "/** The worker's script, to be named by `init({ workerUrl })`. It exports nothing and is not to be imported. */\nexport {};\n";

/** Builds both; every directory is absolute. */
export async function build({ wasm, fonts, data, out }) {
  const target = path.join(out, "package");
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });

  say("包：TypeScript → JavaScript");
  const tsc = path.join(path.dirname(require.resolve("typescript/package.json")), "bin/tsc");
  run(process.execPath, [tsc, "-p", path.join(www, "src"), "--outDir", target]);

  say("包：wasm");
  const bytes = {};
  const digests = {};
  for (const part of Object.keys(EXPORTS)) {
    const from = path.join(wasm, part);
    const to = path.join(target, "wasm", part);
    await need(path.join(from, "huibao_bg.wasm"), "先编译 wasm 模块");
    await mkdir(to, { recursive: true });
    await cp(path.join(from, "huibao_bg.wasm"), path.join(to, "huibao_bg.wasm"));
    const module = await readFile(path.join(to, "huibao_bg.wasm"));
    bytes[part] = module.length;
    digests[part] = sha256(module);
  }
  await buildWorker(wasm, target);
  await writeFile(path.join(target, "worker.d.ts"), WORKER_TYPES);

  const instruments = path.join(www, "../templates/instruments");
  const files = (await readdir(instruments)).filter((name) => name.endsWith(".toml")).sort();
  const texts = await Promise.all(files.map((name) => readFile(path.join(instruments, name), "utf8")));
  await writeFile(path.join(target, "instruments.json"), JSON.stringify(texts));

  say("包：字体");
  await need(path.join(fonts, "manifest.json"), "先生成字体");
  // Not a link to it: servers, ours too, follow none out of their folder.
  await cp(await realpath(fonts), path.join(target, "fonts"), { recursive: true });
  const slices = (await readdir(fonts)).filter((name) => name.endsWith(".woff2")).sort();
  if (slices.length === 0) {
    throw new Error(`${fonts} 中没有 .woff2 字体文件`);
  }
  await writeFile(path.join(target, "fonts/files.js"), fontTable(slices));

  for (const name of (await readdir(path.join(www, ".."))).filter((entry) => entry.startsWith("LICENSE"))) {
    await cp(path.join(www, "..", name), path.join(target, name));
  }
  digests.manifest = sha256(await readFile(path.join(target, "fonts/manifest.json")));
  const { version } = JSON.parse(await readFile(path.join(www, "package.json"), "utf8"));
  await writeFile(
    path.join(target, "generated.js"),
    Object.entries({ version, moduleBytes: bytes, digests })
      .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};\n`)
      .join(""),
  );

  say("页面");
  for (const name of EXAMPLES) {
    await need(path.join(data, name), "缺少示例数据");
  }
  await buildPage({ package: target, data, out: path.join(out, "page") });

  await assertDist(target);
  await assertDist(path.join(out, "page"));
  say(`完成：${path.relative(process.cwd(), out) || "."}`);
}

/**
 * The worker is one file with the glue of the wasm modules in it. So it can be copied, served and named by `workerUrl`
 * alone, and bundlers whose worker format is a classic script (Vite's default) can take it.
 */
async function buildWorker(wasm, target) {
  const bundle = await rolldown({
    input: path.join(www, "src/worker/worker.ts"),
    resolve: { extensionAlias: { ".js": [".ts", ".js"] } },
    tsconfig: path.join(www, "src/worker/tsconfig.json"),
    plugins: [gluePlugin(wasm)],
    // Every other message stops the build; a slow machine must not.
    checks: { pluginTimings: false },
    onLog(level, log) {
      throw new Error(`rolldown ${level}: ${log.message}`);
    },
  });
  await bundle.write({ file: path.join(target, "worker.js"), format: "esm", minify: false, comments: { legal: false } });
  await bundle.close();
}

/** Resolves `huibao-glue/…`, holds it to its contract and takes out what a bundler of the package would stumble over. */
function gluePlugin(wasm) {
  return {
    name: "huibao-glue",
    resolveId(id) {
      const part = /^huibao-glue\/(core|workbook|docx|typesetter)$/.exec(id)?.[1];
      return part && path.join(wasm, part, "huibao.js");
    },
    transform(code, id) {
      const part = path.relative(wasm, id).split(path.sep)[0];
      if (!(part in EXPORTS) || path.basename(id) !== "huibao.js") {
        return null;
      }
      const absent = [
        ...EXPORTS[part].filter((name) => !new RegExp(`export\\s+(async\\s+)?(function|class)\\s+${name}\\b|export\\s*\\{[^}]*\\b${name}\\b[^}]*\\}`).test(code)),
        ...METHODS[part].filter((name) => !new RegExp(`^\\s+(static )?${name}\\(`, "m").test(code)),
      ];
      if (absent.length > 0) {
        throw new Error(`wasm 模块 ${part} 没有导出 ${absent.join("、")}（见 src/worker/glue.d.ts）`);
      }
      // The module is always handed in (initSync). The default address would make bundlers look for the file beside
      // the worker, and webpack stop when it is not there.
      return code.replaceAll(/new URL\((['"])[^'"]+\.wasm\1,\s*import\.meta\.url\)/g, "undefined");
    },
  };
}

function fontTable(slices) {
  const lines = slices.map((name) => `  ${JSON.stringify(name)}: new URL(${JSON.stringify(`./${name}`)}, import.meta.url).href,`);
  return `export const files = {\n${lines.join("\n")}\n};\n`;
}

function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

async function need(file, what) {
  await stat(file).catch(() => {
    throw new Error(`${what}：没有 ${path.relative(process.cwd(), file)}`);
  });
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: "inherit" });
  if (error || status !== 0) {
    throw error ?? new Error(`${path.basename(args[0])} 以状态 ${status} 结束`);
  }
}

function say(text) {
  process.stdout.write(`— ${text}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      wasm: { type: "string", default: path.join(www, "../build/wasm") },
      fonts: { type: "string", default: path.join(www, "../fonts/dist") },
      data: { type: "string", default: path.join(www, "../tests/data") },
      out: { type: "string", default: path.join(www, "dist") },
    },
  });
  const dirs = Object.fromEntries(Object.entries(values).map(([name, dir]) => [name, path.resolve(dir)]));
  try {
    await build(dirs);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
