/**
 * What the four wasm modules export: the contract between this package and `src/web/` of the crate. The modules
 * themselves are joined to the worker by `scripts/build.mjs`, which also checks that every name below is there.
 */

declare module "huibao-glue/core" {
  /** Instantiates the module. */
  export function initSync(options: { module: WebAssembly.Module }): { readonly memory?: WebAssembly.Memory };
  export function version(): string;
  /** JSON `[{id, name, layout}]`. */
  export function genres(): string;
  /** JSON `[{id, name, group, fields, sentence, blocks, data}]`; `data` is JSON. `files` is what `instruments.json` holds. */
  export function instruments(files: string): string;
  /** JSON `{draft, findings}`; the draft is empty when data cannot be read. `from` and `to` are two. */
  export function reuse(draft: string, from: Held, to: Held): string;
  /** JSON `{name, findings}`; the name is empty when the pattern cannot be filled. `facts` is JSON. */
  export function fileName(pattern: string, facts: string): string;
  /** The JSON Schema. */
  export function schema(): string;

  /** Data that was read, with what is known of it. Options are JSON. */
  export class Held {
    private constructor();
    /** The bytes of a JSON file. */
    static read(bytes: Uint8Array): Held;
    static readText(text: string): Held;
    /** What `read` of the module `workbook` gave. */
    static readTranscript(text: string): Held;
    /** An object that is no data, and why. */
    static unreadable(why: string): Held;
    /** JSON `{findings, examined, rules}`. */
    check(): string;
    /** JSON `{draft, findings}`. */
    draft(options: string): string;
    /** The draft, read as a document; to be given back (`free`). */
    document(draft: string, options: string): Made;
    /** JSON `{findings, measures}`. */
    style(draft: string): string;
    /** JSON `{draft, frontMatter, blocks, figures, unbound, findings}`; offsets are UTF-16 code units of `draft`. */
    inspect(draft: string, options: string): string;
    /** Two texts: the data in the form of the schema, and `{findings}`. */
    load(): string[];
    /** JSON `{units: [{id, name, level, parent}], findings}`; `division` is JSON `{level?, kind?}`. */
    units(division: string): string;
    /** JSON `[{id, data, findings}]`; `data` is JSON, empty when a finding forbids it. */
    unit(ids: readonly string[]): string;
    /** Gives the memory back. */
    free(): void;
  }

  /** A draft that was read as a document. */
  export class Made {
    private constructor();
    /** JSON `{title, layout, text, aloud, draft, findings}`. */
    told(): string;
    /** The document for the typesetter; empty when a finding forbids it. */
    document(): string;
    /** All slices that the document needs: JSON `{slices: [{family, file, bytes, sha256?}], findings: []}`. */
    needed(slices: Slices, layout: string): string;
    /** Gives the memory back. */
    free(): void;
  }

  /** The list of all font slices. */
  export class Slices {
    constructor(manifest: string);
  }
}

declare module "huibao-glue/workbook" {
  /** Instantiates the module. */
  export function initSync(options: { module: WebAssembly.Module }): { readonly memory?: WebAssembly.Memory };
  /** What a workbook holds, for `Held.readTranscript`. */
  export function read(bytes: Uint8Array): string;
  /** A workbook with data in the form of the schema. Throws an `Error` with `findings` when the data does not fit. */
  export function write(data: string): Uint8Array<ArrayBuffer>;
  /** A workbook to be filled in. */
  export function blank(): Uint8Array<ArrayBuffer>;
}

declare module "huibao-glue/docx" {
  /** Instantiates the module. */
  export function initSync(options: { module: WebAssembly.Module }): { readonly memory?: WebAssembly.Memory };
  /** Pictures of exhibits. */
  export class Images {
    constructor();
    /** The picture of a block: PNG, the same as SVG where there is one, width and height in points. */
    add(block: number, png: Uint8Array, svg: string | undefined, width: number, height: number): void;
    /** Gives the memory back. */
    free(): void;
  }
  /** The Word file of a document (JSON); options are JSON `{sources}`. Throws an `Error` with `findings` when there can be none. */
  export function write(document: string, layout: string, options: string, images: Images): Uint8Array<ArrayBuffer>;
}

declare module "huibao-glue/typesetter" {
  /** Instantiates the module. */
  export function initSync(options: { module: WebAssembly.Module }): { readonly memory?: WebAssembly.Memory };
  /** The message of the panic that ended this instance, if one did. */
  export function lastPanic(): string;

  /** Documents to pages; holds the faces that were added and the document that was set last. */
  export class Typesetter {
    constructor(manifest: string);
    /** Takes a document; what is still to be loaded for it: `{slices: [{family, file, bytes, sha256?}], findings: []}`. */
    take(document: string, layout: string): unknown;
    /** The same for the document that was taken last. */
    needed(): unknown;
    /** Whether the slice of that family was added. */
    has(family: string): boolean;
    /** Adds a slice, WOFF2: `{findings}`. */
    addSlice(family: string, bytes: Uint8Array): unknown;
    /** Takes the image of a seal for the documents that are set next, or takes it away: `{findings}`. */
    setSeal(image?: Uint8Array): unknown;
    /** Adds a face of the user's own; `useFaces` puts those added to use. */
    addFace(role: string, file: string, bytes: Uint8Array, index: number): void;
    /** Uses the faces that were added since the last time, and no others: `{faces: [{role, file, family, characters, gb2312}], findings}`. */
    useFaces(): unknown;
    /**
     * Sets the document that was taken last: `{pages, findings}`, a text for each page that is the same for pages that
     * look the same; no pages if a finding is an error.
     */
    set(): unknown;
    /** A page of the document that was set last, 0 for the first. */
    pageSvg(index: number): string;
    /** Where its blocks and figures are: `{width, height, places: [{block, figure, x, y, width, height}]}`. */
    places(index: number): unknown;
    /** What is drawn of its exhibits: `[{block, width, height, svg}]`, in points. */
    drawings(): unknown;
    /** The document that was set last. Throws an `Error` with `findings` when the PDF cannot conform to its standards. */
    pdf(): Uint8Array<ArrayBuffer>;
    /**
     * Sets and exports a tiny document, so that the engine compiles the code that every document needs. Returns what
     * `needed` does: while slices are named in it, nothing was set; add them and call again.
     */
    warmUp(): unknown;
  }
}
