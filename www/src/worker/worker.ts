/**
 * The worker: both wasm modules live here. The core answers as soon as it has arrived; the typesetter goes on streaming
 * meanwhile, and is warmed up when nothing else is to be done.
 */

import * as core from "huibao-glue/core";
import * as typesetting from "huibao-glue/typesetter";
import type { CallMessage, Calls, CallName, ModuleSource, Rendered, Reply, Request, Setting } from "../protocol.js";
import type { Data, Finding, Phase, Progress, RenderOptions } from "../types.js";
import { Faces } from "./faces.js";
import { factsOf, Failure, isCrash, type Doing } from "./failure.js";
import { loadModule, type OnBytes } from "./loader.js";
import { Others } from "./others.js";
import {
  distinct,
  findingsOf,
  readAdded,
  readCheck,
  readDocument,
  readDraft,
  readGenres,
  readInstruments,
  readLoad,
  readName,
  readSchema,
  readSet,
  readStyle,
  readUnitData,
  readUnits,
  readWorkbook,
  refuseErrors,
} from "./read.js";

declare const self: DedicatedWorkerGlobalScope;

type Start = Extract<Request, { type: "start" }>;

/** Milliseconds between two messages about bytes. */
const PROGRESS_INTERVAL = 50;

/** Milliseconds without any call before the typesetter is warmed up: a page that renders at once need not wait for it. */
const IDLE = 150;

interface Started {
  readonly start: Start;
  readonly faces: Faces;
  readonly others: Others | null;
  readonly core: Promise<void>;
  typesetter: Promise<typesetting.Typesetter> | null;
}

let started: Started | null = null;

/** The document that the typesetter holds. */
let set: number | null = null;

/** Calls that have not been answered, and how to give each up. */
const open = new Map<number, AbortController>();

self.addEventListener("message", (event: MessageEvent<Request>) => {
  const request = event.data;
  switch (request.type) {
    case "start":
      begin(request);
      break;
    case "call":
      void answer(request);
      break;
    case "slice":
      started?.others?.answer(request.file, request.bytes);
      break;
    case "cancel":
      open.get(request.id)?.abort();
      break;
  }
});

function begin(start: Start): void {
  const bytes = loadProgress(expected(start.core), expected(start.typesetter));
  const others = start.oneOfMany ? new Others(post) : null;
  const state: Started = {
    start,
    faces: new Faces(start.fonts, start.kept, others, (reply) => post(reply)),
    others,
    core: loadCore(start, bytes.core),
    typesetter: null,
  };
  started = state;
  state.core.then(
    () => post({ type: "ready", version: core.version() }),
    (error: unknown) => post({ type: "unavailable", error: factsOf(error, nothing(), "") }),
  );
  typesetterOf(state, bytes.typesetter).then(
    (typesetter) => start.warmUp && warmUpWhenIdle(state, typesetter),
    () => {
      // Said to whoever renders: that call loads the module again, and reports the failure if there still is one.
    },
  );
}

async function loadCore(start: Start, onBytes: OnBytes): Promise<void> {
  const module = await loadModule(start.core, onBytes);
  core.initSync({ module });
  post({ type: "keep", part: "core", module });
}

/** The typesetter, loading it if it is not there; forgets a failure, so that the next call tries again. */
function typesetterOf(state: Started, onBytes: OnBytes): Promise<typesetting.Typesetter> {
  state.typesetter ??= loadTypesetter(state, onBytes).catch((error: unknown) => {
    state.typesetter = null;
    throw error;
  });
  return state.typesetter;
}

async function loadTypesetter(state: Started, onBytes: OnBytes): Promise<typesetting.Typesetter> {
  const [module, manifest] = await Promise.all([loadModule(state.start.typesetter, onBytes), state.faces.manifest()]);
  typesetting.initSync({ module });
  const typesetter = newTypesetter(manifest);
  state.faces.keepManifest(manifest);
  post({ type: "keep", part: "typesetter", module });
  return typesetter;
}

function newTypesetter(manifest: string): typesetting.Typesetter {
  try {
    return new typesetting.Typesetter(manifest);
  } catch (error) {
    if (isCrash(error)) {
      throw error;
    }
    throw new Failure({
      code: "fonts_unavailable",
      message: error instanceof Error ? error.message : String(error),
      hint: "请重新部署 fonts 文件夹，使它与程序来自同一次构建。",
    });
  }
}

function warmUpWhenIdle(state: Started, typesetter: typesetting.Typesetter): void {
  const warmUp = async (): Promise<void> => {
    if (open.size > 0) {
      return;
    }
    try {
      await state.faces.add(typesetter, () => typesetter.warmUp(), () => undefined, new AbortController().signal, []);
    } catch (error) {
      // Faces that cannot be loaded are said to whoever renders.
      if (isCrash(error)) {
        post({ type: "broken" });
      }
    }
  };
  setTimeout(() => void warmUp(), IDLE);
}

