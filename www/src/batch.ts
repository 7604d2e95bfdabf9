/**
 * Many documents at once: items in, one archive out, in the order of the items.
 *
 * Nothing is held that need not be: an item is taken when a worker will soon be free, and while the archive cannot be
 * written on, no more are taken.
 */

import type { Assets } from "./assets.js";
import { owned, type Client } from "./client.js";
import { isHuibaoError } from "./errors.js";
import { Names, safeName } from "./names.js";
import { defaultWorkers, MOST_WORKERS, Pool } from "./pool.js";
import { summaryFiles } from "./summary.js";
import type {
  BatchCallOptions,
  BatchDocument,
  BatchItem,
  BatchProgress,
  BatchReport,
  BatchResult,
  Finding,
  RenderOptions,
} from "./types.js";
import { archive, type Packed } from "./zip.js";

/** What a batch works with. */
export interface BatchHost {
  readonly assets: Assets;
  /** The page's own worker. */
  readonly client: Client;
  /** Pools at work, to be closed with the API. */
  readonly pools: Set<Pool>;
}

/** Documents that may wait, finished, for one before them: enough that a long one does not stop the workers at once. */
const AHEAD = 2;

/** Documents by which the rate is measured, and the fewest from which it is told. */
const RATE_OVER = 32;
const RATE_FROM = 3;

/** Errors that are not the document's: no other could be made either. */
const OF_THE_PROGRAM: ReadonlySet<string> = new Set(["worker_unavailable", "wasm_unavailable", "closed"]);

/** A document, or why there is none. */
interface Outcome {
  readonly item: BatchItem;
  readonly title: string;
  readonly pages: number;
  readonly findings: readonly Finding[];
  readonly error: BatchDocument["error"];
  readonly bytes: Uint8Array<ArrayBuffer> | null;
}

/** Does what `Huibao.batch` says. */
export async function makeBatch(
  { assets, client, pools }: BatchHost,
  items: Iterable<BatchItem> | AsyncIterable<BatchItem>,
  options: RenderOptions,
  { signal, onProgress, workers = defaultWorkers(), to }: BatchCallOptions,
): Promise<BatchResult> {
  if (!Number.isInteger(workers) || workers < 1 || workers > MOST_WORKERS) {
    throw new RangeError(`workers 应当是 1 至 ${MOST_WORKERS} 的整数，而不是 ${workers}。`);
  }
  const begun = performance.now();
  const pool = new Pool(assets, client.shared, workers);
  const watch = new Watch(sizeOf(items), onProgress);
  const documents: BatchDocument[] = [];
  const failed: BatchItem[] = [];
  pools.add(pool);
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => {
      pool.close(signal?.reason);
      reject(signal?.reason);
    };
  });
  stopped.catch(() => undefined);
  signal?.addEventListener("abort", stop);
  try {
    signal?.throwIfAborted();
    // Then the modules are compiled, and no worker of the pool loads one.
    await client.call("ready", null, signal ? { signal } : {});
    watch.tell();

    const make = (item: BatchItem, index: number): Promise<Outcome> => makeOne(pool, item, index, options, watch);
    const outcomes = inOrder(items, workers + AHEAD, make, stopped);
    const stream = streamOf(archive(files(outcomes, documents, failed)));
    const written = to
      ? stream.pipeTo(to, signal ? { signal } : {}).then(() => null)
      : new Response(stream, { headers: { "Content-Type": "application/zip" } }).blob();
    const zip = await Promise.race([written, stopped]);
    return { zip, report: reportOf(documents), failed, seconds: (performance.now() - begun) / 1000, workers: pool.most };
  } catch (error) {
    // What is being written fails too; one reason is enough. A stream that was never begun is let go of here.
    if (to && !to.locked) {
      await to.abort(error).catch(() => undefined);
    }
    throw error;
  } finally {
    signal?.removeEventListener("abort", stop);
    pool.close();
    pools.delete(pool);
  }
}

async function makeOne(pool: Pool, item: BatchItem, index: number, options: RenderOptions, watch: Watch): Promise<Outcome> {
  const name = nameOf(item) ?? `第${index + 1}份`;
  const nothing = { item, title: "", pages: 0, findings: [], bytes: null };
  let outcome: Outcome;
  if (item?.data === undefined || item.data === null) {
    const error = { code: "internal", message: `第 ${index + 1} 项没有数据。`, hint: "每一项应当是 { name, data } 这样的对象。" };
    outcome = { ...nothing, item: { name, data: {} }, error };
  } else {
    try {
      const filed = await pool.file(owned(item.data), { ...options, ...item.options }, () => watch.begin(index, name));
      outcome = { item, ...filed, error: null };
    } catch (error) {
      if (!isHuibaoError(error) || OF_THE_PROGRAM.has(error.code)) {
        throw error;
      }
      const { code, summary, hint, findings, title } = error;
      outcome = { ...nothing, title: title ?? "", findings, error: { code, message: summary, hint } };
    }
  }
  watch.end(index, outcome.error === null);
  return outcome;
}

