/** The field in a cell while it is written: a list of words to choose from, or text that grows with what is typed. */

import { NO, YES } from "./cells.js";
import type { Column } from "./plan.js";

/** Where to go when a cell has been written; null where the focus has gone elsewhere already. */
export type Step = "stay" | "down" | "right" | "left" | null;

export interface CellEditor {
  /** Ends it: keeps what was written, or not. */
  close(keep: boolean): void;
}

/**
 * Puts a field into a cell. `done` is told once: the text, or null where it was given up, and where to go. `typed`, if given, takes
 * the place of the cell's text: the clerk began to type over it.
 */
export function openEditor(cell: HTMLElement, column: Column, text: string, label: string, typed: string | null, done: (text: string | null, step: Step) => void): CellEditor {
  // Several words stand one a line, which a list to choose from cannot say.
  const chosen = !column.list && (column.leaf.kind === "word" || column.leaf.kind === "boolean");
  const field = chosen ? choice(column, text) : writing(typed ?? text);
  field.className = "grid-editor";
  field.setAttribute("aria-label", label);
  let open = true;
  const close = (keep: boolean, step: Step): void => {
    if (open) {
      open = false;
      field.remove();
      done(keep ? field.value : null, step);
    }
  };
  const onKey = (event: KeyboardEvent): void => {
    // Enter and Escape belong to the input method while it composes.
    if (event.isComposing) {
      return;
    }
    if (event.key === "Enter" && field instanceof HTMLTextAreaElement && (event.altKey || event.shiftKey)) {
      field.setRangeText("\n", field.selectionStart, field.selectionEnd, "end");
    } else if (event.key === "Enter") {
      close(true, "down");
    } else if (event.key === "Tab") {
      close(true, event.shiftKey ? "left" : "right");
    } else if (event.key === "Escape") {
      close(false, "stay");
    } else {
      event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  cell.append(field);
  field.focus({ preventScroll: true });
  field.scrollIntoView({ block: "nearest", inline: "nearest" });
  (field as HTMLElement).addEventListener("keydown", onKey);
  for (const type of ["paste", "copy", "dblclick", "pointerdown"]) {
    field.addEventListener(type, (event) => event.stopPropagation());
  }
  field.addEventListener("blur", () => close(true, null));
  if (field instanceof HTMLTextAreaElement) {
    field.setSelectionRange(field.value.length, field.value.length);
  }
  return { close: (keep) => close(keep, null) };
}

function writing(text: string): HTMLTextAreaElement {
  const field = document.createElement("textarea");
  field.value = text;
  field.rows = 1;
  field.spellcheck = false;
  return field;
}

/** The words of the schema, nothing, and whatever else stands there now. */
function choice({ leaf }: Column, text: string): HTMLSelectElement {
  const words = leaf.kind === "word" ? leaf.words : [YES, NO];
  const field = document.createElement("select");
  field.append(...[...new Set(["", ...words, text])].map((word) => new Option(word, word)));
  field.value = text;
  return field;
}
