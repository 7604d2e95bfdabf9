/**
 * Stands in for the wasm module `core` in tests of the worker and its protocol. It composes nothing: the data says what
 * each stage is to do.
 *
 *     { title, paragraphs: [..], findings: [..], style: [..], typeset: { ms, ask, panic, memory, error }, compose: { panic } }
 *
 * With `units: [{ id, name, level, parent, data }]` it holds the data of several; a unit may have none.
 */

const NO_JSON = finding("error", "data.json", "", "不是 JSON 文件。", "请选择 JSON 文件。");

/** How often data was read; drafts say it. */
let reads = 0;

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

export function instruments(files) {
  if (!JSON.parse(files)[5].includes('id = "F5"')) {
    throw new Error("the files are not those of the instruments");
  }
  return JSON.stringify([
    { id: "F5", name: "整改台账", group: "I-F 督查", fields: ["/problems"], sentence: "", blocks: "```ledger\n```", data: "{}" },
  ]);
}

/** Data that was read; `null` for what is no JSON. */
export class Held {
  constructor(text, isWorkbook = false) {
    try {
      this.value = JSON.parse(text);
    } catch {
      this.value = null;
    }
    this.isWorkbook = isWorkbook;
    reads += 1;
  }

  static read(bytes) {
    if (bytes instanceof ArrayBuffer) {
      throw new Error("the core knows bytes as a Uint8Array only");
    }
    return new Held(new TextDecoder().decode(bytes));
  }

  static readText(text) {
    return new Held(text);
  }

  static readTranscript(text) {
    return new Held(text, true);
  }

  static unreadable(why) {
    return new Held(JSON.stringify({ findings: [finding("error", "data.not_model", "", why, "")] }));
  }

  free() {
    this.value = undefined;
  }

  /** The findings of the data; of a workbook's, with the cell. */
  found() {
    if (this.value === null) {
      return [NO_JSON];
    }
    const { findings = [] } = this.value;
    return this.isWorkbook ? findings.map((item, index) => ({ ...item, cell: `目标!H${index + 3}` })) : findings;
  }

  check() {
    if (this.value === null) {
      return JSON.stringify({ findings: [NO_JSON], examined: 0, rules: [] });
    }
    const rules = [{ code: "check.rate", title: "完成率", examined: 3 }];
    return JSON.stringify({ findings: this.found(), examined: 3, rules });
  }

  load() {
    return [JSON.stringify(this.value ?? {}), JSON.stringify({ findings: this.found() })];
  }

  units(division) {
    if (this.value === null) {
      return JSON.stringify({ units: [], findings: [NO_JSON] });
    }
    const { level } = JSON.parse(division);
    const found = (this.value.units ?? []).filter((unit) => level === undefined || unit.level === level);
    const none = finding("error", "batch.no_units", "/regions", "分不出单位。", "请填地区表。");
    const units = found.map(({ id, name, level, parent }) => ({ id, name, level, parent }));
    return JSON.stringify({ units, findings: units.length === 0 ? [none] : [] });
  }

  unit(ids) {
    const without = finding("error", "batch.unit_without_data", "/regions", "没有自己的内容。", "请填写。");
    const divided = ids.map((id) => {
      const own = this.value.units.find((unit) => unit.id === id).data;
      return own ? { id, data: JSON.stringify(own), findings: [] } : { id, data: "", findings: [without] };
    });
    return JSON.stringify(divided);
  }

  style(draft) {
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
    return JSON.stringify({ findings: this.value.style ?? [], measures });
  }

  draft(options) {
    const { genre, seed: chosen, force } = JSON.parse(options);
    const { value } = this;
    if (value.compose?.panic) {
      throw new WebAssembly.RuntimeError("unreachable");
    }
    const text = value.paragraphs.map((paragraph) => `${paragraph}\n`).join("\n");
    const caution = force && value.findings?.some(({ severity }) => severity === "error") ? "caution: true\n" : "";
    const seed = chosen ? `seed: ${chosen}\n` : "";
    const counted = value.counted ? `reads: ${reads}\n` : "";
    const head = `---\ntitle: ${value.title}\ngenre: ${genre}\n${seed}${caution}${counted}---\n\n`;
    return JSON.stringify({ draft: head + text, findings: [] });
  }

