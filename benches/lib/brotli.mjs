/** Brotli at its highest quality, as a static host compresses once. It takes a minute for 28 MB, so results are kept. */

import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const compress = promisify(brotliCompress);

/**
 * Compresses bytes, or takes the result of an earlier run from `folder`.
 *
 * @param {Buffer} bytes
 * @param {string} folder where results are kept, by digest of what was compressed
 * @returns {Promise<Buffer>}
 */
export async function brotli(bytes, folder) {
  const digest = createHash("sha256").update(bytes).digest("hex");
  const file = path.join(folder, `${digest}.br`);
  try {
    return await readFile(file);
  } catch (error) {
    if (error.code !== "ENOENT") {
      throw error;
    }
  }
  const compressed = await compress(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  await mkdir(folder, { recursive: true });
  // Beside its place first: a run that is broken off leaves no half file behind.
  await writeFile(`${file}.${process.pid}`, compressed);
  await rename(`${file}.${process.pid}`, file);
  return compressed;
}
