/**
 * typst.ts through its low-level interface, the quickest way that it has: faces, modules and data are fetched at the
 * same time, all on the page's own thread (no messages), pages by its incremental server and renderer.
 */

import { createTypstCompiler, createTypstFontBuilder, createTypstRenderer, loadFonts } from "@myriaddreamin/typst.ts";
import { asked, bytes, memory, painted, text, timed } from "./common.js";

const page = document.querySelector("#page");
const main = { mainFilePath: "/speech.typ", diagnostics: "full" };
const of = asked.document ?? "speech";

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

/** Sets up compiler and renderer, gives them to `work`, and answers what that answers. */
async function withEngine(work) {
  const files = Promise.all(faces.map(bytes));
  // The layout and what it imports.
  const sources = text("/layout.json").then((names) => {
    return Promise.all(JSON.parse(names).map(async (name) => [`/${name}`, await text(`/${name}`)]));
  });
  const shadows = Promise.all([`/${of}/faces.json`, `/${of}/0.json`].map(bytes));
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
    renderer.runWithSession(async (session) =>
      work({
        session,
        /** Compiles the data that the layout is given, into the pages of the session. */
        async set(data) {
          if (data) {
            compiler.mapShadow("/data.json", data);
          }
          const delta = result(await compiler.compile({ ...main, incrementalServer: server }));
          session.manipulateData({ action: data ? "merge" : "reset", data: delta });
        },
        /** Pages lie one below the other; the window is inside the one that is wanted. */
        onePage(index) {
          const { width, height } = session.retrievePagesInfo()[index];
          return session.renderSvgDiff({ window: { lo: { x: 0, y: height * index + 1 }, hi: { x: width, y: height * (index + 1) - 1 } } });
        },
        /** The PDF, and how long its export alone took. */
        exported: () =>
          compiler.runWithWorld(main, async (world) => {
            world.compile({ diagnostics: "full" });
            const start = performance.now();
            const pdf = result(world.pdf({ diagnostics: "full" }));
            return { pdf, took: performance.now() - start };
          }),
      }),
    ),
  );
}

/** The data of the edits. */
function edited(edits) {
  return Promise.all(Array.from({ length: edits }, (_, i) => bytes(`/${of}/${i + 1}.json`)));
}

async function open() {
  const times = {};
  return withEngine(async ({ session, set, onePage, exported }) => {
    await set();
    page.innerHTML = onePage(0);
    await painted();
    times.firstPage = performance.now();
    const { pdf } = await exported();
    times.firstPdf = performance.now();
    return { times, pages: session.retrievePagesInfo().length, pdf: pdf.length };
  });
}

async function edit() {
  const edits = Number(asked.edits);
  const data = await edited(edits);
  return withEngine(async ({ session, set, onePage, exported }) => {
    await set();
    const count = session.retrievePagesInfo().length;
    const before = Array.from({ length: count }, (_, index) => onePage(index));
    await set(data[0]);
    const changed = before.findIndex((svg, index) => svg !== onePage(index));
    const times = { editPage: [], editAll: [], editPdf: [], pdf: [] };
    let at = 0;
    const next = () => data[(at = (at + 1) % edits)];
    for (let i = 0; i < edits; i++) {
      const one = next();
      times.editPage.push(
        await timed(async () => {
          await set(one);
          page.innerHTML = onePage(Math.max(changed, 0));
          await painted();
        }),
      );
    }
    for (let i = 0; i < Number(asked.whole); i++) {
      const some = [next(), next()];
      times.editAll.push(
        await timed(async () => {
          await set(some[0]);
          await session.renderSvg({});
        }),
      );
      let took = 0;
      times.editPdf.push(
        await timed(async () => {
          await set(some[1]);
          ({ took } = await exported());
        }),
      );
      times.pdf.push(took);
    }
    return { times, pages: count };
  });
}

/** The same compiler for many documents: what the page holds in the end. */
async function many() {
  const edits = Number(asked.edits);
  const renders = Number(asked.renders);
  const data = await edited(edits);
  return withEngine(async ({ set, onePage, exported }) => {
    await set();
    const at = [];
    for (let i = 0; i < renders; i++) {
      await set(data[i % edits]);
      onePage(0);
      await exported();
      if (i === 9 || i === renders - 1) {
        at.push({ renders: i + 1, ...(await memory()) });
      }
    }
    return { at };
  });
}

const faces = new URL(location.href).searchParams.getAll("face");
globalThis.result = { families: async () => ({ families: await families(faces) }), open, edit, many }[asked.mode]();
