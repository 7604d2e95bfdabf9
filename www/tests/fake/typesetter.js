/** Stands in for the wasm module `typesetter`: busy, slow, or broken, as the document says. See `core.js`. */

import { fakePdf } from "./pdf.js";

let panic;

const memory = new WebAssembly.Memory({ initial: 16 });

export function initSync({ module }) {
  new WebAssembly.Instance(module, {});
  return { memory };
}

export function lastPanic() {
  return panic;
}

export class Typesetter {
  constructor(manifest) {
    this.manifest = JSON.parse(manifest);
    if (!this.manifest.slices) {
      throw new Error("字体清单（manifest.json）无法读取");
    }
    this.families = new Set();
    this.document = null;
  }

  take(document, layout) {
    this.taken = [document, layout];
    return this.needed();
  }

  needed() {
    return JSON.stringify({ slices: this.manifest.slices, findings: [] });
  }

  has(family) {
    return this.families.has(family);
  }

  addSlice(family, bytes) {
    if (bytes.byteLength === 0) {
      return JSON.stringify({ findings: [finding("fonts.slice", `字体${family}不能用。`)] });
    }
    this.families.add(family);
    return JSON.stringify({ findings: [] });
  }

  setSeal(image) {
    this.seal = image;
    return JSON.stringify({ findings: image?.byteLength === 0 ? [finding("typeset.bad_seal", "印章文件不是可用的图片。")] : [] });
  }

  set() {
    const [document, layout] = this.taken;
    const { facts, body, typeset } = JSON.parse(document);
    memory.grow(typeset.grow ?? 0);
    if (this.families.size !== this.manifest.slices.length) {
      throw new Error("set before all slices were added");
    }
    const end = performance.now() + (typeset.ms ?? 0);
    while (performance.now() < end) {
      // As busy as the real one.
    }
    if (typeset.ask) {
      // Whether it traps is up to the server: a worker that was started anew has no memory of its own.
      const request = new XMLHttpRequest();
      request.open("GET", typeset.ask, false);
      request.send();
      typeset.panic = request.status === 200 ? undefined : `HTTP ${request.status}`;
    }
    if (typeset.panic) {
      panic = typeset.panic;
      throw new WebAssembly.RuntimeError("unreachable");
    }
    if (typeset.memory) {
      throw new RangeError("WebAssembly.Memory.grow(): Unable to grow instance memory");
    }
    if (typeset.error) {
      throw new Error(typeset.error);
    }
    const how = [layout, ...(facts.spoken ? ["spoken"] : []), ...(this.seal ? [`sealed ${this.seal[0]}`] : []), ...(this.faces ?? []).map(({ role, family }) => `${role}=${family}`)];
    this.document = { title: facts.title, body, layout: how.join(" "), typeset };
    return JSON.stringify({ pages: body.map((text, index) => `${facts.title} ${text} ${index} ${this.document.layout}`), findings: [] });
  }

  pageSvg(index) {
    const { title, body, layout } = this.document;
    // With a style attribute, as Typst writes them: the policy of the page must not be asked about it.
    return `<svg xmlns="http://www.w3.org/2000/svg" width="595pt" height="842pt" viewBox="0 0 595 842" style="overflow: visible"><text x="297" y="120" font-size="24" text-anchor="middle">${escape(title)}</text><text x="80" y="200" font-size="16">${escape(body[index])}</text><desc>${layout}</desc><text x="480" y="800" font-size="14">— ${index + 1} —</text></svg>`;
  }

  places(index) {
    const { body } = this.document;
    const line = { block: index, x: 0.1, y: 0.2, width: 0.8, height: 0.05 };
    const figure = { ...line, figure: 0, x: 0.3, width: 0.1 };
    // The figure is broken at the end of a line.
    const places = [{ ...line, figure: null, height: 0.1 }, figure, { ...figure, x: 0.1, y: 0.25 }];
    return { width: 595, height: 842, places: body[index] === undefined ? [] : places };
  }

  /** A chart where the body says so: a dark square, 72 points wide. */
  drawings() {
    return this.document.body.flatMap((text, block) =>
      text.includes("图表")
        ? [{ block, width: 72, height: 36, svg: '<svg xmlns="http://www.w3.org/2000/svg" width="72pt" height="36pt" viewBox="0 0 72 36"><rect width="72" height="36" fill="#333"/></svg>' }]
        : [],
    );
  }

  addFace(role, file, bytes, index) {
    this.added = [...(this.added ?? []), { role, file, family: `${file}#${index}`, characters: bytes.length, gb2312: 6763 }];
  }

  useFaces() {
    this.faces = this.added ?? [];
    this.added = [];
    return { faces: this.faces, findings: [] };
  }

  pdf() {
    if (this.document.typeset.nonconforming) {
      throw Object.assign(new Error("nonconforming"), { findings: [finding("typeset.pdf", "PDF/A 不允许。")] });
    }
    return fakePdf([this.document.title, ...this.document.body]);
  }

  warmUp() {
    if (this.manifest.warmUpPanics) {
      throw new WebAssembly.RuntimeError("unreachable");
    }
    return JSON.stringify({ slices: [], findings: [] });
  }
}

function finding(code, message) {
  return { severity: "error", code, path: "", message, hint: "" };
}

function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
