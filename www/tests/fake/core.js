/**
 * Stands in for the wasm module `core` in tests of the worker and its protocol. It composes nothing: the data says what
 * each stage is to do.
 *
 *     { title, paragraphs: [..], findings: [..], typeset: { ms, panic, memory, error }, compose: { panic } }
 */

export function initSync({ module }) {
  return new WebAssembly.Instance(module, {}).exports;
}

export function version() {
  return "0.0.0-fake";
}

export function genres() {
  return JSON.stringify([
    { id: "observation_speech", name: "观摩点评讲话", layout: "speech" },
    { id: "overview", name: "综述", layout: "overview" },
  ]);
}
export function check(data) {
  const value = parse(data);
  if (value === null) {
    return JSON.stringify({ findings: [finding("error", "data.json", "", "不是 JSON 文件。", "请选择 JSON 文件。")], examined: 0, rules: [] });
  }
  return JSON.stringify({ findings: value.findings ?? [], examined: 3, rules: [{ code: "check.rate", title: "完成率", examined: 3 }] });
}

export function draft(data, options) {
  const value = parse(data);
  if (value.compose?.panic) {
    throw new WebAssembly.RuntimeError("unreachable");
  }
  const text = value.paragraphs.map((paragraph) => `${paragraph}\n`).join("\n");
  return { draft: `---\ntitle: ${value.title}\ngenre: ${options.genre}\n---\n\n${text}`, findings: [] };
}

export function document(draft, data) {
  const value = parse(data);
  const body = draft.split("---\n").slice(2).join("").trim().split(/\n\n/);
  const text = [value.title, ...body].join("\n");
  return {
    document: { facts: { title: value.title }, body, typeset: value.typeset ?? {} },
    draft,
    text,
    findings: [finding("note", "document.figures", "draft:5:1", "共绑定数字 0 个。", "")],
  };
}

function parse(data) {
  if (data instanceof Uint8Array) {
    return parse(new TextDecoder().decode(data));
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
