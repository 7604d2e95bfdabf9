/**
 * A ZIP archive as a stream: files are stored as they are, one after the other, and nothing of them is kept but their
 * line of the directory.
 *
 * After APPNOTE.TXT 6.3.10. Own code, because the libraries at hand do less: client-zip 2.5 writes no ZIP64 record for more
 * than 65,535 files, fflate knows no ZIP64, and zip.js keeps 18 KB in memory for each file. Size and checksum stand before
 * each file instead of behind it, for readers that go through an archive from its beginning; names are UTF-8 and marked
 * so; all times are the first that the format knows, so that the same files give the same bytes.
 */

/** A file to be packed. */
export interface Packed {
  /** Its name; `/` separates folders. Each may occur once. */
  readonly name: string;
  /** At most 4 GiB. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Signature before each file, section 4.3.7. */
export const LOCAL_HEADER = 0x04034b50;
/** Signature of an entry of the directory, section 4.3.12. */
export const CENTRAL_HEADER = 0x02014b50;
/** Signature of the end of the directory, section 4.3.16. */
export const END = 0x06054b50;
const END_64 = 0x06064b50;
const END_64_LOCATOR = 0x07064b50;

/** Section 4.4.4, bit 11: the name is UTF-8. */
const UTF8 = 0x0800;
/** Version 2.0 of the format, and 4.5, which has ZIP64. */
const VERSION = 20;
const VERSION_64 = 45;
/** Section 4.4.2: made on Unix, so that the mode below is understood. */
const UNIX = 3 << 8;
/** A plain file that all may read. */
const MODE = 0o100644;
/** 1980-01-01: day 1 of month 1 of year 0. */
const DATE = (1 << 5) | 1;
/** What stands in a field of two or four bytes whose value is in a ZIP64 record. */
const FULL_16 = 0xffff;
const FULL_32 = 0xffffffff;

/**
 * The archive of `files`, piece by piece.
 *
 * @param before bytes that the file has already, before the archive.
 */
export async function* archive(
  files: AsyncIterable<Packed>,
  before = 0,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = before;
  for await (const { name, bytes } of files) {
    if (bytes.length >= FULL_32) {
      throw new RangeError(`${name}: ${bytes.length} bytes are more than an archive takes as one file`);
    }
    const encoded = new TextEncoder().encode(name);
    const facts = { crc: crc32(bytes), size: bytes.length };
    yield record(30, encoded, (view) => {
      view.setUint32(0, LOCAL_HEADER, true);
      about(view, 4, facts, encoded.length);
    });
    yield bytes;
    directory.push(directoryLine(encoded, facts, offset));
    offset += 30 + encoded.length + bytes.length;
  }
  const start = offset;
  for (const line of directory) {
    yield line;
    offset += line.length;
  }
  yield end(directory.length, start, offset - start);
}

interface Facts {
  readonly crc: number;
  readonly size: number;
}

/** The fields that the header of a file and its line of the directory have in common (26 bytes), from `at`. */
function about(view: DataView, at: number, { crc, size }: Facts, nameLength: number, version = VERSION): void {
  view.setUint16(at, version, true);
  view.setUint16(at + 2, UTF8, true);
  // Method 0 (stored) and time 0:00 are the zeros at 4 and 6.
  view.setUint16(at + 8, DATE, true);
  view.setUint32(at + 10, crc, true);
  view.setUint32(at + 14, size, true);
  view.setUint32(at + 18, size, true);
  view.setUint16(at + 22, nameLength, true);
}

function directoryLine(name: Uint8Array, facts: Facts, offset: number): Uint8Array<ArrayBuffer> {
  const far = offset >= FULL_32;
  const version = far ? VERSION_64 : VERSION;
  const line = record(46, name, (view) => {
    view.setUint32(0, CENTRAL_HEADER, true);
    view.setUint16(4, UNIX | version, true);
    about(view, 6, facts, name.length, version);
    view.setUint16(30, far ? 12 : 0, true);
    view.setUint32(38, MODE * 0x10000, true);
    view.setUint32(42, far ? FULL_32 : offset, true);
  });
  if (!far) {
    return line;
  }
  const extra = record(12, new Uint8Array(), (view) => {
    view.setUint16(0, 1, true);
    view.setUint16(2, 8, true);
    view.setBigUint64(4, BigInt(offset), true);
  });
  return joined(line, extra);
}

/** The end of the directory; with its ZIP64 form before it where a number does not fit. */
function end(count: number, start: number, size: number): Uint8Array<ArrayBuffer> {
  const last = record(22, new Uint8Array(), (view) => {
    view.setUint32(0, END, true);
    view.setUint16(8, Math.min(count, FULL_16), true);
    view.setUint16(10, Math.min(count, FULL_16), true);
    view.setUint32(12, Math.min(size, FULL_32), true);
    view.setUint32(16, Math.min(start, FULL_32), true);
  });
  if (count < FULL_16 && size < FULL_32 && start < FULL_32) {
    return last;
  }
  const large = record(56 + 20, new Uint8Array(), (view) => {
    view.setUint32(0, END_64, true);
    view.setBigUint64(4, 44n, true);
    view.setUint16(12, UNIX | VERSION_64, true);
    view.setUint16(14, VERSION_64, true);
    view.setBigUint64(24, BigInt(count), true);
    view.setBigUint64(32, BigInt(count), true);
    view.setBigUint64(40, BigInt(size), true);
    view.setBigUint64(48, BigInt(start), true);
    view.setUint32(56, END_64_LOCATOR, true);
    view.setBigUint64(64, BigInt(start + size), true);
    view.setUint32(72, 1, true);
  });
  return joined(large, last);
}

/** `size` bytes that `write` fills, and the name behind them. */
function record(size: number, name: Uint8Array, write: (view: DataView) => void): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size + name.length);
  write(new DataView(bytes.buffer));
  bytes.set(name, size);
  return bytes;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(a.length + b.length);
  bytes.set(a);
  bytes.set(b, a.length);
  return bytes;
}

