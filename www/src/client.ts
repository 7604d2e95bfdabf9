/**
 * {@link Client}: the page's side of the worker. Calls with ids, cancelling, and starting afresh.
 *
 * Typesetter calls run one at a time, and their queue is kept here rather than in the worker: a queued call can be
 * cancelled without touching the worker, and when a worker is ended for one call, all others are sent again to the next.
 *
 * Memory of wasm only grows. A worker whose memory has passed a bound is replaced by another one before it comes to the
 * wall: started beside it from the compiled modules and the faces that are here, and put in its place between two calls.
 */

import type { Assets } from "./assets.js";
import { HuibaoError, type ErrorFacts } from "./errors.js";
import {
  TYPESETTER_CALLS,
  type CallMessage,
  type CallName,
  type Calls,
  type FontSource,
  type Network,
  type Reply,
  type Request,
} from "./protocol.js";
import { Shared } from "./shared.js";
import type { CallOptions, Data, OwnFace, OwnFacesResult, Progress } from "./types.js";

/**
 * How long a cancelled worker may take to give a call up by itself, in milliseconds. While it waits for bytes it answers
 * within one or two; in the middle of typesetting it never does.
 */
const GRACE = 100;

/**
 * The same while the typesetter is still downloading: ending the worker would throw the download away, and the calls
 * that run before it has arrived take milliseconds.
 */
const GRACE_WHILE_LOADING = 5000;

/** Milliseconds after an answer before another worker is started for one that has grown too large. */
const IDLE = 300;

/** What a client keeps to; see `InitOptions`. */
export interface Settings {
  readonly network: Network;
  readonly cache: boolean;
  /** Bytes of wasm memory above which the worker is replaced. */
  readonly memoryLimit: number;
}

/** The usual ones. */
export const SETTINGS: Settings = {
  network: { stall: 20_000, attempts: 4, backoff: 500 },
  cache: true,
  memoryLimit: 1.5 * 2 ** 30,
};

interface Call {
  readonly message: CallMessage;
  /** How long it may go on when it was cancelled. */
  readonly grace: number;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  readonly resolve: (value: Calls[CallName]["result"]) => void;
  readonly reject: (reason: unknown) => void;
}

/** One worker at a time, and the calls that it has not answered. */
export class Client {
  readonly #assets: Assets;
  readonly #onLoad: (progress: Progress) => void;
  readonly #settings: Settings;
  readonly #shared: Shared;
  readonly #oneOfMany: boolean;
  readonly #calls = new Map<number, Call>();
  /** Typesetter calls that have not been sent, in order. */
  readonly #queue: number[] = [];
  /** The typesetter call that the worker has; it may be one that was cancelled and has not been given up yet. */
  #running: number | null = null;
  #graceTimer: ReturnType<typeof setTimeout> | undefined;
  #worker: Worker | null = null;
  /** The document that the worker holds. */
  #held: number | null = null;
  #memory = 0;
  /** The next worker, while it starts. */
  #standby: Worker | null = null;
  /** The same when it is ready. */
  #relieved: Worker | null = null;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  #started: { resolve: (version: string) => void; reject: (reason: unknown) => void } | null = null;
  #ready = false;
  #warmUp: boolean;
  #closed: HuibaoError | null = null;
  #nextId = 1;

  /**
   * @param onLoad told of the bytes of the modules.
   * @param others what other workers share with this one, which then works at once and is not warmed up.
   */
  constructor(assets: Assets, onLoad: (progress: Progress) => void, settings: Settings = SETTINGS, others?: Shared) {
    this.#assets = assets;
    this.#onLoad = onLoad;
    this.#settings = settings;
    this.#shared = others ?? new Shared();
    this.#oneOfMany = others !== undefined;
    this.#warmUp = !this.#oneOfMany;
  }

  /** What this worker has loaded, for others. */
  get shared(): Shared {
    return this.#shared;
  }

  /** What this client keeps to, for others. */
  get settings(): Settings {
    return this.#settings;
  }

  /** Bytes of wasm memory that the worker had when it last answered. */
  get memory(): number {
    return this.#memory;
  }

