/** A draft after records were inserted or deleted: its figures and blocks name records by their numbers, which are others then. */

import { keysOf, moved, pointerOf, type Change } from "./json.js";

/** What a draft names data by: the targets of figures, up to their query, and the settings of fenced blocks (`from = "/targets"`). */
const POINTERS = /(?<=\bfigure:)\/[^?)>\s]*|(?<=^\s*\w+\s*=\s*")\/[^"]*(?=")/gm;

/**
 * The draft with every pointer to where its record has gone. What named a deleted record names nothing then (`/targets/-/done`, which
 * RFC 6901 keeps for that), and not the record that took its place: the figure is then reported as missing.
 */
export function followDraft(draft: string, changes: readonly Change[]): string {
  return changes
    .filter(({ kind }) => kind !== "set")
    .reduce((text, change) => text.replaceAll(POINTERS, (pointer) => moved(pointer, change) ?? gone(pointer, change)), draft);
}

function gone(pointer: string, { pointer: record }: Change): string {
  const last = keysOf(record).length - 1;
  return pointerOf(keysOf(pointer).map((key, at) => (at === last ? "-" : key)));
}
