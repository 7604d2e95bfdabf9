/** {@link Others}: the workers beside this one, by way of the page, so that of all of them one alone loads a slice. */

import type { Reply } from "../protocol.js";

type Bytes = Uint8Array<ArrayBuffer>;

export class Others {
  readonly #post: (reply: Reply) => void;
  readonly #asked = new Map<string, (bytes: Bytes | null) => void>();

  constructor(post: (reply: Reply) => void) {
    this.#post = post;
  }

  /** The slice that another worker has loaded, or else what `load` gives. */
  async slice(file: string, load: () => Promise<Bytes>): Promise<Bytes> {
    const given = await new Promise<Bytes | null>((resolve) => {
      this.#asked.set(file, resolve);
      this.#post({ type: "want", file });
    });
    if (given !== null) {
      return given;
    }
    try {
      return await load();
    } catch (error) {
      this.#post({ type: "missing", file });
      throw error;
    }
  }

  /** The page's answer. */
  answer(file: string, bytes: Bytes | null): void {
    this.#asked.get(file)?.(bytes);
    this.#asked.delete(file);
  }
}
