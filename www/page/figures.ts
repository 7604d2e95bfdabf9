/** The figures of a draft as text: what is read of them, and where they come from when records of the data move. */

import { moved, type Change } from "./grid/grid.js";

/** A figure's link up to the pointer that it names. */
const LINK = /\]\(figure:(\/[^)?\s]*)/g;

/** A draft as one reads it: without the facts at its head, and figures without where they come from. */
export function readable(draft: string): string {
  const body = draft.replace(/^\+\+\+\r?\n[^]*?\n\+\+\+\r?\n+/, "");
  return body.replace(/\[((?:[^\]\\]|\\.)*)\]\(figure:[^)]*\)/g, "$1");
}

/** The draft with the pointers of its figures as they are after the changes; what names a deleted record stays, and is found missing. */
export function renumber(draft: string, changes: readonly Change[]): string {
  if (changes.every(({ kind }) => kind === "set")) {
    return draft;
  }
  return draft.replace(LINK, (link, pointer: string) => {
    let at: string | null = pointer;
    for (const change of changes) {
      at = at === null ? null : moved(at, change);
    }
    return at === null ? link : `](figure:${at}`;
  });
}
