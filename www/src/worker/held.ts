/**
 * Data as the core takes it, and the data that the core holds: it is read once, however many calls are about it.
 *
 * Data comes by message, a copy each time, so what it says tells whether it is the same: comparing texts takes a hundredth
 * of what reading them takes.
 */

import * as core from "huibao-glue/core";
import type { Data } from "../types.js";

/** Data in a form that can be compared and read again at any time. */
export type Source =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  /** What the module `workbook` made of a workbook. */
  | { readonly kind: "transcript"; readonly text: string }
  /** An object that is no data, and why. */
  | { readonly kind: "unreadable"; readonly text: string };

let last: { readonly source: Source; readonly held: core.Held } | null = null;

/** The source of data that is no workbook. */
export function sourceOf(data: Data): Source {
  if (typeof data === "string") {
    return { kind: "text", text: data };
  }
  const bytes = bytesOf(data);
  if (bytes !== null) {
    return { kind: "bytes", bytes };
  }
  try {
    return { kind: "text", text: JSON.stringify(data, plainOnly) };
  } catch (error) {
    return { kind: "unreadable", text: error instanceof Error ? error.message : String(error) };
  }
}

/** The bytes of data that is a file, otherwise null. */
export function bytesOf(data: Data): Uint8Array | null {
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data instanceof Uint8Array ? data : null;
}

/**
 * Whether a file is, by its first bytes, a workbook or what people take for one, rather than JSON: a zip archive, or the old
 * binary format.
 */
export function isContainer(bytes: Uint8Array): boolean {
  return [[0x50, 0x4b], [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]].some((head) =>
    head.every((byte, index) => bytes[index] === byte),
  );
}

/**
 * The data as the core holds it, read if it is not what the core holds. Not to be kept beyond the next `await`: another
 * call may have other data read.
 */
export function hold(source: Source): core.Held {
  if (last !== null && isSame(last.source, source)) {
    return last.held;
  }
  last?.held.free();
  last = null;
  const held = open(source);
  last = { source, held };
  return held;
}

/** Reads data for the caller alone, who has to `free` it. */
export function open(source: Source): core.Held {
  switch (source.kind) {
    case "text":
      return core.Held.readText(source.text);
    case "bytes":
      return core.Held.read(source.bytes);
    case "transcript":
      return core.Held.readTranscript(source.text);
    case "unreadable":
      return core.Held.unreadable(source.text);
  }
}

/** Whether two files are the same. */
export function isSameFile(one: Uint8Array, other: Uint8Array): boolean {
  return one === other || (one.length === other.length && one.every((byte, index) => byte === other[index]));
}

function isSame(one: Source, other: Source): boolean {
  if (one.kind === "bytes" || other.kind === "bytes") {
    return one.kind === "bytes" && other.kind === "bytes" && isSameFile(one.bytes, other.bytes);
  }
  return one.kind === other.kind && one.text === other.text;
}

/** Refuses what JSON would leave out or change without a word: maps, sets, dates. */
function plainOnly(this: unknown, key: string, value: unknown): unknown {
  const given: unknown = typeof value === "string" && this instanceof Object ? Reflect.get(this, key) : value;
  if (typeof given === "object" && given !== null && !Array.isArray(given)) {
    const prototype: unknown = Object.getPrototypeOf(given);
    if (prototype !== null && prototype !== Object.prototype) {
      throw new TypeError(`“${key}”是 ${given.constructor.name}`);
    }
  }
  return value;
}
