/** A block of cells from Excel or WPS as changes of records. */

import { plain, read } from "./cells.js";
import { pointerOf, valueAt, type Change } from "./json.js";
import type { Column } from "./plan.js";
import type { Row } from "./rows.js";
import type { View } from "./view.js";

export interface Pasted {
  readonly changes: readonly Change[];
  /** How many cells were written. */
  readonly count: number;
  /** Cells that do not fit: where, what stood there and what should. */
  readonly wrong: readonly { readonly row: number; readonly title: string; readonly given: string; readonly expected: string }[];
}

/**
 * What a block does that is pasted into a cell. Its columns go to the columns shown from there on or, where its first line is
 * of their headings, to the columns of the same name. Lines beyond the last row become records at the end of the list that the last
 * row belongs to. Cells that cannot be written (序号, 所属) are passed over.
 *
 * @param append adds a record to the end of the list: the change, and the pointer of the record; null where rows cannot be added
 */
export function paste(view: View, row: number, column: number, block: readonly (readonly string[])[], append: (at: number) => Change | null): Pasted {
  const named = headings(view, block[0] ?? []);
  const lines = named ? block.slice(1) : block;
  const changes: Change[] = [];
  const wrong: Pasted["wrong"][number][] = [];
  let count = 0;
  let added = 0;
  for (const [down, line] of lines.entries()) {
    const at = row + down;
    let target: Pick<Row, "pointer" | "record"> | undefined;
    if (at >= view.rowCount) {
      const change = append(added);
      if (!change) {
        break;
      }
      added += 1;
      changes.push(change);
      target = { pointer: change.pointer, record: change.value };
    }
    for (const [right, text] of line.entries()) {
      const place = named ? named[right] : column + right;
      // A record that is only being added has the columns of the others.
      const of = place === undefined || place < 0 || place >= view.columns.length ? null : view.cell(Math.min(at, view.rowCount - 1), place).column;
      const record = target ?? view.record(at);
      if (!of || !record) {
        continue;
      }
      const before = valueAt(record.record, of.path);
      const reading = read(text, of, before);
      if ("expected" in reading) {
        wrong.push({ row: at, title: of.title, given: text.trim(), expected: reading.expected });
        continue;
      }
      count += 1;
      if (!same(reading.value, before)) {
        changes.push({ kind: "set", pointer: pointerIn(record.pointer, of), value: reading.value, before });
      }
    }
  }
  return { changes, count, wrong };
}

/** Whether two values are the same, lists of values by their members. */
export function same(a: unknown, b: unknown): boolean {
  return a === b || (Array.isArray(a) && Array.isArray(b) && JSON.stringify(a) === JSON.stringify(b));
}

function pointerIn(record: string, { path }: Column): string {
  return pointerOf(path, record);
}

/** The columns that a line of headings names; null for a line that is none. */
function headings(view: View, line: readonly string[]): readonly (number | undefined)[] | null {
  const places = new Map(view.columns.map(({ title }, at) => [plain(title), at]));
  const names = line.filter((text) => text.trim() !== "");
  return names.length > 1 && names.filter((text) => places.has(plain(text))).length * 2 > names.length
    ? line.map((text) => places.get(plain(text)) ?? -1)
    : null;
}
