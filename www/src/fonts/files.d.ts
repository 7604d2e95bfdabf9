/** Written by `scripts/build.mjs`: `fonts/files.js` in the package. */

/**
 * The address of every font slice by its file name, each as a literal `new URL("…", import.meta.url)`, so that a
 * bundler copies the slices and puts their new addresses here.
 */
export const files: Readonly<Record<string, string>>;
