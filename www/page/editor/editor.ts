/**
 * The draft's editor: CodeMirror with figures as chips. It stands in a shadow root, so that its styles come by adopted style
 * sheets, which a policy without inline styles permits.
 *
 * How it is used: after each `change`, have the draft inspected and hand the inspection back, if the draft is still the one that was
 * inspected:
 *
 *     const draft = editor.draft;
 *     const inspection = await huibao.inspect(draft, data);
 *     if (editor.draft === draft) {
 *       editor.setDraft(inspection.draft, { keepUndo: true });
 *       editor.annotate(inspection);
 *     }
 */

import type { InspectedFigure, Inspection } from "huibao";
import { history, historyKeymap, standardKeymap } from "@codemirror/commands";
import { search, searchKeymap, SearchQuery, setSearchQuery } from "@codemirror/search";
import { EditorState, type Extension, Prec, Transaction } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, keymap, MatchDecorator, ViewPlugin } from "@codemirror/view";
import { annotated, annotation, annotations, foldedFacts, openFacts, own } from "./annotations.js";
import { chipAt, isShown, parts } from "./chip.js";
import css from "./editor.css?inline";
import { askAbout, dismiss, sources } from "./source.js";
import { typing } from "./typing.js";
import { t } from "./words.js";

/** What an editor tells. */
export interface EditorEvents {
  /** The draft was changed by its user: typed, pasted, undone. Not by `setDraft`. */
  change(draft: string): void;
  /** Somebody wants to see the data of a figure; offsets are those of the draft as it is now. */
  figure(figure: InspectedFigure): void;
  /** The caret has moved, or the text before it has changed; UTF-16 code units. */
  cursor(offset: number): void;
}

/** An editor of a draft. Offsets are UTF-16 code units. */
export interface Editor {
  /**
   * Shows a draft. With `keepUndo` it is the same draft with its figures renewed: only what differs is changed, so the caret, what can be
   * undone and what is known of the rest stay; undoing does not bring old figures back. Otherwise it is another draft, and nothing is kept.
   * While an input method composes, a renewal waits and is dropped when the draft is another one afterwards.
   */
  setDraft(draft: string, options?: { readonly keepUndo?: boolean }): void;
  /** The draft as it is now; its lines end with `\n`. */
  readonly draft: string;
  /**
   * Shows what an inspection has found, or nothing. One of another text than the editor holds is dropped: what is known already moves with
   * the changes until the next.
   */
  annotate(inspection: Inspection | null): void;
  /** Selects a range, or puts the caret somewhere, and brings it to the middle of the view. Does not take the focus. */
  reveal(from: number, to?: number): void;
  focus(): void;
  /** Takes the editor out of the page. */
  destroy(): void;
}

/** Makes an editor that fills its parent. */
export function createEditor(parent: HTMLElement, on: EditorEvents): Editor {
  const host = document.createElement("div");
  host.className = "draft-editor";
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  parent.append(host);

  const extensions = extensionsOf(on);
  const stateOf = (doc: string): EditorState => EditorState.create({ doc, extensions });
  const view = new EditorView({ state: stateOf(""), parent: root, root });

  /** What waits for the end of a composition, and of which draft it was said. */
  let waiting: (() => void)[] = [];
  const settled = (act: () => void): void => {
    if (!view.compositionStarted) {
      act();
      return;
    }
    const { doc } = view.state;
    waiting.push(() => {
      if (view.state.doc.eq(doc)) {
        act();
      }
    });
  };
  const onCompositionEnd = (): void => {
    // CodeMirror may wait 50 ms for what was composed.
    setTimeout(() => {
      const acts = waiting;
      waiting = [];
      acts.forEach((act) => act());
    }, 60);
  };
  root.addEventListener("compositionend", onCompositionEnd);

  return {
    setDraft(draft, { keepUndo = false } = {}) {
      if (!keepUndo) {
        waiting = [];
        view.setState(stateOf(draft));
        return;
      }
      settled(() => {
        const changes = difference(view.state.doc.toString(), draft.replace(/\r\n?/g, "\n"));
        if (changes.length > 0) {
          view.dispatch({ changes, annotations: [own.of(true), Transaction.addToHistory.of(false)] });
        }
      });
    },
    get draft() {
      return view.state.doc.toString();
    },
    annotate(inspection) {
      settled(() => {
        if (inspection === null || inspection.draft === view.state.doc.toString()) {
          view.dispatch({ effects: annotation.of(inspection) });
          // The caret may be where facts are folded now.
          if ((foldedFacts(view.state)?.to ?? -1) >= view.state.selection.main.head) {
            view.dispatch({ selection: view.state.selection });
          }
        }
      });
    },
    reveal(from, to = from) {
      const { length } = view.state.doc;
      const [anchor, head] = [Math.min(from, length), Math.min(to, length)];
      const within = anchor < (foldedFacts(view.state)?.to ?? 0);
      view.dispatch({
        selection: { anchor, head },
        effects: [EditorView.scrollIntoView(anchor, { y: "center" }), ...(within ? [openFacts.of(true)] : [])],
      });
    },
    focus: () => view.focus(),
    destroy() {
      waiting = [];
      root.removeEventListener("compositionend", onCompositionEnd);
      view.destroy();
      host.remove();
    },
  };
}

