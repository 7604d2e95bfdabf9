/**
 * Many documents at once: items in, one archive out, in the order of the items.
 *
 * Nothing is held that need not be: an item is taken when a worker will soon be free, and while the archive cannot be
 * written on, no more are taken.
 */

import type { Assets } from "./assets.js";
import { owned, type Client } from "./client.js";
import { isHuibaoError } from "./errors.js";
import { Names } from "./names.js";
import { defaultWorkers, MOST_WORKERS, Pool } from "./pool.js";
import type { Filed, NameFacts } from "./protocol.js";
import { list, refuseErrors, tree, type Entry } from "./source.js";
import { summaryFiles } from "./summary.js";
import type {
  BatchCallOptions,
  BatchDocument,
  BatchItem,
  BatchOptions,
  BatchReport,
  BatchResult,
  BatchTree,
  Finding,
  Genre,
  RenderOptions,
} from "./types.js";
import { Watch } from "./watch.js";
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

/** Errors that are not the document's: no other could be made either. */
const OF_THE_PROGRAM: ReadonlySet<string> = new Set(["worker_unavailable", "wasm_unavailable", "closed"]);

/** What may go well at the second try, in a fresh worker: one that ended, a slice that did not arrive. */
const WORTH_ANOTHER_TRY: ReadonlySet<string> = new Set(["crashed", "fonts_unavailable"]);
const TRIES = 2;

/** A document, or why there is none. */
interface Outcome {
  readonly entry: Entry;
  /** Name of its file, which another may have too. */
  readonly name: string;
  readonly title: string;
  readonly pages: number;
  readonly findings: readonly Finding[];
  readonly error: BatchDocument["error"];
  readonly bytes: Uint8Array<ArrayBuffer> | null;
}

/** Does what `Huibao.batch` says. */
export async function makeBatch(
  { assets, client, pools }: BatchHost,
  items: Iterable<BatchItem> | AsyncIterable<BatchItem> | BatchTree,
  { pattern, ...options }: BatchOptions,
  { signal, onProgress, workers = defaultWorkers(), to }: BatchCallOptions,
): Promise<BatchResult> {
  const begun = performance.now();
  const documents: BatchDocument[] = [];
  const failed: BatchItem[] = [];
  let pool: Pool | null = null;
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => {
      pool?.close(signal?.reason);
      reject(signal?.reason);
    };
  });
  stopped.catch(() => undefined);
  signal?.addEventListener("abort", stop);
  const call = signal ? { signal } : {};
  // A stream that breaks off says nothing of why to who takes a Blob of it.
  const reasons: unknown[] = [];
  try {
    if (!Number.isInteger(workers) || workers < 1 || workers > MOST_WORKERS) {
      throw new RangeError(`workers 应当是 1 至 ${MOST_WORKERS} 的整数，而不是 ${workers}。`);
    }
    signal?.throwIfAborted();
    const source = "units" in items ? await tree(client, items, call) : list(client, items);
    const naming = { pattern: pattern ?? source.pattern, genre: options.genre ?? "", genres: await client.call("genres", null, call) };
    refuseErrors((await client.call("fileName", { pattern: naming.pattern, facts: { unit: "" } }, call)).findings);
    const watch = new Watch(source.total, onProgress);
    watch.tell();
    // Then the modules are compiled, and no worker of the pool loads one.
    await client.call("ready", null, call);
    const started = new Pool(assets, client, workers);
    pool = started;
    pools.add(pool);

    const make = (entry: Entry, index: number): Promise<Outcome> => makeOne(started, entry, index, options, naming, watch);
    const outcomes = inOrder(source.entries(started), workers + AHEAD, make, stopped);
    const stream = streamOf(told(archive(files(outcomes, documents, failed)), (error) => reasons.push(error)));
    const written = to
      ? stream.pipeTo(to, call).then(() => null)
      : new Response(stream, { headers: { "Content-Type": "application/zip" } }).blob();
    const zip = await Promise.race([written, stopped]);
    const seconds = (performance.now() - begun) / 1000;
    return { zip, report: reportOf(documents), failed: source.failed(documents, failed), seconds, workers: pool.most };
  } catch (error) {
    // What is being written fails with the same reason. A stream that was never begun is let go of here.
    if (to && !to.locked) {
      await to.abort(error).catch(() => undefined);
    }
    throw reasons.length > 0 ? reasons[0] : error;
  } finally {
    signal?.removeEventListener("abort", stop);
    if (pool) {
      pool.close();
      pools.delete(pool);
    }
  }
}

