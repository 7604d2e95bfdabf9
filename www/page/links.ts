/** From one view to another: draft, data and pages show the same thing, and each leads to it in the others. */

import type { Finding, InspectedFigure, Inspection } from "huibao";
import type { PickedPlace } from "huibao/pages";
import type { Desk } from "./desk.js";
import { dataOf, today } from "./project.js";

/** Milliseconds that the caret rests before the pages follow it. */
const REST = 250;

export interface Links {
  /** Shows in the draft which of its figures come from where. */
  annotate(): Promise<void>;
  /** Goes to the data that a figure of the draft comes from. */
  showFigure(figure: InspectedFigure): void;
  /** Goes to the words of the draft that are picked on a page. */
  showPicked(place: PickedPlace): void;
  /** The caret is elsewhere in the draft. */
  moved(offset: number): void;
  /** Goes to what a finding is about. */
  goTo(finding: Finding): void;
  /** Another document is to be shown: nothing is known of it yet. */
  forget(): void;
}

export function createLinks(desk: Desk): Links {
  /** What is known of the draft as it was inspected last. */
  let inspection: Inspection | null = null;
  /** The block in which the caret is, as the pages have been told. */
  let block: number | null = null;
  /** Waits until the caret rests. */
  let rest: ReturnType<typeof setTimeout> | undefined;

  /** Shows in the draft which of its figures come from where. */
  async function annotate(): Promise<void> {
    const draft = desk.editor.draft;
    if (desk.huibao === null || desk.project === null || draft === "") {
      return;
    }
    try {
      const seen = await desk.huibao.inspect(draft, dataOf(desk.project), { refresh: false, date: today() });
      if (desk.editor.draft === draft) {
        inspection = seen;
        desk.editor.annotate(seen);
      }
    } catch (error) {
      if (desk.editor.draft === draft) {
        desk.showError(error);
      }
    }
  }

  /** Goes to the data that a figure of the draft comes from. */
  function showFigure({ block: at, index, inputs: [input] }: InspectedFigure): void {
    // The caret came to its block with it: the figure itself is shown, not the block.
    clearTimeout(rest);
    block = at;
    void desk.pages.reveal({ block: at, figure: index });
    if (input !== undefined) {
      desk.workbench.show("data");
      desk.grid?.reveal(input);
    }
  }

  /** Goes to the words of the draft that are picked on a page. */
  function showPicked({ block, figure }: PickedPlace): void {
    const place = inspection?.figures.find((candidate) => candidate.block === block && candidate.index === figure) ?? inspection?.blocks[block];
    if (place) {
      desk.workbench.show("draft");
      desk.editor.reveal(place.from, figure === null ? place.from : place.to);
      desk.editor.focus();
    }
  }

  /** Keeps what is written in view on the pages, when the caret rests in another block. */
  function moved(offset: number): void {
    clearTimeout(rest);
    rest = setTimeout(() => {
      const at = inspection?.blocks.findIndex(({ from, to }) => from <= offset && offset <= to) ?? -1;
      if (at >= 0 && at !== block && desk.report !== null) {
        block = at;
        void desk.pages.reveal({ block: at });
      }
    }, REST);
  }

  /** Goes to what a finding is about: a place in the draft, or a record of the data. */
  function goTo({ path }: Finding): void {
    const [, line, column] = /^draft:(\d+):(\d+)$/.exec(path) ?? [];
    if (line === undefined || column === undefined) {
      desk.workbench.show("data");
      desk.grid?.reveal(path);
      return;
    }
    desk.workbench.show("draft");
    const before = desk.editor.draft.split("\n").slice(0, Number(line) - 1);
    desk.editor.reveal(before.reduce((sum, text) => sum + text.length + 1, 0) + Number(column) - 1);
  }

  function forget(): void {
    clearTimeout(rest);
    inspection = block = null;
  }

  return { annotate, showFigure, showPicked, moved, goTo, forget };
}
