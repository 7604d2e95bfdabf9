/**
 * The worker: the wasm modules live here. The core answers as soon as it has arrived; the typesetter goes on streaming
 * meanwhile, and is warmed up when nothing else is to be done. The module for workbooks is fetched when one is handed over
 * or asked for.
 */

import * as core from "huibao-glue/core";
import * as typesetting from "huibao-glue/typesetter";
import * as workbooks from "huibao-glue/workbook";
import type { CallMessage, Calls, CallName, ModuleSource, Rendered, Reply, Request, Setting } from "../protocol.js";
import type { Data, DraftResult, Finding, Phase, Progress, RenderOptions, WorkbookResult } from "../types.js";
import { Faces } from "./faces.js";
import { factsOf, Failure, isCrash, type Doing } from "./failure.js";
import { bytesOf, hold, isContainer, isSameFile, open as openData, sourceOf, type Source } from "./held.js";
import { loadBytes, loadModule, type OnBytes } from "./loader.js";
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
  readLoaded,
  readSchema,
  readSet,
  readStyle,
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
  readonly core: Promise<void>;
  typesetter: Promise<typesetting.Typesetter> | null;
  workbooks: Promise<void> | null;
}

let started: Started | null = null;

/** The document that the typesetter holds. */
let set: number | null = null;

/** The workbook that was read last, and what was made of it. */
let read: { readonly bytes: Uint8Array; readonly source: Source } | null = null;

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
    case "cancel":
      open.get(request.id)?.abort();
      break;
  }
});

