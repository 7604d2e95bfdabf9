/**
 * Enter and Backspace as in an office program: in Markdown a paragraph ends with an empty line, and one line end alone is none. So Enter
 * begins a paragraph, or the next item of a list, and Backspace at the beginning of a paragraph joins it with the one before.
 */

import { deleteCharBackward, insertNewline } from "@codemirror/commands";
import type { EditorState, Line } from "@codemirror/state";
import type { EditorView, KeyBinding } from "@codemirror/view";
import { annotations, foldedFacts } from "./annotations.js";

/** The mark of a list's item, with what is before it. */
const ITEM = /^(\s*)(?:([-*+])|(\d{1,9})([.)]))(\s+)/;

export const typing: readonly KeyBinding[] = [
  { key: "Enter", run: enter, shift: breakLine },
  { key: "Backspace", run: backspace },
];

function enter(view: EditorView): boolean {
  const { state } = view;
  const { from, to } = state.selection.main;
  const line = state.doc.lineAt(from);
  if (isRaw(state, line) || line.text.trim() === "") {
    return insertNewline(view);
  }
  const item = ITEM.exec(line.text);
  if (item === null) {
    return replace(view, from, to, "\n\n");
  }
  const [mark, indent = "", bullet, number, point = "", space = ""] = item;
  if (from < line.from + mark.length) {
    return insertNewline(view);
  }
  if (line.length === mark.length) {
    // An item without text ends the list.
    return replace(view, line.from, line.to, line.number > 1 ? "\n" : "");
  }
  return replace(view, from, to, `\n${indent}${bullet ?? `${Number(number) + 1}${point}`}${space}`);
}

/** A line break within a paragraph. */
function breakLine(view: EditorView): boolean {
  const { state } = view;
  const { from, to } = state.selection.main;
  return isRaw(state, state.doc.lineAt(from)) ? insertNewline(view) : replace(view, from, to, "\\\n");
}

function backspace(view: EditorView): boolean {
  const { state } = view;
  const { empty, head } = state.selection.main;
  const line = state.doc.lineAt(head);
  if (!empty || head !== line.from || line.number < 3 || isRaw(state, line)) {
    return deleteCharBackward(view);
  }
  const before = state.doc.line(line.number - 1);
  if (foldedFacts(state)?.to === before.to) {
    return true;
  }
  const above = state.doc.line(line.number - 2);
  if (before.text.trim() !== "" || above.text.trim() === "" || line.text.trim() === "" || isRaw(state, above)) {
    return deleteCharBackward(view);
  }
  return replace(view, above.to, head, "", "delete.backward");
}

/** Whether a line is text in which line ends count: a frame's, or a table's. */
function isRaw(state: EditorState, line: Line): boolean {
  return line.text.startsWith("|") || state.field(annotations).frames.some(({ from, to }) => from <= line.from && line.to <= to);
}

function replace(view: EditorView, from: number, to: number, insert: string, userEvent = "input"): boolean {
  view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, scrollIntoView: true, userEvent });
  return true;
}
