/** The text of a document as other programs take it: without what only our layouts read. */

/** Marks that forbid a line break, which other programs would look for in the faces. */
const JOINER = /\u2060/g;

/** Title, notes, salutation and blocks of the data that a layout of huibao receives. */
export function plainText({ title, notes, salutation, blocks }) {
  const clean = (text) => text.replace(JOINER, "");
  const flat = (runs, strong = false) =>
    runs.flatMap((run) => (typeof run === "string" ? [{ text: clean(run), strong }] : run.strong ? flat(run.strong, true) : []));
  return {
    title: clean(title.plain),
    notes: notes.map((lines) => clean(lines.join("\n"))),
    salutation: clean(salutation ?? ""),
    blocks: blocks.map((block) =>
      block.type === "heading" ? { level: block.level, text: clean(block.plain) } : { runs: flat(block.runs) },
    ),
  };
}
