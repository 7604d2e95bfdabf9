/** The figures of a draft as text. */

/** A draft as one reads it: without the facts at its head, and figures without where they come from. */
export function readable(draft: string): string {
  const body = draft.replace(/^\+\+\+\r?\n[^]*?\n\+\+\+\r?\n+/, "");
  return body.replace(/\[((?:[^\]\\]|\\.)*)\]\(figure:[^)]*\)/g, "$1");
}
