/** The records of the data as rows of the sheets, and where a pointer is found in them. */

import type { Finding } from "huibao";
import { plain } from "./cells.js";
import { isObject, keysOf, pointerOf, valueAt } from "./json.js";
import { recursive, type Link, type Sheet } from "./plan.js";

/** A record as a row; of a sheet of a single record, that record. */
export interface Row {
  readonly pointer: string;
  /** The record; undefined where the data has none. */
  readonly record: unknown;
  /** As the workbook numbers it: `2`, `2.1`. */
  readonly number: string;
  readonly owner: Row | null;
  /** The list of the owner that it belongs to. */
  readonly link: Link | null;
}

/** A place in the sheets: a cell, a row or a whole sheet. */
export interface Place {
  readonly sheet: number;
  readonly row: number | null;
  readonly column: number | null;
}

/** How deep records may lie within records of their own kind, as in the workbook. */
const MAX_DEPTH = 60;

/** The rows of all sheets. */
export class Rows {
  /** Of each sheet its rows; of a sheet of a single record that one. */
  readonly of: readonly (readonly Row[])[];
  private readonly places = new Map<string, Place>();
  private readonly columns = new Map<number, ReadonlySet<number>>();
  private readonly children: readonly (readonly number[])[];

  constructor(
    private readonly sheets: readonly Sheet[],
    data: unknown,
  ) {
    const of: Row[][] = sheets.map(() => []);
    this.of = of;
    this.children = sheets.map((_, index) => sheets.flatMap((sheet, at) => (sheet.parent === index ? [at] : [])));
    sheets.forEach((sheet, index) => {
      if (sheet.parent !== null) {
        return;
      }
      const pointer = pointerOf(sheet.root);
      if (sheet.vertical) {
        this.add(of, index, { pointer, record: valueAt(data, sheet.root), number: "", owner: null, link: null }, 0);
      } else {
        this.places.set(pointer, { sheet: index, row: null, column: null });
        this.addList(of, index, valueAt(data, sheet.root), pointer, null, null, 0, 0);
      }
    });
  }

  /** The nearest place that shows what a pointer names; null where nothing on its way is shown. */
  find(pointer: string): Place | null {
    const keys = keysOf(pointer);
    for (let length = keys.length; length >= 0; length -= 1) {
      const place = this.places.get(pointerOf(keys.slice(0, length)));
      if (!place) {
        continue;
      }
      const rest = keys.slice(length);
      // A value of a list of values, or a part of a value in the form of an object, is in the cell of the whole.
      const columns = this.sheets[place.sheet]?.columns ?? [];
      const whole = columns.findIndex(({ path }) => path.every((key, at) => rest[at] === key));
      const first = columns.findIndex(({ path }) => rest.every((key, at) => path[at] === key));
      const column = whole >= 0 || rest.length === 0 ? whole : first;
      if (place.row !== null && column >= 0) {
        return { ...place, column };
      }
      if (length > 0 || keys.length === 0) {
        return place;
      }
    }
    return null;
  }

  /**
   * Where a finding is: where its pointer leads or, if it has none because its row could not be read, the sheet of the workbook's
   * cell (`目标!C5`); null for one about the draft or the whole.
   */
  locate({ path, cell }: Pick<Finding, "path" | "cell">): Place | null {
    if (path !== "") {
      return path.startsWith("/") ? this.find(path) : null;
    }
    const sheet = cell === undefined ? -1 : this.sheets.findIndex(({ name }) => cell.startsWith(`${name}!`));
    return sheet < 0 ? null : { sheet, row: null, column: null };
  }

  /** The lists of records within a record of a sheet: sheet, link, and how many records each has in this row. */
  lists(sheet: number, row: Row): readonly { readonly sheet: number; readonly link: Link; readonly pointer: string; readonly count: number }[] {
    const own = this.sheets[sheet];
    return [...(this.children[sheet] ?? []), ...(own && recursive(own) ? [sheet] : [])].flatMap((child) =>
      (this.sheets[child]?.links ?? [])
        .filter((link) => link.own === (child === sheet))
        .map((link) => {
          const list = valueAt(row.record, link.path);
          return { sheet: child, link, pointer: pointerOf(link.path, row.pointer), count: Array.isArray(list) ? list.length : 0 };
        }),
    );
  }

  /** The columns of a sheet, by their places, that have a value in any of its rows. */
  used(sheet: number): ReadonlySet<number> {
    const known = this.columns.get(sheet);
    if (known) {
      return known;
    }
    const used = new Set<number>();
    const columns = this.sheets[sheet]?.columns ?? [];
    const left = new Set(columns.keys());
    for (const { record } of this.of[sheet] ?? []) {
      for (const place of left) {
        if (valueAt(record, columns[place]?.path ?? []) !== undefined) {
          used.add(place);
          left.delete(place);
        }
      }
    }
    this.columns.set(sheet, used);
    return used;
  }

  private add(of: Row[][], sheet: number, row: Row, depth: number): void {
    const rows = of[sheet];
    if (!rows || depth > MAX_DEPTH) {
      return;
    }
    this.places.set(row.pointer, { sheet, row: rows.length, column: null });
    rows.push(row);
    if (!isObject(row.record)) {
      return;
    }
    // In the order of the workbook: a record's own kind comes last, so that what other sheets own follows their owners.
    const numbers = new Map<number, number>();
    for (const list of this.lists(sheet, row)) {
      const before = numbers.get(list.sheet) ?? 0;
      numbers.set(list.sheet, this.addList(of, list.sheet, valueAt(row.record, list.link.path), list.pointer, row, list.link, before, depth + 1));
    }
  }

  /** Adds the records of a list; the answer is how many rows the owner then has in that sheet. */
  private addList(of: Row[][], sheet: number, list: unknown, pointer: string, owner: Row | null, link: Link | null, before: number, depth: number): number {
    if (!Array.isArray(list)) {
      return before;
    }
    const prefix = owner === null || owner.number === "" ? "" : owner.number + this.separator(sheet, link);
    list.forEach((record: unknown, at) => {
      this.add(of, sheet, { pointer: `${pointer}/${at}`, record, number: `${prefix}${before + at + 1}`, owner, link }, depth);
    });
    return before + list.length;
  }

  /** Between an owner's number and a row's own: another sign where both sheets nest, for 1.1.1 could be either. */
  private separator(sheet: number, link: Link | null): string {
    const here = this.sheets[sheet];
    const parent = here?.parent === null || here?.parent === undefined ? undefined : this.sheets[here.parent];
    const ownerNests = parent !== undefined && (recursive(parent) || parent.parent !== null);
    return link?.own === false && here !== undefined && recursive(here) && ownerNests ? "-" : ".";
  }
}

/** The fields by which people tell a record from others, best first. */
export const NAMES: readonly string[] = ["name", "title", "headline", "region", "item", "task", "what", "who", "id"];

/** What people call a record; empty where it has no name. */
export function nameOf(record: unknown): string {
  const name = NAMES.map((key) => valueAt(record, [key])).find((value) => typeof value === "string" && value !== "");
  return typeof name === "string" ? name : "";
}

/** Whether people call the owner of a row so: by its number, by its name, or by both as the column 所属 shows them; nobody is empty. */
export function ownedBy({ owner }: Row, text: string): boolean {
  const names = owner === null ? [""] : [owner.number, nameOf(owner.record), `${owner.number} ${nameOf(owner.record)}`];
  return names.some((name) => plain(name) === plain(text));
}