  /** Starts the worker; resolves to the core's version when the core answers. */
  start(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#started = { resolve, reject };
      this.#spawn();
    });
  }

  /** A number that no other call or setting has. */
  nextId(): number {
    return this.#nextId++;
  }

  /** Uses other faces of the user's, in this worker and all that follow it. */
  async setFaces(faces: readonly OwnFace[]): Promise<OwnFacesResult> {
    const result = await this.call("faces", { faces });
    // Not before: faces over which a worker crashes are not handed to the next one.
    this.#shared.faces = faces;
    // One that was to take the place of this worker was started with the faces before.
    this.#standby?.terminate();
    this.#standby = this.#relieved = null;
    return result;
  }

  /** Makes a call. */
  call<N extends CallName>(name: N, args: Calls[N]["args"], options: CallOptions = {}): Promise<Calls[N]["result"]> {
    const { signal, onProgress, grace = GRACE } = options;
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        throw this.#closed;
      }
      signal?.throwIfAborted();
      const id = this.nextId();
      const onAbort = (): void => this.#cancel(id, signal?.reason);
      signal?.addEventListener("abort", onAbort);
      const done = (): void => signal?.removeEventListener("abort", onAbort);
      this.#calls.set(id, {
        message: { type: "call", id, name, args } as CallMessage,
        grace,
        onProgress,
        resolve: (value) => {
          done();
          resolve(value as Calls[N]["result"]);
        },
        reject: (reason: unknown) => {
          done();
          reject(reason);
        },
      });
      if (TYPESETTER_CALLS.has(name)) {
        this.#queue.push(id);
        this.#advance();
      } else {
        this.#send(id);
      }
    });
  }

  /** Ends the worker and refuses what it has not answered. */
  close(): void {
    this.#close(new HuibaoError({ code: "closed", message: "排版程序已关闭。", hint: "请重新调用 init()。" }));
  }

  #spawn(): void {
    clearTimeout(this.#graceTimer);
    this.#end();
    this.#standby?.terminate();
    this.#standby = null;
    this.#running = null;
    this.#ready = false;
    let worker: Worker;
    try {
      worker = this.#assets.spawn();
    } catch (error) {
      this.#close(workerUnavailable(), error);
      return;
    }
    this.#use(worker);
    this.#begin(worker);
  }

  /** Takes a worker as the one that calls go to. */
  #use(worker: Worker): void {
    this.#worker = worker;
    this.#held = null;
    this.#memory = 0;
    worker.addEventListener("message", (event: MessageEvent<Reply>) => {
      if (worker === this.#worker) {
        this.#receive(event.data);
      }
    });
    worker.addEventListener("error", (event) => {
      // Reported here or nowhere: without this the browser logs it as uncaught.
      event.preventDefault();
      if (worker === this.#worker) {
        this.#lost(event.message);
      }
    });
  }

  #begin(worker: Worker): void {
    const { core, workbook, docx, typesetter } = this.#shared.modules;
    const { network, cache } = this.#settings;
    const lock = `huibao-${performance.timeOrigin}-${Math.random()}`;
    this.#watch(worker, lock);
    const start: Request = {
      type: "start",
      lock,
      core: core ? { kind: "module", module: core } : this.#assets.core,
      workbook: workbook ? { kind: "module", module: workbook } : this.#assets.workbook,
      docx: docx ? { kind: "module", module: docx } : this.#assets.docx,
      typesetter: typesetter ? { kind: "module", module: typesetter } : this.#assets.typesetter,
      instruments: this.#assets.instruments,
      kept: this.#shared.kept,
      faces: this.#shared.faces,
      network,
      cache,
      warmUp: this.#warmUp,
      oneOfMany: this.#oneOfMany,
    };
    worker.postMessage(start);
    const tell = (fonts: FontSource | null): void => {
      const request: Request = { type: "fonts", fonts };
      worker.postMessage(request);
    };
    this.#assets.fonts.then(tell, () => tell(null));
  }

  /**
   * Learns of the end of a worker that ends without a word (its memory was taken, its thread was killed): the lock that it
   * holds becomes free. One that was ended here is not in use any more, and then nothing follows.
   */
  #watch(worker: Worker, lock: string): void {
    worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => {
      if (data.type === "alive") {
        const gone = (): void => {
          if (worker === this.#worker) {
            this.#lost("浏览器结束了它，可能是内存不足");
          } else if (worker === this.#standby) {
            this.#standby = null;
          }
        };
        navigator.locks.request(lock, gone).catch(() => {
          // Refused to a page without an origin, where the worker holds none.
        });
      }
    });
  }

  /** Starts the next worker where this one has grown too large. Where that fails, this one goes on. */
  #relieve(): void {
    if (this.#memory <= this.#settings.memoryLimit || this.#standby !== null || this.#closed) {
      return;
    }
    let worker: Worker;
    try {
      worker = this.#assets.spawn();
    } catch {
      return;
    }
    this.#standby = worker;
    const controller = new AbortController();
    const { signal } = controller;
    const give = (): void => {
      controller.abort();
      worker.terminate();
      if (worker === this.#standby) {
        this.#standby = null;
      }
    };
    worker.addEventListener(
      "error",
      (event) => {
        event.preventDefault();
        give();
      },
      { signal },
    );
    worker.addEventListener(
      "message",
      ({ data }: MessageEvent<Reply>) => {
        if (data.type === "unavailable" || worker !== this.#standby) {
          give();
        } else if (data.type === "ready") {
          controller.abort();
          this.#relieved = worker;
          this.#replace();
        }
      },
      { signal },
    );
    this.#begin(worker);
  }

  /** Puts the next worker, if it is ready, in the place of this one, unless that is setting something. */
  #replace(): void {
    const worker = this.#relieved;
    if (worker === null || this.#running !== null) {
      return;
    }
    this.#relieved = null;
    if (worker !== this.#standby) {
      return;
    }
    this.#standby = null;
    this.#end();
    this.#use(worker);
    this.#sendAgain();
  }

  /** A new worker for the calls of the old one. */
  #respawn(): void {
    const running = this.#running;
    this.#spawn();
    if (running !== null && this.#calls.has(running)) {
      this.#queue.unshift(running);
    }
    this.#sendAgain();
    this.#advance();
  }

  /** Sends the core's calls that the worker before had not answered. */
  #sendAgain(): void {
    for (const [id, call] of this.#calls) {
      if (!TYPESETTER_CALLS.has(call.message.name)) {
        this.#send(id);
      }
    }
  }

  #receive(reply: Reply): void {
    switch (reply.type) {
      case "ready":
        this.#ready = true;
        this.#started?.resolve(reply.version);
        this.#started = null;
        break;
      case "alive":
        break;
      case "unavailable":
        this.#close(new HuibaoError(reply.error));
        break;
      case "keep":
        if (reply.part === "manifest") {
          this.#shared.kept.manifest = reply.text;
        } else if (reply.part === "slice") {
          this.#shared.keep(reply.file, reply.bytes);
        } else {
          this.#shared.modules[reply.part] = reply.module;
        }
        break;
      case "want":
        void this.#give(reply.file);
        break;
      case "missing":
        this.#shared.giveUp(this, reply.file);
        break;
      case "progress":
        this.#progress(reply.id, reply.progress);
        break;
      case "result":
        this.#memory = reply.memory;
        this.#answered(reply.id)?.resolve(reply.value);
        this.#replace();
        this.#advance();
        this.#afterwards();
        break;
      case "failure":
        this.#settled(reply.id)?.reject(new HuibaoError(reply.error));
        if (reply.error.code === "crashed") {
          // A trapped instance must not be used again: locks may be held and objects borrowed for ever.
          this.#respawn();
        } else {
          this.#advance();
        }
        break;
      case "cancelled":
        this.#settled(reply.id);
        this.#replace();
        this.#advance();
        break;
      case "broken":
        this.#warmUp = false;
        this.#respawn();
        break;
    }
  }

  /** Answers a worker that asks for a slice, unless it has ended meanwhile. */
  async #give(file: string): Promise<void> {
    const worker = this.#worker;
    const bytes = await this.#shared.slice(file, this);
    if (worker === this.#worker) {
      this.#post({ type: "slice", file, bytes });
    } else if (bytes === null) {
      this.#shared.giveUp(this, file);
    }
  }

  /** Relieves a worker that has grown too large: soon, and not while the page takes in what it has answered. */
  #afterwards(): void {
    if (this.#memory > this.#settings.memoryLimit && this.#idleTimer === undefined) {
      this.#idleTimer = setTimeout(() => {
        this.#idleTimer = undefined;
        this.#relieve();
      }, IDLE);
    }
  }

  #progress(id: number | null, progress: Progress): void {
    if (id !== null) {
      this.#calls.get(id)?.onProgress?.(progress);
      return;
    }
    this.#onLoad(progress);
    for (const call of this.#calls.values()) {
      call.onProgress?.(progress);
    }
  }

  /** The worker is gone, or its script has failed outside any call. */
  #lost(message: string): void {
    if (!this.#ready) {
      this.#close(workerUnavailable(message));
      return;
    }
    const error = new HuibaoError({ code: "crashed", message: `后台线程意外停止：${message}。`, hint: "程序已重新启动，请重试。" });
    for (const id of [...this.#calls.keys()]) {
      this.#take(id)?.reject(error);
    }
    this.#queue.length = 0;
    this.#respawn();
  }

  #cancel(id: number, reason: unknown): void {
    const call = this.#take(id);
    const queued = this.#queue.indexOf(id);
    if (queued >= 0) {
      this.#queue.splice(queued, 1);
    } else if (call && this.#running === id) {
      this.#post({ type: "cancel", id });
      const loaded = this.#shared.modules.typesetter !== undefined;
      const grace = loaded ? call.grace : Math.max(call.grace, GRACE_WHILE_LOADING);
      this.#graceTimer = setTimeout(() => this.#respawn(), grace);
    }
    // A call of the core is not stopped: it takes milliseconds, and its answer is dropped.
    call?.reject(reason);
  }

  /** Sends the next typesetter call if none is running. */
  #advance(): void {
    while (this.#running === null && !this.#closed) {
      const id = this.#queue.shift();
      if (id === undefined) {
        return;
      }
      if (this.#send(id)) {
        this.#running = id;
      }
    }
  }

  /** Sends a call; refuses it when its data cannot be copied. */
  #send(id: number): boolean {
    const call = this.#calls.get(id);
    if (!call) {
      return false;
    }
    const { message } = call;
    try {
      this.#post(isOfDocument(message) && message.args.setting.key === this.#held ? brief(message) : message);
      return true;
    } catch (error) {
      this.#take(id);
      call.reject(
        new HuibaoError(
          { code: "internal", message: "数据无法送入后台线程。", hint: "请传入普通对象、JSON 文本或文件字节，不要含函数或页面元素。" },
          { cause: error },
        ),
      );
      return false;
    }
  }

  #end(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#shared.giveUp(this);
  }

  #post(request: Request): void {
    this.#worker?.postMessage(request);
  }

  /** A call that was answered leaves its document in the worker; one that failed or was given up leaves none. */
  #answered(id: number): Call | undefined {
    const call = this.#calls.get(id);
    return this.#settled(id, call ? leaves(call) : null);
  }

  #settled(id: number, holds: number | null = null): Call | undefined {
    if (this.#running === id) {
      this.#running = null;
      this.#held = holds;
      clearTimeout(this.#graceTimer);
    }
    return this.#take(id);
  }

  #take(id: number): Call | undefined {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    return call;
  }

  #close(error: HuibaoError, cause?: unknown): void {
    if (cause !== undefined) {
      error.cause = cause;
    }
    this.#closed ??= error;
    clearTimeout(this.#graceTimer);
    clearTimeout(this.#idleTimer);
    this.#end();
    this.#standby?.terminate();
    this.#standby = null;
    this.#queue.length = 0;
    this.#started?.reject(error);
    this.#started = null;
    for (const id of [...this.#calls.keys()]) {
      this.#take(id)?.reject(error);
    }
  }

  /** The error that closed this client, or null while it works. */
  get closed(): HuibaoError | null {
    return this.#closed;
  }
}

/** A call about a document without the document, which the worker has. */
function brief(message: DocumentCall): CallMessage {
  const { document: _document, ...setting } = message.args.setting;
  return { ...message, args: { ...message.args, setting } } as DocumentCall;
}

/** A call about a document that may be set already. */
type DocumentCall = Extract<CallMessage, { name: "page" | "places" | "pdf" | "drawings" }>;

function isOfDocument(message: CallMessage): message is DocumentCall {
  return message.name === "page" || message.name === "places" || message.name === "pdf" || message.name === "drawings";
}

/** The document that a call leaves in the worker. */
function leaves({ message }: Call): number | null {
  switch (message.name) {
    case "render":
      return message.args.key;
    case "page":
    case "places":
    case "pdf":
    case "drawings":
      return message.args.setting.key;
    default:
      return null;
  }
}

function workerUnavailable(detail = ""): HuibaoError {
  const facts: ErrorFacts = {
    code: "worker_unavailable",
    message: `后台线程未能启动${detail === "" ? "" : `：${detail}`}。`,
    hint:
      "请检查：worker.js 与页面同源，并以 text/javascript 类型提供；内容安全策略（CSP）含 worker-src 'self'，" +
      "如有 trusted-types 则含 huibao；" +
      "Vite 开发模式须设置 optimizeDeps.exclude: [\"huibao\"]；其他打包工具可把包内 dist/package 复制为静态文件夹，" +
      "并用 init({ base }) 指明。",
  };
  return new HuibaoError(facts);
}

/**
 * Bytes of the call's own: it may wait, and may have to be sent again to another worker, when the caller has long
 * overwritten or transferred his.
 */
export function owned(data: Data): Data {
  if (data instanceof ArrayBuffer) {
    return data.slice();
  }
  // Not its `slice`: that of a Node-style Buffer shares the memory.
  return data instanceof Uint8Array ? new Uint8Array(data) : data;
}
