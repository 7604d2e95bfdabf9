/**
 * The package in a host page, with fake wasm modules that are slow, busy or broken on request: protocol, progress,
 * cancelling, crashes, loading failures.
 */

import assert from "node:assert/strict";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { serve } from "../server.mjs";
import { buildFake, EXAMPLE } from "./fake/build.mjs";
import { HEAD, hostPage, launch, openPage, skip } from "./support.mjs";

const SPEECH = { title: "讲话", paragraphs: ["一、成绩", "二、问题", "三、要求"] };

/** Puts a page of someone else's beside a built package. */
async function addHost(dir) {
  await mkdir(path.join(dir, "host"));
  await writeFile(path.join(dir, "host/index.html"), HEAD);
  await writeFile(path.join(dir, "host/data.json"), JSON.stringify(EXAMPLE));
}

describe("package", { skip }, () => {
  let browser;
  let dir;
  let server;

  before(async () => {
    dir = await buildFake();
    await addHost(dir);
    server = await serve({ root: dir });
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
    await rm(path.dirname(dir), { recursive: true, force: true });
  });

  const inHost = (body, argument, options) => hostPage(browser, `${server.url}host/`, body, argument, options);

  test("these tests would notice a violation of the policy and an error on the console", async () => {
    const host = await openPage(browser);
    try {
      await host.page.goto(`${server.url}host/`);
      await host.page.evaluate(async () => {
        const image = new Image();
        const failed = new Promise((resolve) => (image.onerror = resolve));
        image.src = "http://127.0.0.1:9/elsewhere.png";
        await failed;
        console.error("complaint");
      });
      assert.ok(host.complaints.some((text) => text.startsWith("policy: img-src")), String(host.complaints));
      assert.ok(host.complaints.includes("console: complaint"));
      assert.throws(host.assertQuiet);
    } finally {
      await host.close();
    }
  });

  test("renders, and tells each phase in order with bytes that add up", async () => {
    const result = await inHost(async ({ init }, data) => {
      const progress = [];
      const huibao = await init();
      const report = await huibao.render(data, { genre: "observation_speech" }, { onProgress: (p) => progress.push(p) });
      const svg = await report.svg(2);
      const pdf = await report.pdf({ onProgress: (p) => progress.push(p) });
      return { progress, svg, head: String.fromCharCode(...pdf.slice(0, 5)), title: report.title, pages: report.pages, text: report.text, aloud: report.aloud, draft: report.draft, findings: report.findings };
    }, SPEECH);
    // The program and the faces arrive beside each other.
    const phases = result.progress.map(({ phase }) => phase).filter((phase) => phase !== "load").filter((phase, i, all) => phase !== all[i - 1]);
    assert.deepEqual(phases, ["check", "compose", "document", "fonts", "set", "export"]);
    const fonts = result.progress.filter(({ phase }) => phase === "fonts");
    assert.deepEqual(fonts.at(-1), { phase: "fonts", loaded: 42_001, total: 42_001 });
    assert.ok(fonts.every(({ loaded }, i) => i === 0 || loaded >= fonts[i - 1].loaded), "bytes only grow");
    assert.match(result.svg, /三、要求.*<desc>speech</);
    assert.equal(result.head, "%PDF-");
    assert.equal(result.title, "讲话");
    assert.equal(result.pages, 3);
    assert.equal(result.text, "讲话\n一、成绩\n二、问题\n三、要求");
    assert.deepEqual(result.aloud, { characters: 12, minutes: 1 });
    assert.match(result.draft, /genre: observation_speech/);
    assert.deepEqual(result.findings.map(({ code }) => code), ["document.figures"]);
  });

  test("checks and drafts before the typesetter has arrived, and counts its bytes", async () => {
    let release;
    const held = new Promise((resolve) => (release = resolve));
    const result = await inHost(
      async ({ init }, data) => {
        const load = [];
        const huibao = await init({ onProgress: (p) => load.push(p) });
        const genres = await huibao.genres();
        const instruments = await huibao.instruments();
        const { examined } = await huibao.check(data);
        const { draft } = await huibao.draft(data, { genre: "overview" });
        let arrived = false;
        const ready = huibao.ready().then(() => (arrived = true));
        await huibao.genres();
        const before = arrived;
        await fetch("/host/data.json?release");
        await ready;
        await huibao.render(data);
        return { before, arrived, genres, instruments, examined, draft, load };
      },
      SPEECH,
      {
        async prepare(page) {
          await page.route("**/typesetter/*.wasm", async (route) => {
            await held;
            await route.continue();
          });
          await page.route("**/*?release", async (route) => {
            release();
            await route.continue();
          });
        },
      },
    );
    assert.deepEqual([result.before, result.arrived], [false, true]);
    assert.equal(result.genres.length, 2);
    assert.deepEqual(result.instruments.map(({ id, fields }) => [id, fields]), [["F5", ["/problems"]]]);
    assert.equal(result.examined, 3);
    assert.match(result.draft, /genre: overview/);
    assert.deepEqual(result.load.at(-1), { phase: "load", loaded: 3_100_000, total: 3_100_000 });
    assert.ok(result.load.every(({ total }) => total === 3_100_000), "the total is known from the start");
  });

  test("a render is cancelled in the middle of typesetting, and the next one needs nothing from the network", async () => {
    const requests = [];
    const result = await inHost(
      async ({ init }, data) => {
        const huibao = await init();
        await huibao.render(data);
        await fetch("/host/data.json?cancel");
        const controller = new AbortController();
        const begun = performance.now();
        let aborted = 0;
        const error = await huibao
          .render({ ...data, typeset: { ms: 20_000 } }, {}, {
            signal: controller.signal,
            onProgress: ({ phase }) => {
              if (phase === "set") {
                setTimeout(() => {
                  aborted = performance.now();
                  controller.abort();
                }, 50);
              }
            },
          })
          .catch((reason) => reason);
        const rejected = performance.now() - aborted;
        const report = await huibao.render(data);
        return { name: error.name, rejected, whole: performance.now() - begun, pages: report.pages };
      },
      SPEECH,
      { prepare: (page) => page.on("request", (request) => requests.push(new URL(request.url()))) },
    );
    assert.equal(result.name, "AbortError");
    assert.ok(result.rejected < 100, `rejected after ${result.rejected} ms`);
    assert.ok(result.whole < 5000, `render again after ${result.whole} ms`);
    assert.equal(result.pages, 3);
    const later = requests.slice(requests.findIndex(({ search }) => search === "?cancel") + 1).map(({ pathname }) => pathname);
    assert.deepEqual(later, ["/package/worker.js"], "only the worker's script is asked for again");
  });

  test("cancelling while the typesetter loads does not throw its download away", async () => {
    let release;
    const held = new Promise((resolve) => (release = resolve));
    let asked = 0;
    const result = await inHost(
      async ({ init }, data) => {
        const huibao = await init();
        const controller = new AbortController();
        const promise = huibao.render(data, {}, { signal: controller.signal }).catch((reason) => reason);
        await new Promise((resolve) => setTimeout(resolve, 300));
        controller.abort();
        const { name } = await promise;
        await new Promise((resolve) => setTimeout(resolve, 300));
        await fetch("/host/data.json?release");
        return { name, pages: (await huibao.render(data)).pages };
      },
      SPEECH,
      {
        async prepare(page) {
          await page.route("**/typesetter/*.wasm", async (route) => {
            asked += 1;
            await held;
            await route.continue();
          });
          await page.route("**/*?release", async (route) => {
            release();
            await route.continue();
          });
        },
      },
    );
    assert.deepEqual(result, { name: "AbortError", pages: 3 });
    assert.equal(asked, 1);
  });

  test("renders are done in order; a queued one can be cancelled without touching the others", async () => {
    const result = await inHost(async ({ init }, data) => {
      const huibao = await init();
      const order = [];
      const make = (title, signal) =>
        huibao.render({ ...data, title, typeset: { ms: 100 } }, {}, signal ? { signal } : {}).then(
          (report) => order.push(report.title),
          (error) => order.push(error.name),
        );
      const controller = new AbortController();
      const all = [make("甲"), make("乙", controller.signal), make("丙")];
      controller.abort();
      await Promise.all(all);
      return order;
    }, SPEECH);
    assert.deepEqual(result, ["AbortError", "甲", "丙"]);
  });

  test("an aborted signal is refused at once, with its own reason", async () => {
    const result = await inHost(async ({ init }, data) => {
      const huibao = await init();
      return huibao.render(data, {}, { signal: AbortSignal.abort(new Error("换了材料")) }).catch(({ message }) => message);
    }, SPEECH);
    assert.equal(result, "换了材料");
  });

  for (const [what, typeset, detail] of [
    ["a panic", { panic: "index out of bounds: layout.rs:12" }, /《讲话》.*index out of bounds: layout\.rs:12/],
    ["an exhausted memory", { memory: true }, /《讲话》.*Unable to grow instance memory/],
  ]) {
    test(`${what} is an error that names the document, and the program starts afresh`, async () => {
      const result = await inHost(
        async ({ init, isHuibaoError }, { data, typeset }) => {
          const huibao = await init();
          const earlier = await huibao.render(data);
          const failing = huibao.render({ ...data, typeset }).catch((error) => error);
          const waiting = huibao.render({ ...data, title: "下一份" });
          const error = await failing;
          return {
            is: isHuibaoError(error),
            code: error.code,
            title: error.title,
            draft: error.draft,
            message: error.message,
            waiting: (await waiting).title,
            again: (await huibao.render(data)).pages,
            earlier: await earlier.svg(0),
          };
        },
        { data: SPEECH, typeset },
      );
      assert.equal(result.is, true);
      assert.equal(result.code, "crashed");
      assert.equal(result.title, "讲话");
      assert.match(result.draft, /一、成绩/);
      assert.match(result.message, detail);
      assert.equal(result.waiting, "下一份");
      assert.equal(result.again, 3);
      assert.match(result.earlier, /一、成绩/, "a report outlives the worker that set it");
    });
  }

  test("data is read once for all that is asked of it, in whatever form it comes; other data is read anew", async () => {
    const result = await inHost(async ({ init }, data) => {
      const huibao = await init();
      const reads = async (given) => Number(/reads: (\d+)/.exec((await huibao.draft(given)).draft)[1]);
      const counted = { ...data, counted: true };
      const bytes = new TextEncoder().encode(JSON.stringify(counted));
      const first = await huibao.render(counted);
      const all = [Number(/reads: (\d+)/.exec(first.draft)[1])];
      await huibao.render(counted, { draft: first.draft });
      await huibao.check(JSON.stringify(counted));
      all.push(await reads(counted), await reads(bytes), await reads(bytes.slice().buffer));
      all.push(await reads({ ...counted, title: "改了" }), await reads(counted));
      const both = await huibao.reuse(first.draft, counted, counted);
      return { all, same: both.draft === first.draft };
    }, SPEECH);
    assert.deepEqual(result, { all: [1, 1, 2, 2, 3, 4], same: true });
  });

  test("an object that JSON would change without a word is told instead", async () => {
    const result = await inHost(async ({ init }, data) => {
      const huibao = await init();
      const cyclic = { ...data };
      cyclic.self = cyclic;
      const given = [{ ...data, when: new Date(0) }, { ...data, more: { inner: new Map([[1, 2]]) } }, cyclic, { ...data, absent: undefined }];
      return Promise.all(given.map(async (one) => (await huibao.check(one)).findings.map(({ code, message }) => `${code} ${message}`).join()));
    }, SPEECH);
    assert.match(result[0], /^data\.not_model .*when.*Date/);
    assert.match(result[1], /^data\.not_model .*inner.*Map/);
    assert.match(result[2], /^data\.not_model .*circular/i);
    assert.equal(result[3], "");
  });

  test("a trap in the core is an error too", async () => {
    const result = await inHost(async ({ init }, data) => {
      const huibao = await init();
      const error = await huibao.draft({ ...data, compose: { panic: true } }).catch((e) => e);
      return { code: error.code, pages: (await huibao.render(data)).pages };
    }, SPEECH);
    assert.deepEqual(result, { code: "crashed", pages: 3 });
  });

  test("a trap while warming up is not repeated and harms nobody", async () => {
    let workers = 0;
    const other = await buildFake({ warmUpPanics: true });
    await addHost(other);
    const server2 = await serve({ root: other });
    const host = await openPage(browser);
    try {
      host.page.on("request", (request) => (workers += request.url().endsWith("/worker.js") ? 1 : 0));
      await host.page.goto(`${server2.url}host/`);
      const pages = await host.page.evaluate(async (data) => {
        const { init } = await import("/package/index.js");
        const huibao = await init();
        await new Promise((resolve) => setTimeout(resolve, 1500));
        return (await huibao.render(data)).pages;
      }, SPEECH);
      assert.equal(pages, 3);
      assert.equal(workers, 2);
    } finally {
      await host.close();
      await server2.close();
      await rm(path.dirname(other), { recursive: true, force: true });
    }
  });

  test("findings of severity error forbid the render and come with it", async () => {
    const finding = { severity: "error", code: "check.rank", path: "/ranks/0", message: "名次超过单位数。", hint: "请核对。" };
    const result = await inHost(
      async ({ init }, { data, finding }) => {
        const huibao = await init();
        const error = await huibao.render({ ...data, findings: [finding] }).catch((e) => e);
        const notJson = await huibao.render("{").catch((e) => e);
        const bytes = await huibao.render(new TextEncoder().encode(JSON.stringify(data)));
        const forced = await huibao.render({ ...data, findings: [finding] }, { force: true });
        return {
          code: error.code,
          findings: error.findings,
          notJson: notJson.findings[0].code,
          pages: bytes.pages,
          forced: [forced.pages, forced.findings.map(({ code }) => code), forced.draft.includes("caution: true")],
        };
      },
      { data: SPEECH, finding },
    );
    assert.deepEqual(result, {
      code: "findings", findings: [finding], notJson: "data.json", pages: 3, forced: [3, ["check.rank", "document.figures"], true],
    });
  });

  test("a PDF that cannot conform is told by findings; the report stays usable", async () => {
    const result = await inHost(async ({ init }, data) => {
      const report = await (await init()).render({ ...data, typeset: { nonconforming: true } });
      const error = await report.pdf().catch((e) => e);
      return { code: error.code, findings: error.findings.map(({ code }) => code), title: error.title, svg: await report.svg(0) };
    }, SPEECH);
    assert.deepEqual([result.code, result.findings, result.title], ["findings", ["typeset.pdf"], "讲话"]);
    assert.match(result.svg, /一、成绩/);
  });

  test("what the typesetter refuses is an error, not a crash; so is a manifest of another version", async () => {
    const result = await inHost(
      async ({ init }, data) => {
        const huibao = await init();
        const manifest = await huibao.render(data).catch(({ code, summary }) => ({ code, summary }));
        await fetch("/host/data.json?mend");
        const refused = await huibao.render({ ...data, typeset: { error: "not a document: x" } }).catch(({ code, summary }) => ({ code, summary }));
        return { manifest, refused, pages: (await huibao.render(data)).pages };
      },
      SPEECH,
      {
        async prepare(page) {
          let mended = false;
          await page.route("**/*?mend", (route) => {
            mended = true;
            return route.continue();
          });
          await page.route("**/fonts/manifest.json", (route) => (mended ? route.continue() : route.fulfill({ json: {} })));
        },
      },
    );
    assert.equal(result.manifest.code, "fonts_unavailable");
    assert.match(result.manifest.summary, /manifest\.json（内容与发布的不符，已试 2 次）/);
    assert.equal(result.refused.code, "internal");
    assert.match(result.refused.summary, /《讲话》.*not a document: x/);
    assert.equal(result.pages, 3);
  });

  test("an edited draft is set instead of a new one; the layout is the genre's unless one is chosen", async () => {
    const result = await inHost(async ({ init }, data) => {
      const huibao = await init();
      const { draft } = await huibao.draft(data);
      const report = await huibao.render(data, { draft: draft.replace("一、成绩", "一、肯定成绩") });
      const overview = await (await huibao.render(data, { genre: "overview" })).svg(0);
      const chosen = await (await huibao.render(data, { genre: "overview", layout: "ledger" })).svg(0);
      const spoken = await (await huibao.render(data, { layout: "reading", spoken: true })).svg(0);
      return { text: report.text, overview, chosen, spoken };
    }, SPEECH);
    assert.match(result.text, /一、肯定成绩/);
    assert.match(result.overview, /<desc>overview</, "the genre's own layout");
    assert.match(result.chosen, /<desc>ledger</);
    assert.match(result.spoken, /<desc>reading spoken</);
  });

  test("a seal is set with the document it was given for, and no other", async () => {
    const result = await inHost(async ({ init }, data) => {
      const huibao = await init();
      const seal = Uint8Array.of(7, 7);
      const sealed = await huibao.render(data, { layout: "official", seal });
      const plain = await huibao.render(data, { layout: "official" });
      const bad = await huibao.render(data, { seal: new Uint8Array() }).catch((error) => error.findings.at(-1).code);
      return { plain: await plain.svg(0), sealed: await sealed.svg(0), kept: seal.length, bad };
    }, SPEECH);
    assert.match(result.plain, /<desc>official</);
    assert.match(result.sealed, /<desc>official sealed 7</);
    assert.equal(result.kept, 2, "the caller keeps his bytes");
    assert.equal(result.bad, "typeset.bad_seal");
  });

  test("a draft is used again by another office, whose data may be of any form", async () => {
    const result = await inHost(async ({ init }, data) => {
      const huibao = await init();
      const { draft } = await huibao.draft(data);
      const bytes = new TextEncoder().encode(JSON.stringify({ ...data, title: "另一处的讲话" }));
      const reused = await huibao.reuse(draft, data, bytes.buffer);
      return { reused, length: bytes.length, unread: await huibao.reuse(draft, data, "{") };
    }, SPEECH);
    assert.match(result.reused.draft, /^---\ntitle: 另一处的讲话\n/);
    assert.deepEqual(result.reused.findings, []);
    assert.ok(result.length > 0, "the caller keeps his bytes");
    assert.deepEqual([result.unread.draft, result.unread.findings[0].code], ["", "data.json"]);
  });

  test("inspect writes figures anew, unless it is told not to", async () => {
    const result = await inHost(async ({ init }, data) => {
      const huibao = await init();
      const draft = "已完成[4件](figure:/a)，占[5%](figure:/b)。";
      const figures = { "/a": "40件" };
      const renewed = await huibao.inspect(draft, { ...data, figures });
      const kept = await huibao.inspect(draft, { ...data, figures }, { refresh: false });
      const cancelled = await huibao.inspect(draft, data, { signal: AbortSignal.abort() }).catch(({ name }) => name);
      const told = ({ draft, figures }) => [draft, ...figures.map(({ textFrom, textTo, state }) => `${draft.slice(textFrom, textTo)} ${state}`)];
      return { renewed: told(renewed), kept: told(kept), cancelled };
    }, SPEECH);
    assert.deepEqual(result.renewed, ["已完成[40件](figure:/a)，占[5%](figure:/b)。", "40件 bound", "5% missing"]);
    assert.deepEqual(result.kept, ["已完成[4件](figure:/a)，占[5%](figure:/b)。", "4件 stale", "5% missing"]);
    assert.equal(result.cancelled, "AbortError");
  });

  test("init is idempotent, refuses another source, and can be called again after close", async () => {
    const result = await inHost(async ({ init }, data) => {
      const [a, b] = await Promise.all([init(), init()]);
      const conflict = await init({ base: "/elsewhere/" }).catch(({ code }) => code);
      const report = await a.render(data);
      const disposed = await a.render(data);
      disposed.dispose();
      const released = await disposed.svg(0).catch(({ code }) => code);
      const outside = await report.svg(3).catch((error) => error.name);
      const open = a.render({ ...data, typeset: { ms: 5000 } }).catch(({ code }) => code);
      a.close();
      const closed = await report.svg(0).catch(({ code }) => code);
      const again = await init({ base: "/package" });
      return { same: a === b, conflict, released, outside, open: await open, closed, pages: (await again.render(data)).pages };
    }, SPEECH);
    assert.deepEqual(result, {
      same: true, conflict: "init_conflict", released: "closed", outside: "RangeError", open: "closed", closed: "closed", pages: 3,
    });
  });

  test("data that cannot be copied is refused, and the queue goes on", async () => {
    const result = await inHost(async ({ init }, data) => {
      const huibao = await init();
      const running = huibao.render({ ...data, typeset: { ms: 50 } });
      const bad = huibao.render({ ...data, format: () => "" }).catch(({ code }) => code);
      const next = huibao.render(data);
      await running;
      return { bad: await bad, pages: (await next).pages };
    }, SPEECH);
    assert.deepEqual(result, { bad: "internal", pages: 3 });
  });

  test("a missing worker, module or font says what to do, and the next try succeeds", async () => {
    const failures = new Map([["wasm/core", 1], ["wasm/typesetter", 1], ["fang01", 1]]);
    const result = await inHost(
      async ({ init }, data) => {
        const facts = ({ code, hint }) => ({ code, hint });
        const worker = await init({ workerUrl: "/package/absent.js" }).catch(facts);
        const core = await init().catch(facts);
        const huibao = await init();
        // The first attempt of the typesetter has failed in the background by now, or fails here.
        await new Promise((resolve) => setTimeout(resolve, 300));
        const font = await huibao.render(data).catch(facts);
        return { worker, core, font, pages: (await huibao.render(data)).pages };
      },
      SPEECH,
      {
        noisy: true,
        prepare: (page) =>
          page.route(/\.(wasm|woff2)$/, (route) => {
            for (const [part, times] of failures) {
              if (route.request().url().includes(part) && times > 0) {
                failures.set(part, times - 1);
                return route.fulfill({ status: 404, body: "absent" });
              }
            }
            return route.continue();
          }),
      },
    );
    assert.equal(result.worker.code, "worker_unavailable");
    assert.match(result.worker.hint, /worker-src 'self'.*optimizeDeps\.exclude/);
    assert.equal(result.core.code, "wasm_unavailable");
    assert.match(result.core.hint, /connect-src/);
    assert.equal(result.font.code, "fonts_unavailable");
    assert.equal(result.pages, 3);
    assert.deepEqual([...failures.values()], [0, 0, 0]);
  });

  test("a damaged slice is refused", async () => {
    const result = await inHost(
      async ({ init }, data) => (await init()).render(data).catch(({ code, message }) => ({ code, message })),
      SPEECH,
      { prepare: (page) => page.route("**/fang00*.woff2", (route) => route.fulfill({ status: 200, body: "<html>" })) },
    );
    assert.equal(result.code, "fonts_unavailable");
    assert.match(result.message, /fang00.*内容与发布的不符/);
  });

  test("wasm of the wrong type still loads; a web page in its place is explained", async () => {
    const serveWasm = (contentType, body) => async (page) =>
      page.route("**/core/*.wasm", async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, headers: { "content-type": contentType }, ...(body ? { body } : {}) });
      });
    const run = async ({ init }) => (await init().catch(({ code, hint }) => ({ version: `${code} ${hint}` }))).version;
    assert.equal(await inHost(run, null, { prepare: serveWasm("application/octet-stream") }), "0.0.0-fake");
    assert.match(await inHost(run, null, { prepare: serveWasm("text/html", "<html>") }), /wasm_unavailable .*text\/html.*应为 application\/wasm/);
  });

  test("addresses can be given one by one, as files or as compiled modules", async () => {
    await cp(path.join(dir, "package/worker.js"), path.join(dir, "host/my-worker.js"));
    const result = await inHost(async ({ init }, data) => {
      const bytes = async (url) => (await fetch(url)).arrayBuffer();
      const huibao = await init({
        workerUrl: "my-worker.js",
        core: await WebAssembly.compile(await bytes("/package/wasm/core/huibao_bg.wasm")),
        typesetter: new Uint8Array(await bytes("/package/wasm/typesetter/huibao_bg.wasm")),
        fonts: new URL("/package/fonts", location.href),
      });
      return (await huibao.render(data)).pages;
    }, SPEECH);
    assert.equal(result, 3);
  });

  test("works where scripts must be trusted types", async () => {
    const strict = await serve({
      root: dir,
      headers: {
        "Content-Security-Policy":
          "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types portal",
      },
    });
    const host = await openPage(browser);
    try {
      await host.page.goto(`${strict.url}host/`);
      const pages = await host.page.evaluate(async (data) => {
        const { init } = await import("/package/index.js");
        const policy = globalThis.trustedTypes.createPolicy("portal", { createScriptURL: (url) => url });
        const huibao = await init({ workerUrl: policy.createScriptURL("/package/worker.js") });
        return (await huibao.render(data)).pages;
      }, SPEECH);
      assert.equal(pages, 3);
      host.assertQuiet();

      await host.page.reload();
      const { code, hint } = await host.page.evaluate(async () => {
        const { init } = await import("/package/index.js");
        return init().catch(({ code, hint }) => ({ code, hint }));
      });
      assert.equal(code, "worker_unavailable", "without an address that is trusted, and without the package's own policy");
      assert.match(hint, /trusted-types 则含 huibao/);
    } finally {
      await host.close();
      await strict.close();
    }
  });

  test("<huibao-report> renders, lists findings, downloads, and is registered once", async () => {
    await writeFile(
      path.join(dir, "host/element.html"),
      `${HEAD}
<script type="module" src="../package/element.js"></script>
<script type="module" src="../package/element.js?second"></script>
<huibao-report src="data.json" genre="observation_speech" layout="speech"></huibao-report>
<huibao-report id="bad" src="absent.json"></huibao-report>
<huibao-report id="idle"></huibao-report>
<huibao-report id="early"></huibao-report>
<script src="early.js"></script>`,
    );
    // Runs before the module: the element is not yet what it will be.
    await writeFile(path.join(dir, "host/early.js"), `document.getElementById("early").data = ${JSON.stringify(SPEECH)};`);
    const host = await openPage(browser);
    try {
      await host.page.addInitScript(() => {
        globalThis.seen = [];
        document.addEventListener("DOMContentLoaded", () => {
          for (const element of document.querySelectorAll("huibao-report")) {
            for (const type of ["progress", "findings", "rendered", "error"]) {
              element.addEventListener(type, ({ detail }) => globalThis.seen.push([element.id, type, detail?.phase ?? detail?.length ?? detail?.pages ?? detail?.message]));
            }
          }
        });
      });
      await host.page.goto(`${server.url}host/element.html`);
      const element = host.page.locator("huibao-report").first();
      const pages = element.locator("img");
      await host.page.waitForFunction(() => document.querySelector("huibao-report").shadowRoot?.querySelector("img")?.naturalWidth > 0);
      assert.equal(await pages.count(), EXAMPLE.paragraphs.length);
      assert.equal(await pages.nth(0).getAttribute("alt"), "第 1 页，共 4 页");
      assert.equal(await pages.nth(3).getAttribute("src"), null, "a page far below is not made yet");
      await pages.nth(3).scrollIntoViewIfNeeded();
      await host.page.waitForFunction(() => document.querySelector("huibao-report").shadowRoot.querySelectorAll("img")[3].naturalWidth > 0);
      assert.match(await element.locator("[part=findings] li").first().textContent(), /警告.*68%.*\/targets\/0\/rate.*请核对/s);
      assert.equal(await element.locator("pre").textContent(), [EXAMPLE.title, ...EXAMPLE.paragraphs].join("\n"));

      const [file] = await Promise.all([host.page.waitForEvent("download"), element.getByText("下载 PDF").click()]);
      assert.equal(file.suggestedFilename(), `${EXAMPLE.title}.pdf`);

      await element.evaluate((target, data) => new Promise((resolve) => {
        target.addEventListener("rendered", resolve, { once: true });
        target.data = data;
      }), SPEECH);
      assert.equal(await pages.count(), 3);
      assert.equal(await element.evaluate((target) => target.report.title), "讲话");
      await element.evaluate((target) => target.remove());

      const seen = await host.page.evaluate(() => globalThis.seen);
      const own = seen.filter(([id]) => id === "");
      assert.ok(own.some(([, type, phase]) => type === "progress" && phase === "set"));
      assert.deepEqual(own.filter(([, type]) => type !== "progress"), [
        ["", "findings", 2], ["", "rendered", 4], ["", "findings", 1], ["", "rendered", 3],
      ]);
      assert.deepEqual(seen.filter(([id, type]) => id === "early" && type === "rendered"), [["early", "rendered", 3]]);
      const bad = seen.filter(([id]) => id === "bad");
      assert.match(bad.find(([, type]) => type === "error")[2], /absent\.json（HTTP 404）/);
      assert.deepEqual(seen.filter(([id]) => id === "idle"), []);
      assert.deepEqual(host.complaints.filter((text) => !/404/.test(text)), []);
    } finally {
      await host.close();
    }
  });
});
