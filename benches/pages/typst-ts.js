/**
 * typst.ts through its low-level interface, the quickest way that it has: faces, modules and data are fetched at the
 * same time, all on the page's own thread (no messages), pages by its incremental server and renderer.
 */

import { createTypstCompiler, createTypstFontBuilder, createTypstRenderer, loadFonts } from "@myriaddreamin/typst.ts";

const page = document.querySelector("#page");
const main = { mainFilePath: "/speech.typ", diagnostics: "full" };

function painted() {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

async function bytes(name) {
  const response = await fetch(name);
  return new Uint8Array(await response.arrayBuffer());
}

async function text(name) {
  const response = await fetch(name);
  return response.text();
}

const compilerModule = {
  getWrapper: () => import("@myriaddreamin/typst-ts-web-compiler"),
  getModule: () => fetch("/compiler.wasm"),
};
const rendererModule = {
  getWrapper: () => import("@myriaddreamin/typst-ts-renderer"),
  getModule: () => fetch("/renderer.wasm"),
};

/** What Typst calls the families of faces. Asked once, before anything is measured. */
async function families(files) {
  const builder = createTypstFontBuilder();
  await builder.init(compilerModule);
  const names = [];
  for (const file of files) {
    const info = await builder.getFontInfo(await bytes(file));
    names.push(info.info[0].family);
  }
  return names;
}

/** The compiler's answer, or its complaints. */
function result({ result: value, diagnostics }) {
  if (!value) {
    throw new Error(JSON.stringify(diagnostics, null, 1));
  }
  return value;
}

async function run(address) {
  const times = {};
  const edits = Number(address.searchParams.get("edits"));
  const changed = Number(address.searchParams.get("changed"));
  const faces = address.searchParams.getAll("face");

  const files = Promise.all(faces.map(bytes));
  // The layout and what it imports.
  const sources = text("/layout.json").then((names) => {
    return Promise.all(JSON.parse(names).map(async (name) => [`/${name}`, await text(`/${name}`)]));
  });
  const shadows = Promise.all(["/faces.json", "/data/0.json"].map(bytes));
  const renderer = createTypstRenderer();
  const rendererReady = renderer.init(rendererModule);
  const compiler = createTypstCompiler();
  await compiler.init({
    ...compilerModule,
    // Without `assets: false` it asks a host on the internet for faces of its own.
    beforeBuild: [async (...context) => loadFonts(await files, { assets: false })(...context), loadFonts([], { assets: false })],
  });
  for (const [name, source] of await sources) {
    compiler.addSource(name, source);
  }
  const [lists, first] = await shadows;
  compiler.mapShadow("/faces.json", lists);
  compiler.mapShadow("/data.json", first);
  await rendererReady;

  return compiler.withIncrementalServer((server) =>
    renderer.runWithSession(async (session) => {
      const set = async (action) => {
        const delta = result(await compiler.compile({ ...main, incrementalServer: server }));
        session.manipulateData({ action, data: delta });
      };
      // Pages lie one below the other; the window is inside the one that is wanted.
      const onePage = (index) => {
        const { width, height } = session.retrievePagesInfo()[index];
        return session.renderSvgDiff({ window: { lo: { x: 0, y: height * index + 1 }, hi: { x: width, y: height * (index + 1) - 1 } } });
      };
      const exported = async () =>
        compiler.runWithWorld(main, async (world) => {
          world.compile({ diagnostics: "full" });
          const start = performance.now();
          const pdf = result(world.pdf({ diagnostics: "full" }));
          return { pdf, took: performance.now() - start };
        });

      await set("reset");
      page.innerHTML = onePage(0);
      await painted();
      times.firstPage = performance.now();
      const { pdf } = await exported();
      times.firstPdf = performance.now();
      const pages = session.retrievePagesInfo().length;

      const data = await Promise.all(Array.from({ length: 3 * edits }, (_, i) => bytes(`/data/${i + 1}.json`)));
      times.editPage = [];
      times.editAll = [];
      times.editDifference = [];
      times.pdf = [];
      for (let i = 0; i < edits; i++) {
        let start = performance.now();
        compiler.mapShadow("/data.json", data[3 * i]);
        await set("merge");
        onePage(changed);
        times.editPage.push(performance.now() - start);

        start = performance.now();
        compiler.mapShadow("/data.json", data[3 * i + 1]);
        await set("merge");
        await session.renderSvg({});
        times.editAll.push(performance.now() - start);

        start = performance.now();
        compiler.mapShadow("/data.json", data[3 * i + 2]);
        await set("merge");
        session.renderSvgDiff({});
        times.editDifference.push(performance.now() - start);

        const { took } = await exported();
        times.pdf.push(took);
      }
      return { times, pages, pdf: pdf.length };
    }),
  );
}

const address = new URL(location.href);
globalThis.result = address.searchParams.has("families") ? families(address.searchParams.getAll("face")) : run(address);
