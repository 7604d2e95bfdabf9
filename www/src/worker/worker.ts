/**
 * The worker: the wasm modules live here. The core answers as soon as it has arrived; the typesetter goes on streaming
 * meanwhile, and is warmed up when nothing else is to be done. The module for workbooks is fetched when one is handed over
 * or asked for, the one for Word documents when one is asked for.
 */

import * as core from "huibao-glue/core";
import type { Typesetter } from "huibao-glue/typesetter";
import * as workbooks from "huibao-glue/workbook";
import * as words from "huibao-glue/docx";
import type { CallMessage, Calls, CallName, Filed, Rendered, Reply, Request, Setting } from "../protocol.js";
import type { Data, DocxOptions, DraftResult, Finding, Phase, Progress, RenderOptions, WorkbookResult } from "../types.js";
import { turn, unlessAborted } from "../abort.js";
import { Engine, lastPanic, type Start } from "./engine.js";
import { factsOf, Failure, isCrash, type Doing } from "./failure.js";
import { bytesOf, hold, isContainer, isSameFile, open as openData, sourceOf, type Source } from "./held.js";
import { throttled } from "./progress.js";
import {
  distinct,
  findingsOf,
  readAdded,
  readCheck,
  readDocument,
  readDraft,
  readDrawings,
  readGenres,
  readInspection,
  readInstruments,
  readLoad,
  readLoaded,
  readName,
  readPlaces,
  readSchema,
  readSet,
  readStyle,
  readUnitData,
  readUnits,
  refuseErrors,
} from "./read.js";

declare const self: DedicatedWorkerGlobalScope;

/** Milliseconds without any call before the typesetter is warmed up: a page that renders at once need not wait for it. */
const IDLE = 150;

let engine: Engine | null = null;

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
    case "fonts":
      engine?.fonts(request.fonts);
      break;
    case "call":
      void answer(request);
      break;
    case "slice":
      engine?.others?.answer(request.file, request.bytes);
      break;
    case "cancel":
      open.get(request.id)?.abort();
      break;
  }
});

function begin(start: Start): void {
  // A browser that ends a worker says so to nobody. Not available where pages are not served over HTTPS.
  void navigator.locks
    ?.request(start.lock, () => {
      post({ type: "alive" });
      return new Promise(() => {});
    })
    .catch(() => {
      // Refused to a page without an origin: then it is not watched.
    });
  const begun = new Engine(start, (reply) => post(reply));
  engine = begun;
  begun.core.then(
    () => post({ type: "ready", version: core.version() }),
    (error: unknown) => post({ type: "unavailable", error: factsOf(error, nothing(), "") }),
  );
  if (start.warmUp) {
    begun.core
      .then(() => begun.typesetter())
      .then(() => setTimeout(() => void warmUp(begun), IDLE))
      .catch(() => {
        // Said to whoever calls.
      });
  }
}

async function warmUp(begun: Engine): Promise<void> {
  if (open.size > 0) {
    return;
  }
  try {
    await begun.warmUp(new AbortController().signal);
  } catch (error) {
    // Faces that cannot be loaded are said to whoever renders.
    if (isCrash(error)) {
      post({ type: "broken" });
    }
  }
}

