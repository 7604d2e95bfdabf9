/**
 * {@link Engine}: the wasm modules and the faces, as they arrive. The core comes first; the typesetter streams in behind it,
 * and the faces of the first document beside the typesetter, because the core can name them. The module for workbooks comes
 * when it is asked for.
 */

import * as core from "huibao-glue/core";
import * as typesetting from "huibao-glue/typesetter";
import * as workbooks from "huibao-glue/workbook";
import * as words from "huibao-glue/docx";
import type { FontSource, Reply, Request } from "../protocol.js";
import type { Finding, OwnFace, OwnFacesResult, Progress } from "../types.js";
import { unlessAborted } from "../abort.js";
import { Faces } from "./faces.js";
import { Failure, isCrash } from "./failure.js";
import { Loader, type OnBytes } from "./loader.js";
import { Others } from "./others.js";
import { expected, loadProgress, throttled } from "./progress.js";
import { readFaces, readNeeded, refuseErrors } from "./read.js";
import { Store } from "./store.js";

export type Start = Extract<Request, { type: "start" }>;

/** How much of the core has arrived when the line is given to the rest: a request ahead of the time when it is free. */
const NEARLY = 0.9;

export class Engine {
  readonly faces: Faces;
  /** The workers beside this one, if there are any. */
  readonly others: Others | null;
  /** Resolves when the core answers. */
  readonly core: Promise<void>;
  /** To be told where the faces are. */
  fonts: (fonts: FontSource | null) => void = () => undefined;
  /** The user's own faces: which slices a document needs beside them only the typesetter knows. */
  ownFaces: readonly OwnFace[];
  readonly #start: Start;
  readonly #store: Store;
  readonly #loader: Loader;
  readonly #post: (reply: Reply) => void;
  #typesetter: Promise<typesetting.Typesetter> | null = null;
  #workbooks: Promise<void> | null = null;
  #words: Promise<void> | null = null;
  #slices: Promise<core.Slices> | null = null;
  #arrived = false;
  #warm = false;
  #memories: WebAssembly.Memory[] = [];

