/**
 * What a value looks like as the text of a cell, and back, as `src/workbook/text.rs` has it: text as people write it; several values
 * one a line, with `\n`, `\r` and `\\` for what would break the lines and `\0` before an item that shows nothing.
 */

import { isObject } from "./json.js";
import type { Column, Leaf } from "./plan.js";

export const YES = "是";
export const NO = "否";

/** What was read from a text: a value (undefined for nothing), or what should have been written. */
export type Reading = { readonly value: unknown } | { readonly expected: string };

/** The text of a value. Whatever is not what the column holds is shown as JSON, so that it can be seen and put right. */
export function show(value: unknown, column: Column): string {
  if (!column.list || !Array.isArray(value)) {
    return showLeaf(value);
  }
  return value
    .map((item) => {
      const escaped = showLeaf(item).replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
      return escaped.trim() === "" ? `\\0${escaped}` : escaped;
    })
    .join("\n");
}

function showLeaf(value: unknown): string {
  if (value === undefined || value === null) {
    return "";
  }
  if (typeof value === "boolean") {
    return value ? YES : NO;
  }
  if (typeof value === "object") {
    return showObject(value) ?? JSON.stringify(value);
  }
  return String(value);
}

/** A quantity or a period in the form of an object, as people write it; undefined where that is not plain. */
function showObject(value: object): string | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const { value: number, unit, label, start, end, ...others } = value;
  if (Object.keys(others).length > 0) {
    return undefined;
  }
  if (number !== undefined && label === undefined && start === undefined && end === undefined) {
    return `${String(number)}${typeof unit === "string" ? unit : ""}`;
  }
  if (typeof label === "string" && number === undefined && unit === undefined) {
    return start === undefined && end === undefined ? label : `${label}（${[start, end].filter((part) => typeof part === "string").join("至")}）`;
  }
  return undefined;
}

/** The value of a text, of the type that `before` has where the text allows: 3 stays a number where a number was. */
export function read(text: string, column: Column, before: unknown): Reading {
  if (!column.list) {
    return text.trim() === "" ? { value: undefined } : readLeaf(text, column.leaf, before);
  }
  const items: unknown[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith("\\0")) {
      items.push(unescape(line.slice(2)));
    } else if (line.trim() !== "") {
      const item = readLeaf(unescape(line), column.leaf, undefined);
      if ("expected" in item) {
        return item;
      }
      items.push(item.value);
    }
  }
  return { value: items.length > 0 ? items : undefined };
}

function readLeaf(text: string, leaf: Leaf, before: unknown): Reading {
  const bare = text.trim();
  switch (leaf.kind) {
    case "boolean": {
      const answer = halfWidth(bare).toUpperCase();
      if ([YES, "对", "有", "TRUE", "√", "✓", "1"].includes(answer)) {
        return { value: true };
      }
      return [NO, "错", "无", "FALSE", "×", "✗", "0"].includes(answer) ? { value: false } : { expected: `“${YES}”或“${NO}”` };
    }
    case "number": {
      const number = numberOf(halfWidth(bare).replaceAll(",", ""));
      return number === undefined ? { expected: "数字" } : { value: number };
    }
    case "word":
      return { value: leaf.words.find((word) => word === bare) ?? leaf.words.find((word) => plain(word) === plain(bare)) ?? bare };
    case "typed":
      return { value: (typeof before === "number" ? numberOf(bare) : undefined) ?? typed(bare) };
    case "text":
      return { value: text };
  }
}

/** A number that is written as JavaScript would write it: 4.50 is not, for its decimals would be lost. */
function numberOf(text: string): number | undefined {
  const number = Number(text);
  return text !== "" && Number.isFinite(number) && String(number) === text ? number : undefined;
}

/** An object that was written as JSON; anything else is the text itself, for the check to judge. */
function typed(text: string): unknown {
  if (/^[{[]/.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  return text;
}

function unescape(line: string): string {
  return line.replaceAll(/\\([nr\\])/g, (_, c: string) => (c === "n" ? "\n" : c === "r" ? "\r" : "\\"));
}

/** Full-width forms of ASCII as ASCII. */
function halfWidth(text: string): string {
  return text.replaceAll(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replaceAll("　", " ");
}

/** A heading or a name for comparison: without white space and case, brackets and dots of one width. */
export function plain(text: string): string {
  return halfWidth(text)
    .replaceAll(/[\s\u{FEFF}\u{200B}]/gu, "")
    .replaceAll(/[•・‧∙･]/g, "·")
    .replaceAll(/[—–－]/g, "-")
    .replaceAll(/[〔【]/g, "(")
    .replaceAll(/[〕】]/g, ")")
    .toLowerCase();
}

/** The cells of a block that was copied from Excel or WPS: lines of tabs, with quotes around cells of several lines. */
export function readBlock(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  const cells = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/y;
  while (cells.lastIndex < text.length) {
    const [, quoted, bare, end] = cells.exec(text) ?? [];
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? "");
    if (end === "\t" && cells.lastIndex === text.length) {
      rows.at(-1)?.push("");
    } else if (end !== "\t" && end !== "" && cells.lastIndex < text.length) {
      rows.push([]);
    }
  }
  return rows;
}

/** A cell as Excel takes it from the clipboard. */
export function writeBlock(text: string): string {
  return /[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
