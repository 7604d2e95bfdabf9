/** Writes a package and a page that hold the fake modules, for tests of everything but the real ones. */

import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "../../scripts/build.mjs";
import { EXAMPLES } from "../../scripts/page.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));

/** What the fake page offers as each of its examples. */
export const EXAMPLE = {
  title: "在全市脱贫攻坚观摩点评会议上的讲话",
  paragraphs: ["同志们：", "一、充分肯定成绩", "今年以来，已完成4.98万人脱贫。", "二、正视存在问题"],
  typeset: { ms: 300 },
  findings: [
    {
      severity: "warning",
      code: "check.rate",
      path: "/targets/0/rate",
      message: "所填完成率68%与4.98÷7.38=67.5%不符。",
      hint: "请核对后改为67.5%，或删去此项由程序计算。",
    },
  ],
};

/**
 * Builds into a new folder and returns its path: `package/` and `page/` as usual.
 *
 * @param {Record<string, unknown>} manifest more fields of the font manifest, which the fake typesetter reads.
 */
export async function buildFake(manifest = {}) {
  const dir = await mkdtemp(path.join(os.tmpdir(), "huibao-fake-"));
  const [wasm, fonts, data, out] = ["wasm", "fonts", "data", "out"].map((name) => path.join(dir, name));
  for (const [part, size] of Object.entries({ core: 100_000, workbook: 50_000, docx: 40_000, typesetter: 3_000_000 })) {
    await mkdir(path.join(wasm, part), { recursive: true });
    await cp(path.join(here, `${part}.js`), path.join(wasm, part, "huibao.js"));
    await cp(path.join(here, "pdf.js"), path.join(wasm, part, "pdf.js"));
    await writeFile(path.join(wasm, part, "huibao_bg.wasm"), emptyModule(size));
  }
  await mkdir(fonts);
  await mkdir(data);
  const slices = await Promise.all(
    ["Fang00", "Fang01", "Sans00"].map(async (family, index) => {
      // The last is so small that bundlers put it into the script.
      const bytes = Buffer.alloc(index < 2 ? 20_000 + index : 2000, family);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      const file = `${family.toLowerCase()}.${sha256.slice(0, 16)}.woff2`;
      await writeFile(path.join(fonts, file), bytes);
      return { family, file, bytes: bytes.length, sha256 };
    }),
  );
  const face = { name: "Fang", version: "1.0", licence: "OFL-1.1", licence_file: "licences/fang/OFL.txt", source: "https://example.org/fang" };
  await mkdir(path.join(fonts, "licences/fang"), { recursive: true });
  await writeFile(path.join(fonts, face.licence_file), "SIL OPEN FONT LICENSE\n");
  await writeFile(path.join(fonts, "manifest.json"), JSON.stringify({ faces: [face], slices, ...manifest }));
  for (const name of EXAMPLES) {
    await writeFile(path.join(data, name), JSON.stringify(EXAMPLE));
  }
  await build({ wasm, fonts, data, out });
  return out;
}

/** A valid module without content: a header and one custom section that fills `size` bytes. */
function emptyModule(size) {
  const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  const body = size - header.length - 6;
  const length = [0, 7, 14, 21, 28].map((shift, index) => ((body >>> shift) & 0x7f) | (index < 4 ? 0x80 : 0));
  const bytes = Buffer.alloc(size);
  bytes.set([...header, 0x00, ...length, 0x01, 0x78]);
  return bytes;
}
