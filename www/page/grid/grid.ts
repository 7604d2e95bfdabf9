/**
 * The data as the clerk knows it from her workbook: the same sheets and headings, each cell with what was found about it, to be put
 * right in place. The grid never changes the data that it was given: an edit yields new data, which shares all that it left alone.
 */

import "./grid.css";

import type { Finding, ProgressData } from "huibao";
import { createFindings } from "../findings/panel.js";
import { plain, read } from "./cells.js";
import { Detail } from "./detail.js";
import { button, make } from "./dom.js";
import { History } from "./history.js";
import { keysOf, pointerOf, valueAt, type Change } from "./json.js";
import { follow, Marks } from "./marks.js";
import { paste, same } from "./paste.js";
import { planSheets } from "./plan.js";
import { nameOf, ownedBy, Rows, type Place, type Row } from "./rows.js";
import { Table } from "./table.js";
import { SheetTabs } from "./tabs.js";
import { t } from "./texts.js";
import { Tip } from "./tip.js";
import { viewOf, type View } from "./view.js";

export { followDraft } from "./draft.js";
export { moved, type Change } from "./json.js";

/** What the clerk did. */
export interface GridEdit {
  /** Of the first change: the value that was set, or the record that was inserted or deleted. */
  readonly kind: Change["kind"];
  readonly pointer: string;
  /** What stands there now; undefined for nothing. */
  readonly value: unknown;
  /** The data with the edit. */
  readonly data: ProgressData;
  /**
   * All that the edit did, in order: a block that is pasted sets many values. Insertions and deletions give the records behind them
   * other numbers; pointers kept elsewhere follow by {@link moved}, those of a draft by {@link followDraft}.
   */
  readonly changes: readonly Change[];
}

export interface GridEvents {
  edit(edit: GridEdit): void;
  /** The clerk went to a cell: the pointer of its value, or of the record. */
  select(pointer: string): void;
}

export interface Grid {
  /**
   * Shows data with its findings. Data that came from the grid's own last edit keeps undo, scroll and what is being written; any other
   * begins anew.
   */
  show(data: ProgressData, findings: readonly Finding[]): void;
  /**
   * Goes to the cell of a pointer or a finding, or to what is nearest above it; false where the data has no such place. The grid
   * must be visible.
   */
  reveal(at: string | Finding): boolean;
  /** What people call that place: `目标 · 第 3 行 年度脱贫人口 · 已完成`; null where the grid has none. */
  describe(at: string | Finding): string | null;
  destroy(): void;
}

let count = 0;

/**
 * A grid in `parent`, which gives it its height. `schema` is the model's JSON Schema, as `huibao.schema()` answers; `list: false`
 * leaves out the list of findings below, where the page has one of its own.
 */
