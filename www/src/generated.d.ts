/** Written by `scripts/build.mjs` beside the compiled files. */

/** Version of the package. */
export const version: string;

/** Size of each wasm module before any transfer encoding, which is what progress is counted in. */
export const moduleBytes: { readonly core: number; readonly workbook: number; readonly docx: number; readonly typesetter: number };

/** SHA-256 of the files that visits need, in lower-case hexadecimal. */
export const digests: {
  readonly core: string;
  readonly workbook: string;
  readonly docx: string;
  readonly typesetter: string;
  readonly manifest: string;
};