/** Bytes that the checksum takes at a time. */
const STEP = 8;

let tables: DataView | null = null;

/** CRC-32 as section 4.4.7 has it, eight bytes at a time ("slicing-by-8"): a page's thread has no time to lose. */
export function crc32(bytes: Uint8Array): number {
  tables ??= crcTables();
  const table = tables;
  const part = (which: number, byte: number): number => table.getUint32((which << 10) | ((byte & 0xff) << 2), true);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let crc = ~0;
  let at = 0;
  for (; at + STEP <= bytes.length; at += STEP) {
    const a = crc ^ view.getUint32(at, true);
    const b = view.getUint32(at + 4, true);
    crc =
      part(7, a) ^ part(6, a >>> 8) ^ part(5, a >>> 16) ^ part(4, a >>> 24) ^
      part(3, b) ^ part(2, b >>> 8) ^ part(1, b >>> 16) ^ part(0, b >>> 24);
  }
  for (; at < bytes.length; at++) {
    crc = (crc >>> 8) ^ part(0, crc ^ view.getUint8(at));
  }
  return ~crc >>> 0;
}

/** Table n holds what a byte does to the checksum when n bytes follow it: 8 tables of 256 numbers. */
function crcTables(): DataView {
  const view = new DataView(new ArrayBuffer(STEP * 256 * 4));
  for (let byte = 0; byte < 256; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) {
      value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    }
    view.setUint32(byte << 2, value, true);
  }
  for (let index = 256; index < STEP * 256; index++) {
    const before = view.getUint32((index - 256) << 2, true);
    view.setUint32(index << 2, (before >>> 8) ^ view.getUint32((before & 0xff) << 2, true), true);
  }
  return view;
}
