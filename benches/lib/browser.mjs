/** Chromium with a profile of its own for each visit, and what a page of `pages/` measures in it. */

import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // The memory of a page and its workers is counted when it is asked for, not at the next garbage collection.
  "--enable-blink-features=ForceEagerMeasureMemory",
];

/** How long a page may take, in milliseconds: hundreds of documents in one visit. */
const PATIENCE = 30 * 60_000;

/** How long a reader stays at least, in milliseconds: what is kept for the next visit is written meanwhile. */
const READING = 1000;

/**
 * A line: bits in a second, and milliseconds before each answer.
 *
 * @typedef {{ bits: number, latency: number }} Line
 */

/**
 * One side of the comparison: its server and the page that measures.
 *
 * @typedef {{ server: { url: string, reset(): void, sent(): Map<string, number> }, page: string, query: [string, string][] }} Side
 */

/** A folder for a browser's profile, empty: neither files nor compiled code are cached. */
export async function freshProfile() {
  const folder = await mkdtemp(path.join(os.tmpdir(), "huibao-bench-"));
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** A page in a browser with an empty profile, for who drives it himself; `close` ends both. */
export async function opened() {
  const browser = await chromium.launch({ executablePath: executable(), args: ARGUMENTS });
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  return { page, close: () => browser.close() };
}

/** The browser's version. */
export async function version() {
  const browser = await chromium.launch({ executablePath: executable(), args: ARGUMENTS });
  const name = browser.version();
  await browser.close();
  return name;
}

/**
 * Starts a browser with a profile, opens a side's page and returns what it measured, with the longest time that the
 * page's thread stood still meanwhile (`gap`, milliseconds) and the bytes that its server sent (`sent`, by path).
 *
 * @param {Side} side
 * @param {Record<string, string | number>} asked what the page is to measure
 * @param {{ profile?: string, line?: Line | null }} how a fresh profile and the machine's own speed unless given; a profile
 *   that is given is kept for another visit
 */
export async function visit({ server, page: name, query }, asked, { profile, line = null } = {}) {
  const fresh = profile ? null : await freshProfile();
  const context = await chromium.launchPersistentContext(profile ?? fresh.folder, {
    executablePath: executable(),
    args: ARGUMENTS,
    viewport: { width: 1366, height: 768 },
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    const errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("request", (request) => {
      if (!request.url().startsWith(server.url) && !/^(blob|data):/.test(request.url())) {
        errors.push(`a request to ${new URL(request.url()).origin}`);
      }
    });
    page.on("response", (response) => {
      if (response.status() >= 400) {
        errors.push(`${response.status()} for ${new URL(response.url()).pathname}`);
      }
    });
    await page.addInitScript(watchThread);
    if (line) {
      await slow(context, page, line);
    }
    server.reset();
    const url = new URL(name, server.url);
    url.search = new URLSearchParams([...query, ...Object.entries(asked).map(([key, value]) => [key, String(value)])]).toString();
    await page.goto(url.href, { waitUntil: "commit" });
    await page.waitForFunction(() => globalThis.result !== undefined, null, { timeout: 120_000 }).catch((error) => {
      throw new Error(`${name} did not start: ${errors.join("; ") || error.message}`);
    });
    page.setDefaultTimeout(PATIENCE);
    const result = await page.evaluate(() => globalThis.result);
    if (errors.length > 0) {
      throw new Error(`${name}: ${errors.join("; ")}`);
    }
    const sent = new Map(server.sent());
    const gap = await page.evaluate(() => globalThis.longestGap);
    if (line) {
      holdsTheLine(name, result.times, sent, line);
    }
    if (profile) {
      await page.waitForTimeout(READING);
    }
    return { ...result, gap, sent };
  } finally {
    await context.close();
    await fresh?.remove();
  }
}

function executable() {
  return process.env.CHROMIUM ?? "/usr/bin/chromium";
}

/** Chromium's own emulation of a slow line, for the page and the workers that it starts. */
async function slow(context, page, { bits, latency }) {
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  const throughput = bits / 8;
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency,
    downloadThroughput: throughput,
    uploadThroughput: throughput,
  });
}

/** Throws when a page was quicker than its bytes: then the emulation did not reach its workers, as in older Chromium. */
function holdsTheLine(name, times, sent, { bits }) {
  const least = ([...sent.values()].reduce((n, size) => n + size, 0) * 8000) / bits;
  const took = times.firstPdf;
  if (took < least) {
    throw new Error(`${name} had its PDF after ${took.toFixed(0)} ms, but its bytes alone take ${least.toFixed(0)} ms: this Chromium does not slow down workers.`);
  }
}

/** Runs in the page before anything else: the longest time between two turns that are asked for every few milliseconds. */
function watchThread() {
  let last = performance.now();
  globalThis.longestGap = 0;
  const channel = new MessageChannel();
  const turn = () => {
    const now = performance.now();
    globalThis.longestGap = Math.max(globalThis.longestGap, now - last);
    last = now;
    setTimeout(() => channel.port2.postMessage(null), 5);
  };
  channel.port1.onmessage = turn;
  turn();
}
