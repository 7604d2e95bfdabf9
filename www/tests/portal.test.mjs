/**
 * A portal's whole story, in a page that is not ours and whose style is hostile: the packed package by an import map, data
 * as a property, findings, a changed figure, cancelling, a worker that is lost, the PDF. Under the policy of docs/portal.md.
 * `HUIBAO_SHOTS` names a folder for screenshots, to be looked at.
 */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { contentSecurityPolicy, serve } from "../server.mjs";
import { pack } from "./packed.mjs";
import { launch, openPage, skip } from "./support.mjs";

const PORTAL = fileURLToPath(new URL("portal", import.meta.url));
/** Takes seconds to set. */
const SPEECH = fileURLToPath(new URL("../../tests/data/shangqiu-observation.json", import.meta.url));

/** Milliseconds for a cold start and a render on a busy machine. */
const PATIENCE = 90_000;

describe("portal", { skip }, () => {
  let browser;
  let packed;
  let server;
  let shots = 0;

  before(async () => {
    packed = await pack();
    const root = path.join(packed.root, "portal");
    await cp(PORTAL, root, { recursive: true });
    await packed.install(root);
    const [, map] = /<script type="importmap">([^]*?)<\/script>/.exec(await readFile(path.join(root, "index.html"), "utf8"));
    const digest = `'sha256-${createHash("sha256").update(map).digest("base64")}'`;
    server = await serve({ root, headers: { "Content-Security-Policy": contentSecurityPolicy({ scripts: [digest] }) } });
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
    await packed?.remove();
  });

  test("renders, follows, is cancelled, outlives its worker, gives the PDF; and looks right", { timeout: 2 * PATIENCE }, async () => {
    const host = await openPage(browser);
    const { page } = host;
    page.setDefaultTimeout(PATIENCE);
    const digest = page.locator("#digest");
    const status = digest.locator("[part=status]");
    const told = async () => (await page.evaluate(() => globalThis.seen.splice(0))).map((event) => event.join(" "));
    const text = () => digest.evaluate((element) => element.report.text);
    try {
      await page.goto(server.url);
      await status.filter({ hasText: "共 1 页" }).waitFor();
      await drawn(page);
      assert.deepEqual(await told(), ["findings 1", "rendered 全县三季度乡村振兴进展情况"]);
      assert.match(await text(), /高标准农田建设面积完成4\.98万亩，占任务的67\.5%/);
      await looksRight(page);

      const image = await drawn(page);
      await digest.evaluate((element) => (element.data = globalThis.quarter("5.54万亩")));
      await page.waitForFunction((before) => document.getElementById("digest").shadowRoot.querySelector("img").src !== before, image);
      assert.match(await text(), /完成5\.54万亩，占任务的75\.1%/);
      assert.deepEqual((await told()).length, 2);

      // In the middle of typesetting: what was shown stays, nothing is told as an error, and the reader can go on.
      const speech = JSON.parse(await readFile(SPEECH, "utf8"));
      await digest.evaluate((element, data) => {
        element.addEventListener("progress", ({ detail }) => detail.phase === "set" && element.cancel());
        element.genre = "observation_speech";
        element.data = data;
      }, speech);
      await status.filter({ hasText: "已取消。" }).waitFor();
      assert.match(await text(), /75\.1%/);
      assert.deepEqual(await told(), []);
      await looksRight(page);

      await digest.evaluate((element) => (element.cancel = () => {}));
      await digest.getByRole("button", { name: "重试" }).click();
      await status.filter({ hasText: /^共 \d\d 页$/ }).waitFor();
      assert.deepEqual((await told()).map((line) => line.split(" ")[0]), ["findings", "rendered"]);
      await looksRight(page);

      // The worker is lost while it waits for a face: what failed, why, and a button to try again.
      let hold;
      const held = new Promise((resolve) => (hold = resolve));
      await page.route("**/*.woff2", hold);
      await digest.evaluate((element) => {
        const data = globalThis.quarter("5.54万亩");
        data.targets.push({ name: "濉溪骈岗镇饸饹技艺馆", topic: "乡村振兴", target: "12处", done: "9处" });
        element.genre = "progress_digest";
        element.data = data;
      });
      await held;
      const [worker] = page.workers();
      await worker.evaluate(() => globalThis.close());
      const problem = digest.getByRole("alert");
      await problem.filter({ hasText: "后台线程意外停止：浏览器结束了它，可能是内存不足。程序已重新启动，请重试。" }).waitFor();
      assert.deepEqual(await told(), ["error crashed"]);
      await looksRight(page);
      await page.unroute("**/*.woff2");
      await digest.getByRole("button", { name: "重试" }).click();
      await status.filter({ hasText: "共 1 页" }).waitFor();
      assert.equal(await problem.isVisible(), false);
      assert.equal(page.workers().length, 1);
      assert.deepEqual(await told(), ["findings 1", "rendered 全县三季度乡村振兴进展情况"]);

      const [file] = await Promise.all([page.waitForEvent("download"), digest.getByRole("button", { name: "下载 PDF" }).click()]);
      const printed = execFileSync("pdftotext", ["-raw", await file.path(), "-"], { encoding: "utf8" }).replaceAll(/\s/g, "");
      assert.match(printed, /濉溪骈岗镇饸饹技艺馆完成9处，占任务的75%/);
      await looksRight(page);

      for (const mode of ["rtl", "vertical", "dark"]) {
        await page.evaluate((name) => (document.documentElement.className = name), mode);
        await looksRight(page, mode);
      }
      host.assertQuiet();
    } finally {
      await host.close();
    }
  });

  /**
   * What a person would see at a glance: type of a readable size, nothing turned or hidden, pages of their shape below each
   * other in the middle, a button that is one.
   */
  async function looksRight(page, mode = "plain") {
    await drawn(page);
    if (process.env.HUIBAO_SHOTS) {
      shots += 1;
      await page.screenshot({ path: path.join(process.env.HUIBAO_SHOTS, `portal-${shots}-${mode}.png`) });
    }
    const seen = await page.evaluate(() => {
      const root = document.getElementById("digest").shadowRoot;
      const box = (element) => element.getBoundingClientRect().toJSON();
      const style = (name) => getComputedStyle(root.querySelector(name));
      return {
        frame: box(root.querySelector(".frame")),
        toolbar: box(root.querySelector(".toolbar")),
        buttons: [...root.querySelectorAll("button:not([hidden])")].map(box),
        images: [...root.querySelectorAll("img")].slice(0, 2).map(box),
        sizes: [".status", "button", ".findings", ".text"].map((name) => style(name).fontSize),
        status: [style(".status").direction, style(".status").writingMode, style(".status").letterSpacing, style(".status").textTransform, style(".status").fontStyle],
        transforms: [...root.querySelectorAll("*")].filter((element) => getComputedStyle(element).transform !== "none").length,
        desk: style(".frame").backgroundColor,
        viewport: innerWidth,
      };
    });
    assert.deepEqual(seen.sizes, ["15px", "15px", "15px", "15px"]);
    assert.deepEqual(seen.status, ["ltr", "horizontal-tb", "normal", "none", "normal"]);
    assert.equal(seen.transforms, 0);
    assert.equal(seen.desk, mode === "dark" ? "rgb(29, 31, 34)" : "rgb(231, 232, 234)");
    assert.ok(seen.frame.width > 1000 && seen.frame.width <= seen.viewport, JSON.stringify(seen.frame));
    for (const { width, height, top } of seen.buttons) {
      assert.ok(width > 40 && width < 140 && height > 24 && height < 44 && top >= seen.toolbar.top, JSON.stringify(seen.buttons));
    }
    for (const [index, { width, height, left, top }] of seen.images.entries()) {
      assert.ok(Math.abs(width / height - 210 / 297) < 0.01, `${width} × ${height}`);
      assert.ok(Math.abs(left + width / 2 - (seen.frame.left + seen.frame.width / 2)) < 20, "in the middle");
      assert.ok(index === 0 || top > seen.images[index - 1].bottom, "one below the other");
    }
  }

  /** Waits until the first page is drawn; its address. */
  async function drawn(page) {
    await page.waitForFunction(() => document.getElementById("digest").shadowRoot.querySelector("img")?.naturalWidth > 0);
    return page.evaluate(() => document.getElementById("digest").shadowRoot.querySelector("img").src);
  }
});
