/** {@link Report}: a document that was set. */

import type { Client } from "./client.js";
import { HuibaoError } from "./errors.js";
import type { Rendered, Setting } from "./protocol.js";
import type { Aloud, CallOptions, DocxOptions, Finding, PagePlaces } from "./types.js";

/**
 * A document that was set: its pages, its text, and what was found on the way.
 *
 * A report is a value. It stays usable when other documents are rendered, when a render is cancelled and after a crash:
 * the worker sets it again when it has to.
 */
export class Report {
  /** Number of pages. */
  readonly pages: number;
  /** What each page shows: pages with the same text here look the same, in this report or another. */
  readonly fingerprints: readonly string[];
  /** The document's title. */
  readonly title: string;
  /** Everything that was found; of severity `error` only contradictions of the data, and only where `force` was asked for. */
  readonly findings: readonly Finding[];
  /** The draft: Markdown with front matter, to be edited and given back as `RenderOptions.draft`. */
  readonly draft: string;
  /** The document's text as it is printed, numbering included, without page numbers. */
  readonly text: string;
  /** How long it takes to read aloud. */
  readonly aloud: Aloud;
  readonly #client: Client;
  #setting: Setting | null;

  /** Made by `Huibao.render`. */
  constructor(client: Client, rendered: Rendered) {
    this.pages = rendered.pages.length;
    this.fingerprints = rendered.pages;
    this.title = rendered.setting.title;
    this.findings = rendered.findings;
    this.draft = rendered.draft;
    this.text = rendered.text;
    this.aloud = rendered.aloud;
    this.#client = client;
    this.#setting = rendered.setting;
  }

  /**
   * One page as an SVG document.
   *
   * @param index 0 for the first page.
   * @throws RangeError when there is no such page.
   */
  async svg(index: number, options?: CallOptions): Promise<string> {
    return this.#client.call("page", { setting: this.#need(), index: this.#index(index) }, options);
  }

  /**
   * Where the blocks and figures of a page are: what was clicked on, where to find it.
   *
   * @param page 0 for the first page.
   * @throws RangeError when there is no such page.
   */
  async places(page: number, options?: CallOptions): Promise<PagePlaces> {
    return this.#client.call("places", { setting: this.#need(), index: this.#index(page) }, options);
  }

  /** The PDF file. The same data, options and faces give the same bytes, here and natively. */
  async pdf(options?: CallOptions): Promise<Uint8Array<ArrayBuffer>> {
    return this.#client.call("pdf", { setting: this.#need() }, options);
  }

  /**
   * The Word file (DOCX), to be marked up and worked on: the same text with Word's own styles, page numbers and tables. Charts
   * are pictures, drawn as on the pages (see `images`). Without pictures, the same document gives the same bytes, here and natively.
   */
  async docx(options: DocxOptions = {}, call?: CallOptions): Promise<Uint8Array<ArrayBuffer>> {
    const setting = this.#need();
    let { images } = options;
    if (images === undefined && typeof document !== "undefined") {
      const drawings = await this.#client.call("drawings", { setting }, call);
      // Not part of the first load: most documents are taken away as PDF.
      images = drawings.length === 0 ? [] : await (await import("./pictures.js")).pictures(drawings, call?.signal);
    }
    return this.#client.call("docx", { setting, options: { ...options, images: images ?? [] } }, call);
  }

  /** Lets go of the document; the report gives no more pages. */
  dispose(): void {
    this.#setting = null;
  }

  #index(page: number): number {
    if (!Number.isInteger(page) || page < 0 || page >= this.pages) {
      throw new RangeError(`没有第 ${page + 1} 页：共 ${this.pages} 页。`);
    }
    return page;
  }

  #need(): Setting {
    if (this.#setting === null) {
      throw new HuibaoError({ code: "closed", message: `《${this.title}》已释放。`, hint: "请重新生成。" });
    }
    return this.#setting;
  }
}
