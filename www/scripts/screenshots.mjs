/**
 * Takes the pictures of the page for the README: light, dark, a phone.
 *
 *     node scripts/screenshots.mjs [--page DIR] [--out DIR] [--fonts DIR]
 *
 * `--page` is the built page (default `dist/page`), `--out` where the pictures go (`../docs/images`), `--fonts` a folder with a
 * sans serif face for the page's own words, where the system has none that Chinese offices have.
 */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { serve } from "../server.mjs";
import { clerk, launch, openPage } from "../tests/support.mjs";

const www = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({
  options: {
    page: { type: "string", default: path.join(www, "dist/page") },
    out: { type: "string", default: path.join(www, "../docs/images") },
    fonts: { type: "string" },
  },
});

/** What is shown: an example, and what is open beside its pages. */
const PICTURES = [
  { name: "page-light", genre: "observation_speech", view: "draft", options: { deviceScaleFactor: 1.5, colorScheme: "light" } },
  { name: "page-dark", genre: "ranking_bulletin", view: "data", sheet: "目标", options: { deviceScaleFactor: 1.5, colorScheme: "dark" } },
  { name: "page-phone", genre: "observation_speech", view: "pages", options: { deviceScaleFactor: 2, colorScheme: "light", viewport: { width: 390, height: 844 } } },
];

const temporary = await mkdtemp(path.join(os.tmpdir(), "huibao-pictures-"));
const server = await serve({ root: path.resolve(values.page) });
if (values.fonts !== undefined) {
  const file = path.join(temporary, "fonts.conf");
  const prefer = ["system-ui", "sans-serif"].map((family) => `<match target="pattern"><test name="family"><string>${family}</string></test><edit name="family" mode="prepend" binding="strong"><string>Noto Sans SC</string></edit></match>`);
  await writeFile(file, `<?xml version="1.0"?><fontconfig><include>/etc/fonts/fonts.conf</include><dir>${path.resolve(values.fonts)}</dir>${prefer.join("")}</fontconfig>`);
  process.env.FONTCONFIG_FILE = file;
}
const browser = await launch();
try {
  for (const { name, genre, view, sheet, options } of PICTURES) {
    const { page, close } = await openPage(browser, options);
    await page.goto(server.url);
    await page.locator("[data-example]").first().waitFor();
    await clerk.example(page, genre);
    await clerk.done(page);
    await page.getByText(/^已保存 /).waitFor({ state: "attached" });
    await page.waitForFunction(() => Array.from(document.querySelectorAll("#pages img")).slice(0, 2).every((image) => image.naturalWidth > 0));
    await clerk.view(page, view);
    if (sheet !== undefined) {
      await page.locator("#grid").getByRole("tab", { name: new RegExp(`^${sheet} `) }).click();
    }
    // Chips and the grid's cells come when the worker has answered.
    await page.waitForTimeout(1500);
    await page.mouse.move(0, 0);
    await page.screenshot({ path: path.join(path.resolve(values.out), `${name}.png`) });
    await close();
  }
} finally {
  await browser.close();
  await server.close();
  await rm(temporary, { recursive: true, force: true });
}