async function answer(message: CallMessage): Promise<void> {
  const { id } = message;
  const controller = new AbortController();
  const doing = nothing();
  open.set(id, controller);
  try {
    const value = await dispatch(message, doing, controller.signal);
    post({ type: "result", id, value }, buffersOf(value));
  } catch (error) {
    if (controller.signal.aborted && !isCrash(error)) {
      post({ type: "cancelled", id });
    } else {
      post({ type: "failure", id, error: factsOf(error, doing, isCrash(error) ? lastPanic() : "") });
    }
  } finally {
    open.delete(id);
  }
}

async function dispatch(message: CallMessage, doing: Doing, signal: AbortSignal): Promise<Calls[CallName]["result"]> {
  const state = started;
  if (state === null) {
    throw new Failure({ code: "internal", message: "后台线程尚未启动。" });
  }
  await state.core;
  const progress = (value: Progress): void => post({ type: "progress", id: message.id, progress: value });
  switch (message.name) {
    case "ready":
      await unlessAborted(typesetterOf(state, loadProgress(0, expected(state.start.typesetter)).typesetter), signal);
      return null;
    case "genres":
      return readGenres(core.genres());
    case "instruments":
      return readInstruments(core.instruments());
    case "check":
      return readCheck(core.check(readable(message.args.data)));
    case "load":
      return readLoad(core.load(readable(message.args.data)));
    case "workbook": {
      const { data } = message.args;
      return readWorkbook(data === null ? core.workbook() : core.workbook(readable(data)));
    }
    case "units":
      return readUnits(core.units(readable(message.args.data), message.args.division));
    case "unit":
      return readUnitData(core.unit(readable(message.args.data), message.args.ids));
    case "fileName":
      return readName(core.fileName(message.args.pattern, message.args.facts));
    case "schema":
      return readSchema(core.schema());
    case "draft":
      return readDraft(core.draft(readable(message.args.data), message.args.options));
    case "style":
      return readStyle(core.style(message.args.draft, readable(message.args.data)));
    case "reuse": {
      const { draft, from, to } = message.args;
      return readDraft(core.reuse(draft, readable(from), readable(to)));
    }
    case "render":
      return render(state, message.args, doing, progress, signal);
    case "page": {
      const { setting, index } = message.args;
      return (await settle(state, setting, doing, progress, signal)).typesetter.pageSvg(index);
    }
    case "pdf":
      return pdf(state, message.args.setting, doing, progress, signal);
    case "file": {
      const { pages, findings, genre, date, setting } = await render(state, message.args, doing, progress, signal);
      return { title: setting.title, genre, date, pages, findings, bytes: await pdf(state, setting, doing, progress, signal) };
    }
  }
}

async function pdf(
  state: Started,
  setting: Setting,
  doing: Doing,
  progress: (value: Progress) => void,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const { typesetter } = await settle(state, setting, doing, progress, signal);
  await phase("export", progress, signal);
  try {
    // A copy that is exactly the file: its buffer is transferred, and must not be a view of something larger.
    return typesetter.pdf().slice();
  } catch (error) {
    refuseErrors(findingsOf(error) ?? []);
    throw error;
  }
}

async function render(
  state: Started,
  { key, data: given, options }: Calls["render"]["args"],
  doing: Doing,
  progress: (value: Progress) => void,
  signal: AbortSignal,
): Promise<Rendered> {
  const data = readable(given);
  await phase("check", progress, signal);
  const checked = readCheck(core.check(data));
  // With `force`, contradictions do not forbid a draft; what cannot be read does, and then there is none.
  const force = options.force ?? false;
  if (!force) {
    refuseErrors(checked.findings);
  }

  let { draft } = options;
  let composed: readonly Finding[] = [];
  if (draft === undefined) {
    await phase("compose", progress, signal);
    const result = readDraft(core.draft(data, draftOptions(options)));
    if (!force || result.draft === "") {
      refuseErrors(distinct(checked.findings, result.findings));
    }
    draft = result.draft;
    composed = result.findings;
  }
  doing.draft = draft;

  await phase("document", progress, signal);
  const { refresh = false, spoken = false, sources = false, map = "" } = options;
  const outlines = typeof map === "string" ? map : new TextDecoder().decode(map);
  const asked = { ...draftOptions(options), refresh, spoken, sources, map: outlines };
  const read = readDocument(core.document(draft, data, asked));
  doing.title = read.title;
  const found = distinct(checked.findings, composed, read.findings);
  refuseErrors(force ? read.findings : found, found);
  if (read.document === null) {
    throw new Failure({ code: "internal", message: "文稿没有可排的内容。", findings: found });
  }

  const { seal, layout = read.layout } = options;
  const setting: Setting = {
    key, document: read.document, layout, title: read.title, ...(seal === undefined ? {} : { seal }),
  };
  const { pages, findings } = await settle(state, setting, doing, progress, signal, found);
  const { text, aloud, genre, date } = read;
  return { pages, findings, draft: read.draft, text, aloud, genre, date, setting };
}

