/** The package as a portal installs it: a Vite project of five lines, with Vite's defaults, under the strict policy. */

import assert from "node:assert/strict";
import { cp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { serve } from "../server.mjs";
import { buildFake, EXAMPLE } from "./fake/build.mjs";
import { launch, openPage, skip } from "./support.mjs";

const www = fileURLToPath(new URL("..", import.meta.url));

const MAIN = `
import { init } from "huibao";
const huibao = await init();
const report = await huibao.render(${JSON.stringify(EXAMPLE)}, { genre: "observation_speech" });
document.title = report.pages + " " + new TextDecoder().decode((await report.pdf()).slice(0, 5));
`;

test("a bundled portal needs no setting", { skip }, async () => {
  const fake = await buildFake();
  const root = path.join(fake, "portal");
  const installed = path.join(root, "node_modules/huibao");
  await mkdir(installed, { recursive: true });
  await cp(path.join(www, "package.json"), path.join(installed, "package.json"));
  await cp(path.join(fake, "package"), path.join(installed, "dist/package"), { recursive: true });
  await writeFile(path.join(root, "index.html"), '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/main.js"></script>');
  await writeFile(path.join(root, "main.js"), MAIN);
  await build({ root, configFile: false, logLevel: "error" });

  const names = (await readdir(path.join(root, "dist/assets"))).map((name) => name.replace(/-[\w-]{8}\./, "."));
  assert.equal(names.filter((name) => name === "huibao_bg.wasm").length, 4);
  assert.equal(names.filter((name) => name === "worker.js").length, 1);
  assert.equal(names.filter((name) => name.endsWith(".woff2")).length, 2, "the small slice is in the script");

  const server = await serve({ root: path.join(root, "dist") });
  const browser = await launch();
  try {
    const host = await openPage(browser);
    await host.page.goto(server.url);
    await host.page.waitForFunction(() => document.title !== "", undefined, { timeout: 20_000 });
    assert.equal(await host.page.title(), "4 %PDF-");
    host.assertQuiet();
  } finally {
    await browser.close();
    await server.close();
    await rm(path.dirname(fake), { recursive: true, force: true });
  }
});
