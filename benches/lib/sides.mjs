/** The sides of the comparison: what the server of each answers. */

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { rolldown } from "rolldown";
import { CONTENT_SECURITY_POLICY } from "../../www/server.mjs";
import { visit } from "./browser.mjs";
import { benches, root } from "./cargo.mjs";
import { facesOf, fontLists, wholeFaces, withWholeFaces } from "./faces.mjs";
import { serve } from "./server.mjs";

/** Faces of pdfmake and react-pdf, which take one face for a piece of text: those of title, headings and body. */
const ONE_FACE_EACH = { Song: "noto-serif-sc-700", Hei: "noto-sans-sc-500", Kai: "fandol-kai", Fang: "fandol-fang" };

/**
 * Starts the servers.
 *
 * @param {{ dist: string, core: string, cache: string, pack: (body: Buffer) => Promise<Buffer>, documents: any, county: Buffer }}
 *   from folders of the package, of the core module and of the fonts' downloads; what compresses a body; the documents, and a
 *   county's year
 * @returns {Promise<Record<string, import("./browser.mjs").Side>>}
 */
export async function sides({ dist, core, cache, pack, documents, county }) {
  const packed = path.join(dist, "package");
  const add = adder(pack);
  const recipe = await readFile(path.join(root, "fonts/fonts.toml"), "utf8");
  const theirs = await typstTs(add, packed, documents, recipe, cache);
  const one = await facesOf(recipe, cache, ONE_FACE_EACH);
  const policy = { "Content-Security-Policy": CONTENT_SECURITY_POLICY };
  const started = {
    huibao: side(await serve(await huibao(add, packed, documents), policy), "huibao.html"),
    // Its glue calls `new Function`, so it gets no policy.
    "typst.ts": side(await serve(theirs.answers), "typst-ts.html", theirs.faces.map((name) => ["face", name])),
    pdfmake: side(await serve(await plain(add, "pdfmake", one, documents)), "pdfmake.html"),
    "react-pdf": side(await serve(await plain(add, "react-pdf", one, documents)), "react-pdf.html"),
    core: side(await serve(await coreAlone(core, county), policy), "core.html"),
  };
  // What Typst calls the families is only known to its compiler; asked once, before anything is measured.
  const { families } = await visit(started["typst.ts"], { mode: "families" });
  const names = Object.fromEntries(theirs.ids.map((id, i) => [id, families[i]]));
  for (const document of ["speech", "long"]) {
    theirs.answers.set(`/${document}/faces.json`, { body: Buffer.from(JSON.stringify(fontLists(theirs.elements[document], names))) });
  }
  return started;
}

/** Ends the servers. */
export function close(started) {
  return Promise.all(Object.values(started).map(({ server }) => server.close()));
}

function side(server, page, query = []) {
  return { server, page, query };
}

/** Puts a body among the answers, compressed. */
function adder(pack) {
  return async (answers, name, body) => {
    answers.set(name, { body: await pack(Buffer.from(body)), encoding: "br" });
  };
}

/** The page of a side, as it stands in `pages/`. */
async function addPage(answers, name) {
  answers.set(`/${name}`, { body: await readFile(path.join(benches, "pages", name)) });
}

/** The package as it is shipped, its page, the data. */
async function huibao(add, packed, { data, long, book, different }) {
  const answers = new Map();
  const names = await readdir(packed, { recursive: true, withFileTypes: true }).catch((error) => {
    throw new Error(`${packed} is no built package (\`make dist\`, or \`make page\` and --dist www/dist): ${error.message}`);
  });
  for (const entry of names.filter((entry) => entry.isFile() && /\.(js|wasm|woff2|json)$/.test(entry.name))) {
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    const name = `/package/${path.relative(packed, file).split(path.sep).join("/")}`;
    const body = await readFile(file);
    if (name.endsWith(".woff2")) {
      answers.set(name, { body });
    } else {
      await add(answers, name, body);
    }
  }
  await addPage(answers, "huibao.html");
  for (const name of ["huibao.js", "common.js"]) {
    await add(answers, `/${name}`, await readFile(path.join(benches, "pages", name)));
  }
  await Promise.all(data.map((body, i) => add(answers, `/data/${i}.json`, body)));
  await Promise.all(different.map((body, i) => add(answers, `/different/${i}.json`, body)));
  await add(answers, "/data/long.md", long);
  await add(answers, "/data/book.json", book);
  return answers;
}

