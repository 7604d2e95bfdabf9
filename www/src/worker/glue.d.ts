/**
 * What the two wasm modules export: the contract between this package and `src/web/` of the crate. The modules
 * themselves are joined to the worker by `scripts/build.mjs`, which also checks that every name below is there.
 */

declare module "huibao-glue/core" {
  /** Instantiates the module. */
  export function initSync(options: { module: WebAssembly.Module }): unknown;
  export function version(): string;
  export function genres(): unknown;
  export function check(data: string | object): unknown;
  export function draft(data: string | object, options: object): unknown;
  export function document(draft: string, data: string | object, options: object): unknown;
  /** The message of the last panic, empty if there was none. */
  export function lastPanic(): string;
}

declare module "huibao-glue/typesetter" {
  /** Instantiates the module. */
  export function initSync(options: { module: WebAssembly.Module }): unknown;
  /** The message of the last panic, empty if there was none. */
  export function lastPanic(): string;

  /** Documents to pages; holds the faces that were added and the document that was set last. */
  export class Typesetter {
    constructor(manifest: string);
    /** The slices that a document needs: JSON `{slices: [{family, file, bytes, sha256}], findings: []}`. */
    needed(document: string, layout: string): string;
    /** Whether the slice of that family was added. */
    has(family: string): boolean;
    /** Adds a slice, WOFF2. */
    addSlice(family: string, bytes: Uint8Array): void;
    /** Sets a document: JSON `{pages, findings}`. */
    set(document: string, layout: string): string;
    /** A page of the document that was set last, 0 for the first. */
    pageSvg(index: number): string;
    /** The document that was set last. */
    pdf(): Uint8Array<ArrayBuffer>;
    /** Sets a tiny document, so that the engine compiles the code that every document needs. */
    warmUp(): void;
  }
}
