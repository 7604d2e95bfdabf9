/**
 * What a draft holds besides prose: its front matter, folded into one line, and fenced blocks (ledgers, charts, annexes), shown as
 * what they are until the caret enters them; then they are text like any other.
 */

import type { Inspection } from "huibao";
import type { ChangeDesc, EditorSelection, Range, Text } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, WidgetType } from "@codemirror/view";
import { t } from "./words.js";

/** A stretch of whole lines that is shown as one thing. */
export interface Frame {
  readonly from: number;
  readonly to: number;
  readonly kind: "facts" | "exhibit" | "annex";
  /** What it is called: 台账, 附件1. */
  readonly name: string;
  /** Shown as text. Of facts, because somebody asked for it; of others, because the caret is in it. */
  readonly open: boolean;
}

/** Told that a frame's label was pressed. */
export type OnFrame = (view: EditorView, frame: Frame) => void;

/** The frames of a draft that was inspected; `facts` says whether the front matter is open. */
export function framesOf({ frontMatter, blocks }: Inspection, facts: boolean): Frame[] {
  const frames: Frame[] = frontMatter === null ? [] : [{ ...frontMatter, kind: "facts", name: t.facts, open: facts }];
  for (const { from, to, kind, label } of blocks) {
    if (kind === "exhibit" || kind === "annex") {
      frames.push({ from, to, kind, name: label === "" ? t.annex : label, open: false });
    }
  }
  return frames;
}

/** Frames after a change; what was deleted is none any more, and what was written against one must be seen. */
export function moved(frames: readonly Frame[], changes: ChangeDesc, doc: Text): Frame[] {
  return frames.flatMap((frame) => {
    const [from, to] = [changes.mapPos(frame.from, 1), changes.mapPos(frame.to, -1)];
    const lines = { from: doc.lineAt(from).from, to: doc.lineAt(to).to };
    return from < to ? [{ ...frame, ...lines, open: frame.open || lines.from < from || lines.to > to }] : [];
  });
}

/** Frames as the caret opens and closes them; the same array where nothing changes. */
export function entered(frames: readonly Frame[], selection: EditorSelection): readonly Frame[] {
  const within = ({ from, to }: Frame): boolean => selection.ranges.some((range) => range.from <= to && range.to >= from);
  const next = frames.map((frame) => (frame.kind === "facts" || frame.open === within(frame) ? frame : { ...frame, open: within(frame) }));
  return next.every((frame, i) => frame === frames[i]) ? frames : next;
}

/** How frames are shown. */
export function decorate(frames: readonly Frame[], doc: Text, press: OnFrame): DecorationSet {
  return Decoration.set(
    frames.flatMap((frame) => {
      const text = doc.sliceString(frame.from, frame.to);
      if (!frame.open) {
        return [Decoration.replace({ block: true, widget: new Label(frame, titleOf(text), press) }).range(frame.from, frame.to)];
      }
      return opened(frame, doc, press);
    }),
    true,
  );
}

function opened(frame: Frame, doc: Text, press: OnFrame): Range<Decoration>[] {
  const [first, last] = [doc.lineAt(frame.from).number, doc.lineAt(frame.to).number];
  const lines = Array.from({ length: last - first + 1 }, (_, i) => {
    const ends = `${i === 0 ? " frame-first" : ""}${first + i === last ? " frame-last" : ""}`;
    // The name by style alone: a widget at the end of the line would take the caret along.
    const attributes: Record<string, string> = i === 0 && frame.kind !== "facts" ? { "data-name": frame.name } : {};
    return Decoration.line({ class: `frame ${frame.kind}${ends}`, attributes }).range(doc.line(first + i).from);
  });
  return frame.kind === "facts" ? [...lines, Decoration.widget({ side: 1, widget: new Badge(frame, press) }).range(doc.line(first).to)] : lines;
}

/** `title = "…"`, as front matter and blocks have it. */
function titleOf(text: string): string {
  return /^title\s*=\s*(["'])(.*)\1\s*$/m.exec(text)?.[2]?.replace(/\\(["\\])/g, "$1") ?? "";
}

/** A closed frame. */
class Label extends WidgetType {
  constructor(
    readonly frame: Frame,
    readonly title: string,
    readonly press: OnFrame,
  ) {
    super();
  }

  override eq(other: Label): boolean {
    const { from, to, name } = this.frame;
    return this.title === other.title && name === other.frame.name && from === other.frame.from && to === other.frame.to;
  }

  override toDOM(view: EditorView): HTMLElement {
    const label = document.createElement("div");
    label.className = `closed ${this.frame.kind}`;
    const name = document.createElement("strong");
    name.textContent = this.frame.name;
    const title = document.createElement("span");
    title.textContent = this.title === "" ? t.untitled : this.title;
    label.append(name, title, button(this.frame.kind === "facts" ? t.open : t.edit));
    label.addEventListener("click", () => this.press(view, this.frame));
    return label;
  }

  override get estimatedHeight(): number {
    return 44;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

/** What folds open facts again, at the end of their first line. */
class Badge extends WidgetType {
  constructor(
    readonly frame: Frame,
    readonly press: OnFrame,
  ) {
    super();
  }

  override eq(other: Badge): boolean {
    return this.frame.name === other.frame.name && this.frame.from === other.frame.from;
  }

  override toDOM(view: EditorView): HTMLElement {
    const badge = document.createElement("span");
    badge.className = "badge";
    badge.append(this.frame.name, button(t.fold, () => this.press(view, this.frame)));
    return badge;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

/** A button within the text. */
export function button(text: string, press: () => void = () => undefined): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = text;
  element.addEventListener("click", press);
  return element;
}
