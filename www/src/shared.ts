/** {@link Shared}: what the workers of one program have loaded, so that none loads it again. */

import type { Kept } from "./protocol.js";
import type { OwnFace } from "./types.js";

/** The wasm modules, as far as one worker has compiled them. */
export interface Modules {
  core?: WebAssembly.Module;
  workbook?: WebAssembly.Module;
  docx?: WebAssembly.Module;
  typesetter?: WebAssembly.Module;
}

type Slice = Uint8Array<ArrayBuffer>;

/** Compiled modules, the font manifest and the slices of all workers together. */
export class Shared {
  readonly kept: Kept = { manifest: null, slices: new Map() };
  readonly modules: Modules = {};
  /** The user's own faces. */
  faces: readonly OwnFace[] = [];
  /** Slices that a worker is loading, with those who wait to hear of it. */
  readonly #loading = new Map<string, { readonly by: object; readonly waiting: (() => void)[] }>();

  /**
   * The slice, once another worker has it; `null` when `by` is to load it. It must then be told of by {@link keep} or
   * {@link giveUp}.
   */
  async slice(file: string, by: object): Promise<Slice | null> {
    for (;;) {
      const bytes = this.kept.slices.get(file);
      if (bytes) {
        return bytes;
      }
      const loading = this.#loading.get(file);
      if (!loading) {
        this.#loading.set(file, { by, waiting: [] });
        return null;
      }
      await new Promise<void>((resolve) => loading.waiting.push(resolve));
    }
  }

  /** A slice has arrived. */
  keep(file: string, bytes: Slice): void {
    this.kept.slices.set(file, bytes);
    this.#settle(file);
  }

  /** What a worker was loading will not come: this slice, or all of them. Whoever waits for one is asked to load it. */
  giveUp(by: object, file?: string): void {
    for (const [name, loading] of [...this.#loading]) {
      if (loading.by === by && (file === undefined || file === name)) {
        this.#settle(name);
      }
    }
  }

  #settle(file: string): void {
    const waiting = this.#loading.get(file)?.waiting ?? [];
    this.#loading.delete(file);
    waiting.forEach((tell) => tell());
  }
}
