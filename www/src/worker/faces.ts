/** The font slices that a document needs: fetched with progress, added to the typesetter, handed to the next worker. */

import type { Typesetter } from "huibao-glue/typesetter";
import type { FontSource, Kept, Reply } from "../protocol.js";
import type { Finding, Progress } from "../types.js";
import { Failure } from "./failure.js";
import { isIntact, loadBytes } from "./loader.js";
import type { Others } from "./others.js";
import { distinct, readAdded, readNeeded, refuseErrors, type Slice } from "./read.js";

/** Requests at a time: what browsers open to one HTTP/1.1 host. */
const PARALLEL = 6;

/**
 * A document's slices are known before it is set, so one round is enough; the second is for slices that only the setting
 * itself asks for. More rounds mean that `needed` never becomes content, which must not become an endless download.
 */
const ROUNDS = 3;

export class Faces {
  readonly #source: FontSource;
  readonly #kept: Kept;
  readonly #others: Others | null;
  readonly #post: (reply: Reply) => void;

  /** @param others those who load slices too, if there are any. */
  constructor(source: FontSource, kept: Kept, others: Others | null, post: (reply: Reply) => void) {
    this.#source = source;
    this.#kept = kept;
    this.#others = others;
    this.#post = post;
  }

  /** The text of `manifest.json`. */
  async manifest(): Promise<string> {
    if (this.#kept.manifest !== null) {
      return this.#kept.manifest;
    }
    return new TextDecoder().decode(await loadBytes(this.#source.manifest, "fonts_unavailable", () => undefined));
  }

  /** Keeps a manifest that the typesetter has accepted; another is asked for again at the next try. */
  keepManifest(text: string): void {
    this.#kept.manifest = text;
    this.#post({ type: "keep", part: "manifest", text });
  }

  /**
   * Adds what `ask` names until it names nothing more; resolves to what was found about the characters. What was found
   * `before` goes with the error if that forbids a page.
   * `ask` is the typesetter's `needed` for a document, or its `warmUp`.
   */
  async add(
    typesetter: Typesetter,
    ask: () => string,
    onProgress: (progress: Progress) => void,
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
      await this.#fetch(missing, onProgress, signal);
      for (const slice of missing) {
        const bytes = this.#kept.slices.get(slice.file);
        if (bytes) {
          findings = distinct(findings, readAdded(typesetter.addSlice(slice.family, bytes)));
        }
      }
    }
    refuseErrors(findings, before);
    return findings;
  }

  async #fetch(slices: readonly Slice[], onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<void> {
    const total = slices.reduce((sum, slice) => sum + slice.bytes, 0);
    const arrived = new Map<string, number>();
    const report = (file: string, loaded: number): void => {
      arrived.set(file, loaded);
      onProgress({ phase: "fonts", loaded: [...arrived.values()].reduce((sum, n) => sum + n, 0), total });
    };
    const waiting = [...slices];
    const fetchNext = async (): Promise<void> => {
      for (let slice = waiting.shift(); slice; slice = waiting.shift()) {
        const { file, bytes } = slice;
        if (!this.#kept.slices.has(file)) {
          const load = (): Promise<Uint8Array<ArrayBuffer>> => this.#load(slice, (loaded) => report(file, loaded), signal);
          this.#kept.slices.set(file, await (this.#others?.slice(file, load) ?? load()));
        }
        report(file, bytes);
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, fetchNext));
  }

  async #load(
    { file, sha256 }: Slice,
    onBytes: (loaded: number) => void,
    signal: AbortSignal,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const url = this.#source.files === null ? new URL(file, this.#source.manifest).href : this.#source.files[file];
    if (url === undefined) {
      throw damaged(file, "打包结果中没有该文件");
    }
    const bytes = await loadBytes(url, "fonts_unavailable", onBytes, signal);
    if (!(await isIntact(bytes, sha256))) {
      throw damaged(url, "内容与清单不符");
    }
    this.#post({ type: "keep", part: "slice", file, bytes });
    return bytes;
  }
}

function damaged(what: string, why: string): Failure {
  return new Failure({
    code: "fonts_unavailable",
    message: `字体文件不可用：${what}（${why}）。`,
    hint: "请清除浏览器缓存后重试；若仍如此，请重新部署 fonts 文件夹，使清单与字体文件来自同一次构建。",
  });
}