function extensionsOf(on: EditorEvents): Extension {
  return [
    history(),
    drawSelection(),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": t.draft, lang: "zh-CN", spellcheck: "false", autocorrect: "off", autocapitalize: "off" }),
    EditorState.phrases.of(t.phrases),
    annotated,
    stressed(),
    sources(on.figure),
    search({ top: true }),
    visibleMatches,
    Prec.high(
      keymap.of([
        { key: "Alt-Enter", run: (view) => toData(view, on) },
        { key: "Enter", run: (view) => !view.state.selection.main.empty && askAbout(view, view.state.selection.main.from, view.state.selection.main.to) },
        { key: "Escape", run: dismiss },
      ]),
    ),
    keymap.of([...typing, ...searchKeymap, ...historyKeymap, ...standardKeymap]),
    EditorView.domEventHandlers({
      click: (event, view) => {
        const chip = event.detail === 1 && !event.shiftKey ? chipUnder(event.target, view) : null;
        if (chip !== null) {
          on.figure(chip.figure);
        }
        return false;
      },
      // Not `dblclick`: by then the word is selected, and the chip drawn anew.
      mousedown: (event, view) => {
        const chip = event.detail === 2 ? chipUnder(event.target, view) : null;
        return chip !== null && askAbout(view, chip.from, chip.to);
      },
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && update.transactions.some((transaction) => transaction.docChanged && !transaction.annotation(own))) {
        on.change(update.state.doc.toString());
      }
      if (update.docChanged || update.selectionSet) {
        on.cursor(update.state.selection.main.head);
      }
    }),
  ];
}

function toData(view: EditorView, on: EditorEvents): boolean {
  const { from, to } = view.state.selection.main;
  const { figures } = view.state.field(annotations);
  const chip = chipAt(figures, from, to) ?? chipAt(figures, to);
  if (chip !== null) {
    on.figure(chip.figure);
  }
  return chip !== null;
}

function chipUnder(target: EventTarget | null, view: EditorView): ReturnType<typeof chipAt> {
  const element = target instanceof Element ? target.closest(".figure") : null;
  if (element === null) {
    return null;
  }
  const at = view.posAtDOM(element);
  return chipAt(view.state.field(annotations).figures, at);
}

/** `**段首主题句**`: stressed, its marks out of sight. */
function stressed(): Extension {
  const [words, marks] = [Decoration.mark({ class: "stressed" }), Decoration.mark({ class: "marks" })];
  const decorator = new MatchDecorator({
    regexp: /\*\*(?=[^\s*])[^*\n]+\*\*/g,
    decorate: (add, from, to) => {
      add(from, from + 2, marks);
      add(from + 2, to - 2, words);
      add(to - 2, to, marks);
    },
  });
  return ViewPlugin.define(
    (view) => {
      const plugin = {
        decorations: decorator.createDeco(view),
        update: (update: Parameters<typeof decorator.updateDeco>[0]) => {
          plugin.decorations = decorator.updateDeco(update, plugin.decorations);
        },
      };
      return plugin;
    },
    { decorations: (plugin) => plugin.decorations },
  );
}

/** What is searched for is found in what can be seen, not in the notation of links. */
const visibleMatches = EditorState.transactionFilter.of((transaction) => {
  const query = transaction.effects.find((effect) => effect.is(setSearchQuery))?.value;
  if (query === undefined || query.test !== undefined) {
    return transaction;
  }
  const { search, caseSensitive, literal, regexp, replace, wholeWord } = query;
  const test = (_match: string, state: EditorState, from: number, to: number): boolean => isShown(state.field(annotations).figures, from, to);
  const seen = new SearchQuery({ search, caseSensitive, literal, regexp, replace, wholeWord, test });
  return [transaction, { effects: setSearchQuery.of(seen), sequential: true }];
});

/** The changes from one draft to another that has the same wording and other figures; one change where the wording differs. */
function difference(before: string, after: string): { from: number; to: number; insert: string }[] {
  const [old, renewed] = [parts(before), parts(after)];
  if (old.length !== renewed.length) {
    return changed(before, after, 0);
  }
  let at = 0;
  return old.flatMap((part, i) => {
    const start = at;
    at += part.length;
    return changed(part, renewed[i] ?? "", start);
  });
}

/** The change between the first difference and the last. */
function changed(before: string, after: string, offset: number): { from: number; to: number; insert: string }[] {
  if (before === after) {
    return [];
  }
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) {
    head += 1;
  }
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) {
    tail += 1;
  }
  return [{ from: offset + head, to: offset + before.length - tail, insert: after.slice(head, after.length - tail) }];
}
