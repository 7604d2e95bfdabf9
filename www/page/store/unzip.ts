/**
 * Reads a ZIP archive that may be anything: damaged, made to fill the memory (a bomb), or with names that point out of it.
 * After APPNOTE.TXT 6.3.10; without ZIP64 and encryption, which no project file has. What is packed is unpacked by the browser.
 */

import { CENTRAL_HEADER, crc32, END, LOCAL_HEADER } from "../../src/zip.js";

/** Why an archive was refused, and at which of its files. */
export class ZipError extends Error {
  readonly reason: "format" | "damaged" | "large";

  constructor(reason: ZipError["reason"], file: string) {
    super(file);
    this.reason = reason;
  }
}

const END_SIZE = 22;
/** The longest comment that may stand behind the end. */
const LONGEST_COMMENT = 0xffff;

const STORED = 0;
const DEFLATED = 8;
/** General purpose bit 0. */
const ENCRYPTED = 1;

export interface Limits {
  /** Files. */
  readonly files: number;
  /** Bytes of all files, unpacked. */
  readonly bytes: number;
}

/** The files of an archive by name. @throws ZipError */
export async function unzip(archive: Uint8Array<ArrayBuffer>, limits: Limits): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  if (count > limits.files) {
    throw new ZipError("large", "");
  }
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  let left = limits.bytes;
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== CENTRAL_HEADER) {
      throw new ZipError("damaged", "");
    }
    const lengths = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    const [nameLength = 0, extraLength = 0, commentLength = 0] = lengths;
    const name = new TextDecoder().decode(archive.subarray(at + 46, Math.min(at + 46 + nameLength, end)));
    const entry: Entry = {
      name,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    if (isHostile(name) || (view.getUint16(at + 8, true) & ENCRYPTED) !== 0 || files.has(name)) {
      throw new ZipError("format", name);
    }
    left -= entry.size;
    if (left < 0) {
      throw new ZipError("large", name);
    }
    if (!name.endsWith("/")) {
      files.set(name, await unpack(archive, view, entry));
    }
    at += 46 + nameLength + extraLength + commentLength;
  }
  return files;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** Where the end of the directory stands: the last record of its kind, behind which there is only its comment. */
function endOf(view: DataView): number {
  const last = view.byteLength - END_SIZE;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
    if (view.getUint32(at, true) === END && at + END_SIZE + view.getUint16(at + 20, true) === view.byteLength) {
      return at;
    }
  }
  throw new ZipError("format", "");
}

/** Names that would lead out of a folder. Nothing here is written to a folder, but whoever made such a file meant harm. */
function isHostile(name: string): boolean {
  return name === "" || /^\/|\\|\0|^[a-z]:/i.test(name) || name.split("/").includes("..");
}

async function unpack(archive: Uint8Array<ArrayBuffer>, view: DataView, entry: Entry): Promise<Uint8Array<ArrayBuffer>> {
  const { name, method, offset, packed, size, crc } = entry;
  if (offset + 30 > view.byteLength || view.getUint32(offset, true) !== LOCAL_HEADER) {
    throw new ZipError("damaged", name);
  }
  const from = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const body = archive.subarray(from, from + packed);
  if (body.length !== packed || (method !== STORED && method !== DEFLATED)) {
    throw new ZipError("damaged", name);
  }
  const bytes = method === STORED ? body.slice() : await inflate(body, size, name);
  if (bytes.length !== size || crc32(bytes) !== crc) {
    throw new ZipError("damaged", name);
  }
  return bytes;
}

/** Unpacks into `size` bytes, and stops when there are more: the size that a directory states may be a lie. */
async function inflate(body: Uint8Array<ArrayBuffer>, size: number, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([body]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const bytes = new Uint8Array(size);
  let at = 0;
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      if (at + chunk.value.length > size) {
        throw new ZipError("damaged", name);
      }
      bytes.set(chunk.value, at);
      at += chunk.value.length;
    }
  } catch {
    throw new ZipError("damaged", name);
  } finally {
    void reader.cancel().catch(() => undefined);
  }
  return bytes.subarray(0, at);
}
