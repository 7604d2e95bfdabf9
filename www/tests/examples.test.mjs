/** The examples of `examples/`, each built from the packed package and served by its own scripts, under a portal's policy. */

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { pack } from "./packed.mjs";
import { launch, openPage, skip } from "./support.mjs";

const www = fileURLToPath(new URL("..", import.meta.url));
const examples = path.join(www, "examples");

/** Milliseconds for a cold start and a render on a busy machine. */
const PATIENCE = 120_000;

const EXAMPLES = ["import-map", "react-vite", "vue-vite", "webpack"];

describe("examples", { skip }, () => {
  let browser;
  let packed;

  before(async () => {
    packed = await pack();
    await packed.install(examples);
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await packed?.remove();
    await rm(path.join(examples, "node_modules"), { recursive: true, force: true });
  });

  test("each folder is tested, and asks for the versions that are installed here", async () => {
    const folders = (await readdir(examples, { withFileTypes: true })).filter((entry) => entry.isDirectory() && entry.name !== "node_modules");
    assert.deepEqual(folders.map(({ name }) => name).sort(), EXAMPLES);
    const shared = JSON.parse(await readFile(path.join(www, "package.json"), "utf8"));
    for (const { name } of folders) {
      const { dependencies, devDependencies } = JSON.parse(await readFile(path.join(examples, name, "package.json"), "utf8"));
      const { huibao, ...others } = { ...dependencies, ...devDependencies };
      assert.equal(huibao, `file:../../dist/huibao-${shared.version}.tgz`);
      for (const [dependency, version] of Object.entries(others)) {
        assert.equal(version, shared.devDependencies[dependency], `${name}: ${dependency}`);
      }
    }
  });

  for (const name of EXAMPLES) {
    test(`${name}: builds, shows the report, follows a figure, gives the PDF`, { timeout: 2 * PATIENCE }, async () => {
      const folder = path.join(examples, name);
      const { scripts } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
      for (const command of scripts.build.split(" && ")) {
        const output = execFileSync(process.execPath, words(command), { cwd: folder, encoding: "utf8", stdio: "pipe" });
        assert.doesNotMatch(output, /warn/i);
      }
      const server = spawn(process.execPath, words(scripts.serve), {
        cwd: folder,
        env: { ...process.env, PORT: "0" },
        stdio: ["ignore", "pipe", "inherit"],
      });
      const [line] = await once(server.stdout, "data");
      const host = await openPage(browser);
      const { page } = host;
      page.setDefaultTimeout(PATIENCE);
      try {
        await page.goto(/http:\S+/.exec(String(line))[0]);
        const status = page.locator("p[role=status]");
        await status.filter({ hasText: /^《.*乡村振兴.*》，共 1 页$/ }).waitFor().catch(async (error) => {
          throw new Error(`${await status.textContent()} ${host.complaints.join("\n")}`, { cause: error });
        });
        await shown(page);
        assert.match(await text(page), /高标准农田建设面积完成4\.98万亩，占任务的67\.5%；改造农村公路完成96公里，占任务的80%/);

        const before = await shown(page);
        await page.getByLabel("高标准农田已建成").fill("5.54万亩");
        await page.waitForFunction((src) => globalThis.pageImage().src !== src, before);
        await shown(page);
        assert.match(await text(page), /高标准农田建设面积完成5\.54万亩，占任务的75\.1%/);
        host.assertQuiet();
      } finally {
        await host.close();
        server.kill();
        await rm(path.join(folder, name === "import-map" ? "huibao" : "dist"), { recursive: true, force: true });
      }
    });
  }

  /** Waits until a page of the report is drawn, and gives its address. */
  async function shown(page) {
    await page.evaluate(() => {
      globalThis.pageImage = () => (document.querySelector("huibao-report")?.shadowRoot ?? document).querySelector("img");
    });
    await page.waitForFunction(() => globalThis.pageImage()?.src.startsWith("blob:") && globalThis.pageImage().naturalWidth > 0);
    return page.evaluate(() => globalThis.pageImage().src);
  }

  /** What the PDF says, without its line breaks. */
  async function text(page) {
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "下载 PDF" }).click()]);
    assert.match(file.suggestedFilename(), /乡村振兴.*\.pdf$/);
    return execFileSync("pdftotext", ["-raw", await file.path(), "-"], { encoding: "utf8" }).replaceAll(/\s/g, "");
  }
});

/** A command of a build script as Node's arguments: the tools are those that are installed here. */
function words(command) {
  const [tool, ...args] = command.split(" ");
  const installed = { tsc: "typescript/bin/tsc", vite: "vite/bin/vite.js" }[tool];
  assert.ok(installed || tool === "node", command);
  return [...(installed ? [path.join(www, "node_modules", installed)] : []), ...args];
}