export function createGrid(parent: HTMLElement, { schema, list = true }: { readonly schema: Readonly<Record<string, unknown>>; readonly list?: boolean }, on: GridEvents): Grid {
  const sheets = planSheets(schema);
  const root = make("div", "grid-root");
  count += 1;
  const panelId = `grid-panel-${count}`;

  let history = new History<ProgressData>({});
  let findings: readonly Finding[] = [];
  let rows = new Rows(sheets, history.data);
  let marks = new Marks(findings, rows);
  let chosen = 0;
  let all = false;
  let view: View;
  /** The columns that were seen of each sheet: none goes because its last value was deleted. */
  let seen = new Map<number, Set<number>>();

  const tip = new Tip(root);
  const table = new Table(tip, { select: onSelect, write, paste: onPaste });
  const tabs = new SheetTabs(panelId, choose);
  const status = make("p", "grid-status");
  status.setAttribute("role", "status");
  const add = button(t.add, () => addRow(null));
  const insert = button(t.insert, () => addRow(table.active.row));
  const remove = button(t.remove, removeRow);
  const undo = button(t.undo, () => travel("undo"));
  const redo = button(t.redo, () => travel("redo"));
  const allFields = make("input", "");
  allFields.type = "checkbox";
  allFields.addEventListener("change", () => {
    all = allFields.checked;
    refresh();
  });
  const search = make("input", "grid-search");
  search.type = "search";
  search.placeholder = t.find;
  search.setAttribute("aria-label", t.findHelp);
  search.title = t.findHelp;
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      find(event.shiftKey ? -1 : 1);
    }
  });
  const bar = make("div", "grid-bar", add, insert, remove, undo, redo, make("label", "", allFields, t.all), search, status);
  const empty = make("div", "grid-empty");
  const detail = new Detail({ open: (pointer) => reveal(pointer), add: (list, size) => insertAt(list, size) });
  const panel = make("div", "grid-panel", bar, table.element, empty, detail.element);
  panel.id = panelId;
  panel.setAttribute("role", "tabpanel");
  const summary = make("summary", "");
  const listed = make("details", "grid-findings", summary);
  listed.open = true;
  const findingsPanel = list ? createFindings(listed, { go: reveal, place: describe }) : null;
  root.append(make("div", "grid-layout", tabs.element, panel, ...(list ? [listed] : [])));
  root.addEventListener("keydown", onKey);
  parent.append(root);
  view = refresh();

  return {
    show(data, next) {
      findings = next;
      if (data !== history.data) {
        table.abandon();
        history = new History(data);
        seen = new Map();
        status.textContent = "";
        place();
        if ((rows.of[chosen] ?? []).every(({ record }) => record === undefined)) {
          chosen = Math.max(0, rows.of.findIndex((of) => of.some(({ record }) => record !== undefined)));
        }
        begin();
      } else {
        place();
        refresh();
      }
    },
    reveal,
    describe,
    destroy() {
      table.destroy();
      findingsPanel?.destroy();
      root.remove();
    },
  };

  /** Finds out anew which records and findings there are, and where. */
  function place(): void {
    rows = new Rows(sheets, history.data);
    marks = new Marks(findings, rows);
  }

  /** Shows the chosen sheet anew. */
  function refresh(): View {
    const sheet = sheets[chosen];
    const own = rows.of[chosen] ?? [];
    view = viewOf(chosen, sheets, rows, marks, columns(chosen));
    table.show(view);
    const blank = own.length === 0;
    table.element.hidden = blank;
    detail.element.hidden = blank;
    empty.hidden = !blank;
    if (blank && sheet) {
      const owner = sheet.parent === null ? null : sheet.parent;
      const name = owner === null ? "" : (sheets[owner]?.name ?? "");
      empty.replaceChildren(
        make("p", "", owner === null ? t.empty(sheet.name) : `${t.empty(sheet.name)}${t.addFromOwner(name)}`),
        owner === null ? button(t.addFirst, () => addRow(null)) : button(t.toOwner(name), () => choose(owner)),
      );
    }
    add.hidden = insert.hidden = remove.hidden = sheet?.vertical ?? true;
    add.disabled = blank && sheet?.parent !== null;
    insert.disabled = remove.disabled = blank;
    search.disabled = blank;
    undo.disabled = !history.canUndo;
    redo.disabled = !history.canRedo;
    panel.setAttribute("aria-labelledby", `${panelId}-tab-${chosen}`);
    tabs.show(visibleSheets().map((place) => tabOf(place)), chosen);
    summary.textContent = `${t.findings} ${findings.length}`;
    findingsPanel?.show(findings);
    listed.hidden = findings.length === 0;
    showDetail();
    return view;
  }

  function tabOf(sheet: number): Parameters<SheetTabs["show"]>[0][number] {
    const { name = "", vertical = false } = sheets[sheet] ?? {};
    let depth = 0;
    for (let above = sheets[sheet]?.parent ?? null; above !== null; above = sheets[above]?.parent ?? null) {
      depth += 1;
    }
    return { sheet, name, count: vertical ? null : (rows.of[sheet]?.length ?? 0), depth, findings: marks.sheet(sheet) };
  }

  /** Sheets with content or findings, the chosen one, and what owns them; all of them where none has any, or where all are wanted. */
  function visibleSheets(): readonly number[] {
    const every = [...sheets.keys()];
    const used = new Set(every.filter((sheet) => (rows.of[sheet] ?? []).some(({ record }) => record !== undefined) || marks.sheet(sheet).length > 0));
    if (all || used.size === 0) {
      return every;
    }
    for (let above: number | null = chosen; above !== null; above = sheets[above]?.parent ?? null) {
      used.add(above);
    }
    return every.filter((sheet) => used.has(sheet));
  }

  /** The columns to show of a sheet. */
  function columns(sheet: number): ReadonlySet<number> {
    const plan = sheets[sheet];
    const every = new Set(plan?.columns.keys() ?? []);
    if (all || !plan) {
      return every;
    }
    const used = new Set([...rows.used(sheet), ...marks.marked(sheet), ...(seen.get(sheet) ?? [])]);
    const wanted = used.size > 0 ? used : every;
    seen.set(sheet, wanted);
    return wanted;
  }

  function choose(sheet: number): void {
    if (sheet !== chosen) {
      chosen = sheet;
      begin();
    }
  }

  /** Shows the chosen sheet from its first cell that can be written. */
  function begin(): void {
    refresh();
    table.go(0, view.locate(0, Math.min(...columns(chosen))).column, "begin");
    showDetail();
  }

  function locate(at: string | Finding): Place | null {
    return rows.locate(typeof at === "string" ? { path: at } : at);
  }

  function reveal(at: string | Finding): boolean {
    const place = locate(at);
    if (!place) {
      return false;
    }
    chosen = place.sheet;
    if (place.column !== null) {
      seen.set(chosen, new Set([...columns(chosen), place.column]));
    }
    refresh();
    if (place.row === null) {
      tabs.focus(chosen);
    } else {
      const { row, column } = view.locate(place.row, place.column);
      table.go(row, column);
      table.flash(row);
    }
    return true;
  }

  function describe(at: string | Finding): string | null {
    const place = locate(at);
    const sheet = place ? sheets[place.sheet] : undefined;
    if (!place || !sheet) {
      return null;
    }
    const row = place.row === null || sheet.vertical ? undefined : rows.of[place.sheet]?.[place.row];
    const column = place.column === null ? undefined : sheet.columns[place.column];
    const record = row ? `${t.row(row.number)} ${nameOf(row.record)}`.trim() : "";
    return [sheet.name, record, column?.title ?? ""].filter((part) => part !== "").join(" · ");
  }

  /** Goes to the next cell, or the one before, that holds what is sought; the browser's own search sees only the rows in view. */
  function find(step: 1 | -1): void {
    const sought = plain(search.value);
    const { row, column } = table.active;
    const [width, total] = [view.columns.length, view.columns.length * view.rowCount];
    for (let steps = 1; sought !== "" && steps <= total; steps += 1) {
      const at = (row * width + column + step * steps + total * 2) % total;
      const [foundRow, foundColumn] = [Math.floor(at / width), at % width];
      if (plain(view.cell(foundRow, foundColumn).text).includes(sought)) {
        table.go(foundRow, foundColumn, "scroll");
        table.flash(foundRow);
        showDetail();
        status.textContent = t.found(describe(view.cell(foundRow, foundColumn).pointer) ?? "");
        return;
      }
    }
    status.textContent = sought === "" ? "" : t.notFound(search.value);
  }

  function onSelect(row: number, column: number): void {
    showDetail();
    on.select(view.cell(row, column).pointer);
  }

  function showDetail(): void {
    const { row, column } = table.active;
    const content = view.cell(row, column);
    const record = view.record(row);
    detail.show({
      place: describe(content.pointer) ?? "",
      column: content.column,
      text: content.text,
      lists: record ? rows.lists(chosen, record) : [],
    });
  }

  function commit(changes: readonly Change[]): void {
    const [first] = changes;
    if (first) {
      history.make(changes);
      settle(changes, first);
    }
  }

  /** After changes: shows them and tells them. */
  function settle(changes: readonly Change[], { kind, pointer, value }: Change): void {
    findings = follow(findings, changes);
    place();
    refresh();
    on.edit({ kind, pointer, value, data: history.data, changes });
  }

  function write(row: number, column: number, text: string): void {
    const { column: of, pointer } = view.cell(row, column);
    const before = valueAt(history.data, keysOf(pointer));
    const reading = of ? read(text, of, before) : null;
    status.textContent = "";
    if (reading && "value" in reading && !same(reading.value, before)) {
      commit([{ kind: "set", pointer, value: reading.value, before }]);
      return;
    }
    refresh();
    if (reading && "expected" in reading) {
      status.textContent = t.wrong(describe(pointer) ?? "", text.trim(), reading.expected);
    }
  }

  function onPaste(row: number, column: number, block: readonly (readonly string[])[]): void {
    const sheet = sheets[chosen];
    if (!sheet) {
      return;
    }
    const added = new Map<string, number>();
    const append = (owner: string | null): Change | null => {
      const own = rows.of[chosen] ?? [];
      const beside = owner === null ? own.at(-1) : [...own].reverse().find((of) => ownedBy(of, owner));
      if (!beside) {
        return null;
      }
      const { pointer, size } = listOf(beside);
      const before = added.get(pointer) ?? 0;
      added.set(pointer, before + 1);
      return { kind: "insert", pointer: `${pointer}/${size + before}`, value: {}, before: undefined };
    };
    const { changes, count: cells, wrong } = paste({ sheet, view, row, column, append }, block);
    commit(changes);
    const [first] = wrong;
    const rest = wrong.length > 1 ? t.wrongMore(wrong.length - 1) : "";
    status.textContent = first ? `${t.wrong(`${t.row(String(first.row + 1))} ${first.title}`, first.given, first.expected)}${rest}` : t.pasted(cells);
  }

  /** The list that a record belongs to, and how many it has. */
  function listOf(row: Row): { readonly pointer: string; readonly size: number; readonly place: number } {
    const keys = keysOf(row.pointer);
    const siblings = valueAt(history.data, keys.slice(0, -1));
    return { pointer: pointerOf(keys.slice(0, -1)), size: Array.isArray(siblings) ? siblings.length : 0, place: Number(keys.at(-1)) };
  }

  /** Adds a record: above a row or, without one, at the end of the list that the present row belongs to. */
  function addRow(above: number | null): void {
    const record = view.record(above ?? table.active.row);
    const sheet = sheets[chosen];
    if (record) {
      const { pointer, size, place } = listOf(record);
      insertAt(pointer, above === null ? size : place);
    } else if (sheet && sheet.root.length > 0) {
      insertAt(pointerOf(sheet.root), 0);
    }
  }

  function insertAt(pointer: string, place: number): void {
    const at = `${pointer}/${place}`;
    status.textContent = "";
    commit([{ kind: "insert", pointer: at, value: {}, before: undefined }]);
    const found = rows.find(at);
    if (found && found.row !== null) {
      chosen = found.sheet;
      refresh();
      const { row, column } = view.locate(found.row, Math.min(...columns(chosen)));
      table.go(row, column);
    }
  }

  function removeRow(): void {
    const record = view.record(table.active.row);
    if (record && !sheets[chosen]?.vertical) {
      const lists = rows.lists(chosen, record).reduce((sum, { count: size }) => sum + size, 0);
      commit([{ kind: "delete", pointer: record.pointer, value: undefined, before: record.record }]);
      status.textContent = t.removed(nameOf(record.record), lists);
      table.go(table.active.row, table.active.column);
    }
  }

  function travel(direction: "undo" | "redo"): void {
    const changes = history[direction]();
    const [first] = changes ?? [];
    // Taken back, the change that came first comes last.
    const shown = changes?.at(direction === "undo" ? -1 : 0);
    if (changes && first && shown) {
      settle(changes, first);
      reveal(shown.pointer);
      status.textContent = direction === "undo" ? t.undone : t.redone;
    }
  }

  function onKey(event: KeyboardEvent): void {
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && !event.altKey && (key === "z" || key === "y")) {
      event.preventDefault();
      travel(key === "y" || event.shiftKey ? "redo" : "undo");
    }
  }
}
