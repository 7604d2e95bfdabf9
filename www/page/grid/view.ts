/** What the table shows of a sheet: its columns that are in use, and the text and findings of each cell. */

import type { Finding } from "huibao";
import { show } from "./cells.js";
import { pointerOf, valueAt } from "./json.js";
import type { Marks } from "./marks.js";
import { CONTENT, hasOwner, hasRelation, ITEM, NUMBER, OWNER, RELATION, REMARK, type Column, type Sheet } from "./plan.js";
import { NAMES, nameOf, type Row, type Rows } from "./rows.js";

/** A column as it is shown. */
export interface ViewColumn {
  readonly title: string;
  /** What a clerk should know of it. */
  readonly about: string;
  /** In em, a Chinese character being one. */
  readonly width: number;
  /** Whether it takes the room that is left. */
  readonly grows: boolean;
  /** Its cells number their rows or say what they are, and stay in view. */
  readonly head: boolean;
  /** Its cells hold what people call the records; they stay in view too. */
  readonly name: boolean;
}

export interface ViewCell {
  readonly text: string;
  /** What it may hold; null where it cannot be written. */
  readonly column: Column | null;
  /** The pointer of its value or, where it has none, of its record. */
  readonly pointer: string;
  readonly findings: readonly Finding[];
}

/** A sheet as a table of cells. */
export interface View {
  readonly label: string;
  readonly columns: readonly ViewColumn[];
  readonly rowCount: number;
  cell(row: number, column: number): ViewCell;
  /** Where the cell of a column of the plan is; of a row without a column, its head. */
  locate(row: number | null, column: number | null): { readonly row: number; readonly column: number };
  /** The row of the sheet that a row of the table belongs to. */
  record(row: number): Row | undefined;
}

/** Narrowest and widest of columns, in em. */
const [NARROWEST, WIDEST] = [4, 22];
/** How many rows are measured for the width of a column. */
const SAMPLE = 300;

/** The view of a sheet with some of its columns, in their order. */
export function viewOf(place: number, sheets: readonly Sheet[], rows: Rows, marks: Marks, chosen: ReadonlySet<number>): View {
  const sheet = sheets[place];
  if (!sheet) {
    throw new RangeError(`no sheet ${place}`);
  }
  const columns = [...sheet.columns.keys()].filter((column) => chosen.has(column));
  return sheet.vertical ? formView(place, sheet, columns, rows, marks) : tableView(place, sheet, sheets, columns, rows, marks);
}

function formView(place: number, sheet: Sheet, columns: readonly number[], rows: Rows, marks: Marks): View {
  const row = rows.of[place]?.[0];
  const head = (title: string, width: number): ViewColumn => ({ title, about: "", width, grows: false, head: title === ITEM, name: false });
  const titles = columns.map((column) => sheet.columns[column]?.title ?? "");
  return {
    label: sheet.name,
    columns: [head(ITEM, widthOf(titles)), { ...head(CONTENT, 20), grows: true }, { ...head(REMARK, 12), grows: true }],
    rowCount: columns.length,
    record: () => row,
    locate: (_, column) => ({ row: Math.max(0, columns.indexOf(column ?? -1)), column: column === null ? 0 : 1 }),
    cell(item, column) {
      const field = columns[item];
      const of = field === undefined ? undefined : sheet.columns[field];
      if (!row || !of || field === undefined) {
        return EMPTY;
      }
      const pointer = pointerOf(of.path, row.pointer);
      const findings = column === 1 ? [...marks.cell(place, 0, field), ...(item === 0 ? marks.row(place, 0) : [])] : [];
      const text = column === 0 ? of.title : column === 1 ? show(valueAt(row.record, of.path), of) : about(of);
      return { text, column: column === 1 ? of : null, pointer, findings };
    },
  };
}

function tableView(place: number, sheet: Sheet, sheets: readonly Sheet[], columns: readonly number[], rows: Rows, marks: Marks): View {
  const all = rows.of[place] ?? [];
  // Where rows may own rows of the same sheet and none does, that is said with all other columns not in use.
  const owned = columns.length === sheet.columns.length || all.some(({ owner }) => owner !== null);
  const leading: { readonly title: string; text(row: Row): string }[] = [{ title: NUMBER, text: (row) => row.number }];
  if (owned && hasOwner(sheet, sheets)) {
    leading.push({ title: OWNER, text: ({ owner }) => (owner === null ? "" : `${owner.number} ${nameOf(owner.record)}`.trim()) });
  }
  if (owned && hasRelation(sheet)) {
    leading.push({ title: RELATION, text: ({ link }) => link?.word ?? "" });
  }
  const sample = all.slice(0, SAMPLE);
  const name = NAMES.map((key) => columns.find((column) => sheet.columns[column]?.path.join("/") === key)).find((column) => column !== undefined);
  const shown: ViewColumn[] = [
    ...leading.map(({ title, text }, at) => ({ title, about: "", width: widthOf([title, ...sample.map(text)], at === 0 ? 3 : NARROWEST), grows: false, head: at === 0, name: false })),
    ...columns.flatMap((column) => {
      const of = sheet.columns[column];
      const texts = of ? sample.flatMap(({ record }) => show(valueAt(record, of.path), of).split("\n")) : [];
      return of ? [{ title: of.title, about: about(of), width: widthOf([of.title, ...texts]), grows: false, head: false, name: column === name }] : [];
    }),
  ];
  return {
    label: sheet.name,
    columns: shown,
    rowCount: all.length,
    record: (row) => all[row],
    locate: (row, column) => ({ row: row ?? 0, column: column === null ? 0 : Math.max(0, columns.indexOf(column) + leading.length) }),
    cell(at, column) {
      const row = all[at];
      const first = leading[column];
      if (!row) {
        return EMPTY;
      }
      if (first) {
        return { text: first.text(row), column: null, pointer: row.pointer, findings: column === 0 ? marks.row(place, at) : [] };
      }
      const field = columns[column - leading.length];
      const of = field === undefined ? undefined : sheet.columns[field];
      if (!of || field === undefined) {
        return EMPTY;
      }
      return { text: show(valueAt(row.record, of.path), of), column: of, pointer: pointerOf(of.path, row.pointer), findings: marks.cell(place, at, field) };
    },
  };
}

const EMPTY: ViewCell = { text: "", column: null, pointer: "", findings: [] };

/** A column's description and examples. */
function about({ description, examples }: Column): string {
  const like = examples.length > 0 && !description.includes("如") ? `例：${examples.join("、")}` : "";
  return [description, like].filter((part) => part !== "").join("。");
}

function widthOf(texts: readonly string[], least = NARROWEST): number {
  const widest = texts.reduce((most, text) => Math.max(most, ems(text)), 0);
  return Math.min(WIDEST, Math.max(least, Math.ceil(widest * 2) / 2 + 1.5));
}

/** Width of a text in em: Latin letters and digits are about half as wide as Chinese characters. */
function ems(text: string): number {
  let width = 0;
  for (const c of text.slice(0, 2 * WIDEST)) {
    width += c < "\u{2000}" ? 0.58 : 1;
  }
  return width;
}
