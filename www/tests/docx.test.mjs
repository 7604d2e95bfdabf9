/**
 * The twin in Word through the worker, with the fake modules; its pictures with the real ones.
 *
 * `HUIBAO_PAGE` names the page's folder (default `dist/page`), beside which the package lies.
 */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../server.mjs";
import { EXAMPLE } from "./fake/build.mjs";
import { fakeSite } from "./fake/site.mjs";
import { contents, hostPage, launch, skip } from "./support.mjs";

describe("Word documents", { skip }, () => {
  const site = fakeSite();
  const { inHost } = site;

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

const PAGE = path.resolve(process.env.HUIBAO_PAGE ?? fileURLToPath(new URL("../dist/page", import.meta.url)));
const read = (name) => readFile(fileURLToPath(new URL(`../../${name}`, import.meta.url)), "utf8");

describe("Word documents with the real modules", { skip, timeout: 300_000 }, () => {
  test("every kind of chart is drawn as natively, in a file that has its words", async () => {
    const server = await serve({ root: path.dirname(PAGE) });
    const browser = await launch();
    try {
      const [draft, data] = [await read("examples/exhibits.md"), await read("tests/data/safety-quarter.json")];
      const made = await hostPage(
        browser,
        `${server.url}package/index.js`,
        async ({ init }, [draft, data]) => {
          const report = await (await init()).render(JSON.parse(data), { draft });
          const told = async (options) => {
            const bytes = await report.docx(options);
            return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
          };
          return { drawn: await told(), again: await told(), tables: await told({ images: [] }) };
        },
        [draft, data],
        { prepare: (page) => page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 })) },
      );
      assert.equal(made.drawn, made.again, "the same bytes");
      const parts = contents(Buffer.from(made.drawn, "base64"));
      const body = parts.get("word/document.xml").toString();
      const sizes = [...body.matchAll(/<wp:extent cx="(\d+)" cy="(\d+)"\/><wp:docPr id="\d+" name="[^"]*" descr="([^"]+)"/g)];
      const pictures = [...parts].filter(([name]) => name.endsWith(".png")).map(([, bytes]) => bytes);
      assert.equal(sizes.length, pictures.length);
      for (const [at, [, cx, cy, alt]] of sizes.entries()) {
        const pixels = [pictures[at].readUInt32BE(16), pictures[at].readUInt32BE(20)];
        // 12700 units of Word to a point; never larger than at 200 dots an inch.
        assert.ok(pixels[0] >= (cx / 12700) * (200 / 72) - 1 && pixels[1] >= (cy / 12700) * (200 / 72) - 1, `${alt}: ${pixels}`);
        assert.ok(pictures[at].length > 4000, `${alt}: ${pictures[at].length} bytes are an empty picture`);
      }
      for (const kind of ["条形图", "进度图", "阶梯图", "漏斗图", "分布图", "架构图"]) {
        assert.ok(sizes.some(([, , , alt]) => alt.startsWith(kind)), `${kind}: ${sizes.map(([, , , alt]) => alt.slice(0, 12))}`);
      }
      assert.ok([...parts].some(([name, bytes]) => name.endsWith(".svg") && bytes.toString().includes("<use")));
      const tables = contents(Buffer.from(made.tables, "base64"));
      assert.ok(![...tables.keys()].some((name) => name.startsWith("word/media/")));
    } finally {
      await browser.close();
      await server.close();
    }
  });
});
