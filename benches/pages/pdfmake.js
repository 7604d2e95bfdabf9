/** pdfmake on the page's own thread, as its documentation shows; program, faces and text are fetched at the same time. */

import pdfMake from "pdfmake/build/pdfmake.min.js";
import { asked, bytes, json, timed } from "./common.js";
import { plainText } from "./plain.js";

const POINTS = 16;
/** A line of GB/T 9704-2012 in points: 22 on 225 mm. */
const LINE = 29.619;
/** What makes such a line of these faces, whose own line is 1.45 characters high. */
const LINE_HEIGHT = LINE / POINTS / 1.45;

/** The speech as pdfmake's document: justified paragraphs, headings in their faces, page numbers. */
function definition(data) {
  const { title, notes, salutation, blocks } = plainText(data);
  const heading = { 1: "Hei", 2: "Kai", 3: "Fang", 4: "Fang" };
  return {
    pageSize: "A4",
    pageMargins: [79.4, 104.9, 73.7, 99.2],
    info: { title },
    defaultStyle: { font: "Fang", fontSize: POINTS, lineHeight: LINE_HEIGHT },
    footer: (page) => ({ text: `— ${page} —`, alignment: page % 2 === 1 ? "right" : "left", fontSize: 14, margin: [95, 40, 90, 0] }),
    content: [
      { text: title, font: "Song", fontSize: 22, alignment: "center" },
      ...notes.map((note) => ({ text: note, font: "Kai", alignment: "center" })),
      { text: salutation, margin: [0, LINE, 0, 0] },
      ...blocks.map((block) =>
        block.level
          ? { text: block.text, font: heading[block.level], leadingIndent: 2 * POINTS, headlineLevel: block.level }
          : { text: block.runs.map(({ text, strong }) => (strong ? { text, font: "Kai" } : text)), leadingIndent: 2 * POINTS, alignment: "justify" },
      ),
    ],
  };
}

async function run() {
  const faces = await json("/faces.json");
  const [data] = await Promise.all([
    json("/speech/0.json"),
    ...faces.map(async ({ family, file }) => {
      pdfMake.virtualfs.writeFileSync(file.slice(1), await bytes(file));
      pdfMake.addFonts({ [family]: { normal: file.slice(1), bold: file.slice(1) } });
    }),
  ]);
  const pdf = (from) => pdfMake.createPdf(definition(from)).getBuffer();
  const first = await pdf(data);
  const times = { firstPdf: performance.now() };
  if (asked.edits) {
    const edited = await Promise.all(Array.from({ length: Number(asked.edits) }, (_, i) => json(`/speech/${i + 1}.json`)));
    times.editPdf = [];
    for (const data of edited) {
      times.editPdf.push(await timed(() => pdf(data)));
    }
  }
  return { times, pdf: first.length, ...(asked.keep ? { file: [...first] } : {}) };
}

globalThis.result = run();
