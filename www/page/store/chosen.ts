/** Whatever the clerk drops in or chooses: a project file, or data. */

import { formatBytes } from "huibao";
import { isProjectFile, readProjectFile, type ProjectFile } from "./archive.js";
import { StoreError } from "./errors.js";
import type { NamedFile } from "./project.js";
import { t } from "./wording.js";

/** Bytes of the largest file that is opened. A workbook of a province's year has one tenth of it. */
export const FILE_LIMIT = 40_000_000;

/** A file that was chosen. */
export type Chosen = ({ readonly kind: "project" } & ProjectFile) | ({ readonly kind: "data" } & NamedFile);

/** Reads a file; what is too large is refused before it is read. @throws StoreError */
export async function readChosen(file: File): Promise<Chosen> {
  if (file.size > FILE_LIMIT) {
    throw new StoreError("too_large", t.tooLarge(file.name, formatBytes(file.size), formatBytes(FILE_LIMIT)));
  }
  const bytes = await file.arrayBuffer().catch(() => {
    throw new StoreError("unreadable", t.unreadable(file.name));
  });
  const read = new Uint8Array(bytes);
  if (isProjectFile(read) || /\.huibao$/i.test(file.name)) {
    return { kind: "project", ...(await readProjectFile(read)) };
  }
  return { kind: "data", name: file.name, bytes: read };
}
