/** The font slices that documents need: fetched with progress, each once, added to the typesetter, handed to the next worker. */

import type { Typesetter } from "huibao-glue/typesetter";
import type { FontSource, Kept, Reply } from "../protocol.js";
import type { Finding, Progress } from "../types.js";
import { unlessAborted } from "../abort.js";
import { Failure } from "./failure.js";
import type { Loader } from "./loader.js";
import type { Others } from "./others.js";
import { distinct, readAdded, readNeeded, refuseErrors, type Slice } from "./read.js";
import type { Store } from "./store.js";

/** Requests at a time: what browsers open to one HTTP/1.1 host. */
const PARALLEL = 6;

/**
 * A document's slices are known before it is set, so one round is enough; the second is for slices that only the setting
 * itself asks for. More rounds mean that `needed` never becomes content, which must not become an endless download.
 */
const ROUNDS = 3;

/** Told of the bytes of several files together. */
type OnProgress = (progress: Progress) => void;

export class Faces {
  readonly #source: Promise<FontSource>;
  readonly #kept: Kept;
  readonly #loader: Loader;
  readonly #others: Others | null;
  readonly #post: (reply: Reply) => void;
  #manifest: Promise<string> | null = null;
  /** Slices on their way, by file name. They arrive even if the call that asked for them is given up: the next will. */
  readonly #arriving = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  /** Bytes of these that are here. */
  readonly #loaded = new Map<string, number>();
  readonly #listeners = new Set<() => void>();
  /** Requests that have not been made, and how many are. */
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** @param others those who load slices too, if there are any. */
  constructor(source: Promise<FontSource>, kept: Kept, loader: Loader, others: Others | null, post: (reply: Reply) => void) {
    this.#source = source;
    this.#kept = kept;
    this.#loader = loader;
    this.#others = others;
    this.#post = post;
  }

  /** The text of `manifest.json`; asked for again after a failure. */
  manifest(): Promise<string> {
    if (this.#kept.manifest !== null) {
      return Promise.resolve(this.#kept.manifest);
    }
    this.#manifest ??= this.#source
      .then(({ manifest, sha256 }) =>
        this.#loader.bytes(manifest, { bytes: null, sha256 }, "fonts_unavailable", () => undefined),
      )
      .then((bytes) => new TextDecoder().decode(bytes))
      .catch((error: unknown) => {
        this.#manifest = null;
        throw error;
      });
    return this.#manifest;
  }

  /** Keeps a manifest that the typesetter has accepted, and removes what it does not name from the store. */
  async keepManifest(text: string, store: Store): Promise<void> {
    this.#kept.manifest = text;
    this.#post({ type: "keep", part: "manifest", text });
    const { files, manifest } = await this.#source;
    if (manifest.startsWith("data:")) {
      // A bundler has put it into the script: nothing says where the slices of an earlier build were.
      return;
    }
    const folder = new URL(".", manifest).href;
    // A file's name has the first digits of its digest in it, and the manifest has the digest.
    const moved = new Set(Object.values(files ?? {}));
    const named = (url: string): boolean => (files === null ? text.includes(digits(url)) : moved.has(url));
    await store.prune((url) => !url.startsWith(folder) || !url.endsWith(".woff2") || named(url));
  }

  /** Forgets a manifest that the typesetter has refused. */
  forgetManifest(): void {
    this.#manifest = null;
  }

  /**
   * Adds what `ask` names until it names nothing more; resolves to what was found about the characters. What was found
   * `before` goes with the error if that forbids a page. `ask` is the typesetter's `needed`, or its `warmUp`.
   */
  async add(
    typesetter: Typesetter,
    ask: () => unknown,
    onProgress: OnProgress,
    signal: AbortSignal,
    before: readonly Finding[],
  ): Promise<readonly Finding[]> {
    let findings: readonly Finding[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const needed = readNeeded(ask());
      findings = distinct(findings, needed.findings);
      refuseErrors(findings, before);
      const missing = needed.slices.filter((slice) => !typesetter.has(slice.family));
      if (missing.length === 0) {
        break;
      }
      await unlessAborted(this.fetch(missing, onProgress), signal);
      for (const { family, file } of missing) {
        const bytes = this.#kept.slices.get(file);
        if (bytes) {
          findings = distinct(findings, readAdded(typesetter.addSlice(family, bytes)));
        }
      }
    }
    refuseErrors(findings, before);
    return findings;
  }

  /** Fetches slices. One that fails does not keep the others from arriving; it is what the promise rejects with. */
  async fetch(slices: readonly Slice[], onProgress: OnProgress): Promise<void> {
    const total = slices.reduce((sum, slice) => sum + slice.bytes, 0);
    const report = (): void => {
      const here = slices.map(({ file, bytes }) => (this.#kept.slices.has(file) ? bytes : (this.#loaded.get(file) ?? 0)));
      onProgress({ phase: "fonts", loaded: here.reduce((sum, n) => sum + n, 0), total });
    };
    this.#listeners.add(report);
    try {
      report();
      const settled = await Promise.allSettled(slices.map((slice) => this.#slice(slice)));
      const failed = settled.find((result) => result.status === "rejected");
      if (failed) {
        throw failed.reason;
      }
      report();
    } finally {
      this.#listeners.delete(report);
    }
  }

  #slice(slice: Slice): Promise<Uint8Array<ArrayBuffer>> {
    const { file } = slice;
    const kept = this.#kept.slices.get(file);
    if (kept) {
      return Promise.resolve(kept);
    }
    let arriving = this.#arriving.get(file);
    if (arriving === undefined) {
      arriving = (this.#others?.slice(file, () => this.#request(slice)) ?? this.#request(slice)).then((bytes) => {
        this.#kept.slices.set(file, bytes);
        return bytes;
      }).finally(() => {
        this.#arriving.delete(file);
        this.#loaded.delete(file);
      });
      this.#arriving.set(file, arriving);
    }
    return arriving;
  }

  async #request({ file, bytes: size, sha256 }: Slice): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#running >= PARALLEL) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#running += 1;
    try {
      const { files, manifest } = await this.#source;
      const url = files === null ? new URL(file, manifest).href : files[file];
      if (url === undefined) {
        throw unnamed(file);
      }
      const bytes = await this.#loader.bytes(url, { bytes: size, sha256 }, "fonts_unavailable", (loaded) => {
        this.#loaded.set(file, loaded);
        this.#listeners.forEach((listener) => listener());
      });
      this.#post({ type: "keep", part: "slice", file, bytes });
      return bytes;
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }
}

/** `2f1c…` of `…/huibao-fang-000.2f1c….woff2`. */
function digits(url: string): string {
  return new URL(url).pathname.split(".").at(-2) ?? "";
}

function unnamed(file: string): Failure {
  return new Failure({
    code: "fonts_unavailable",
    message: `字体文件不可用：${file}（打包结果中没有该文件）。`,
    hint: "请清除浏览器缓存后重试；若仍如此，请重新部署 fonts 文件夹，使清单与字体文件来自同一次构建。",
  });
}
