/**
 * Figures as chips: a link is shown as its text alone and is one to the caret. The widget is no editable text, so that an
 * input method that composes beside it cannot write into the link.
 */

import type { InspectedFigure } from "huibao";
import type { Range, Text } from "@codemirror/state";
import { Decoration, type DecorationSet, WidgetType } from "@codemirror/view";

/** A figure link as the core prints and reads it; a draft may write one otherwise, which then waits for the core. */
const LINK = /\[((?:[^[\]\\\n]|\\.)*)\]\(figure:([^()\s]*)\)/g;

/** What a chip's decoration carries. */
interface ChipSpec {
  readonly widget: Chip;
  readonly figure: InspectedFigure;
  /** The link's own text, by which a change within it is seen. */
  readonly link: string;
}

/** A chip where it stands now. */
export interface Placed {
  readonly from: number;
  readonly to: number;
  /** With the offsets of now. */
  readonly figure: InspectedFigure;
  /** Whether the last refresh has changed it. */
  readonly renewed: boolean;
}

class Chip extends WidgetType {
  constructor(
    readonly figure: InspectedFigure,
    readonly renewed: boolean,
  ) {
    super();
  }

  override eq(other: Chip): boolean {
    const { text, state } = this.figure;
    return text === other.figure.text && state === other.figure.state && this.renewed === other.renewed;
  }

  override toDOM(): HTMLElement {
    const chip = document.createElement("span");
    chip.className = "figure";
    chip.dataset["state"] = this.figure.state;
    chip.classList.toggle("renewed", this.renewed);
    // Empty ones could not be seen, nor clicked.
    chip.textContent = this.figure.text === "" ? "□" : this.figure.text;
    return chip;
  }

  override ignoreEvent(): boolean {
    return false;
  }
}

/** The chips of a draft that was inspected. `before` says what each figure said then, to see which are renewed. */
export function chips(doc: Text, figures: readonly InspectedFigure[], before: ReadonlyMap<string, string>): DecorationSet {
  const ranges = named(figures).map(([name, figure]) => {
    const said = before.get(name);
    return chip(doc.sliceString(figure.from, figure.to), figure, said !== undefined && said !== figure.text);
  });
  return Decoration.set(ranges);
}

/** What each figure says, by its source and by how many of that source come before it. */
export function said(figures: readonly InspectedFigure[]): ReadonlyMap<string, string> {
  return new Map(named(figures).map(([name, { text }]) => [name, text]));
}

/**
 * Chips for links that were pasted, or that undoing has brought back, until the core has read them: as the core has told of
 * the same source.
 */
export function chipsOf(inserted: string, at: number, known: ReadonlyMap<string, InspectedFigure>): Range<Decoration>[] {
  return [...inserted.matchAll(LINK)].flatMap((match) => {
    const [link, escaped = "", path = ""] = match;
    const figure = known.get(path);
    if (figure === undefined) {
      return [];
    }
    const from = at + match.index;
    const text = escaped.replace(/\\(.)/g, "$1");
    const textFrom = from + 1;
    return [chip(link, { ...figure, text, from, to: from + link.length, textFrom, textTo: textFrom + escaped.length }, false)];
  });
}

/** The parts of a draft that are figure links, and those between: `[text, link, text, link, …, text]`. */
export function parts(draft: string): string[] {
  const found: string[] = [];
  let at = 0;
  for (const match of draft.matchAll(LINK)) {
    found.push(draft.slice(at, match.index), match[0]);
    at = match.index + match[0].length;
  }
  found.push(draft.slice(at));
  return found;
}

/** Chips whose link still reads as it did. */
export function unbroken(set: DecorationSet, doc: Text): DecorationSet {
  return set.update({ filter: (from, to, value) => doc.sliceString(from, to) === specOf(value).link });
}

/** The chip that a caret touches, the one behind it rather than the one before; of a range, the chip that it is. */
export function chipAt(set: DecorationSet, from: number, to = from): Placed | null {
  let found: Placed | null = null;
  set.between(from, to, (start, end, value) => {
    if (from === to || (start === from && end === to)) {
      found = placed(start, end, value);
    }
  });
  return found;
}

/** The chips that a range overlaps. */
export function chipsIn(set: DecorationSet, from: number, to: number): Placed[] {
  const found: Placed[] = [];
  set.between(from, to, (start, end, value) => {
    if (start < to && end > from) {
      found.push(placed(start, end, value));
    }
  });
  return found;
}

/** Whether a stretch of the draft is visible as it stands: no part of a link's notation. */
export function isShown(set: DecorationSet, from: number, to: number): boolean {
  return chipsIn(set, from, to).every(({ figure }) => Math.max(from, figure.from) >= figure.textFrom && Math.min(to, figure.to) <= figure.textTo);
}

function chip(link: string, figure: InspectedFigure, renewed: boolean): Range<Decoration> {
  const spec: ChipSpec = { widget: new Chip(figure, renewed), figure, link };
  return Decoration.replace(spec).range(figure.from, figure.to);
}

function specOf(value: Decoration): ChipSpec {
  // Only `chip` makes decorations of these sets.
  return value.spec as ChipSpec;
}

function placed(from: number, to: number, value: Decoration): Placed {
  const { figure, widget } = specOf(value);
  const moved = from - figure.from;
  return {
    from,
    to,
    figure: { ...figure, from, to, textFrom: figure.textFrom + moved, textTo: figure.textTo + moved },
    renewed: widget.renewed,
  };
}

function named(figures: readonly InspectedFigure[]): (readonly [string, InspectedFigure])[] {
  const counts = new Map<string, number>();
  return figures.map((figure) => {
    const count = counts.get(figure.path) ?? 0;
    counts.set(figure.path, count + 1);
    return [`${count} ${figure.path}`, figure] as const;
  });
}