function nameOf(item: BatchItem): string | undefined {
  const name = item?.name?.trim();
  return name === "" ? undefined : name;
}

/** Makes items in turn, `window` of them at most begun and not handed on; outcomes in the order of the items. */
async function* inOrder(
  items: Iterable<BatchItem> | AsyncIterable<BatchItem>,
  window: number,
  make: (item: BatchItem, index: number) => Promise<Outcome>,
  stopped: Promise<never>,
): AsyncGenerator<Outcome, void> {
  const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  const pending: Promise<Outcome>[] = [];
  let exhausted = false;
  try {
    for (let index = 0; ; index++) {
      const { done, value } = await Promise.race([iterator.next(), stopped]);
      if (done === true) {
        exhausted = true;
        break;
      }
      const outcome = make(value, index);
      // Awaited in its turn; what fails before that is not unhandled.
      outcome.catch(() => undefined);
      pending.push(outcome);
      if (pending.length >= window) {
        yield* await first(pending);
      }
    }
    while (pending.length > 0) {
      yield* await first(pending);
    }
  } finally {
    if (!exhausted) {
      // Not awaited: a generator that is waiting for something ends when that has come.
      void Promise.resolve(iterator.return?.()).catch(() => undefined);
    }
  }
}

async function first(pending: Promise<Outcome>[]): Promise<Outcome[]> {
  const outcome = pending.shift();
  return outcome ? [await outcome] : [];
}

/** The files of the archive; notes on the way what became of each document. */
async function* files(
  outcomes: AsyncIterable<Outcome>,
  documents: BatchDocument[],
  failed: BatchItem[],
): AsyncGenerator<Packed, void> {
  const names = new Names();
  for await (const { item, title, pages, findings, error, bytes } of outcomes) {
    const name = names.take(safeName(nameOf(item) ?? title, `第${documents.length + 1}份`));
    const file = bytes && `${name}.pdf`;
    documents.push({ name, file, title, pages, findings: findings.filter(({ severity }) => severity !== "note"), error });
    if (file === null || bytes === null) {
      failed.push({ ...item, name });
    } else {
      yield { name: file, bytes };
    }
  }
  yield* summaryFiles(reportOf(documents));
}

function reportOf(documents: readonly BatchDocument[]): BatchReport {
  const failed = documents.filter(({ error }) => error !== null).length;
  return { total: documents.length, done: documents.length - failed, failed, documents };
}

/** A stream that asks for the next piece when the one before was taken. */
function streamOf(pieces: AsyncGenerator<Uint8Array<ArrayBuffer>, void>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done === true) {
          controller.close();
        } else {
          controller.enqueue(value);
        }
      },
      cancel() {
        // Not awaited: it ends when what it waits for has come to nothing.
        void pieces.return().catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

/** How many items there are, where that can be told without taking them. */
function sizeOf(items: Iterable<BatchItem> | AsyncIterable<BatchItem>): number | null {
  const size: unknown = Array.isArray(items) ? items.length : "size" in items ? items.size : null;
  return typeof size === "number" ? size : null;
}

/** Counts, and tells how far the batch is. */
class Watch {
  readonly #total: number | null;
  readonly #onProgress: ((progress: BatchProgress) => void) | undefined;
  readonly #names = new Map<number, string>();
  /** When the last documents were finished, in milliseconds. */
  readonly #finished: number[] = [];
  #done = 0;
  #failed = 0;

  constructor(total: number | null, onProgress: ((progress: BatchProgress) => void) | undefined) {
    this.#total = total;
    this.#onProgress = onProgress;
  }

  begin(index: number, name: string): void {
    this.#names.set(index, name);
    this.tell();
  }

  end(index: number, made: boolean): void {
    this.#names.delete(index);
    if (made) {
      this.#done += 1;
    } else {
      this.#failed += 1;
    }
    this.#finished.push(performance.now());
    if (this.#finished.length > RATE_OVER) {
      this.#finished.shift();
    }
    this.tell();
  }

  tell(): void {
    const rate = this.#rate();
    const left = this.#total === null ? null : this.#total - this.#done - this.#failed;
    this.#onProgress?.({
      done: this.#done,
      failed: this.#failed,
      total: this.#total,
      names: [...this.#names.values()],
      rate,
      remaining: rate === null || left === null ? null : left / rate,
    });
  }

  /** Since the earliest of the last documents, that one not counted: the start of the workers is not their speed. */
  #rate(): number | null {
    const [first] = this.#finished;
    const elapsed = first === undefined ? 0 : performance.now() - first;
    return this.#finished.length < RATE_FROM || elapsed <= 0 ? null : ((this.#finished.length - 1) * 1000) / elapsed;
  }
}

