/** Written by `scripts/build.mjs` beside the compiled files. */

/** Version of the package. */
export const version: string;

/** Size of each wasm module before any transfer encoding, which is what progress is counted in. */
export const moduleBytes: { readonly core: number; readonly workbook: number; readonly typesetter: number };
