/**
 * Writes the icons of the installed page (`page/offline/icons`) from `page/icon.svg`, by Chromium. They are checked in: run this
 * when the drawing changes.
 *
 *     node scripts/icons.mjs
 */

import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const page = fileURLToPath(new URL("../page", import.meta.url));

/** A maskable icon may be cut to a circle of four fifths of its width: the drawing lies within, on the paper's colour. */
const ICONS = [
  { name: "icon-192.png", size: 192, drawing: 1, ground: "transparent" },
  { name: "icon-512.png", size: 512, drawing: 1, ground: "transparent" },
  { name: "maskable-512.png", size: 512, drawing: 0.6, ground: "#fbeeec" },
];

const svg = await readFile(path.join(page, "icon.svg"), "utf8");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  for (const { name, size, drawing, ground } of ICONS) {
    const tab = await browser.newPage({ viewport: { width: size, height: size } });
    await tab.setContent(
      `<style>html,body{margin:0;height:100%;background:${ground}}body{display:grid;place-items:center}img{width:${drawing * 100}%}</style>` +
        `<img src="data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}">`,
    );
    await writeFile(path.join(page, "offline/icons", name), await tab.screenshot({ omitBackground: true }));
    await tab.close();
  }
} finally {
  await browser.close();
}
