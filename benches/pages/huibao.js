/** huibao as a portal would use it: the package's public interface, its worker, its policy. */

import { init } from "/package/index.js";

const page = document.querySelector("#page");
const options = { genre: "observation_speech" };

/** Resolves when what was put into the page has been painted. */
function painted() {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

async function read(name) {
  const response = await fetch(name);
  return response.json();
}

async function show(svg) {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  await image.decode();
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

/** The index of the page that an edit changes. Asked once, before anything is measured. */
async function changedPage() {
  const huibao = await init();
  const before = await every(await huibao.render(await read("/data/0.json"), options));
  const after = await every(await huibao.render(await read("/data/1.json"), options));
  return after.findIndex((svg, index) => svg !== before[index]);
}

async function run() {
  const times = {};
  const edits = Number(address.searchParams.get("edits"));
  const changed = Number(address.searchParams.get("changed"));

  // The program and the data are asked for at once; times count from the start of the navigation.
  const first = read("/data/0.json");
  const huibao = await init();
  let report = await huibao.render(await first, options);
  await show(await report.svg(0));
  times.firstPage = performance.now();
  const pdf = await report.pdf();
  times.firstPdf = performance.now();

  const data = await Promise.all(Array.from({ length: 3 * edits }, (_, i) => read(`/data/${i + 1}.json`)));
  times.editPage = [];
  times.editAll = [];
  times.pdf = [];
  for (let i = 0; i < edits; i++) {
    let start = performance.now();
    report = await huibao.render(data[3 * i], options);
    await report.svg(changed);
    times.editPage.push(performance.now() - start);

    start = performance.now();
    report = await huibao.render(data[3 * i + 1], options);
    await every(report);
    times.editAll.push(performance.now() - start);

    start = performance.now();
    await report.pdf();
    times.pdf.push(performance.now() - start);
  }
  return { times, pages: report.pages, pdf: pdf.length, version: huibao.version };
}

const address = new URL(location.href);
globalThis.result = address.searchParams.has("find") ? changedPage() : run();
