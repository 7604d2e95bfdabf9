/**
 * The package as the single file has it: everything that it would fetch lies in the document itself, packed and in base64, in
 * elements that `scripts/single.mjs` writes. It takes the place of `huibao` in that build; the page itself knows nothing of it.
 */

import { init as start, type Huibao, type InitOptions, type InitSource } from "huibao-package";

export * from "huibao-package";

let source: Promise<InitSource> | null = null;

/** As that of the package, with everything out of the document; nothing is requested and nothing kept elsewhere. */
export async function init(options: InitOptions = {}): Promise<Huibao> {
  source ??= embedded();
  return start({ ...options, ...(await source), cache: false });
}

async function embedded(): Promise<InitSource> {
  const [core, workbook, docx, typesetter, worker] = await Promise.all(["core", "workbook", "docx", "typesetter", "worker"].map(unpacked));
  if (!core || !workbook || !docx || !typesetter || !worker) {
    throw new Error("本文件不完整，请重新复制。");
  }
  const script = URL.createObjectURL(new Blob([worker], { type: "text/javascript" }));
  return {
    core, workbook, docx, typesetter,
    workerUrl: script,
    fonts: { manifest: `data:application/json;base64,${taken("manifest")}`, files: slices() },
    instruments: `data:application/json;base64,${taken("instruments")}`,
  };
}

/** Addresses of the slices. They stay as they are, in base64, until a document needs one. */
function slices(): Readonly<Record<string, string>> {
  const lines = taken("fonts").split("\n");
  return Object.fromEntries(
    lines.map((line) => {
      const space = line.indexOf(" ");
      return [line.slice(0, space), `data:font/woff2;base64,${line.slice(space + 1)}`];
    }),
  );
}

/** The bytes of a part, which are packed by gzip. */
async function unpacked(name: string): Promise<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(taken(name)), (char) => char.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/** The text of an element, which is then removed: it is some megabytes. @throws Error where the file has been cut short */
function taken(name: string): string {
  const element = document.getElementById(`embedded-${name}`);
  if (element === null) {
    throw new Error("本文件不完整，请重新复制。");
  }
  element.remove();
  return element.textContent ?? "";
}
