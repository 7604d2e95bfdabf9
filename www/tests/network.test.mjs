/**
 * The package on a bad line and between visits: what fails is named, asked for again or given up as fits, harms nothing else,
 * and succeeds later without a reload; what has arrived is kept, held to its digest, and needs no network the next time.
 */

import assert from "node:assert/strict";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { serve } from "../server.mjs";
import { buildFake } from "./fake/build.mjs";
import { HEAD, launch, openPage, skip } from "./support.mjs";

const SPEECH = { title: "讲话", paragraphs: ["一、成绩", "二、问题", "三、要求"] };
/** Impatient, so that nobody waits. */
const NETWORK = { stall: 400, attempts: 3, backoff: 20 };

describe("network", { skip }, () => {
  let browser;
  let dir;
  let server;

  before(async () => {
    dir = await buildFake();
    await mkdir(path.join(dir, "host"));
    await writeFile(path.join(dir, "host/index.html"), HEAD);
    // Workers in which Cache Storage is refused, and in which nothing more can be put into it.
    const refused = 'Object.defineProperty(globalThis, "caches", { get() { throw new DOMException("denied", "SecurityError"); } });\n';
    const full = 'Cache.prototype.put = () => Promise.reject(new DOMException("full", "QuotaExceededError"));\n';
    for (const [name, script] of Object.entries({ refused, full })) {
      await writeFile(path.join(dir, `host/${name}.js`), script);
      await writeFile(path.join(dir, `host/${name}-worker.js`), `import "./${name}.js";\nimport "/package/worker.js";\n`);
    }
    server = await serve({ root: dir });
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
    await rm(path.dirname(dir), { recursive: true, force: true });
  });

  /** A visit: the host's page, its requests for the package's large files by name, and `run` in it. */
  async function visit(context) {
    const opened = context ? { page: await context.newPage(), close: async () => {} } : await openPage(browser);
    const { page } = opened;
    const asked = [];
    page.on("request", (request) => {
      const name = /(core|typesetter)\/[^/]+\.wasm$|([a-z]+\d\d)\.[^/]+\.woff2$|(manifest)\.json$/.exec(request.url());
      if (name) {
        asked.push(name[1] ?? name[2] ?? name[3]);
      }
    });
    await page.goto(`${server.url}host/`);
    const handle = await page.evaluateHandle(async () => ({ ...(await import("/package/index.js")) }));
    return { ...opened, asked, run: (body, argument) => handle.evaluate(body, argument) };
  }

  /** Renders, and says what came of it. */
  const render = async ({ init }, { data, options }) => {
    try {
      const huibao = await init(options);
      return { pages: (await huibao.render(data)).pages };
    } catch ({ code, reason, summary }) {
      return { code, reason, summary };
    }
  };
  const asIs = { data: SPEECH, options: { network: NETWORK } };

  /** Answers requests for a file with each fault in turn, then as it should. */
  async function faulty(page, pattern, faults) {
    const left = [...faults];
    await page.route(pattern, (route) => (left.length > 0 ? left.shift()(route) : route.continue()));
    return left;
  }

  const status = (code, headers = {}) => (route) => route.fulfill({ status: code, headers, body: "" });
  const silent = () => {};
  const broken = (route) => route.abort("connectionreset");
  const cut = async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    await route.fulfill({ status: 200, contentType: response.headers()["content-type"], body: body.subarray(0, body.length / 2) });
  };
  const bytes = (body) => (route) => route.fulfill({ status: 200, contentType: "font/woff2", body });

  test("on a first visit every file is asked for once, and the faces before the typesetter has arrived", async () => {
    const first = await visit();
    try {
      let release;
      const held = new Promise((resolve) => (release = resolve));
      await first.page.route("**/typesetter/*.wasm", async (route) => {
        await held;
        await route.continue();
      });
      const rendered = first.run(render, asIs);
      await first.page.waitForRequest(/sans00/);
      assert.deepEqual(first.asked.slice(0, 1), ["core"], "the core has the line to itself");
      release();
      assert.deepEqual(await rendered, { pages: 3 });
      assert.deepEqual([...first.asked].sort(), ["core", "fang00", "fang01", "manifest", "sans00", "typesetter"]);
      first.assertQuiet();
    } finally {
      await first.close();
    }
  });

  for (const [what, faults, reason] of [
    ["a server that is busy", [status(503), status(429, { "Retry-After": "0" })], "status"],
    ["a connection that breaks off", [broken, broken], "network"],
    ["a connection that stalls", [silent, silent], "stalled"],
  ]) {
    for (const [file, pattern] of [["slice", "**/fang01*.woff2"], ["module", "**/typesetter/*.wasm"], ["core", "**/core/*.wasm"]]) {
      test(`${what} is asked again for a ${file}; for ever, it is an error that says so, and a later try succeeds`, async () => {
        const host = await visit();
        try {
          const left = await faulty(host.page, pattern, faults);
          assert.deepEqual(await host.run(render, asIs), { pages: 3 });
          assert.deepEqual(left, []);
        } finally {
          await host.close();
        }
        const again = await visit();
        try {
          const lasting = Array.from({ length: NETWORK.attempts }, () => faults[0]);
          await faulty(again.page, pattern, lasting);
          // The typesetter's first attempts are made in the background; what is told is what the render's own came to.
          const error = await again.run(render, asIs);
          if (error.pages === undefined) {
            assert.equal(error.reason, reason, JSON.stringify(error));
            assert.equal(error.code, file === "slice" ? "fonts_unavailable" : "wasm_unavailable");
            assert.match(error.summary, /已试 3 次/);
          }
          assert.deepEqual(await again.run(render, asIs), { pages: 3 });
        } finally {
          await again.close();
        }
      });
    }
  }

  test("a slice that is not there is not asked for again; the others arrive and are not asked for twice", async () => {
    const host = await visit();
    try {
      await faulty(host.page, "**/fang01*.woff2", [status(404)]);
      const error = await host.run(render, asIs);
      assert.deepEqual([error.code, error.reason], ["fonts_unavailable", "status"]);
      assert.match(error.summary, /fang01.*HTTP 404）/);
      assert.deepEqual(await host.run(render, asIs), { pages: 3 });
      const slices = host.asked.filter((name) => /\d\d$/.test(name)).sort();
      assert.deepEqual(slices, ["fang00", "fang01", "fang01", "sans00"]);
    } finally {
      await host.close();
    }
  });

  for (const [file, pattern, fault] of [
    ["a slice", "**/fang00*.woff2", bytes("<html>")],
    ["the manifest", "**/manifest.json", bytes("{}")],
    ["a module that is cut off", "**/typesetter/*.wasm", cut],
    ["a core that is cut off", "**/core/*.wasm", cut],
  ]) {
    test(`${file} of other bytes is asked for once more; then it is an error, and a later try succeeds`, async () => {
      const host = await visit();
      try {
        await faulty(host.page, pattern, [fault]);
        assert.deepEqual(await host.run(render, asIs), { pages: 3 });
        assert.equal(host.asked.filter((name) => pattern.includes(name)).length, 2, `${host.asked}`);
      } finally {
        await host.close();
      }
      const again = await visit();
      try {
        await faulty(again.page, pattern, [fault, fault]);
        const error = await again.run(render, asIs);
        assert.equal(error.reason, "damaged", JSON.stringify(error));
        assert.match(error.summary, /内容与发布的不符.*已试 2 次/);
        assert.deepEqual(await again.run(render, asIs), { pages: 3 });
      } finally {
        await again.close();
      }
    });
  }

  test("without a network it is said at once, and when there is one the next try succeeds", async () => {
    const host = await visit();
    try {
      // The core is there, the typesetter is not.
      await faulty(host.page, "**/typesetter/*.wasm", [status(404)]);
      await host.run(async ({ init }, options) => (await init(options)).genres(), asIs.options);
      await host.page.waitForTimeout(300);
      await host.page.context().setOffline(true);
      const error = await host.run(render, asIs);
      assert.deepEqual([error.reason, /没有联网/.test(error.summary)], ["offline", true], JSON.stringify(error));
      await host.page.context().setOffline(false);
      assert.deepEqual(await host.run(render, asIs), { pages: 3 });
    } finally {
      await host.close();
    }
  });

  test("wasm of the wrong type is compiled when it is there, and that is said", async () => {
    const host = await visit();
    try {
      const said = [];
      host.page.on("console", (message) => said.push(message.text()));
      await host.page.route("**/core/*.wasm", async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, headers: { "content-type": "text/plain" } });
      });
      assert.deepEqual(await host.run(render, asIs), { pages: 3 });
      assert.match(said.join("\n"), /text\/plain.*应为 application\/wasm/);
    } finally {
      await host.close();
    }
  });

  test("a second visit asks for nothing, also when there is no server any more", async () => {
    const first = await visit();
    try {
      assert.deepEqual(await first.run(render, asIs), { pages: 3 });
      await settled(first, 6);
      const second = await visit(first.page.context());
      await second.page.route(/\.(wasm|woff2)$|manifest\.json$/, (route) => route.abort("internetdisconnected"));
      assert.deepEqual(await second.run(render, asIs), { pages: 3 });
      assert.deepEqual(second.asked, []);
    } finally {
      await first.close();
    }
  });

  test("what was kept and is not what was published is dropped and asked for anew", async () => {
    const first = await visit();
    try {
      await first.run(render, asIs);
      await settled(first, 6);
      const spoilt = await first.run(async () => {
        const cache = await caches.open("huibao");
        for (const request of await cache.keys()) {
          if (/fang00|typesetter/.test(request.url)) {
            await cache.put(request, new Response("spoilt", { headers: { "Content-Type": "application/wasm" } }));
          }
        }
      });
      assert.equal(spoilt, undefined);
      const second = await visit(first.page.context());
      assert.deepEqual(await second.run(render, asIs), { pages: 3 });
      assert.deepEqual([...second.asked].sort(), ["fang00", "typesetter"]);
      await settled(second, 6);
      const third = await visit(first.page.context());
      assert.deepEqual(await third.run(render, asIs), { pages: 3 });
      assert.deepEqual(third.asked, []);
    } finally {
      await first.close();
    }
  });

  test("files of an earlier version are removed, those of another folder are not", async () => {
    const host = await visit();
    try {
      const addresses = (addresses) =>
        host.run(async (_, put) => {
          const cache = await caches.open("huibao");
          for (const address of put) {
            await cache.put(address, new Response("old"));
          }
          return (await cache.keys()).map(({ url }) => decodeURIComponent(new URL(url).pathname));
        }, addresses);
      await addresses([
        "/package/wasm/core/huibao_bg.wasm?huibao-sha256=00",
        "/package/fonts/gone.0011223344556677.woff2?huibao-sha256=00",
        "/elsewhere/fonts/other.0011223344556677.woff2?huibao-sha256=00",
      ]);
      await host.run(render, asIs);
      await settled(host, 7);
      const kept = await addresses([]);
      assert.equal(kept.filter((name) => name.endsWith("core/huibao_bg.wasm")).length, 1);
      assert.ok(!kept.some((name) => name.includes("gone")));
      assert.ok(kept.some((name) => name.includes("/elsewhere/")));
    } finally {
      await host.close();
    }
  });

  for (const [what, worker] of [["is refused", "refused-worker.js"], ["is full", "full-worker.js"]]) {
    test(`where the storage ${what}, the network does`, async () => {
      const host = await visit();
      try {
        assert.deepEqual(await host.run(render, { data: SPEECH, options: { network: NETWORK, workerUrl: worker } }), { pages: 3 });
        assert.equal(await host.run(async () => (await (await caches.open("huibao")).keys()).length), 0);
        host.assertQuiet();
      } finally {
        await host.close();
      }
    });
  }

  test("nothing is kept where that is not wanted", async () => {
    const host = await visit();
    try {
      assert.deepEqual(await host.run(render, { data: SPEECH, options: { cache: false } }), { pages: 3 });
      await host.page.waitForTimeout(200);
      assert.equal(await host.run(async () => caches.has("huibao")), false);
    } finally {
      await host.close();
    }
  });

  test("what the package says of its files is so", async () => {
    const { digests, moduleBytes } = await import(path.join(dir, "package/generated.js"));
    const { createHash } = await import("node:crypto");
    for (const [part, file] of [["core", "wasm/core/huibao_bg.wasm"], ["typesetter", "wasm/typesetter/huibao_bg.wasm"], ["manifest", "fonts/manifest.json"]]) {
      const content = await readFile(path.join(dir, "package", file));
      assert.equal(digests[part], createHash("sha256").update(content).digest("hex"), part);
      assert.ok(part === "manifest" || moduleBytes[part] === content.length, part);
    }
  });

  /** Waits until as many files are kept. */
  async function settled({ page }, files) {
    await page.waitForFunction(
      async (count) => (await (await caches.open("huibao")).keys()).length === count,
      files,
      { timeout: 10_000 },
    );
  }
});