/** typst.ts's modules, its script as one minified file, whole faces, our layout, its data. */
async function typstTs(add, packed, { printed }, recipe, cache) {
  const manifest = JSON.parse(await readFile(path.join(packed, "fonts/manifest.json"), "utf8"));
  const of = (document) => wholeFaces({ manifest, printed: JSON.parse(printed[document][0].toString()), recipe, cache });
  const [{ faces, elements }, long] = await Promise.all([of("speech"), of("long")]);
  const answers = new Map();
  const modules = path.join(benches, "node_modules/@myriaddreamin");
  const layouts = path.join(root, "templates/layouts");
  await add(answers, "/compiler.wasm", await readFile(path.join(modules, "typst-ts-web-compiler/pkg/typst_ts_web_compiler_bg.wasm")));
  await add(answers, "/renderer.wasm", await readFile(path.join(modules, "typst-ts-renderer/pkg/typst_ts_renderer_bg.wasm")));
  await add(answers, "/typst-ts.js", await bundled("typst-ts.js"));
  const sources = (await readdir(layouts, { recursive: true })).filter((name) => name.endsWith(".typ"));
  const needed = await imported(layouts, "speech.typ", new Set(sources));
  for (const name of needed) {
    const text = await readFile(path.join(layouts, name), "utf8");
    await add(answers, `/${name}`, name === "speech.typ" ? withWholeFaces(text) : text);
  }
  answers.set("/layout.json", { body: Buffer.from(JSON.stringify(needed)) });
  await addPage(answers, "typst-ts.html");
  for (const [document, bodies] of Object.entries(printed)) {
    await Promise.all(bodies.map((body, i) => add(answers, `/${document}/${i}.json`, body)));
  }
  const names = faces.map(({ id, extension }) => `/faces/${id}${extension}`);
  for (const [i, face] of faces.entries()) {
    await add(answers, names[i], await readFile(face.path));
  }
  return { answers, faces: names, ids: faces.map(({ id }) => id), elements: { speech: elements, long: long.elements } };
}

/** The files that a layout imports, with itself. */
async function imported(folder, name, known, found = new Set()) {
  found.add(name);
  const text = await readFile(path.join(folder, name), "utf8");
  for (const [, other] of text.matchAll(/(?:#|\b)(?:import|include)\s+"([^"]+)"/g)) {
    const file = path.posix.normalize(other.startsWith("/") ? other.slice(1) : path.posix.join(path.posix.dirname(name), other));
    if (known.has(file) && !found.has(file)) {
      await imported(folder, file, known, found);
    }
  }
  return [...found];
}

/** pdfmake or react-pdf: one minified script, a face for each style, the text. */
async function plain(add, name, faces, { printed }) {
  const answers = new Map();
  await addPage(answers, `${name}.html`);
  await add(answers, `/${name}.js`, await bundled(`${name}.js`));
  for (const { path: file, id, extension } of faces) {
    await add(answers, `/faces/${id}${extension}`, await readFile(file));
  }
  const list = faces.map(({ family, id, extension }) => ({ family, file: `/faces/${id}${extension}` }));
  answers.set("/faces.json", { body: Buffer.from(JSON.stringify(list)) });
  await Promise.all(printed.speech.map((body, i) => add(answers, `/speech/${i}.json`, body)));
  return answers;
}

/** The core module alone, and a county's year. */
async function coreAlone(folder, county) {
  const answers = new Map([["/county-year.json", { body: county }]]);
  for (const name of ["huibao.js", "huibao_bg.wasm"]) {
    const body = await readFile(path.join(folder, name)).catch((error) => {
      throw new Error(`${folder} is no built core module (\`make wasm-release\`, or \`make wasm\` and --core build/wasm/core): ${error.message}`);
    });
    answers.set(`/core/${name}`, { body });
  }
  for (const name of ["core.html", "core.js"]) {
    await addPage(answers, name);
  }
  return answers;
}

/** A page's script with what it imports, minified: the packages' files hold source maps of several times their size. */
async function bundled(name) {
  const bundle = await rolldown({
    input: path.join(benches, "pages", name),
    platform: "browser",
    transform: { define: { "process.env.NODE_ENV": '"production"' } },
    logLevel: "silent",
  });
  const { output } = await bundle.generate({ format: "esm", minify: true, codeSplitting: false });
  await bundle.close();
  return output[0].code;
}
