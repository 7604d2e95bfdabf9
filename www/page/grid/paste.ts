/** A block of cells from Excel or WPS as changes of records. */

import { plain, read } from "./cells.js";
import { pointerOf, valueAt, type Change } from "./json.js";
import { ITEM, NUMBER, OWNER, RELATION, type Column, type Sheet } from "./plan.js";
import { nameOf, ownedBy, type Row } from "./rows.js";
import type { View } from "./view.js";

export interface Pasted {
  readonly changes: readonly Change[];
  /** How many cells were written. */
  readonly count: number;
  /** Cells that do not fit: where, what stood there and what should. */
  readonly wrong: readonly { readonly row: number; readonly title: string; readonly given: string; readonly expected: string }[];
}

export interface Target {
  readonly sheet: Sheet;
  readonly view: View;
  /** The cell that the block is pasted into. */
  readonly row: number;
  readonly column: number;
  /**
   * Adds a record to the end of the list of the owner that a text names, or of the sheet's own list for an empty one; for null, where
   * nothing is said of it, of the list that the last row belongs to. Null where there is no such list.
   */
  append(owner: string | null): Change | null;
}

/**
 * What a block does. Its columns go to the columns shown from the cell on or, where its first line is of headings, to the columns of the
 * same name; of a sheet of a single record, lines that begin with an item go to that item. Lines beyond the last row become
 * records. 序号, 所属 and 关系 cannot be written; 所属 says where a new record belongs, and a line of another owner's is not written.
 */
export function paste(target: Target, block: readonly (readonly string[])[]): Pasted {
  const pasted = new Writing();
  if (target.sheet.vertical) {
    pasteItems(target, block, pasted);
  } else {
    pasteRows(target, block, pasted);
  }
  return pasted;
}

/** What is known of a record that is written to. */
type Written = Pick<Row, "pointer" | "record">;

class Writing implements Pasted {
  readonly changes: Change[] = [];
  readonly wrong: Pasted["wrong"][number][] = [];
  count = 0;

  cell(row: number, { pointer, record }: Written, column: Column, text: string): void {
    const before = valueAt(record, column.path);
    const reading = read(text, column, before);
    if ("expected" in reading) {
      this.wrong.push({ row, title: column.title, given: text.trim(), expected: reading.expected });
      return;
    }
    this.count += 1;
    if (!same(reading.value, before)) {
      this.changes.push({ kind: "set", pointer: pointerOf(column.path, pointer), value: reading.value, before });
    }
  }
}

/** From the column of items on, a line says itself which item it is of; from the next one on, it is of the item beside it. */
function pasteItems({ sheet, view, row, column }: Target, block: readonly (readonly string[])[], pasted: Writing): void {
  const record = view.record(0);
  for (const [down, line] of column < 2 ? block.entries() : []) {
    const item = column === 0 ? (line[0] ?? "") : view.cell(row + down, 0).text;
    const of = sheet.columns.find(({ title }) => plain(title) === plain(item));
    const text = line[1 - column];
    if (record && of && text !== undefined) {
      pasted.cell(row + down, record, of, text);
    } else if (column === 0 && item.trim() !== "" && plain(item) !== ITEM) {
      pasted.wrong.push({ row: row + down, title: ITEM, given: item.trim(), expected: ITEM_EXPECTED });
    }
  }
}

function pasteRows({ sheet, view, row, column, append }: Target, block: readonly (readonly string[])[], pasted: Writing): void {
  const named = headings(sheet, block[0] ?? []);
  for (const [down, line] of (named ? block.slice(1) : block).entries()) {
    const at = row + down;
    // The columns of the line: what a cell of it is written to, or the heading of what cannot be.
    const columns = line.map((_, right): Column | string | undefined => {
      const shown = view.columns[column + right];
      return named ? named[right] : shown && (view.cell(Math.min(at, view.rowCount - 1), column + right).column ?? shown.title);
    });
    const owner = line[columns.indexOf(OWNER)]?.trim() ?? null;
    const present = view.record(at);
    const added = present ? null : append(owner);
    const record = present ?? (added ? { pointer: added.pointer, record: added.value } : undefined);
    if (!record || (present && owner !== null && owner !== "" && !ownedBy(present, owner))) {
      const expected = present?.owner ? `“${nameOf(present.owner.record) || present.owner.number}”` : OWNER_EXPECTED;
      pasted.wrong.push({ row: at, title: OWNER, given: owner ?? "", expected });
      continue;
    }
    if (added) {
      pasted.changes.push(added);
    }
    for (const [right, text] of line.entries()) {
      const of = columns[right];
      if (typeof of === "object") {
        pasted.cell(at, record, of, text);
      }
    }
  }
}

const ITEM_EXPECTED = "本表的一个项目";
const OWNER_EXPECTED = "上级那一行的序号或名称";

/** Whether two values are the same, lists of values by their members. */
export function same(a: unknown, b: unknown): boolean {
  return a === b || (Array.isArray(a) && Array.isArray(b) && JSON.stringify(a) === JSON.stringify(b));
}

/** What a line of headings names: columns, shown or not, and those that cannot be written; null for a line that is none. */
function headings(sheet: Sheet, line: readonly string[]): readonly (Column | string | undefined)[] | null {
  const places = new Map<string, Column | string>(sheet.columns.map((column) => [plain(column.title), column]));
  for (const title of [NUMBER, OWNER, RELATION]) {
    places.set(title, title);
  }
  const names = line.filter((text) => text.trim() !== "");
  return names.length > 1 && names.filter((text) => places.has(plain(text))).length * 2 > names.length ? line.map((text) => places.get(plain(text))) : null;
}
