/** @react-pdf/renderer on the page's own thread, as its documentation shows. */

import { Document, Font, Page, pdf, StyleSheet, Text } from "@react-pdf/renderer";
import { createElement as h } from "react";
import { asked, bytes, json, timed } from "./common.js";
import { plainText } from "./plain.js";

/** Lines as high as those of GB/T 9704-2012. Not the page's: a page number that inherits it overflows (react-pdf #3452). */
const lineHeight = 1.85;

const styles = StyleSheet.create({
  page: { paddingTop: 104.9, paddingBottom: 99.2, paddingLeft: 79.4, paddingRight: 73.7, fontFamily: "Fang", fontSize: 16 },
  title: { fontFamily: "Song", fontSize: 22, textAlign: "center", lineHeight: 1.35 },
  note: { fontFamily: "Kai", textAlign: "center", lineHeight },
  salutation: { lineHeight },
  paragraph: { textAlign: "justify", textIndent: 32, lineHeight },
  1: { fontFamily: "Hei", textIndent: 32, lineHeight },
  2: { fontFamily: "Kai", textIndent: 32, lineHeight },
  3: { textIndent: 32, lineHeight },
  4: { textIndent: 32, lineHeight },
  strong: { fontFamily: "Kai" },
  folio: { position: "absolute", bottom: 60, left: 95, right: 90, fontSize: 14, textAlign: "right" },
});

/** The speech as a React element. */
function speech(data) {
  const { title, notes, salutation, blocks } = plainText(data);
  return h(
    Document,
    { title },
    h(
      Page,
      { size: "A4", style: styles.page },
      h(Text, { style: styles.title }, title),
      ...notes.map((note) => h(Text, { style: styles.note }, note)),
      h(Text, { style: styles.salutation }, salutation),
      ...blocks.map(({ level, text, runs }) =>
        level
          ? h(Text, { style: styles[level], minPresenceAhead: 30 }, text)
          : h(Text, { style: styles.paragraph }, ...runs.map(({ text, strong }) => (strong ? h(Text, { style: styles.strong }, text) : text))),
      ),
      h(Text, { fixed: true, style: styles.folio, render: ({ pageNumber }) => `— ${pageNumber} —` }),
    ),
  );
}

async function run() {
  const faces = await json("/faces.json");
  // Fetched at the same time as the text: the library would ask for a face when it first meets it.
  const [data] = await Promise.all([
    json("/speech/0.json"),
    ...faces.map(async ({ family, file }) => {
      Font.register({ family, src: URL.createObjectURL(new Blob([await bytes(file)])) });
    }),
  ]);
  // It breaks lines between words only; so each character is a word's part, and the empty parts keep it from writing hyphens.
  Font.registerHyphenationCallback((word) => [...word].flatMap((character) => [character, ""]));
  const file = async (from) => new Uint8Array(await (await pdf(speech(from)).toBlob()).arrayBuffer());
  const first = await file(data);
  const times = { firstPdf: performance.now() };
  if (asked.edits) {
    const edited = await Promise.all(Array.from({ length: Number(asked.edits) }, (_, i) => json(`/speech/${i + 1}.json`)));
    times.editPdf = [];
    for (const data of edited) {
      times.editPdf.push(await timed(() => file(data)));
    }
  }
  return { times, pdf: first.length, ...(asked.keep ? { file: [...first] } : {}) };
}

globalThis.result = run();
