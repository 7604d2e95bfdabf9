/** Chromium for the tests, and what every page in it must keep to. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";

/**
 * Why browser tests cannot run here, or false. On a build server they must run, so there a missing browser is no reason
 * to skip: launching it fails.
 */
export const skip =
  !existsSync(EXECUTABLE) && process.env.CI !== "true"
    ? `*** 未安装 Chromium（${EXECUTABLE}），浏览器测试没有运行 ***`
    : false;

if (skip) {
  process.stderr.write(`${skip}\n`);
}

/** How a host's page begins; without an icon, so that none is asked for. */
export const HEAD = '<!doctype html><html lang="zh"><meta charset="utf-8"><title>host</title><link rel="icon" href="data:,">';

/** Starts the browser. */
export function launch() {
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/**
 * A page that remembers everything it complained about: policy violations, errors on the console or thrown, requests
 * to elsewhere. To the clerk's page this is not the first visit, unless `firstVisit` says so: there is no tour.
 */
export async function openPage(browser, { firstVisit = false, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const complaints = [];
  await page.exposeFunction("reportViolation", (text) => complaints.push(`policy: ${text}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      globalThis.reportViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  if (!firstVisit) {
    // When the markup is there, before any module runs.
    await page.addInitScript(() =>
      document.addEventListener("readystatechange", () => document.getElementById("licences") && localStorage.setItem("huibao.tour", "seen"), { once: true }),
    );
  }
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      complaints.push(`console: ${message.text()}`);
    }
  });
  page.on("pageerror", (error) => complaints.push(`thrown: ${error.message}`));
  page.on("request", (request) => {
    if (!/^(http:\/\/127\.0\.0\.1:|blob:|data:image)/.test(request.url())) {
      complaints.push(`request: ${request.url()}`);
    }
  });
  return { page, complaints, assertQuiet: () => assert.deepEqual(complaints, []), close: () => context.close() };
}

/** Runs `body` in a fresh page at `url`, beside a package; it gets the package's exports and `argument`. */
export async function hostPage(browser, url, body, argument, { prepare, noisy = false } = {}) {
  const host = await openPage(browser);
  await prepare?.(host.page);
  await host.page.goto(url);
  try {
    // The function is rebuilt from its text by the debugger, which no policy hinders; the page itself evaluates nothing.
    const handle = await host.page.evaluateHandle(async () => ({ ...(await import("/package/index.js")) }));
    return await handle.evaluate(body, argument);
  } finally {
    if (!noisy) {
      host.assertQuiet();
    }
    await host.close();
  }
}

/** Milliseconds until a draft is there. */
const PATIENCE = 60_000;

/** In the page: the text that its editor holds. */
function draftOf() {
  const { cmTile } = document.querySelector("#editor .draft-editor").shadowRoot.querySelector(".cm-content");
  return cmTile.root.view.state.doc.toString();
}

/** What a clerk does on her page, and what she sees there. */
export const clerk = {
  /** Opens a file of data: a path, or a name and data. */
  open: (page, file, data) =>
    page.locator("#file").setInputFiles(data === undefined ? file : { name: file, mimeType: "", buffer: Buffer.from(typeof data === "string" ? data : JSON.stringify(data)) }),
  /** Opens the example of a genre, from the start. */
  example: (page, genre) => page.locator(`[data-example="${genre}"]`).click(),
  /** Waits until a document is there. */
  done: (page) => page.getByText(/^已生成：《.+》，共 \d+ 页。$/).waitFor(),
  /** Shows a view: `draft`, `data`, `problems`, `pages` or `text`. */
  view: (page, name) => page.locator(`#tab-${name}`).click(),
  /** The draft: CodeMirror draws only what is in view, so its document is asked. */
  draft: (page) => page.evaluate(draftOf),
  /** Waits until the draft has a line. */
  drafted: async (page, line) => {
    for (const end = Date.now() + PATIENCE; !(await clerk.draft(page)).split("\n").includes(line); await page.waitForTimeout(50)) {
      assert.ok(Date.now() < end, `no line “${line}”`);
    }
  },
  /** Pastes another draft in the place of the one that is there. */
  async write(page, text) {
    await clerk.view(page, "draft");
    await page.locator(".cm-content").focus();
    await page.keyboard.press("ControlOrMeta+A");
    await page.locator(".cm-content").evaluate((content, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      content.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  },
  /** Answers the question that the page asks. */
  answer: (page, yes) => page.getByRole("alertdialog").getByRole("button").nth(yes ? 1 : 2).click(),
};

/** The files of a ZIP archive by name, in their order, as Python reads them, which also tests their checksums. */
export function contents(zip) {
  const python =
    "import sys,io,json,base64,zipfile\nz=zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))\n" +
    "print(json.dumps([[i.filename,base64.b64encode(z.read(i)).decode()] for i in z.infolist()]))";
  const output = execFileSync("python3", ["-c", python], { input: zip, encoding: "utf8", maxBuffer: 2 ** 30 });
  return new Map(JSON.parse(output).map(([name, bytes]) => [name, Buffer.from(bytes, "base64")]));
}
