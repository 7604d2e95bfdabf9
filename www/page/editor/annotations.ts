/**
 * What is known of the draft that is being written: figures, unbound numbers, headings and frames of the last inspection, moved
 * along with every change until the next one. Nothing here reads the draft: the core does.
 */

import type { InspectedFigure, Inspection } from "huibao";
import { Annotation, type EditorSelection, EditorState, type Extension, RangeSet, StateEffect, StateField, type Text, type Transaction } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";
import { chips, chipsIn, chipsOf, said, unbroken } from "./chip.js";
import { decorate, entered, type Frame, framesOf, moved } from "./frames.js";
import { t } from "./words.js";

/** An inspection of the very text that the editor holds, or nothing known any more. */
export const annotation = StateEffect.define<Inspection | null>();

/** Marks changes that are none of the user's. */
export const own = Annotation.define<true>();

/** Opens the front matter, or folds it. */
export const openFacts = StateEffect.define<boolean>();

/** What is known, where it stands now. */
export interface Known {
  readonly figures: DecorationSet;
  readonly numbers: DecorationSet;
  /** Lines of headings and tables, and what stands in the place of `#`. */
  readonly lines: DecorationSet;
  readonly frames: readonly Frame[];
  readonly framed: DecorationSet;
  /** The last figure of each source. */
  readonly sources: ReadonlyMap<string, InspectedFigure>;
  /** What each figure said at the last inspection, and when the user last wrote: what differs has been renewed since. */
  readonly said: ReadonlyMap<string, string>;
  readonly saidBefore: ReadonlyMap<string, string>;
  /** Whether the user has written since the last inspection. */
  readonly written: boolean;
}

const NOTHING: Known = {
  figures: Decoration.none,
  numbers: Decoration.none,
  lines: Decoration.none,
  frames: [],
  framed: Decoration.none,
  sources: new Map(),
  said: new Map(),
  saidBefore: new Map(),
  written: false,
};

/** The annotations of an editor. */
export const annotations = StateField.define<Known>({
  create: () => NOTHING,
  update(known, transaction) {
    let next = transaction.docChanged ? carried(known, transaction) : known;
    for (const effect of transaction.effects) {
      if (effect.is(annotation)) {
        next = effect.value === null ? NOTHING : read(transaction.newDoc, transaction.newSelection, effect.value, next);
      } else if (effect.is(openFacts)) {
        const frames = next.frames.map((frame) => (frame.kind === "facts" ? { ...frame, open: effect.value } : frame));
        next = withFrames(next, frames, transaction.newDoc);
      }
    }
    const frames = entered(next.frames, transaction.newSelection);
    return frames === next.frames ? next : withFrames(next, frames, transaction.newDoc);
  },
  provide: (field) => [
    ...(["figures", "numbers", "lines", "framed"] as const).map((part) => EditorView.decorations.from(field, (known) => known[part])),
    EditorView.atomicRanges.of((view) => {
      const { figures, lines, framed } = view.state.field(field);
      const replaced = { filter: (from: number, to: number) => from < to };
      return RangeSet.join([figures, lines.update(replaced), framed.update({ filter: (from, to, value) => from < to && value.spec.widget !== undefined })]);
    }),
  ],
});

/** No caret at the edges of folded facts: what is typed there would become part of them, unseen. */
const besideFacts = EditorState.transactionFilter.of((transaction) => {
  const { docChanged, selection, newSelection, effects, startState } = transaction;
  const folded = foldedFacts(startState);
  const { main } = newSelection;
  if (folded === null || docChanged || selection === undefined || !main.empty || main.head > folded.to || folded.to === startState.doc.length) {
    return transaction;
  }
  return effects.some((effect) => effect.is(openFacts)) ? transaction : [transaction, { selection: { anchor: folded.to + 1 }, sequential: true }];
});

/** Everything that draws annotations. */
export const annotated: Extension = [annotations, besideFacts, picked()];

/** The front matter, if it is folded. */
export function foldedFacts(state: EditorState): Frame | null {
  return state.field(annotations).frames.find(({ kind, open }) => kind === "facts" && !open) ?? null;
}

