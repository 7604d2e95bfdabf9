/** huibao as a portal would use it: the package's public interface, its worker, its policy. */

import { init } from "/package/index.js";
import { asked, bytes, json, memory, painted, text, timed } from "/common.js";

const page = document.querySelector("#page");
const genre = "observation_speech";

async function show(svg) {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  await image.decode();
  URL.revokeObjectURL(image.src);
  page.replaceChildren(image);
  await painted();
}

async function every(report) {
  const pages = [];
  for (let index = 0; index < report.pages; index++) {
    pages.push(await report.svg(index));
  }
  return pages;
}

/** From an empty cache, or that of an earlier visit, to draft, page and PDF. */
async function open() {
  const times = {};
  // The program and the data are asked for at once; times count from the start of the navigation.
  const data = json("/data/0.json");
  const huibao = await init();
  await huibao.draft(await data, { genre });
  times.draft = performance.now();
  const report = await huibao.render(await data, { genre });
  await show(await report.svg(0));
  times.firstPage = performance.now();
  const pdf = await report.pdf();
  times.firstPdf = performance.now();
  return { times, pages: report.pages, pdf: pdf.length, version: huibao.version };
}

/** The pages of a report that do not look as those of the one before. */
function changedPages(report, before) {
  return report.fingerprints.flatMap((fingerprint, index) => (fingerprint === before.fingerprints[index] ? [] : [index]));
}

/** Edits of one figure, everything warm: of the speech, or of the long draft, whose figures are brought up to the data. */
async function edit() {
  const edits = Number(asked.edits);
  const options = asked.document === "long" ? { draft: await text("/data/long.md"), refresh: true } : { genre };
  const huibao = await init();
  const data = await Promise.all(Array.from({ length: edits + 1 }, (_, i) => json(`/data/${i}.json`)));
  let report = await huibao.render(data[0], options);
  await every(report);

  const times = { editPage: [], editAll: [], editPdf: [], pdf: [] };
  let changed = 0;
  let at = 0;
  const next = () => data[(at = (at % edits) + 1)];
  for (let i = 0; i < edits; i++) {
    const edited = next();
    times.editPage.push(
      await timed(async () => {
        const before = report;
        report = await huibao.render(edited, options);
        const pages = changedPages(report, before);
        for (const index of pages) {
          await show(await report.svg(index));
        }
        changed = pages.length;
      }),
    );
    if (changed === 0) {
      throw new Error("An edit changed no page.");
    }
  }
  for (let i = 0; i < Number(asked.whole); i++) {
    const edited = [next(), next()];
    times.editAll.push(await timed(async () => every(await huibao.render(edited[0], options))));
    times.editPdf.push(
      await timed(async () => {
        report = await huibao.render(edited[1], options);
        await report.pdf();
      }),
    );
    times.pdf.push(await timed(() => report.pdf()));
  }
  return { times, pages: report.pages, changed };
}

/** The same worker for many documents: what it holds in the end. */
async function many() {
  const renders = Number(asked.renders);
  const edits = Number(asked.edits);
  const huibao = await init();
  const data = await Promise.all(Array.from({ length: edits }, (_, i) => json(`/data/${i + 1}.json`)));
  const at = [];
  let wholePdf = 0;
  for (let i = 0; i < renders; i++) {
    const report = await huibao.render(data[i % edits], { genre });
    await report.svg(0);
    wholePdf = (await report.pdf()).length;
    report.dispose();
    if (i === 9 || i === renders - 1) {
      at.push({ renders: i + 1, ...(await memory()), worker: huibao.memory });
    }
  }
  return { at, pdf: wholePdf };
}

/** A ledger book of hundreds of pages. */
async function book() {
  const data = await bytes("/data/book.json");
  const huibao = await init();
  await huibao.ready();
  const start = performance.now();
  const report = await huibao.render(data, { genre: "ledger_book" });
  await report.svg(0);
  const firstPage = performance.now() - start;
  const pdf = await report.pdf();
  const took = performance.now() - start;
  return { pages: report.pages, times: { firstPage, pdf: took }, pdf: pdf.length, memory: await memory(), worker: huibao.memory };
}

/** Different documents one after the other; the server sees which faces each asks for. Some are drafts of data without a date. */
async function different() {
  const huibao = await init();
  const pages = [];
  for (let i = 0; i < Number(asked.documents); i++) {
    const data = await json(`/different/${i}.json`);
    const report = await huibao.render(data, { force: true, date: "2026-10-30" });
    await report.pdf();
    pages.push(report.pages);
  }
  return { pages };
}

globalThis.result = { open, edit, many, book, different }[asked.mode]();
