/** The draft as plain text: what is there until the editor has arrived, and where it does not. */

import { h } from "../elements.js";
import { texts } from "../texts.js";

const t = texts({
  zh: { label: "文稿", empty: "生成后，这里显示文稿。" },
  en: { label: "Draft", empty: "The draft stands here when it has been composed." },
});

/** What the workbench needs of an editor; offsets are UTF-16 code units of the draft. */
export interface DraftEditor {
  readonly draft: string;
  setDraft(text: string, options?: { readonly keepUndo?: boolean }): void;
  reveal(from: number, to?: number): void;
  focus(): void;
  destroy(): void;
}

export function createPlainEditor(parent: HTMLElement, on: { change(draft: string): void }): DraftEditor {
  const area = h("textarea", { id: "draft", spellcheck: "false", "aria-label": t.label, "aria-describedby": "draft-help", placeholder: t.empty });
  area.addEventListener("input", () => on.change(area.value));
  parent.append(area);
  return {
    get draft() {
      return area.value;
    },
    setDraft(text) {
      if (area.value === text) {
        return;
      }
      const { selectionStart, selectionEnd, scrollTop } = area;
      area.value = text;
      // The caret stays about where it was: figures change by a digit or two.
      area.setSelectionRange(selectionStart, selectionEnd);
      area.scrollTop = scrollTop;
    },
    reveal(from, to = from) {
      area.focus();
      area.setSelectionRange(from, to);
    },
    focus: () => area.focus(),
    destroy: () => area.remove(),
  };
}
