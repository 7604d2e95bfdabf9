/**
 * A view as a grid by the ARIA pattern: one cell in the tab order, arrow keys move between cells. Of many rows only those in view
 * are in the page, all of one height; few rows are all there, as high as their text.
 */

import { readBlock, writeBlock } from "./cells.js";
import { openEditor, type CellEditor, type Step } from "./editor.js";
import { worst } from "./marks.js";
import type { Tip } from "./tip.js";
import type { View } from "./view.js";

/** From how many rows on only those in view are in the page. */
const VIRTUAL_FROM = 200;
/** Height of such a row in px, as the style sheet has it. */
const ROW_HEIGHT = 32;
/** Rows beyond the view, above and below, that are there already when one scrolls. */
const BEYOND = 12;

export interface TableEvents {
  /** The keyboard went to a cell. */
  select(row: number, column: number): void;
  write(row: number, column: number, text: string): void;
  paste(row: number, column: number, block: readonly (readonly string[])[]): void;
}

export class Table {
  readonly element = document.createElement("div");
  private readonly grid = document.createElement("div");
  private readonly head = document.createElement("div");
  private readonly body = document.createElement("div");
  private readonly rows = new Map<number, HTMLElement>();
  private view: View | null = null;
  /** A view that arrived while a cell was written. */
  private pending: View | null = null;
  private editing: CellEditor | null = null;
  private readonly resized = new ResizeObserver(() => this.render());
  private frame = 0;
  private row = 0;
  private column = 0;

  constructor(
    private readonly tip: Tip,
    private readonly on: TableEvents,
  ) {
    this.element.className = "grid-scroll";
    this.grid.setAttribute("role", "grid");
    this.head.className = "grid-head";
    this.head.setAttribute("role", "rowgroup");
    this.body.className = "grid-body";
    this.body.setAttribute("role", "rowgroup");
    this.grid.append(this.head, this.body);
    this.element.append(this.grid);
    this.element.addEventListener("scroll", () => {
      this.tip.hide();
      this.frame ||= requestAnimationFrame(() => {
        this.frame = 0;
        this.render();
      });
    });
    this.resized.observe(this.element);
    this.body.addEventListener("keydown", (event) => this.onKey(event));
    this.body.addEventListener("focusin", ({ target }) => this.onFocus(target));
    this.body.addEventListener("focusout", () => this.tip.hide());
    this.body.addEventListener("mouseover", ({ target }) => this.onHover(target));
    this.body.addEventListener("mouseleave", () => this.tip.hide());
    this.body.addEventListener("dblclick", () => this.edit(null));
    this.body.addEventListener("pointerdown", (event) => this.onTouch(event));
    this.body.addEventListener("copy", (event) => {
      event.clipboardData?.setData("text/plain", writeBlock(this.text));
      event.preventDefault();
    });
    this.body.addEventListener("paste", (event) => {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (text !== "") {
        this.on.paste(this.row, this.column, readBlock(text));
      }
      event.preventDefault();
    });
  }

  /** The cell that the keyboard is in, or would be in. */
  get active(): { readonly row: number; readonly column: number } {
    return { row: this.row, column: this.column };
  }

  /** Whether the keyboard is in the table. */
  get focused(): boolean {
    return this.body.contains(document.activeElement);
  }

  /** Shows a view. What stood in its cells is replaced where it changed; a cell that is being written is left to the clerk. */
  show(view: View): void {
    if (this.editing) {
      this.pending = view;
      return;
    }
    const before = this.view;
    const same = before !== null && before.label === view.label && titles(before) === titles(view) && virtual(before) === virtual(view);
    this.view = view;
    this.row = Math.max(0, Math.min(this.row, view.rowCount - 1));
    this.column = Math.max(0, Math.min(this.column, view.columns.length - 1));
    const focused = this.focused;
    if (!same) {
      this.build(view);
    }
    for (const [row, element] of this.rows) {
      if (row >= view.rowCount) {
        element.remove();
        this.rows.delete(row);
      } else {
        this.fill(element, row);
      }
    }
    this.grid.setAttribute("aria-rowcount", String(view.rowCount + 1));
    this.body.style.height = virtual(view) ? `${view.rowCount * ROW_HEIGHT}px` : "";
    this.grid.hidden = view.rowCount === 0;
    this.render();
    if (focused && !this.focused) {
      this.cellAt(this.row, this.column)?.focus({ preventScroll: true });
    }
  }

