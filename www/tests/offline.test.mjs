/**
 * The page without network: loaded once, it renders; a new version takes over when the clerk says so, and whole or not at all.
 *
 * `HUIBAO_PAGE` names the folder of the real page (default `dist/page`).
 */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildOffline } from "../scripts/offline.mjs";
import { contentSecurityPolicy, serve } from "../server.mjs";
import { buildFake } from "./fake/build.mjs";
import { bundleParts } from "./harness.mjs";
import { launch, openPage, skip } from "./support.mjs";

const PAGE = path.resolve(process.env.HUIBAO_PAGE ?? fileURLToPath(new URL("../dist/page", import.meta.url)));
const DATA = fileURLToPath(new URL("../../tests/data", import.meta.url));
const PATIENCE = 90_000;

/** That of the page, which has its trusted-types policy already when the parts bring theirs. */
const POLICY = contentSecurityPolicy({ policies: ["'allow-duplicates'"] });

describe("offline", { skip, timeout: 2 * PATIENCE }, () => {
  let browser;

  before(async () => {
    browser = await launch();
  });

  after(() => browser?.close());

  /** Serves a page with `globalThis.parts`, what `page/offline` exports, beside it; `dir` is its folder, to be changed at will. */
  async function site(body, { real = false } = {}) {
    const temporary = await mkdtemp(path.join(os.tmpdir(), "huibao-offline-"));
    const dir = path.join(temporary, "page");
    const fake = real ? null : await buildFake();
    const built = fake === null ? PAGE : path.join(fake, "page");
    execFileSync("cp", ["-a", built, dir]);
    await bundleParts("offline/index.ts", path.join(path.dirname(built), "package"), path.join(temporary, "parts.js"));
    const parts = await readFile(path.join(temporary, "parts.js"), "utf8");
    const server = await serve({ root: dir, headers: { "Content-Security-Policy": POLICY } });
    const opened = await openPage(browser);
    const { page } = opened;
    page.setDefaultTimeout(PATIENCE);
    const context = page.context();
    /** Starts what the page is to start when it is idle. */
    const start = async (tab) => {
      await tab.evaluate(parts);
      return tab.evaluate(async () => {
        globalThis.updates = [];
        globalThis.offline = await globalThis.parts.startOffline({ update: (apply) => updates.push(apply) });
        return offline !== null;
      });
    };
    /** Publishes the page anew, as it lies in `dir` by now. */
    const publish = () => buildOffline({ package: path.join(fake, "package"), out: dir });
    try {
      await page.goto(server.url);
      await body({ page, context, server, dir, start, publish, assertQuiet: opened.assertQuiet });
    } finally {
      await opened.close();
      await server.close();
      await rm(temporary, { recursive: true, force: true });
      if (fake !== null) {
        await rm(path.dirname(fake), { recursive: true, force: true });
      }
    }
  }

  const title = (page) => page.title();
  const installed = (page) => page.waitForFunction(() => navigator.serviceWorker.controller !== null);

  test("loaded once with the offline kit, it renders with the network off, the server gone, after a reload", () =>
    site(
      async ({ page, context, server, start, assertQuiet }) => {
        assert.equal(await start(page), true);
        const kit = await page.evaluate(async () => {
          const told = [];
          const before = await offline.kit();
          const after = await offline.fetchKit((state) => told.push(state.here));
          return { before, after, grows: told.every((here, index) => index === 0 || here >= told[index - 1]), steps: told.length, last: told.at(-1) };
        });
        assert.equal(kit.after.here, kit.after.total, "all of it");
        assert.ok(kit.after.total > 10_000_000 && kit.before.here < kit.after.total && kit.grows && kit.steps > 1000 && kit.last === kit.after.total);
        const use = await page.evaluate(async () => (await navigator.storage.estimate()).usage);
        assert.ok(use < 1.3 * kit.after.total + 4_000_000, `${use} bytes: nothing is kept twice`);

        await server.close();
        await context.setOffline(true);
        await page.reload();
        await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
        await page.locator("#file").setInputFiles(path.join(DATA, "shangqiu-observation.json"));
        await page.waitForFunction(() => document.querySelector("#pages img")?.naturalWidth > 0);
        const again = await page.evaluate(async () => {
          const list = ["examples/safety-quarter.json", "manifest.webmanifest", "licences/fonts.txt", "icons/icon-192.png"];
          return Promise.all(list.map(async (file) => (await fetch(file)).status));
        });
        assert.deepEqual(again, [200, 200, 200, 200]);
        const policy = await page.evaluate(async () => (await fetch("index.html")).headers.get("Content-Security-Policy"));
        assert.equal(policy, POLICY, "the page has its policy with it");
        // A workbook needs a module that this visit has never loaded.
        await page.getByRole("button", { name: "回到首页" }).click();
        const [file] = await Promise.all([page.waitForEvent("download"), page.locator("#blank-workbook").click()]);
        assert.equal((await readFile(await file.path())).subarray(0, 2).toString(), "PK");
        assertQuiet();
      },
      { real: true },
    ));

  test("a new version is told, waits for the clerk's word, and takes over whole; tabs of the old one go on", () =>
    site(async ({ page, context, dir, start, publish, server }) => {
      await start(page);
      await installed(page);
      await page.evaluate(() => offline.fetchKit());
      const other = await context.newPage();
      await other.goto(server.url);

      const index = path.join(dir, "index.html");
      await writeFile(index, (await readFile(index, "utf8")).replace(/<title>.*<\/title>/, "<title>新版</title>"));
      // A part that old tabs load later is there under another name by now.
      const chunk = (await readdir(path.join(dir, "assets"))).find((name) => /^batch-.*\.js$/.test(name));
      await rename(path.join(dir, "assets", chunk), path.join(dir, "assets", "batch-new.js"));
      await publish();
      const old = await title(page);
      await page.evaluate(() => offline.look());
      await page.waitForFunction(() => updates.length === 1);
      assert.equal(await title(page), old, "nothing is reloaded by itself");
      await page.reload();
      assert.equal(await title(page), old, "not by a reload either: other tabs show it");
      await start(page);
      await page.waitForFunction(() => updates.length === 1);
      await Promise.all([page.waitForEvent("load"), page.evaluate(() => updates[0]())]);
      assert.equal(await title(page), "新版");

      const late = (name) => other.evaluate(async (name) => (await fetch(`assets/${name}`)).status, name);
      assert.equal(await title(other), old);
      assert.deepEqual([await late(chunk), await late("batch-new.js")], [200, 200]);
      assert.equal(await other.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("huibao-page-")).length), 2);
      await server.close();
      await context.setOffline(true);
      await page.reload();
      assert.equal(await title(page), "新版");
    }));

  test("a version that is not all there does not take over, and the old one goes on", () =>
    site(async ({ page, context, dir, start, publish }) => {
      await start(page);
      await installed(page);
      const index = path.join(dir, "index.html");
      const old = await readFile(index, "utf8");
      const before = await title(page);
      await writeFile(index, old.replace(/<title>.*<\/title>/, "<title>新版</title>"));
      await publish();
      // Half of the files have been copied to the server.
      await writeFile(index, old);
      await page.evaluate(() => offline.look());
      await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration()).installing === null);
      assert.equal(await page.evaluate(() => updates.length), 0);
      await context.setOffline(true);
      await page.reload();
      assert.equal(await title(page), before);
    }));

  test("an offline kit that fails in part says so, goes on where it was, and is held to its digests", () =>
    site(async ({ page, dir, start }) => {
      await start(page);
      const slice = (await readdir(path.join(dir, "assets"))).find((name) => /^fang01.*\.woff2$/.test(name));
      const file = path.join(dir, "assets", slice);
      const bytes = await readFile(file);
      await page.evaluate(() => caches.delete("huibao"));
      await writeFile(file, Buffer.alloc(bytes.length, "?"));
      const partly = await page.evaluate(() => offline.fetchKit());
      assert.equal(partly.total - partly.here, bytes.length);
      const asked = [];
      page.on("request", (request) => asked.push(path.basename(request.url())));
      await writeFile(file, bytes);
      const whole = await page.evaluate(() => offline.fetchKit());
      assert.equal(whole.here, whole.total);
      assert.deepEqual([...new Set(asked)], ["offline.json", slice]);
    }));

  test("under trusted types too, the web app's manifest can be installed, and its icons are what it says", () =>
    site(async ({ page, context, start, dir }) => {
      assert.equal(await start(page), true);
      await installed(page);
      const session = await context.newCDPSession(page);
      const { errors, data } = await session.send("Page.getAppManifest");
      assert.deepEqual(errors, []);
      const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
      // A context of a test is a private window, where nothing is installed.
      assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito"), []);
      for (const { src, sizes } of JSON.parse(data).icons) {
        const png = await readFile(path.join(dir, src));
        assert.equal(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, sizes);
      }
    }));
});
