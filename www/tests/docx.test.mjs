/** The twin in Word through the worker, with the fake modules. */

import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { serve } from "../server.mjs";
import { buildFake, EXAMPLE } from "./fake/build.mjs";
import { HEAD, hostPage, launch, skip } from "./support.mjs";

describe("Word documents", { skip }, () => {
  let browser;
  let dir;
  let server;

  before(async () => {
    dir = await buildFake();
    await mkdir(path.join(dir, "host"));
    await writeFile(path.join(dir, "host/index.html"), HEAD);
    server = await serve({ root: dir });
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
    await rm(path.dirname(dir), { recursive: true, force: true });
  });

  const inHost = (body, argument, options) => hostPage(browser, `${server.url}host/`, body, argument, options);

  test("a report gives its document and layout to the module, which is fetched once and for the first of them", async () => {
    const asked = [];
    const result = await inHost(
      async ({ init }, data) => {
        const huibao = await init();
        const report = await huibao.render(data, { layout: "official" });
        await report.pdf();
        await fetch("/host/index.html?docx");
        const said = async (options) => {
          const bytes = await report.docx(options);
          return { zip: bytes[0] === 0x50 && bytes[1] === 0x4b, exact: bytes.byteLength === bytes.buffer.byteLength, ...JSON.parse(new TextDecoder().decode(bytes.subarray(4))) };
        };
        const first = await said();
        const png = Uint8Array.of(1, 2, 3);
        const second = await said({ sources: true, images: [{ block: 4, png, width: 300, height: 200 }] });
        const pages = (await report.svg(0)).length > 0;
        report.dispose();
        const closed = await report.docx().catch(({ code }) => code);
        return { first, second, pages, closed };
      },
      EXAMPLE,
      {
        prepare: (page) =>
          page.on("request", (request) => {
            const { pathname, search } = new URL(request.url());
            if (pathname.includes("wasm/docx") || search === "?docx") {
              asked.push(search === "?docx" ? "asked for" : "fetched");
            }
          }),
      },
    );
    assert.deepEqual(asked, ["asked for", "fetched"]);
    assert.deepEqual([result.first.title, result.first.layout], [EXAMPLE.title, "official"]);
    assert.deepEqual([result.first.sources, result.second.sources], [false, true]);
    assert.deepEqual([result.first.images, result.second.images], [[], [{ block: 4, bytes: 3, width: 300, height: 200 }]]);
    assert.ok(result.first.zip && result.first.exact && result.pages);
    assert.equal(result.closed, "closed");
  });

  test("charts are drawn at 200 dots an inch, unless pictures are given or refused; where none can be drawn they stay tables", async () => {
    const data = { ...EXAMPLE, paragraphs: ["一段", "图表一", "图表二"] };
    const result = await inHost(async ({ init }, data) => {
      const report = await (await init()).render(data);
      const images = async (options) =>
        JSON.parse(new TextDecoder().decode((await report.docx(options)).subarray(4))).images.map(({ bytes, svg, ...image }) => ({ ...image, png: bytes > 100, svg: svg.slice(0, 4) }));
      const drawn = await images();
      const refused = await images({ images: [] });
      HTMLCanvasElement.prototype.toBlob = (done) => done(null);
      const without = await images();
      const given = new AbortController();
      given.abort("given up");
      const aborted = await report.docx({}, { signal: given.signal }).catch((reason) => reason);
      return { drawn, refused, without, aborted };
    }, data);
    const image = { width: 72, height: 36, pixels: [200, 100], png: true, svg: "<svg" };
    assert.deepEqual(result, { drawn: [{ block: 1, ...image }, { block: 2, ...image }], refused: [], without: [], aborted: "given up" });
  });

  test("what forbids a document is told with its findings", async () => {
    const told = await inHost(
      async ({ init }, data) => {
        const report = await (await init()).render(data);
        return report.docx().then(() => null, ({ code, findings }) => ({ code, codes: findings.map((finding) => finding.code) }));
      },
      { ...EXAMPLE, title: "无发文机关" },
    );
    assert.deepEqual(told.codes, ["typeset.no_issuer"]);
  });

  test("a module that does not arrive is told, and is asked for again", async () => {
    let refused = 0;
    const result = await inHost(
      async ({ init }, data) => {
        const huibao = await init({}, { network: { attempts: 1 } });
        const report = await huibao.render(data);
        const absent = await report.docx().then(() => "there", ({ summary }) => summary);
        return { absent, again: (await report.docx()).length > 0 };
      },
      EXAMPLE,
      {
        prepare: (page) =>
          page.route("**/docx/*.wasm", (route) => (refused++ === 0 ? route.fulfill({ status: 404 }) : route.continue())),
      },
    );
    assert.match(result.absent, /docx.*404/);
    assert.ok(result.again);
  });
});