  constructor(start: Start, post: (reply: Reply) => void) {
    this.#start = start;
    this.ownFaces = start.faces;
    this.#post = post;
    this.#store = new Store(start.cache);
    this.#loader = new Loader(start.network, this.#store);
    const source = new Promise<FontSource>((resolve, reject) => {
      this.fonts = (fonts) => (fonts ? resolve(fonts) : reject(notListed()));
    });
    source.catch(() => {
      // Said to whoever needs them.
    });
    this.others = start.oneOfMany ? new Others(post) : null;
    this.faces = new Faces(source, start.kept, this.#loader, this.others, post);
    const told = loadProgress(expected(start.core), expected(start.typesetter), (progress) => this.#tell(progress));
    let free: () => void = () => undefined;
    const nearly = new Promise<void>((resolve) => (free = resolve));
    this.core = this.#loadCore((loaded, total) => {
      told.core(loaded, total);
      if (total !== null && loaded >= NEARLY * total) {
        free();
      }
    });
    // Whatever becomes of the core, the others are not waited for in vain.
    this.core.then(free, free);
    this.#load(nearly, told.typesetter).catch(() => {
      // Said to whoever renders: that call loads the module again, and reports the failure if there still is one.
    });
  }

  /** Whether the typesetter is there. */
  get arrived(): boolean {
    return this.#arrived;
  }

  /** What the modules occupy, in bytes. */
  get memory(): number {
    return this.#memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
  }

  /** The typesetter; loaded again if that has failed. */
  typesetter(): Promise<typesetting.Typesetter> {
    return this.#load(Promise.resolve(), loadProgress(0, expected(this.#start.typesetter), (p) => this.#tell(p)).typesetter);
  }

  /** The module for workbooks; loaded again if that has failed. */
  workbooks(progress: (value: Progress) => void): Promise<void> {
    this.#workbooks ??= this.#loadWorkbooks(throttled(progress)).catch((error: unknown) => {
      this.#workbooks = null;
      throw error;
    });
    return this.#workbooks;
  }

  /** The module for Word documents; loaded again if that has failed. */
  words(progress: (value: Progress) => void): Promise<void> {
    this.#words ??= this.#loadWords(throttled(progress)).catch((error: unknown) => {
      this.#words = null;
      throw error;
    });
    return this.#words;
  }

  /** The named instruments: a file that is fetched when they are asked for, and that the browser keeps. */
  async instruments(): Promise<string> {
    const expected = { bytes: null, sha256: null };
    const bytes = await this.#loader.bytes(this.#start.instruments, expected, "wasm_unavailable", () => undefined);
    return new TextDecoder().decode(bytes);
  }

  /**
   * Sends for the faces of a document before the typesetter has arrived, and warms the typesetter up if it arrives before
   * they do.
   *
   * @param ask the core's `needed`.
   * @throws Failure when a character of the document forbids a page.
   */
  async early(
    ask: (slices: core.Slices) => string,
    progress: (value: Progress) => void,
    signal: AbortSignal,
    before: readonly Finding[],
  ): Promise<void> {
    const slices = await unlessAborted(this.#slicesOfCore(), signal);
    const needed = readNeeded(ask(slices));
    refuseErrors(needed.findings, before);
    let streaming = true;
    const faces = this.faces.fetch(needed.slices, progress).finally(() => (streaming = false));
    faces.catch(() => {
      // Said when they are added.
    });
    const typesetter = await unlessAborted(this.typesetter(), signal);
    if (streaming && !this.#warm) {
      // Nothing is set yet, only named: the few slices that the tiny document needs come first.
      const small = readNeeded(typesetter.warmUp()).slices;
      const here = this.faces.fetch(small, () => undefined);
      await unlessAborted(Promise.race([here, faces]), signal);
      if (streaming) {
        await this.warmUp(signal);
      }
    }
    await unlessAborted(faces, signal);
  }

  /** Sets a tiny document, so that the browser compiles what each document needs. */
  async warmUp(signal: AbortSignal): Promise<void> {
    if (!this.#warm && this.#arrived) {
      const typesetter = await this.typesetter();
      await this.faces.add(typesetter, () => typesetter.warmUp(), () => undefined, signal, []);
      this.#warm = true;
    }
  }

  /** Uses other faces of the user's, in this typesetter and in one that is loaded later. */
  async useFaces(faces: readonly OwnFace[], signal: AbortSignal): Promise<OwnFacesResult> {
    this.ownFaces = faces;
    return give(await unlessAborted(this.typesetter(), signal), faces);
  }

  /** Remembers that a document was set: there is nothing left to be warmed up. */
  warmed(): void {
    this.#warm = true;
  }

  async #loadCore(onBytes: OnBytes): Promise<void> {
    const module = await this.#loader.module(this.#start.core, onBytes);
    this.#remember(core.initSync({ module }));
    this.#post({ type: "keep", part: "core", module });
  }

  #load(free: Promise<void>, onBytes: OnBytes): Promise<typesetting.Typesetter> {
    this.#typesetter ??= this.#loadTypesetter(free, onBytes).catch((error: unknown) => {
      this.#typesetter = null;
      throw error;
    });
    return this.#typesetter;
  }

  async #loadTypesetter(free: Promise<void>, onBytes: OnBytes): Promise<typesetting.Typesetter> {
    await free;
    const [manifest, module] = await Promise.all([this.faces.manifest(), this.#loader.module(this.#start.typesetter, onBytes)]);
    this.#remember(typesetting.initSync({ module }));
    const typesetter = this.#ofManifest(() => new typesetting.Typesetter(manifest));
    if (this.ownFaces.length > 0) {
      give(typesetter, this.ownFaces);
    }
    void this.faces.keepManifest(manifest, this.#store);
    this.#post({ type: "keep", part: "typesetter", module });
    this.#arrived = true;
    return typesetter;
  }

  async #loadWorkbooks(report: (value: Progress) => void): Promise<void> {
    const told: OnBytes = (loaded, total) => report({ phase: "load", loaded, total });
    const module = await this.#loader.module(this.#start.workbook, told);
    this.#remember(workbooks.initSync({ module }));
    this.#post({ type: "keep", part: "workbook", module });
  }

  async #loadWords(report: (value: Progress) => void): Promise<void> {
    const told: OnBytes = (loaded, total) => report({ phase: "load", loaded, total });
    const module = await this.#loader.module(this.#start.docx, told);
    this.#remember(words.initSync({ module }));
    this.#post({ type: "keep", part: "docx", module });
  }

  #slicesOfCore(): Promise<core.Slices> {
    this.#slices ??= this.faces
      .manifest()
      .then((manifest) => this.#ofManifest(() => new core.Slices(manifest)))
      .catch((error: unknown) => {
        this.#slices = null;
        throw error;
      });
    return this.#slices;
  }

  #ofManifest<T>(make: () => T): T {
    try {
      return make();
    } catch (error) {
      if (isCrash(error)) {
        throw error;
      }
      this.faces.forgetManifest();
      throw new Failure({
        code: "fonts_unavailable",
        message: error instanceof Error ? error.message : String(error),
        hint: "请重新部署 fonts 文件夹，使它与程序来自同一次构建。",
      });
    }
  }

  #remember({ memory }: { readonly memory?: WebAssembly.Memory }): void {
    if (memory) {
      this.#memories.push(memory);
    }
  }

  #tell(progress: Progress): void {
    this.#post({ type: "progress", id: null, progress });
  }
}

/** Hands the user's own faces to a typesetter. */
function give(typesetter: typesetting.Typesetter, faces: readonly OwnFace[]): OwnFacesResult {
  for (const { role, file = "", bytes, index = 0 } of faces) {
    typesetter.addFace(role, file, bytes, index);
  }
  return readFaces(typesetter.useFaces());
}

function notListed(): Failure {
  return new Failure({
    code: "fonts_unavailable",
    message: "字体文件的地址表（files.js）未能下载。",
    hint: "请检查网络，刷新页面后重试。",
  });
}

/** Why a module trapped, if it could say so. */
export function lastPanic(): string {
  const modules: readonly object[] = [typesetting, workbooks, words, core];
  for (const module of modules) {
    try {
      const message: unknown = "lastPanic" in module && module.lastPanic instanceof Function ? module.lastPanic() : "";
      if (typeof message === "string" && message !== "") {
        return message;
      }
    } catch {
      // The instance is too far gone to answer, or was never made; the trap's own message is used.
    }
  }
  return "";
}
