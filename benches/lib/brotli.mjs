/**
 * Brotli with its widest window, as the `brotli` command compresses files for a static host. 28 MB take a minute at the
 * highest quality, so results are kept.
 */

import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const compress = promisify(brotliCompress);

/** Base-two logarithm of the window in bytes: the most that browsers read. */
const WINDOW = constants.BROTLI_MAX_WINDOW_BITS;

/**
 * Compresses bytes, or takes the result of an earlier run from `folder`.
 *
 * @param {Buffer} bytes
 * @param {string} folder where results are kept, by digest of what was compressed
 * @param {number} quality 0 to 11
 * @returns {Promise<Buffer>}
 */
export async function brotli(bytes, folder, quality) {
  const digest = createHash("sha256").update(bytes).digest("hex");
  const file = path.join(folder, `${digest}-${quality}-${WINDOW}.br`);
  try {
    return await readFile(file);
  } catch (error) {
    if (error.code !== "ENOENT") {
      throw error;
    }
  }
  const compressed = await compress(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_LGWIN]: WINDOW,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  await mkdir(folder, { recursive: true });
  // Beside its place first: a run that is broken off leaves no half file behind.
  await writeFile(`${file}.${process.pid}`, compressed);
  await rename(`${file}.${process.pid}`, file);
  return compressed;
}
