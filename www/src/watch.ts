/** {@link Watch}: how far a batch is, and how fast. */

import type { BatchProgress } from "./types.js";

/** Documents by which the rate is measured, and the fewest from which it is told. */
const RATE_OVER = 32;
const RATE_FROM = 3;

/** Counts, and tells how far the batch is. */
export class Watch {
  readonly #total: number | null;
  readonly #onProgress: ((progress: BatchProgress) => void) | undefined;
  readonly #names = new Map<number, string>();
  /** When the last documents were finished, in milliseconds. */
  readonly #finished: number[] = [];
  #done = 0;
  #failed = 0;

  constructor(total: number | null, onProgress: ((progress: BatchProgress) => void) | undefined) {
    this.#total = total;
    this.#onProgress = onProgress;
  }

  begin(index: number, name: string): void {
    this.#names.set(index, name);
    this.tell();
  }

  end(index: number, made: boolean): void {
    this.#names.delete(index);
    if (made) {
      this.#done += 1;
    } else {
      this.#failed += 1;
    }
    this.#finished.push(performance.now());
    if (this.#finished.length > RATE_OVER) {
      this.#finished.shift();
    }
    this.tell();
  }

  tell(): void {
    const rate = this.#rate();
    const left = this.#total === null ? null : this.#total - this.#done - this.#failed;
    this.#onProgress?.({
      done: this.#done,
      failed: this.#failed,
      total: this.#total,
      names: [...this.#names.values()],
      rate,
      remaining: rate === null || left === null ? null : left / rate,
    });
  }

  /** Since the earliest of the last documents, that one not counted: the start of the workers is not their speed. */
  #rate(): number | null {
    const [first] = this.#finished;
    const elapsed = first === undefined ? 0 : performance.now() - first;
    return this.#finished.length < RATE_FROM || elapsed <= 0 ? null : ((this.#finished.length - 1) * 1000) / elapsed;
  }
}

