/**
 * The documents that are set: a speech, a long one, a ledger book, and others of the tests; and what a layout of huibao
 * receives for the first two, so that everybody sets the same text.
 */

import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { cargo, root } from "./cargo.mjs";

/** The speech's data. */
export const SPEECH = "shangqiu-observation.json";
/** How often the long document has the sections of the speech. */
const SECTIONS = 10;
/** Rows that a page of the ledger book has, on average. */
const ROWS_A_PAGE = 8.9;
/** What ten documents of different offices and fields are made of, one after the other. */
const DIFFERENT = [
  "shangqiu-observation",
  "county-conference",
  "safety-quarter",
  "county-deployment",
  "zhoukou-overview",
  "ecology-rectification",
  "township-briefing",
  "city-promotion",
  "region-annual",
  "county-speech",
];

/** The pointer of the figure that edits change. */
const EDITED = "/indicators/0/value";

/**
 * Prepares everything below `work`.
 *
 * @param {{ edits: number, bookPages: number, fonts: string, profile: string, work: string }} of number of edits, pages of
 *   the ledger book, folder of the slices, cargo's profile of the programs, folder to write to
 */
export async function documents({ edits, bookPages, fonts, profile, work }) {
  const folder = (name) => path.join(work, name);
  await rm(folder("fonts"), { recursive: true, force: true });
  await Promise.all(["data", "speech", "long", "fonts"].map((name) => mkdir(folder(name), { recursive: true })));
  const data = await edited(edits);
  const files = data.map((_, i) => path.join(folder("data"), `${i}.json`));
  await Promise.all(data.map((body, i) => writeFile(files[i], body)));

  const programs = ["run", "--quiet", "--locked", "--profile", profile];
  const composed = cargo([...programs, "--bin", "huibao", "--", "draft", files[0]]).toString();
  const long = repeated(composed);
  const draft = path.join(work, "long.md");
  await writeFile(draft, long);
  const printed = async (name, more) => {
    cargo([...programs, "--example", "layout_data", "--", fonts, folder(name), ...more, ...files]);
    return Promise.all(files.map((file) => readFile(path.join(folder(name), path.basename(file)))));
  };
  return {
    /** Data with a figure changed each, but for the first. */
    data,
    files,
    /** The draft of the long document. */
    long: Buffer.from(long),
    /** What the layout receives, document by document. */
    printed: { speech: await printed("speech", ["--faces", folder("fonts")]), long: await printed("long", ["--draft", draft]) },
    /** Folders of the same for native programs, and of the fonts that our typesetter gives Typst. */
    folders: { speech: folder("speech"), long: folder("long"), fonts: folder("fonts") },
    book: await ledgerBook(Math.round(bookPages * ROWS_A_PAGE)),
    different: await Promise.all(DIFFERENT.map((name) => readFile(path.join(root, "tests/data", `${name}.json`)))),
  };
}

/** The speech's data, and copies of it with one figure changed each. */
async function edited(edits) {
  const text = await readFile(path.join(root, "tests/data", SPEECH), "utf8");
  const copies = [Buffer.from(text)];
  for (let i = 1; i <= edits; i++) {
    const data = JSON.parse(text);
    const [figure] = data.indicators;
    if (!/^[\d.]+亿元$/.test(figure.value)) {
      throw new Error(`The first indicator of ${SPEECH} is no amount of 亿元 any more; benches/lib/documents.mjs must edit another figure.`);
    }
    // As long as before, and no other figure is derived from it.
    figure.value = `${900 + i}.${i % 10}亿元`;
    copies.push(Buffer.from(JSON.stringify(data)));
  }
  return copies;
}

/**
 * A long draft: the sections of a short one again and again. In the repetitions the edited figure is plain text, so that an
 * edit changes one place of the long document as of the short one; all other figures stay bound.
 */
function repeated(draft) {
  const at = draft.search(/^# /m);
  const link = /\[([^\]]*)\]\(figure:([^)?]*)[^)]*\)/g;
  if (at < 0 || !draft.includes(`figure:${EDITED}`)) {
    throw new Error(`The draft of ${SPEECH} has no section, or does not state ${EDITED} any more; benches/lib/documents.mjs must follow it.`);
  }
  const [head, sections] = [draft.slice(0, at), draft.slice(at)];
  const again = sections.replace(link, (whole, text, source) => (source === EDITED ? text : whole));
  // How many sections there are is said before them.
  return head + [sections, ...Array(SECTIONS - 1).fill(again)].join("\n");
}

/** The data of a ledger book: the problems of a rectification, as many as there are rows. */
async function ledgerBook(rows) {
  const { report, topics, regions, problems } = JSON.parse(await readFile(path.join(root, "tests/data/ecology-rectification.json"), "utf8"));
  const all = Array.from({ length: rows }, (_, i) => {
    // Where it was found is a list of its own, whose counts would no longer agree.
    const { source, ...problem } = problems[i % problems.length];
    return { ...problem, id: `W-${i + 1}`, name: `${problem.name}（${i + 1}）` };
  });
  return Buffer.from(JSON.stringify({ report, topics, regions, problems: all }));
}
