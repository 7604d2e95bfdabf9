/**
 * {@link Client}: the page's side of the worker. Calls with ids, cancelling, and starting afresh.
 *
 * Typesetter calls run one at a time, and their queue is kept here rather than in the worker: a queued call can be
 * cancelled without touching the worker, and when a worker is ended for one call, all others are sent again to the next.
 */

import type { Assets } from "./assets.js";
import { HuibaoError, type ErrorFacts } from "./errors.js";
import { TYPESETTER_CALLS, type CallMessage, type CallName, type Calls, type Kept, type Reply, type Request } from "./protocol.js";
import type { CallOptions, Progress } from "./types.js";

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

interface Call {
  readonly message: CallMessage;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  readonly resolve: (value: Calls[CallName]["result"]) => void;
  readonly reject: (reason: unknown) => void;
}

/** One worker at a time, and the calls that it has not answered. */
export class Client {
  readonly #assets: Assets;
  readonly #onLoad: (progress: Progress) => void;
  readonly #kept: Kept = { manifest: null, slices: new Map() };
  readonly #calls = new Map<number, Call>();
  /** Typesetter calls that have not been sent, in order. */
  readonly #queue: number[] = [];
  #modules: { core?: WebAssembly.Module; workbook?: WebAssembly.Module; typesetter?: WebAssembly.Module } = {};
  /** The typesetter call that the worker has; it may be one that was cancelled and has not been given up yet. */
  #running: number | null = null;
  #graceTimer: ReturnType<typeof setTimeout> | undefined;
  #worker: Worker | null = null;
  #started: { resolve: (version: string) => void; reject: (reason: unknown) => void } | null = null;
  #ready = false;
  #warmUp = true;
  #closed: HuibaoError | null = null;
  #nextId = 1;

  constructor(assets: Assets, onLoad: (progress: Progress) => void) {
    this.#assets = assets;
    this.#onLoad = onLoad;
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

  /** Makes a call. */
  call<N extends CallName>(name: N, args: Calls[N]["args"], options: CallOptions = {}): Promise<Calls[N]["result"]> {
    const { signal, onProgress } = options;
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
    this.#worker?.terminate();
    this.#running = null;
    this.#ready = false;
    let worker: Worker;
    try {
      worker = this.#assets.spawn();
    } catch (error) {
      this.#close(workerUnavailable(), error);
      return;
    }
    this.#worker = worker;
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
    const { core, workbook, typesetter } = this.#modules;
    this.#post({
      type: "start",
      core: core ? { kind: "module", module: core } : this.#assets.core,
      workbook: workbook ? { kind: "module", module: workbook } : this.#assets.workbook,
      typesetter: typesetter ? { kind: "module", module: typesetter } : this.#assets.typesetter,
      instruments: this.#assets.instruments,
      fonts: this.#assets.fonts,
      kept: this.#kept,
      warmUp: this.#warmUp,
    });
  }

  /** A new worker for the calls of the old one. */
  #respawn(): void {
    const running = this.#running;
    this.#spawn();
    if (running !== null && this.#calls.has(running)) {
      this.#queue.unshift(running);
    }
    for (const [id, call] of this.#calls) {
      if (!TYPESETTER_CALLS.has(call.message.name)) {
        this.#send(id);
      }
    }
    this.#advance();
  }

  #receive(reply: Reply): void {
    switch (reply.type) {
      case "ready":
        this.#ready = true;
        this.#started?.resolve(reply.version);
        this.#started = null;
        break;
      case "unavailable":
        this.#close(new HuibaoError(reply.error));
        break;
      case "keep":
        if (reply.part === "manifest") {
          this.#kept.manifest = reply.text;
        } else if (reply.part === "slice") {
          this.#kept.slices.set(reply.file, reply.bytes);
        } else {
          this.#modules[reply.part] = reply.module;
        }
        break;
      case "progress":
        this.#progress(reply.id, reply.progress);
        break;
      case "result":
        this.#settled(reply.id)?.resolve(reply.value);
        this.#advance();
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
        this.#advance();
        break;
      case "broken":
        this.#warmUp = false;
        this.#respawn();
        break;
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
    const error = new HuibaoError({ code: "crashed", message: `后台线程意外停止：${message}`, hint: "程序已重新启动，请重试。" });
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
      this.#graceTimer = setTimeout(() => this.#respawn(), this.#modules.typesetter ? GRACE : GRACE_WHILE_LOADING);
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
    try {
      this.#post(call.message);
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

  #post(request: Request): void {
    this.#worker?.postMessage(request);
  }

  #settled(id: number): Call | undefined {
    if (this.#running === id) {
      this.#running = null;
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
    this.#worker?.terminate();
    this.#worker = null;
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

function workerUnavailable(detail = ""): HuibaoError {
  const facts: ErrorFacts = {
    code: "worker_unavailable",
    message: `后台线程未能启动${detail === "" ? "" : `：${detail}`}。`,
    hint:
      "请检查：worker.js 与页面同源，并以 text/javascript 类型提供；内容安全策略（CSP）含 worker-src 'self'；" +
      "Vite 开发模式须设置 optimizeDeps.exclude: [\"huibao\"]；其他打包工具可把包内 dist/package 复制为静态文件夹，" +
      "并用 init({ base }) 指明。",
  };
  return new HuibaoError(facts);
}