function begin(start: Start): void {
  const bytes = loadProgress(expected(start.core), expected(start.typesetter));
  const state: Started = {
    start,
    faces: new Faces(start.fonts, start.kept, (reply) => post(reply)),
    core: loadCore(start, bytes.core),
    typesetter: null,
    workbooks: null,
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

/** The module for workbooks, loading it if it is not there; forgets a failure, so that the next call tries again. */
function workbooksOf(state: Started, progress: (value: Progress) => void): Promise<void> {
  state.workbooks ??= loadWorkbooks(state.start, progress).catch((error: unknown) => {
    state.workbooks = null;
    throw error;
  });
  return state.workbooks;
}

async function loadWorkbooks(start: Start, progress: (value: Progress) => void): Promise<void> {
  const report = throttled(progress);
  const module = await loadModule(start.workbook, (loaded, total) => report({ phase: "load", loaded, total }));
  workbooks.initSync({ module });
  post({ type: "keep", part: "workbook", module });
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
  const source = (data: Data): Promise<Source> => sourceOfAny(state, data, progress, signal);
  switch (message.name) {
    case "ready":
      await unlessAborted(typesetterOf(state, loadProgress(0, expected(state.start.typesetter)).typesetter), signal);
      return null;
    case "genres":
      return readGenres(core.genres());
    case "instruments":
      return instruments(state.start, signal);
    case "check":
      return readCheck(hold(await source(message.args.data)).check());
    case "load":
      return readLoad(hold(await source(message.args.data)).load());
    case "workbook": {
      const { data } = message.args;
      const given = data === null ? null : await source(data);
      await unlessAborted(workbooksOf(state, progress), signal);
      return workbook(given);
    }
    case "schema":
      return readSchema(core.schema());
    case "draft":
      return readDraft(hold(await source(message.args.data)).draft(JSON.stringify(message.args.options)));
    case "style":
      return readStyle(hold(await source(message.args.data)).style(message.args.draft));
    case "reuse": {
      const { draft, from, to } = message.args;
      return reuse(draft, await source(from), await source(to));
    }
    case "render":
      return render(state, message.args, doing, progress, signal);
    case "page": {
      const { setting, index } = message.args;
      return (await settle(state, setting, doing, progress, signal)).typesetter.pageSvg(index);
    }
    case "pdf": {
      const { typesetter } = await settle(state, message.args.setting, doing, progress, signal);
      await phase("export", progress, signal);
      try {
        // A copy that is exactly the file: its buffer is transferred, and must not be a view of something larger.
        return typesetter.pdf().slice();
      } catch (error) {
        refuseErrors(findingsOf(error) ?? []);
        throw error;
      }
    }
  }
}

async function render(
  state: Started,
  { key, data: given, options }: Calls["render"]["args"],
  doing: Doing,
  progress: (value: Progress) => void,
  signal: AbortSignal,
): Promise<Rendered> {
  const data = await sourceOfAny(state, given, progress, signal);
  await phase("check", progress, signal);
  const checked = readCheck(hold(data).check());
  // With `force`, contradictions do not forbid a draft; what cannot be read does, and then there is none.
  const force = options.force ?? false;
  if (!force) {
    refuseErrors(checked.findings);
  }

  let { draft } = options;
  let composed: readonly Finding[] = [];
  if (draft === undefined) {
    await phase("compose", progress, signal);
    const result = readDraft(hold(data).draft(JSON.stringify(draftOptions(options))));
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
  const made = readDocument(hold(data).document(draft, JSON.stringify(asked)));
  doing.title = made.title;
  const found = distinct(checked.findings, composed, made.findings);
  refuseErrors(force ? made.findings : found, found);
  if (made.document === null) {
    throw new Failure({ code: "internal", message: "文稿没有可排的内容。", findings: found });
  }

  const { seal, layout = made.layout } = options;
  const setting: Setting = {
    key, document: made.document, layout, title: made.title, ...(seal === undefined ? {} : { seal }),
  };
  const { pages, findings } = await settle(state, setting, doing, progress, signal, found);
  return { pages, findings, draft: made.draft, text: made.text, aloud: made.aloud, setting };
}

/** The source of data of any form; of a workbook, once the module for it has arrived and has read it. */
async function sourceOfAny(
  state: Started,
  data: Data,
  progress: (value: Progress) => void,
  signal: AbortSignal,
): Promise<Source> {
  const bytes = bytesOf(data);
  if (bytes === null || !isContainer(bytes)) {
    return sourceOf(data);
  }
  await unlessAborted(workbooksOf(state, progress), signal);
  if (read === null || !isSameFile(read.bytes, bytes)) {
    read = { bytes, source: { kind: "transcript", text: workbooks.read(bytes) } };
  }
  return read.source;
}

/** The named instruments, whose file is fetched: the browser keeps it. */
async function instruments(start: Start, signal: AbortSignal): Promise<Calls["instruments"]["result"]> {
  const bytes = await loadBytes(start.instruments, "wasm_unavailable", () => undefined, signal);
  return readInstruments(core.instruments(new TextDecoder().decode(bytes)));
}

/** A workbook: blank, or with data in it, unless a finding forbids it. */
function workbook(data: Source | null): WorkbookResult {
  const loaded = data === null ? null : readLoaded(hold(data).load());
  const findings = loaded?.findings ?? [];
  if (findings.some(({ severity }) => severity === "error")) {
    return { bytes: null, findings };
  }
  try {
    // A copy that is exactly the file: its buffer is transferred, and must not be a view of something larger.
    return { bytes: (loaded === null ? workbooks.blank() : workbooks.write(loaded.data)).slice(), findings };
  } catch (error) {
    const told = findingsOf(error);
    if (told === null) {
      throw error;
    }
    return { bytes: null, findings: [...findings, ...told] };
  }
}

/** The one set of data is held as ever, the other one read for this call alone: they may say the same. */
function reuse(draft: string, from: Source, to: Source): DraftResult {
  const held = openData(from);
  try {
    return readDraft(core.reuse(draft, held, hold(to)));
  } finally {
    held.free();
  }
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

/** Progress of the two modules that are loaded at once, as one sum. */
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
  const modules: readonly object[] = [typesetting, workbooks, core];
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