async function answer(message: CallMessage): Promise<void> {
  const { id } = message;
  const controller = new AbortController();
  const doing = nothing();
  open.set(id, controller);
  try {
    const value = await dispatch(message, doing, controller.signal);
    post({ type: "result", id, value, memory: engine?.memory ?? 0 }, buffersOf(value));
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
  const state = engine;
  if (state === null) {
    throw new Failure({ code: "internal", message: "后台线程尚未启动。" });
  }
  await state.core;
  const progress = (value: Progress): void => post({ type: "progress", id: message.id, progress: value });
  const source = (data: Data): Promise<Source> => sourceOfAny(state, data, progress, signal);
  switch (message.name) {
    case "ready":
      await unlessAborted(state.typesetter(), signal);
      return null;
    case "genres":
      return readGenres(core.genres());
    case "instruments":
      return readInstruments(core.instruments(await unlessAborted(state.instruments(), signal)));
    case "check":
      return readCheck(hold(await source(message.args.data)).check());
    case "load":
      return readLoad(hold(await source(message.args.data)).load());
    case "workbook": {
      const { data } = message.args;
      const given = data === null ? null : await source(data);
      await unlessAborted(state.workbooks(progress), signal);
      return workbook(given);
    }
    case "units":
      return readUnits(hold(await source(message.args.data)).units(JSON.stringify(message.args.division)));
    case "unit":
      return readUnitData(hold(await source(message.args.data)).unit(message.args.ids));
    case "fileName":
      return readName(core.fileName(message.args.pattern, JSON.stringify(message.args.facts)));
    case "schema":
      return readSchema(core.schema());
    case "draft":
      return readDraft(hold(await source(message.args.data)).draft(JSON.stringify(message.args.options)));
    case "style":
      return readStyle(hold(await source(message.args.data)).style(message.args.draft));
    case "inspect": {
      const { draft, data, options } = message.args;
      return readInspection(hold(await source(data)).inspect(draft, JSON.stringify(options)));
    }
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
    case "places": {
      const { setting, index } = message.args;
      return readPlaces((await settle(state, setting, doing, progress, signal)).typesetter.places(index));
    }
    case "drawings":
      return readDrawings((await settle(state, message.args.setting, doing, progress, signal)).typesetter.drawings());
    case "faces":
      // Pages that are set show the faces before.
      set = null;
      return state.useFaces(message.args.faces, signal);
    case "pdf":
      return pdf(state, message.args.setting, doing, progress, signal);
    case "docx": {
      const { setting, options } = message.args;
      await unlessAborted(state.words(progress), signal);
      doing.title = setting.title;
      return docx(setting, options);
    }
    case "file": {
      const { pages, findings, genre, date, setting } = await render(state, message.args, doing, progress, signal);
      const bytes = await pdf(state, setting, doing, progress, signal);
      const filed: Filed = { title: setting.title, genre, date, pages: pages.length, findings, bytes };
      return filed;
    }
  }
}

async function pdf(
  state: Engine,
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
  state: Engine,
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
  const document = hold(data).document(draft, JSON.stringify(asked));
  try {
    const made = readDocument(document);
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
    if (!state.arrived && state.ownFaces.length === 0) {
      await state.early((slices) => document.needed(slices, layout), throttled(progress), signal, found);
    }
    const { pages, findings } = await settle(state, setting, doing, progress, signal, found);
    const { text, aloud, genre, date } = made;
    return { pages, findings, draft: made.draft, text, aloud, genre, date, setting };
  } finally {
    document.free();
  }
}

/** The source of data of any form; of a workbook, once the module for it has arrived and has read it. */
async function sourceOfAny(
  state: Engine,
  data: Data,
  progress: (value: Progress) => void,
  signal: AbortSignal,
): Promise<Source> {
  const bytes = bytesOf(data);
  if (bytes === null || !isContainer(bytes)) {
    return sourceOf(data);
  }
  await unlessAborted(state.workbooks(progress), signal);
  if (read === null || !isSameFile(read.bytes, bytes)) {
    read = { bytes, source: { kind: "transcript", text: workbooks.read(bytes) } };
  }
  return read.source;
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

/** The Word file of a document. */
function docx({ document, layout }: Setting, { sources = false, images: given = [] }: DocxOptions): Uint8Array<ArrayBuffer> {
  if (document === undefined) {
    throw new Failure({ code: "internal", message: "后台线程没有收到这份文稿。", hint: "请重新生成。" });
  }
  const images = new words.Images();
  try {
    given.forEach(({ block, png, svg, width, height }) => images.add(block, png, svg, width, height));
    // A copy that is exactly the file: its buffer is transferred, and must not be a view of something larger.
    return words.write(document, layout, JSON.stringify({ sources }), images).slice();
  } catch (error) {
    refuseErrors(findingsOf(error) ?? []);
    throw error;
  } finally {
    images.free();
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
  state: Engine,
  setting: Setting,
  doing: Doing,
  progress: (value: Progress) => void,
  signal: AbortSignal,
  before: readonly Finding[] = [],
): Promise<{ typesetter: Typesetter; pages: readonly string[]; findings: readonly Finding[] }> {
  const { key, document, layout, seal, title } = setting;
  doing.title = title;
  const told = throttled(progress);
  const typesetter = await unlessAborted(state.typesetter(), signal);
  if (set === key) {
    return { typesetter, pages: [], findings: before };
  }
  if (document === undefined) {
    throw new Failure({ code: "internal", message: "后台线程没有保存这份文稿。", hint: "请重新生成。" });
  }
  // From here on the typesetter holds neither the document that it held nor this one.
  set = null;
  let taken: unknown = typesetter.take(document, layout);
  const ask = (): unknown => {
    const needed = taken ?? typesetter.needed();
    taken = null;
    return needed;
  };
  const faces = await state.faces.add(typesetter, ask, told, signal, before);
  await phase("set", progress, signal);
  refuseErrors(readAdded(typesetter.setSeal(seal)), before);
  const result = readSet(typesetter.set());
  refuseErrors(distinct(faces, result.findings), before);
  state.warmed();
  set = key;
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
  await turn(signal);
}

function nothing(): Doing {
  return { title: "", draft: null };
}

function post(reply: Reply, transfer: Transferable[] = []): void {
  self.postMessage(reply, transfer);
}
