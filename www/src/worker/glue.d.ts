/**
 * What the two wasm modules export: the contract between this package and `src/web/` of the crate. The modules
 * themselves are joined to the worker by `scripts/build.mjs`, which also checks that every name below is there.
 */

/** `data` is an object, a JSON text, or the bytes (a Uint8Array) of a JSON file or an Excel workbook. */
declare module "huibao-glue/core" {
  /** Instantiates the module. */
  export function initSync(options: { module: WebAssembly.Module }): { readonly memory?: WebAssembly.Memory };
  export function version(): string;
  export function genres(): unknown;
  /** `[{id, name, group, fields, sentence, blocks, data}]`; `data` is JSON. */
  export function instruments(): unknown;
  export function check(data: string | object): unknown;
  export function draft(data: string | object, options: object): unknown;
  /** `{document, title, layout, text, aloud, draft, findings}`; `document` is JSON, or null when a finding forbids it. */
  export function document(draft: string, data: string | object, options: object): unknown;
  /** `{findings, measures}`. */
  export function style(draft: string, data: string | object): unknown;
  /** `{draft, findings}`; the draft is empty when data cannot be read. */
  export function reuse(draft: string, from: string | object, to: string | object): unknown;
  /** `{data, findings}`; `data` is JSON in the form of the schema. */
  export function load(data: string | object): unknown;
  /** `{bytes, findings}`; `bytes` is a Uint8Array, or null when a finding forbids the workbook. Without data a blank one. */
  export function workbook(data?: string | object): unknown;
  /** The JSON Schema. */
  export function schema(): string;

  /** The list of all font slices. */
  export class Slices {
    constructor(manifest: string);
    /** All slices that a document needs: JSON `{slices: [{family, file, bytes, sha256?}], findings: []}`. */
    needed(document: string, layout: string): string;
  }
}

declare module "huibao-glue/typesetter" {
  /** Instantiates the module. */
  export function initSync(options: { module: WebAssembly.Module }): { readonly memory?: WebAssembly.Memory };
  /** The message of the panic that ended this instance, if one did. */
  export function lastPanic(): string;

  /** Documents to pages; holds the faces that were added and the document that was set last. */
  export class Typesetter {
    constructor(manifest: string);
    /** Takes a document; what is still to be loaded for it: JSON `{slices: [{family, file, bytes, sha256?}], findings: []}`. */
    take(document: string, layout: string): string;
    /** The same for the document that was taken last. */
    needed(): string;
    /** Whether the slice of that family was added. */
    has(family: string): boolean;
    /** Adds a slice, WOFF2: JSON `{findings}`. */
    addSlice(family: string, bytes: Uint8Array): string;
    /** Takes the image of a seal for the documents that are set next, or takes it away: JSON `{findings}`. */
    setSeal(image?: Uint8Array): string;
    /**
     * Sets the document that was taken last: JSON `{pages, findings}`, a text for each page that is the same for pages that
     * look the same; no pages if a finding is an error.
     */
    set(): string;
    /** A page of the document that was set last, 0 for the first. */
    pageSvg(index: number): string;
    /** The document that was set last. Throws an `Error` with `findings` when the PDF cannot conform to its standards. */
    pdf(): Uint8Array<ArrayBuffer>;
    /**
     * Sets and exports a tiny document, so that the engine compiles the code that every document needs. Returns JSON as
     * `needed` does: while slices are named in it, nothing was set; add them and call again.
     */
    warmUp(): string;
  }
}
