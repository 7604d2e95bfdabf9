/**
 * Where the worker, the wasm modules and the faces are: beside this file, unless the host says otherwise.
 *
 * Each address is a literal `new URL("…", import.meta.url)`, the one form that browsers, Vite, webpack, Rollup and
 * Parcel all understand.
 */

import { HuibaoError } from "./errors.js";
import { digests, moduleBytes } from "./generated.js";
import type { FontSource, ModuleSource } from "./protocol.js";
import { trusted, type TrustedScript } from "./trusted.js";

export type { TrustedScript } from "./trusted.js";

/** A wasm module: its address, its bytes, or already compiled. */
export type WasmSource = string | URL | ArrayBuffer | Uint8Array<ArrayBuffer> | WebAssembly.Module;

/** Font slices that are not in one folder; `data:` addresses are taken too, and read without a request. */
export interface FontFiles {
  /** Address of `manifest.json`. */
  readonly manifest: string;
  /** Addresses of the slices by their name in the package. */
  readonly files: Readonly<Record<string, string>>;
}

/** Where {@link init} finds the package's files. Relative addresses are resolved against the page. */
export interface InitSource {
  /**
   * A folder with `worker.js`, `wasm/` and `fonts/`: a copy of the package's `dist/package`. Default: the folder of the
   * package's own module, or wherever the bundler put each file.
   */
  readonly base?: string | URL;
  /** The module `core` (data, check, compose, document). Default: in `base`. */
  readonly core?: WasmSource;
  /** The module `workbook` (Excel), fetched when a workbook is handed over or asked for. Default: in `base`. */
  readonly workbook?: WasmSource;
  /** The module `docx` (Word), fetched when a Word document is asked for. Default: in `base`. */
  readonly docx?: WasmSource;
  /** The module `typesetter` (Typst, PDF). Default: in `base`. */
  readonly typesetter?: WasmSource;
  /** The folder of the font slices and their `manifest.json`, or the address of each. Default: in `base`. */
  readonly fonts?: string | URL | FontFiles;
  /** The list of named instruments, `instruments.json`. Default: in `base`. */
  readonly instruments?: string | URL;
  /**
   * The worker's script, which must be of the page's own origin, or a `blob:` address of it. Default: `worker.js` in `base`. Under
   * `require-trusted-types-for 'script'` an address goes through the policy `huibao`; where that one is not permitted, give a
   * `TrustedScriptURL`.
   */
  readonly workerUrl?: string | URL | TrustedScript;
}

/** Everything that a worker is started with. */
export interface Assets {
  readonly spawn: () => Worker;
  readonly core: ModuleSource;
  readonly workbook: ModuleSource;
  readonly docx: ModuleSource;
  readonly typesetter: ModuleSource;
  /** Address of the named instruments. */
  readonly instruments: string;
  /** Known a little later than the rest, where a bundler has moved the slices; the worker need not wait for it. */
  readonly fonts: Promise<FontSource>;
}

/** Resolves a source to addresses. */
export function locate(source: InitSource): Assets {
  const base = source.base === undefined ? null : folder(source.base);
  return {
    spawn: spawner(source, base),
    core: wasm(
      source.core ?? (base ? new URL("wasm/core/huibao_bg.wasm", base) : new URL("./wasm/core/huibao_bg.wasm", import.meta.url)),
      source.core === undefined ? "core" : null,
    ),
    workbook: wasm(
      source.workbook ??
        (base ? new URL("wasm/workbook/huibao_bg.wasm", base) : new URL("./wasm/workbook/huibao_bg.wasm", import.meta.url)),
      source.workbook === undefined ? "workbook" : null,
    ),
    docx: wasm(
      source.docx ?? (base ? new URL("wasm/docx/huibao_bg.wasm", base) : new URL("./wasm/docx/huibao_bg.wasm", import.meta.url)),
      source.docx === undefined ? "docx" : null,
    ),
    typesetter: wasm(
      source.typesetter ??
        (base ? new URL("wasm/typesetter/huibao_bg.wasm", base) : new URL("./wasm/typesetter/huibao_bg.wasm", import.meta.url)),
      source.typesetter === undefined ? "typesetter" : null,
    ),
    fonts:
      typeof source.fonts === "object" && "files" in source.fonts
        ? Promise.resolve({ ...source.fonts, sha256: null })
        : fonts(
            source.fonts === undefined ? base && new URL("fonts/", base) : folder(source.fonts),
            source.fonts === undefined ? digests.manifest : null,
          ),
    instruments: (source.instruments !== undefined
      ? new URL(source.instruments, pageAddress())
      : base
        ? new URL("instruments.json", base)
        : new URL("./instruments.json", import.meta.url)
    ).href,
  };
}

function spawner(source: InitSource, base: URL | null): () => Worker {
  const { workerUrl } = source;
  if (workerUrl !== undefined && typeof workerUrl !== "string" && !(workerUrl instanceof URL)) {
    // A TrustedScriptURL must reach the constructor as it is.
    return () => start(workerUrl);
  }
  // Anything else is resolved now, while the page's address is the one that the caller saw. The script is one file without
  // imports, so that bundlers may treat it as any other file.
  const script =
    workerUrl === undefined
      ? base === null
        ? new URL("./worker.js", import.meta.url)
        : new URL("worker.js", base)
      : new URL(workerUrl, pageAddress());
  return () => start(trusted(script));
}

function start(script: URL | TrustedScript): Worker {
  // Of a page that is a file, browsers start no module from a blob. The worker's script is either.
  const type = String(script).startsWith("blob:") ? "classic" : "module";
  return new Worker(script as URL, { type });
}

/** `part` is the module of this build that the source is, or null for another. */
function wasm(source: WasmSource, part: keyof typeof moduleBytes | null): ModuleSource {
  if (source instanceof WebAssembly.Module) {
    return { kind: "module", module: source };
  }
  if (source instanceof ArrayBuffer) {
    return { kind: "bytes", bytes: source };
  }
  if (source instanceof Uint8Array) {
    return { kind: "bytes", bytes: source.slice().buffer };
  }
  const url = new URL(source, pageAddress()).href;
  return { kind: "url", url, bytes: part && moduleBytes[part], sha256: part && digests[part] };
}

async function fonts(dir: URL | null, sha256: string | null): Promise<FontSource> {
  if (dir !== null) {
    return { manifest: new URL("manifest.json", dir).href, files: null, sha256 };
  }
  const manifest = new URL("./fonts/manifest.json", import.meta.url);
  // A bundler that handles `new URL` renames the manifest, and then the slices too; the table says to what. Where the
  // folder is as it was shipped, the table (some tens of kilobytes) is not needed.
  const moved = !manifest.pathname.endsWith("/fonts/manifest.json");
  return { manifest: manifest.href, files: moved ? (await import("./fonts/files.js")).files : null, sha256 };
}

function folder(address: string | URL): URL {
  const url = new URL(address, pageAddress());
  if (!url.pathname.endsWith("/")) {
    url.pathname += "/";
  }
  return url;
}

function pageAddress(): string {
  if (typeof document === "undefined") {
    throw new HuibaoError({
      code: "worker_unavailable",
      message: "huibao 的网页接口只能在浏览器页面中使用。",
      hint: "在服务器上请使用命令行程序 huibao。",
    });
  }
  return document.baseURI;
}
