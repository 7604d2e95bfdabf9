/**
 * 工程文件: a project as one file that is handed on, `.huibao`. A ZIP archive that any program opens:
 *
 * - `project.json`: format, version of the page, name, genre, layout, seed, and which file is what;
 * - `data.xlsx` or `data.json`: the file that was opened, byte for byte, or the data as it was changed in the page;
 * - `draft.md` (her own wording) and `composed.md` (as it was composed);
 * - `options.json`, and the images and outlines that go with the document.
 */

import { archive, type Packed } from "../../src/zip.js";
import { StoreError } from "./errors.js";
import type { NamedFile, ProjectContent, ProjectData } from "./project.js";
import { unzip, ZipError } from "./unzip.js";
import { t } from "./wording.js";

/** Of the format. A file of a later one is refused: what this page does not know, it would lose. */
const FORMAT = 1;

const LIMITS = { files: 64, bytes: 256 * 2 ** 20 };

const DATA_JSON = "data.json";
const DATA_XLSX = "data.xlsx";
const DRAFT = "draft.md";
const COMPOSED = "composed.md";
const MANIFEST = "project.json";
const OPTIONS = "options.json";

/** What a project file holds. */
export interface ProjectFile {
  readonly content: ProjectContent;
  /** Version of the page that wrote it. */
  readonly version: string;
}

/** A file within the archive, and what it was called where it came from; `null` for an object that never was a file. */
interface Member {
  readonly file: string;
  readonly name: string | null;
}

/** The project as a file. The same project gives the same bytes. @param version of the page: `huibao.version`. */
export async function writeProjectFile(content: ProjectContent, version: string): Promise<Blob> {
  const { name, data, draft, composed, genre, layout, seed, options } = content;
  const packed: Packed[] = [];
  const put = (file: string, bytes: Uint8Array<ArrayBuffer>): string => {
    packed.push({ name: file, bytes });
    return file;
  };
  const enclose = (what: string, given: NamedFile | null): Member | null =>
    given && { file: put(`${what}${extension(given.name)}`, given.bytes), name: given.name };
  const member: Member =
    data.kind === "file"
      ? { file: put(isWorkbook(data.bytes) ? DATA_XLSX : DATA_JSON, data.bytes), name: data.name }
      : { file: put(DATA_JSON, text(JSON.stringify(data.value, null, 1))), name: null };
  if (draft !== null) {
    put(DRAFT, text(draft));
  }
  put(COMPOSED, text(composed));
  const { sources, forced, seal, map } = options;
  put(OPTIONS, json({ sources, forced, seal: enclose("seal", seal), map: enclose("map", map) }));
  // First, so that who looks into the archive sees at once what it is.
  const first = { name: MANIFEST, bytes: json({ format: FORMAT, version, name, genre, layout, seed, data: member }) };
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of archive(listed([first, ...packed]))) {
    pieces.push(piece);
  }
  return new Blob(pieces, { type: "application/x-huibao" });
}

/** Whether bytes are a project file, rather than a workbook or JSON: its first file says so. */
export function isProjectFile(bytes: Uint8Array): boolean {
  const head = new TextDecoder("latin1").decode(bytes.subarray(30, 30 + MANIFEST.length));
  return isWorkbook(bytes) && head === MANIFEST;
}

/** Reads a project file. @throws StoreError `not_a_project`, `damaged`, `newer` or `too_large`: nothing was changed. */
export async function readProjectFile(bytes: Uint8Array<ArrayBuffer>): Promise<ProjectFile> {
  const files = await unzip(bytes, LIMITS).catch((error: unknown) => {
    throw error instanceof ZipError ? refusal(error) : error;
  });
  const manifest = fields(files, MANIFEST);
  const { format, version } = manifest;
  if (typeof format !== "number") {
    throw new StoreError("not_a_project", t.notProject);
  }
  const made = typeof version === "string" ? version : "";
  if (format > FORMAT) {
    throw new StoreError("newer", t.newerFile(made));
  }
  const options = fields(files, OPTIONS);
  const whole = (file: string): string => decode(need(files, file), file);
  const { layout, seed } = manifest;
  return {
    version: made,
    content: {
      name: string(manifest.name),
      data: dataOf(files, manifest.data),
      draft: files.has(DRAFT) ? whole(DRAFT) : null,
      composed: whole(COMPOSED),
      genre: string(manifest.genre),
      layout: typeof layout === "string" ? layout : null,
      seed: typeof seed === "number" && Number.isInteger(seed) ? seed : 0,
      options: {
        sources: options.sources === true,
        forced: options.forced === true,
        seal: enclosed(files, options.seal),
        map: enclosed(files, options.map),
      },
    },
  };
}

type Files = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

function refusal({ reason, message }: ZipError): StoreError {
  switch (reason) {
    case "format":
      return new StoreError("not_a_project", t.notProject);
    case "damaged":
      return new StoreError("damaged", t.damaged(message === "" ? "ZIP" : message));
    case "large":
      return new StoreError("too_large", t.tooLargeInside);
  }
}

function dataOf(files: Files, value: unknown): ProjectData {
  const { file, name } = member(value);
  const bytes = need(files, file);
  if (name !== null) {
    return { kind: "file", name, bytes };
  }
  const parsed = parse(bytes, file);
  if (!isRecord(parsed)) {
    throw new StoreError("damaged", t.damaged(file));
  }
  return { kind: "object", value: parsed };
}

function enclosed(files: Files, value: unknown): NamedFile | null {
  if (value === null || value === undefined) {
    return null;
  }
  const { file, name } = member(value);
  return { name: name ?? file, bytes: need(files, file) };
}

function member(value: unknown): Member {
  if (!isRecord(value) || typeof value.file !== "string") {
    throw new StoreError("damaged", t.damaged(MANIFEST));
  }
  return { file: value.file, name: typeof value.name === "string" ? value.name : null };
}

function need(files: Files, file: string): Uint8Array<ArrayBuffer> {
  const bytes = files.get(file);
  if (bytes === undefined) {
    throw file === MANIFEST ? new StoreError("not_a_project", t.notProject) : new StoreError("damaged", t.damaged(file));
  }
  return bytes;
}

function fields(files: Files, file: string): Readonly<Record<string, unknown>> {
  const value = parse(need(files, file), file);
  if (!isRecord(value)) {
    throw new StoreError("damaged", t.damaged(file));
  }
  return value;
}

function parse(bytes: Uint8Array<ArrayBuffer>, file: string): unknown {
  try {
    return JSON.parse(decode(bytes, file));
  } catch {
    throw new StoreError("damaged", t.damaged(file));
  }
}

function decode(bytes: Uint8Array<ArrayBuffer>, file: string): string {
  try {
    // As it stands: a draft that begins with a byte order mark keeps it.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new StoreError("damaged", t.damaged(file));
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function string(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** `.png` of `印章.PNG`: what lies in the archive has a plain name, whatever the file was called. */
function extension(name: string): string {
  return /\.[a-z0-9]{1,8}$/i.exec(name)?.[0].toLowerCase() ?? "";
}

/** By its first bytes: a workbook is a ZIP archive. */
function isWorkbook(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

function json(value: unknown): Uint8Array<ArrayBuffer> {
  return text(`${JSON.stringify(value, null, 2)}\n`);
}

function text(value: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(value));
}

async function* listed(files: readonly Packed[]): AsyncGenerator<Packed, void> {
  yield* files;
}
