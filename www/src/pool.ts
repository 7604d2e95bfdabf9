/** {@link Pool}: several workers beside the page's own, each with one piece of work at a time. */

import type { Assets } from "./assets.js";
import { Client, type Settings } from "./client.js";
import { HuibaoError } from "./errors.js";
import type { Shared } from "./shared.js";

/** GiB of the machine's memory for each worker: the modules, the faces and what Typst remembers between documents. */
const GIB_PER_WORKER = 2;

/** Workers that take turns at a batch by themselves; more only when asked for. */
const MOST_BY_ITSELF = 4;

/** Workers that can be asked for. */
export const MOST_WORKERS = 32;

/**
 * How many workers this machine carries beside the page's own: a processor less than it has, at most three, and fewer
 * where memory is short.
 */
export function defaultWorkers(): number {
  const processors = Math.min(navigator.hardwareConcurrency || 1, MOST_BY_ITSELF) - 1;
  const memory: unknown = "deviceMemory" in navigator ? navigator.deviceMemory : undefined;
  const carried = typeof memory === "number" ? Math.floor(memory / GIB_PER_WORKER) : Infinity;
  return Math.max(1, Math.min(processors, carried));
}

/** Workers that start when there is work for them, from what others have loaded. */
export class Pool {
  readonly #assets: Assets;
  readonly #shared: Shared;
  readonly #settings: Settings;
  /** How many workers there may be: fewer than asked for when the machine gives no more. */
  #size: number;
  readonly #clients = new Set<Client>();
  #most = 0;
  readonly #idle: Client[] = [];
  /** Those who wait for a worker, the first to come first. */
  readonly #waiting: { readonly resolve: (client: Client) => void; readonly reject: (reason: unknown) => void }[] = [];
  #closed: { readonly reason: unknown } | null = null;

  /** @param page the page's own worker; with the compiled modules that it has loaded nothing is loaded again. */
  constructor(assets: Assets, page: Client, size: number) {
    this.#assets = assets;
    this.#shared = page.shared;
    this.#settings = page.settings;
    this.#size = size;
  }

  /** Most workers that were at work at the same time. */
  get most(): number {
    return this.#most;
  }

  /** Lends a worker, when one is free, for one piece of work. */
  async lend<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const client = await this.#take();
    try {
      return await work(client);
    } catch (error) {
      // Its worker has been ended under it: the reason is the pool's.
      throw this.#closed ? this.#closed.reason : error;
    } finally {
      this.#give(client);
    }
  }

  /** Ends all workers; what they have in hand fails with `reason`. */
  close(reason: unknown = new HuibaoError({ code: "closed", message: "排版程序已关闭。", hint: "请重新调用 init()。" })): void {
    this.#closed ??= { reason };
    for (const client of this.#clients) {
      client.close();
    }
    this.#clients.clear();
    this.#idle.length = 0;
    this.#waiting.splice(0).forEach(({ reject }) => reject(reason));
  }

  async #take(): Promise<Client> {
    if (this.#closed) {
      throw this.#closed.reason;
    }
    const idle = this.#idle.pop();
    if (idle) {
      return idle;
    }
    if (this.#clients.size < this.#size) {
      return this.#start();
    }
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  async #start(): Promise<Client> {
    const client = new Client(this.#assets, () => undefined, this.#settings, this.#shared);
    this.#clients.add(client);
    try {
      await client.start();
      this.#most = Math.max(this.#most, this.#clients.size);
      return client;
    } catch (error) {
      this.#clients.delete(client);
      if (this.#closed) {
        throw this.#closed.reason;
      }
      if (this.#clients.size === 0) {
        // Not one can be had: there is nothing to wait for.
        this.#waiting.splice(0).forEach(({ reject }) => reject(error));
        throw error;
      }
      // The machine carries no more than there are: these go on.
      this.#size = this.#clients.size;
      return this.#take();
    }
  }

  /** A worker is free again, unless it could not be started anew after a crash. */
  #give(client: Client): void {
    if (this.#closed) {
      return;
    }
    if (client.closed !== null) {
      this.#clients.delete(client);
      const next = this.#waiting.shift();
      if (next) {
        this.#take().then(next.resolve, next.reject);
      }
      return;
    }
    const next = this.#waiting.shift();
    if (next) {
      next.resolve(client);
    } else {
      this.#idle.push(client);
    }
  }
}
