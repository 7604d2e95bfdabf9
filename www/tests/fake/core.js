/**
 * Stands in for the wasm module `core` in tests of the worker and its protocol. It composes nothing: the data says what
 * each stage is to do.
 *
 *     { title, paragraphs: [..], findings: [..], style: [..], typeset: { ms, panic, memory, error }, compose: { panic } }
 *
 * Its workbooks begin as zip files do, and go on with the data as JSON.
 */

const ZIP = "PK\u0003\u0004";

const NO_JSON = finding("error", "data.json", "", "不是 JSON 文件。", "请选择 JSON 文件。");

export function initSync({ module }) {
  return new WebAssembly.Instance(module, {}).exports;
}

export function version() {
  return "0.0.0-fake";
}

const GENRES = [
  { id: "observation_speech", name: "观摩点评讲话", layout: "speech" },
  { id: "overview", name: "综述", layout: "overview" },
];

export function genres() {
  return JSON.stringify(GENRES);
}

export function instruments() {
  return JSON.stringify([
    { id: "F5", name: "整改台账", group: "I-F 督查", fields: ["/problems"], sentence: "", blocks: "```ledger\n```", data: "{}" },
  ]);
}

export function check(data) {
  const value = parse(data);
  if (value === null) {
    return JSON.stringify({ findings: [NO_JSON], examined: 0, rules: [] });
  }
  return JSON.stringify({ findings: found(data, value), examined: 3, rules: [{ code: "check.rate", title: "完成率", examined: 3 }] });
}

export function load(data) {
  const value = parse(data);
  return { data: JSON.stringify(value ?? {}), findings: value === null ? [NO_JSON] : found(data, value) };
}

export function workbook(data) {
  const value = data === undefined ? {} : parse(data);
  const findings = value === null ? [NO_JSON] : (value.findings ?? []);
  if (findings.some(({ severity }) => severity === "error")) {
    return { bytes: null, findings };
  }
  // A view of something larger, as memory of wasm is.
  return { bytes: new TextEncoder().encode(`..${ZIP}${JSON.stringify(value)}`).subarray(2), findings };
}

export function style(draft, data) {
  const measures = {
    characters: draft.length,
    sentences: 1,
    median: 43,
    tenth: 13,
    ninetieth: 114,
    four_character_share: 10,
    orders: 8.8,
    imperative_share: 19,
    connectives: 0,
    repeated_openings: 0,
    repeated_phrases: [{ word: "久久为功", count: 2 }],
    words: [{ word: "确保", count: 1, rate: 13.5, corpus: 13.5 }],
  };
  return { findings: parse(data).style ?? [], measures };
}

export function reuse(draft, from, to) {
  const [old, other] = [parse(from), parse(to)];
  if (old === null || other === null) {
    return { draft: "", findings: [NO_JSON] };
  }
  return { draft: draft.replaceAll(old.title, other.title), findings: [] };
}

export class Slices {
  constructor(manifest) {
    this.slices = slicesOf(manifest);
  }

  needed(_document, _layout) {
    return JSON.stringify({ slices: this.slices, findings: [] });
  }
}

function slicesOf(manifest) {
  const { slices } = JSON.parse(manifest);
  if (!slices) {
    throw new Error("字体清单（manifest.json）无法读取");
  }
  return slices;
}

export function schema() {
  return JSON.stringify({ title: "汇报数据", type: "object" });
}

export function draft(data, options) {
  const value = parse(data);
  if (value.compose?.panic) {
    throw new WebAssembly.RuntimeError("unreachable");
  }
  const text = value.paragraphs.map((paragraph) => `${paragraph}\n`).join("\n");
  const caution = options.force && value.findings?.some(({ severity }) => severity === "error") ? "caution: true\n" : "";
  const seed = options.seed ? `seed: ${options.seed}\n` : "";
  return { draft: `---\ntitle: ${value.title}\ngenre: ${options.genre}\n${seed}${caution}---\n\n${text}`, findings: [] };
}

export function document(draft, data, options) {
  const value = parse(data);
  const body = draft.split("---\n").slice(2).join("").trim().split(/\n\n/);
  const text = [value.title, ...body].join("\n");
  const characters = body.join("").length;
  const facts = { title: value.title, ...(options.spoken ? { spoken: true } : {}) };
  return {
    document: JSON.stringify({ facts, body, typeset: value.typeset ?? {} }),
    title: value.title,
    draft,
    layout: (GENRES.find(({ id }) => draft.includes(`genre: ${id}\n`)) ?? GENRES[0]).layout,
    text,
    aloud: { characters, minutes: Math.max(1, Math.round(characters / 210)) },
    findings: [finding("note", "document.figures", "draft:5:1", "共绑定数字 0 个。", "")],
  };
}

/** The findings of the data; of a workbook's, with the cell. */
function found(data, { findings = [] }) {
  return isWorkbook(data) ? findings.map((item, index) => ({ ...item, cell: `目标!H${index + 3}` })) : findings;
}

function isWorkbook(data) {
  return data instanceof Uint8Array && new TextDecoder().decode(data.subarray(0, 4)) === ZIP;
}

function parse(data) {
  if (data instanceof Uint8Array) {
    return parse(new TextDecoder().decode(isWorkbook(data) ? data.subarray(4) : data));
  }
  if (data instanceof ArrayBuffer) {
    throw new Error("the core knows bytes as a Uint8Array only");
  }
  try {
    return typeof data === "string" ? JSON.parse(data) : data;
  } catch {
    return null;
  }
}

function finding(severity, code, path, message, hint) {
  return { severity, code, path, message, hint };
}
