/**
 * The worker: both wasm modules live here. The core answers as soon as it has arrived; the typesetter goes on streaming
 * meanwhile, and is warmed up when nothing else is to be done.
 */

import * as core from "huibao-glue/core";
import type { Typesetter } from "huibao-glue/typesetter";
import type { CallMessage, Calls, CallName, Rendered, Reply, Request, Setting } from "../protocol.js";
import type { Data, Finding, Phase, Progress, RenderOptions } from "../types.js";
import { turn, unlessAborted } from "./abort.js";
import { Engine, lastPanic, type Start } from "./engine.js";
import { factsOf, Failure, isCrash, type Doing } from "./failure.js";
import { throttled } from "./progress.js";
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
  readSchema,
  readSet,
  readStyle,
  readWorkbook,
  refuseErrors,
} from "./read.js";

declare const self: DedicatedWorkerGlobalScope;

/** Milliseconds without any call before the typesetter is warmed up: a page that renders at once need not wait for it. */
const IDLE = 150;

let engine: Engine | null = null;

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
    case "fonts":
      engine?.fonts(request.fonts);
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
  switch (message.name) {
    case "ready":
      await unlessAborted(state.typesetter(), signal);
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
  state: Engine,
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
  return { pages, findings, draft: read.draft, text: read.text, aloud: read.aloud, setting };
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
  if (!state.arrived && document !== undefined) {
    await state.early(document, layout, told, signal, before);
  }
  const typesetter = await unlessAborted(state.typesetter(), signal);
  if (set === key) {
    return { typesetter, pages: [], findings: before };
  }
  if (document === undefined) {
    throw new Failure({ code: "internal", message: "后台线程没有保存这份文稿。", hint: "请重新生成。" });
  }
  // From here on the typesetter holds neither the document that it held nor this one.
  set = null;
  let taken: string | null = typesetter.take(document, layout);
  const ask = (): string => {
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