  /** Gives up what is being written: other data is to be shown. */
  abandon(): void {
    this.editing?.close(false);
  }

  /**
   * Goes to a cell: puts the keyboard into it, or only scrolls to it, or only makes it the one that the keyboard will come to, from the
   * top of the table.
   */
  go(row: number, column: number, how: "focus" | "scroll" | "begin" = "focus"): void {
    const view = this.view;
    if (!view || view.rowCount === 0) {
      return;
    }
    const before = this.cellAt(this.row, this.column);
    this.row = Math.max(0, Math.min(row, view.rowCount - 1));
    this.column = Math.max(0, Math.min(column, view.columns.length - 1));
    if (how === "begin") {
      this.element.scrollTo(0, 0);
    } else if (virtual(view)) {
      const [top, room] = [this.row * ROW_HEIGHT, this.element.clientHeight - this.head.offsetHeight];
      if (top < this.element.scrollTop) {
        this.element.scrollTop = top;
      } else if (top + ROW_HEIGHT > this.element.scrollTop + room) {
        this.element.scrollTop = top + ROW_HEIGHT - room;
      }
    }
    this.render();
    const cell = this.cellAt(this.row, this.column);
    before?.setAttribute("tabindex", "-1");
    cell?.setAttribute("tabindex", "0");
    if (how !== "begin") {
      cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    if (how === "focus") {
      cell?.focus({ preventScroll: true });
    }
  }

  /** Marks a row for a moment, for the eye. */
  flash(row: number): void {
    const element = this.rows.get(row);
    element?.classList.remove("grid-flash");
    // Asking for a measure makes the browser notice that the class was away.
    void element?.offsetWidth;
    element?.classList.add("grid-flash");
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    this.resized.disconnect();
    this.editing?.close(false);
    this.element.remove();
  }

  private get text(): string {
    return this.view?.cell(this.row, this.column).text ?? "";
  }

  private build(view: View): void {
    this.rows.clear();
    this.body.replaceChildren();
    this.grid.className = `grid-table${virtual(view) ? " grid-even" : ""}${view.columns.some(({ grows }) => grows) ? " grid-form" : ""}`;
    this.grid.setAttribute("aria-label", view.label);
    this.grid.setAttribute("aria-colcount", String(view.columns.length));
    const tracks = view.columns.map(({ width, grows }) => (grows ? `minmax(${width}em, ${width}fr)` : `${width}em`));
    this.grid.style.setProperty("--grid-columns", tracks.join(" "));
    const row = document.createElement("div");
    row.className = "grid-row";
    row.setAttribute("role", "row");
    row.setAttribute("aria-rowindex", "1");
    for (const [at, { title, about, head, name }] of view.columns.entries()) {
      const cell = document.createElement("div");
      cell.className = `grid-cell${head ? " grid-corner" : name ? " grid-name" : ""}`;
      cell.setAttribute("role", "columnheader");
      cell.setAttribute("aria-colindex", String(at + 1));
      cell.textContent = title;
      cell.title = about === "" ? title : `${title}：${about}`;
      row.append(cell);
    }
    this.head.replaceChildren(row);
    this.element.scrollTo(0, 0);
    const kept = (which: "head" | "name"): number => view.columns.find((column) => column[which])?.width ?? 0;
    this.element.style.setProperty("--grid-head", `${kept("head")}em`);
    this.element.style.setProperty("--grid-name", `${kept("name")}em`);
  }

  /** Puts the rows in view into the page, and takes the others out; the row with the keyboard stays. */
  private render(): void {
    const view = this.view;
    if (!view) {
      return;
    }
    let [first, last] = [0, view.rowCount - 1];
    if (virtual(view)) {
      first = Math.max(0, Math.floor(this.element.scrollTop / ROW_HEIGHT) - BEYOND);
      last = Math.min(last, Math.ceil((this.element.scrollTop + this.element.clientHeight) / ROW_HEIGHT) + BEYOND);
    }
    // Rows that left the view are used again for those that come into it.
    const spare: HTMLElement[] = [];
    for (const [row, element] of this.rows) {
      if ((row < first || row > last) && row !== this.row) {
        spare.push(element);
        this.rows.delete(row);
      }
    }
    const wanted = new Set(Array.from({ length: last - first + 1 }, (_, at) => first + at));
    if (this.row < view.rowCount) {
      wanted.add(this.row);
    }
    let next: HTMLElement | null = null;
    for (const row of [...wanted].sort((a, b) => b - a)) {
      let element = this.rows.get(row);
      if (!element) {
        element = spare.pop() ?? this.create(view);
        this.rows.set(row, element);
        this.fill(element, row);
        this.body.insertBefore(element, next);
      }
      next = element;
    }
    for (const element of spare) {
      element.remove();
    }
  }

  private create(view: View): HTMLElement {
    const element = document.createElement("div");
    element.className = "grid-row";
    element.setAttribute("role", "row");
    for (const [at, { head, name }] of view.columns.entries()) {
      const cell = document.createElement("div");
      cell.className = `grid-cell${head ? " grid-rowhead" : name ? " grid-name" : ""}`;
      cell.setAttribute("role", head ? "rowheader" : "gridcell");
      cell.setAttribute("aria-colindex", String(at + 1));
      cell.append(document.createElement("span"));
      element.append(cell);
    }
    return element;
  }

  /** Puts texts and marks into a row. */
  private fill(element: HTMLElement, row: number): void {
    const view = this.view;
    if (!view) {
      return;
    }
    element.setAttribute("aria-rowindex", String(row + 2));
    element.style.top = virtual(view) ? `${row * ROW_HEIGHT}px` : "";
    for (let column = 0; column < view.columns.length; column += 1) {
      const cell = element.children[column];
      const text = cell?.firstElementChild;
      const content = view.cell(row, column);
      if (!(cell instanceof HTMLElement) || !text) {
        continue;
      }
      if (text.textContent !== content.text) {
        text.textContent = content.text;
      }
      const severity = worst(content.findings);
      cell.tabIndex = row === this.row && column === this.column ? 0 : -1;
      setOrRemove(cell, "data-severity", severity);
      setOrRemove(cell, "aria-invalid", severity === "error" ? "true" : null);
      setOrRemove(cell, "aria-readonly", content.column === null ? "true" : null);
    }
  }

  private cellAt(row: number, column: number): HTMLElement | null {
    const cell = this.rows.get(row)?.children[column];
    return cell instanceof HTMLElement ? cell : null;
  }

  /** Row, column and element of the cell that an event came from. */
  private cellOf(target: EventTarget | null): { readonly row: number; readonly column: number; readonly cell: HTMLElement } | null {
    const cell = target instanceof Element ? target.closest(".grid-cell") : null;
    const line = cell?.parentElement;
    if (!(cell instanceof HTMLElement) || !line) {
      return null;
    }
    return { row: Number(line.getAttribute("aria-rowindex")) - 2, column: [...line.children].indexOf(cell), cell };
  }

  private onFocus(target: EventTarget | null): void {
    const at = this.cellOf(target);
    if (!at || target !== at.cell) {
      return;
    }
    this.cellAt(this.row, this.column)?.setAttribute("tabindex", "-1");
    at.cell.tabIndex = 0;
    [this.row, this.column] = [at.row, at.column];
    this.on.select(at.row, at.column);
    this.tip.show(at.cell, this.view?.cell(at.row, at.column).findings ?? []);
  }

  private onHover(target: EventTarget | null): void {
    const at = this.cellOf(target);
    if (at && !this.editing) {
      this.tip.show(at.cell, this.view?.cell(at.row, at.column).findings ?? []);
    }
  }

  /** A second touch writes: a finger has no double click. */
  private onTouch(event: PointerEvent): void {
    const at = event.pointerType === "touch" ? this.cellOf(event.target) : null;
    if (at && at.cell === document.activeElement) {
      event.preventDefault();
      this.edit(null);
    }
  }

  private onKey(event: KeyboardEvent): void {
    const view = this.view;
    if (!view || this.editing || event.altKey) {
      return;
    }
    const control = event.ctrlKey || event.metaKey;
    const page = Math.max(1, Math.floor((this.element.clientHeight - this.head.offsetHeight) / ROW_HEIGHT) - 1);
    const [lastRow, lastColumn] = [view.rowCount - 1, view.columns.length - 1];
    const to = (row: number, column: number): boolean => {
      this.go(row, column);
      return true;
    };
    const act = (): boolean => {
      switch (event.key) {
        case "ArrowDown":
          return to(control ? lastRow : this.row + 1, this.column);
        case "ArrowUp":
          return to(control ? 0 : this.row - 1, this.column);
        case "ArrowRight":
          return to(this.row, control ? lastColumn : this.column + 1);
        case "ArrowLeft":
          return to(this.row, control ? 0 : this.column - 1);
        case "Home":
          return to(control ? 0 : this.row, 0);
        case "End":
          return to(control ? lastRow : this.row, lastColumn);
        case "PageDown":
          return to(this.row + page, this.column);
        case "PageUp":
          return to(this.row - page, this.column);
        case "Tab":
          // At either end of a row the key leads out of the table, as everywhere on a page.
          return event.shiftKey ? this.column > 0 && to(this.row, this.column - 1) : this.column < lastColumn && to(this.row, this.column + 1);
        case "Enter":
        case "F2":
          return this.edit(null);
        case "Delete":
        case "Backspace":
          return this.clear();
        case "Escape":
          return this.tip.hide();
        case "Process":
          // An input method begins to compose: the field must have the focus before it does, and the key is its.
          this.edit("");
          return false;
        default:
          return !control && event.key.length === 1 && this.edit(event.key);
      }
    };
    if (act()) {
      event.preventDefault();
    }
  }

  private clear(): boolean {
    if (this.view?.cell(this.row, this.column).column && this.text !== "") {
      this.on.write(this.row, this.column, "");
    }
    return true;
  }

  /** Writes the cell; `typed` in the place of what stands there, where the clerk began to type. */
  private edit(typed: string | null): boolean {
    const [row, column] = [this.row, this.column];
    const content = this.view?.cell(row, column);
    const cell = this.cellAt(row, column);
    if (this.editing || !content?.column || !cell) {
      return false;
    }
    this.tip.hide();
    const label = `${this.view?.cell(row, 0).text ?? ""} ${content.column.title}`.trim();
    cell.classList.add("grid-editing");
    this.editing = openEditor(cell, content.column, content.text, label, typed, (text, step) => {
      cell.classList.remove("grid-editing");
      this.editing = null;
      const { pending } = this;
      this.pending = null;
      if (text !== null && text !== content.text) {
        this.on.write(row, column, text);
      } else if (pending) {
        this.show(pending);
      }
      this.step(row, column, step);
    });
    return true;
  }

  private step(row: number, column: number, step: Step): void {
    if (step !== null) {
      this.go(row + (step === "down" ? 1 : 0), column + (step === "right" ? 1 : step === "left" ? -1 : 0));
    }
  }
}

function titles(view: View): string {
  return view.columns.map(({ title, width }) => `${title} ${width}`).join("\n");
}

function virtual(view: View): boolean {
  return view.rowCount > VIRTUAL_FROM;
}

function setOrRemove(element: Element, name: string, value: string | null): void {
  if (value === null) {
    element.removeAttribute(name);
  } else if (element.getAttribute(name) !== value) {
    element.setAttribute(name, value);
  }
}