/** Data as the core takes it, which knows bytes by the one type. */
function readable(data: Data): Exclude<Data, ArrayBuffer> {
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}

/** The buffers of a result that is a file or holds one: handed over instead of copied. */
function buffersOf(value: Calls[CallName]["result"]): Transferable[] {
  const file = value !== null && typeof value === "object" && "bytes" in value ? value.bytes : value;
  return file instanceof Uint8Array ? [file.buffer] : [];
}

/** Sets a document, unless it is the one that the typesetter holds. */
async function settle(
  state: Started,
  setting: Setting,
  doing: Doing,
  progress: (value: Progress) => void,
  signal: AbortSignal,
  before: readonly Finding[] = [],
): Promise<{ typesetter: typesetting.Typesetter; pages: number; findings: readonly Finding[] }> {
  doing.title = setting.title;
  const typesetter = await unlessAborted(typesetterOf(state, loadProgress(0, expected(state.start.typesetter)).typesetter), signal);
  if (set === setting.key) {
    return { typesetter, pages: 0, findings: before };
  }
  const faces = await state.faces.add(
    typesetter,
    () => typesetter.needed(setting.document, setting.layout),
    throttled(progress),
    signal,
    before,
  );
  await phase("set", progress, signal);
  set = null;
  refuseErrors(readAdded(typesetter.setSeal(setting.seal)), before);
  const result = readSet(typesetter.set(setting.document, setting.layout));
  refuseErrors(distinct(faces, result.findings), before);
  set = setting.key;
  return { typesetter, pages: result.pages, findings: distinct(before, faces, result.findings) };
}

/** The options that the core knows: it refuses others. */
function draftOptions({ genre, seed, date, force, template, phrases, words }: RenderOptions): object {
  const options = { genre, seed, date, force, template, phrases, words };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/**
 * Announces a phase, then lets a message in: a call that was cancelled meanwhile ends here instead of by ending the
 * worker.
 */
async function phase(
  name: Exclude<Phase, "load" | "fonts">,
  progress: (value: Progress) => void,
  signal: AbortSignal,
): Promise<void> {
  progress({ phase: name });
  await new Promise((resolve) => setTimeout(resolve));
  signal.throwIfAborted();
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const give = (): void => reject(signal.reason);
    signal.addEventListener("abort", give, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", give));
    if (signal.aborted) {
      give();
    }
  });
}

/** Bytes that loading a module will take, as far as it is known beforehand. */
function expected(source: ModuleSource): number | null {
  return source.kind === "url" ? source.bytes : 0;
}

/** Progress of both modules together, as one sum. */
function loadProgress(core: number | null, typesetter: number | null): { core: OnBytes; typesetter: OnBytes } {
  const parts: Record<"core" | "typesetter", [number, number | null]> = { core: [0, core], typesetter: [0, typesetter] };
  const report = throttled((progress) => post({ type: "progress", id: null, progress }));
  const part = (name: keyof typeof parts): OnBytes => {
    return (loaded, total) => {
      parts[name] = [loaded, total];
      const [a, b] = [parts.core, parts.typesetter];
      report({ phase: "load", loaded: a[0] + b[0], total: a[1] === null || b[1] === null ? null : a[1] + b[1] });
    };
  };
  return { core: part("core"), typesetter: part("typesetter") };
}

/** Drops reports about bytes that follow each other too fast, but never the last one. */
function throttled(progress: (value: Progress) => void): (value: Progress) => void {
  let last = -Infinity;
  return (value) => {
    const complete = "loaded" in value && value.loaded === value.total;
    if (complete || performance.now() - last >= PROGRESS_INTERVAL) {
      last = performance.now();
      progress(value);
    }
  };
}

/** Why the module trapped, if it could say so. */
function lastPanic(): string {
  const modules: readonly object[] = [typesetting, core];
  for (const module of modules) {
    try {
      const message: unknown = "lastPanic" in module && module.lastPanic instanceof Function ? module.lastPanic() : "";
      if (typeof message === "string" && message !== "") {
        return message;
      }
    } catch {
      // The instance is too far gone to answer, or was never made; the trap's own message is used.
    }
  }
  return "";
}

function nothing(): Doing {
  return { title: "", draft: null };
}

function post(reply: Reply, transfer: Transferable[] = []): void {
  self.postMessage(reply, transfer);
}