  /** Its figures are links, and what they say is what `figures` of the data says. */
  inspect(draft, options) {
    const { refresh } = JSON.parse(options);
    const said = this.value.figures ?? {};
    const text = refresh ? draft.replace(/\[([^\]]*)\]\(figure:([^)]*)\)/g, (link, before, path) => `[${said[path] ?? before}](figure:${path})`) : draft;
    const figures = [...text.matchAll(/\[([^\]]*)\]\(figure:([^)]*)\)/g)].map((match, index) => {
      const [link, shown, path] = match;
      const from = match.index;
      const textFrom = from + 1;
      const state = said[path] === undefined ? "missing" : said[path] === shown ? "bound" : "stale";
      const about = { label: `${path}的名称`, source: path, formula: null, period: null, asOf: null, provider: null };
      return { block: 0, index, from, to: from + link.length, textFrom, textTo: textFrom + shown.length, text: shown, path, ...about, inputs: [path], cells: [], state };
    });
    const blocks = [{ from: 0, to: text.length, kind: "paragraph", level: 0, label: "" }];
    return JSON.stringify({ draft: text, frontMatter: null, blocks, figures, unbound: [], findings: [] });
  }

  document(draft, options) {
    const { spoken } = JSON.parse(options);
    const { value } = this;
    const body = draft.split("---\n").slice(2).join("").trim().split(/\n\n/);
    const text = [value.title, ...body].join("\n");
    const characters = body.join("").length;
    const told = {
      title: value.title,
      genre: /^genre: (.+)$/m.exec(draft)?.[1] ?? "",
      draft,
      layout: (GENRES.find(({ id }) => draft.includes(`genre: ${id}\n`)) ?? GENRES[0]).layout,
      text,
      aloud: { characters, minutes: Math.max(1, Math.round(characters / 210)) },
      findings: [finding("note", "document.figures", "draft:5:1", "共绑定数字 0 个。", "")],
    };
    const facts = { title: value.title, ...(spoken ? { spoken: true } : {}) };
    return new Made(JSON.stringify(told), JSON.stringify({ facts, body, typeset: value.typeset ?? {} }));
  }
}

export class Made {
  #told;
  #document;

  constructor(told, document) {
    this.#told = told;
    this.#document = document;
  }

  told() {
    return this.#told;
  }

  document() {
    return this.#document;
  }

  needed(slices, _layout) {
    return JSON.stringify({ slices: slices.slices, findings: [] });
  }

  free() {
    // Nothing is kept outside of JavaScript.
  }
}

export function reuse(draft, from, to) {
  if (from === to) {
    throw new Error("the core borrows both");
  }
  if (from.value === null || to.value === null) {
    return JSON.stringify({ draft: "", findings: [NO_JSON] });
  }
  return JSON.stringify({ draft: draft.replaceAll(from.value.title, to.value.title), findings: [] });
}

/** What is refused of a name is turned into a dash; else as the real one. */
export function fileName(pattern, text) {
  const facts = JSON.parse(text);
  const unknown = [...pattern.matchAll(/\{(\w+)\}/g)].find(([, name]) => !["unit", "id", "parent", "level", "genre", "genre_name", "number", "date"].includes(name));
  if (unknown) {
    return JSON.stringify({ name: "", findings: [finding("error", "batch.name_pattern", "/name", `没有“${unknown[0]}”这一项`, "可以用：{unit}")] });
  }
  const fill = (part) => part.replace(/\{(\w+)\}/g, (_, name) => String(facts[name] ?? "").replaceAll("/", "-"));
  return JSON.stringify({ name: pattern.split("/").map(fill).join("/"), findings: [] });
}

export class Slices {
  constructor(manifest) {
    this.slices = slicesOf(manifest);
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

function finding(severity, code, path, message, hint) {
  return { severity, code, path, message, hint };
}