/** What was known, after a change. */
function carried(known: Known, transaction: Transaction): Known {
  const { changes, newDoc: doc } = transaction;
  let figures = unbroken(known.figures.map(changes), doc);
  changes.iterChanges((_fromA, _toA, fromB, _toB, inserted) => {
    const text = inserted.sliceString(0);
    const found = text.includes("](figure:") ? chipsOf(text, fromB, known.sources) : [];
    figures = figures.update({ add: found.filter(({ from, to }) => chipsIn(figures, from, to).length === 0) });
  });
  const numbers = known.numbers.map(changes).update({ filter: (from, to) => from < to });
  const written = known.written || transaction.annotation(own) === undefined;
  const next = { ...known, figures, numbers, lines: known.lines.map(changes), written };
  return known.frames.length === 0 ? next : withFrames(next, moved(known.frames, changes, doc), doc);
}

/** What an inspection says. */
function read(doc: Text, selection: EditorSelection, inspection: Inspection, before: Known): Known {
  const { figures, unbound } = inspection;
  const saidBefore = before.written ? before.said : before.saidBefore;
  const wasOpen = before.frames.some((frame) => frame.kind === "facts" && frame.open);
  const known: Known = {
    ...NOTHING,
    figures: chips(doc, figures, saidBefore),
    numbers: Decoration.set(
      unbound.filter(({ from, to }) => from < to).map(({ from, to }) => UNBOUND.range(from, to)),
      true,
    ),
    lines: linesOf(doc, inspection),
    sources: new Map(figures.map((figure) => [figure.path, figure])),
    said: said(figures),
    saidBefore: saidBefore.size === 0 ? said(figures) : saidBefore,
  };
  return withFrames(known, entered(framesOf(inspection, wasOpen), selection), doc);
}

const UNBOUND = Decoration.mark({ class: "unbound" });

function linesOf(doc: Text, { blocks }: Inspection): DecorationSet {
  return Decoration.set(
    blocks.flatMap(({ from, to, kind, level, label }) => {
      if (kind === "table") {
        const [first, last] = [doc.lineAt(from).number, doc.lineAt(to).number];
        return Array.from({ length: last - first + 1 }, (_, i) => TABLE.range(doc.line(first + i).from));
      }
      if (kind !== "heading") {
        return [];
      }
      const line = doc.lineAt(from);
      const marks = /^ {0,3}#{1,6}[ \t]+/.exec(line.text)?.[0] ?? "";
      const number = Decoration.replace({ widget: new Numbered(label, level) });
      return [
        Decoration.line({ class: `heading heading-${level}` }).range(line.from),
        ...(marks === "" ? [] : [number.range(line.from, line.from + marks.length)]),
      ];
    }),
    true,
  );
}

const TABLE = Decoration.line({ class: "table" });

function withFrames(known: Known, frames: readonly Frame[], doc: Text): Known {
  return { ...known, frames, framed: decorate(frames, doc, pressed) };
}

/** A frame's button: facts open and close, other frames take the caret in. */
function pressed(view: EditorView, frame: Frame): void {
  if (frame.kind === "facts") {
    view.dispatch({ effects: openFacts.of(!frame.open) });
  } else {
    view.dispatch({ selection: { anchor: view.state.doc.lineAt(frame.from).to } });
  }
  view.focus();
}

/** The number of a heading, which the layout gives: it stands where the draft has `#`. */
class Numbered extends WidgetType {
  constructor(
    readonly label: string,
    readonly level: number,
  ) {
    super();
  }

  override eq(other: Numbered): boolean {
    return this.label === other.label && this.level === other.level;
  }

  override toDOM(): HTMLElement {
    const number = document.createElement("span");
    number.className = this.label === "" ? "number none" : "number";
    number.textContent = this.label === "" ? t.heading(this.level) : this.label;
    return number;
  }
}

/** Chips within the selection, which the browser does not draw over them. */
function picked(): Extension {
  const mark = Decoration.mark({ class: "picked", inclusive: true });
  return EditorView.decorations.compute([annotations, "selection"], (state) => {
    const { figures } = state.field(annotations);
    const ranges = state.selection.ranges.filter((range) => !range.empty).flatMap(({ from, to }) => chipsIn(figures, from, to));
    return Decoration.set(ranges.map(({ from, to }) => mark.range(from, to)));
  });
}
