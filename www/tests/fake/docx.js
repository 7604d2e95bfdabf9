/** Stands in for the wasm module `docx`: its files begin as zip files do, and go on with what was asked for as JSON. See `core.js`. */

export function initSync({ module }) {
  return new WebAssembly.Instance(module, {}).exports;
}

/** The size of a real PNG in pixels. */
function sizeOf(png) {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  return png.length > 24 && view.getUint32(0) === 0x89504e47 ? { pixels: [view.getUint32(16), view.getUint32(20)] } : {};
}

export class Images {
  blocks = [];

  add(block, png, svg, width, height) {
    this.blocks.push({ block, bytes: png.length, svg, width, height, ...sizeOf(png) });
  }

  free() {}
}

export function write(document, layout, options, images) {
  const { facts } = JSON.parse(document);
  if (!(images instanceof Images)) {
    throw new Error("the module knows Images only");
  }
  if (facts.title === "无发文机关") {
    const finding = { severity: "error", code: "typeset.no_issuer", path: "/facts/issuers", message: "公文没有发文机关。", hint: "" };
    throw Object.assign(new Error(finding.message), { findings: [finding] });
  }
  // A view of something larger, as memory of wasm is.
  const said = JSON.stringify({ title: facts.title, layout, images: images.blocks, ...JSON.parse(options) });
  return new TextEncoder().encode(`..PK\u0003\u0004${said}`).subarray(2);
}