/** The same, and what it throws is told. */
async function* told<T>(source: AsyncIterable<T>, tell: (error: unknown) => void): AsyncGenerator<T, void> {
  try {
    yield* source;
  } catch (error) {
    tell(error);
    throw error;
  }
}

/** How a document's file is to be called. */
interface Naming {
  readonly pattern: string;
  /** Id of the genre that was asked for; empty when the data names it. */
  readonly genre: string;
  readonly genres: readonly Genre[];
}

async function makeOne(
  pool: Pool,
  entry: Entry,
  index: number,
  options: RenderOptions,
  naming: Naming,
  watch: Watch,
): Promise<Outcome> {
  const { item, unit } = entry;
  const own = item?.name?.trim() ?? "";
  const provisional = own || unit?.name || `第${index + 1}份`;
  const make = (): Promise<Outcome> =>
    pool.lend(async (client) => {
      watch.begin(index, provisional);
      const { genre, date, ...made } = await fileOf(client, entry, index, options);
      const id = genre || naming.genre;
      const name = await nameOf(client, own, naming.pattern, {
        ...(unit ? { id: unit.id, parent: unit.parent, level: unit.level } : {}),
        unit: unit?.name || made.title || provisional,
        genre: id,
        genre_name: naming.genres.find((known) => known.id === id)?.name ?? "",
        number: index + 1,
        date,
      });
      return { entry, name, ...made };
    });
  let outcome: Outcome;
  try {
    outcome = await make();
  } catch (error) {
    if (!isHuibaoError(error) || error.code !== "worker_unavailable") {
      throw error;
    }
    // It crashed, and no worker took its place. Another may be free, or be had by now.
    outcome = await make();
  }
  watch.end(index, outcome.error === null);
  return outcome;
}

type Made = Omit<Outcome, "entry" | "name"> & Pick<Filed, "genre" | "date">;

/** Sets one document; why it could not be done is a result too. */
async function fileOf(client: Client, { item, refused }: Entry, index: number, options: RenderOptions): Promise<Made> {
  const nothing = { title: "", genre: "", date: "", pages: 0, findings: [], bytes: null };
  if (refused.length > 0) {
    const error = { code: "findings", message: refused[0]?.message ?? "", hint: refused[0]?.hint ?? "" };
    return { ...nothing, findings: refused, error };
  }
  if (item?.data === undefined || item.data === null) {
    return { ...nothing, error: { code: "internal", message: `第 ${index + 1} 项没有数据。`, hint: "每一项应当是 { name, data } 这样的对象。" } };
  }
  const args = { data: owned(item.data), options: { ...options, ...item.options } };
  for (let tries = 1; ; tries++) {
    try {
      return { ...(await client.call("file", { key: client.nextId(), ...args })), error: null };
    } catch (error) {
      if (!isHuibaoError(error) || OF_THE_PROGRAM.has(error.code)) {
        throw error;
      }
      if (tries >= TRIES || !WORTH_ANOTHER_TRY.has(error.code)) {
        const { code, summary, hint, findings, title } = error;
        return { ...nothing, title: title ?? "", findings, error: { code, message: summary, hint } };
      }
    }
  }
}

/** A name for a file; each part of a name of its own is made safe by itself. */
async function nameOf(client: Client, own: string, pattern: string, facts: NameFacts): Promise<string> {
  if (own === "") {
    const { name, findings } = await client.call("fileName", { pattern, facts });
    refuseErrors(findings);
    return name;
  }
  const parts = own.split("/").filter((part) => part !== "");
  const safe = parts.map((part) => client.call("fileName", { pattern: "{unit}", facts: { unit: part } }));
  return (await Promise.all(safe)).map(({ name }) => name).join("/");
}

/** Makes documents in turn, `window` of them at most begun and not handed on; in their order. */
async function* inOrder(
  entries: Iterable<Entry> | AsyncIterable<Entry>,
  window: number,
  make: (entry: Entry, index: number) => Promise<Outcome>,
  stopped: Promise<never>,
): AsyncGenerator<Outcome, void> {
  const iterator = Symbol.asyncIterator in entries ? entries[Symbol.asyncIterator]() : entries[Symbol.iterator]();
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
  for await (const { entry, name: wanted, title, pages, findings, error, bytes } of outcomes) {
    const name = names.take(wanted);
    const file = bytes && `${name}.pdf`;
    const marked = findings.filter(({ severity }) => severity !== "note");
    documents.push({ name, unit: entry.unit?.id ?? null, file, title, pages, findings: marked, error });
    if (file !== null && bytes !== null) {
      yield { name: file, bytes };
    } else if (entry.unit === null) {
      failed.push({ ...entry.item, name });
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
