/**
 * huibao (汇报): structured progress data in, typeset Chinese office reports out, in the reader's own browser.
 *
 * @example
 * import { init } from "huibao";
 * const huibao = await init();
 * const report = await huibao.render(data, { genre: "observation_speech" });
 * const pdf = await report.pdf();
 */

import { locate, type InitSource } from "./assets.js";
import { Client, owned, SETTINGS, type Settings } from "./client.js";
import { HuibaoError } from "./errors.js";
import type { Pool } from "./pool.js";
import { Report } from "./report.js";
import type {
  BatchCallOptions,
  BatchItem,
  BatchOptions,
  BatchResult,
  BatchTree,
  CallOptions,
  CheckResult,
  Data,
  Division,
  DraftOptions,
  DraftResult,
  Genre,
  Inspection,
  InspectOptions,
  Instrument,
  LoadResult,
  OwnFace,
  OwnFacesResult,
  Progress,
  RenderOptions,
  StyleResult,
  UnitsResult,
  WorkbookResult,
} from "./types.js";

export type { FontFiles, InitSource, TrustedScript, WasmSource } from "./assets.js";
export { HuibaoError, isHuibaoError, type ErrorCode, type ErrorFacts, type LoadFailure } from "./errors.js";
export { describeAloud, describeAmount, describeBatch, describeProgress, formatBytes, PHASE_LABELS, SEVERITY_LABELS } from "./labels.js";
/** The types of all records: `model.Target`. A namespace, because `Report` and `Event` are names of other things too. */
export type * as model from "./model.js";
export type { ProgressData, Quantity } from "./model.js";
export type { Report } from "./report.js";
export type {
  Aloud,
  BatchCallOptions,
  BatchDocument,
  BatchItem,
  BatchOptions,
  BatchProgress,
  BatchReport,
  BatchResult,
  BatchTree,
  CallOptions,
  ChartImage,
  CheckResult,
  Data,
  Division,
  DocxOptions,
  DraftOptions,
  DraftResult,
  FaceRole,
  Finding,
  Genre,
  InspectedBlock,
  InspectedFigure,
  InspectedNumber,
  Inspection,
  InspectOptions,
  Instrument,
  LoadResult,
  OwnFace,
  OwnFacesResult,
  PagePlaces,
  Phase,
  Place,
  Progress,
  RenderOptions,
  RuleOutcome,
  Severity,
  Span,
  StyleMeasures,
  StyleResult,
  Unit,
  UnitsResult,
  UsedFace,
  WordRate,
  WorkbookResult,
} from "./types.js";

/** The API; {@link init} resolves to it. */
export interface Huibao {
  /** Version of the program in the wasm modules. */
  readonly version: string;
  /**
   * Resolves when the typesetter has arrived. Rendering waits for it by itself; this is for pages that say when they are
   * ready. Rejects when it could not be loaded, and tries again when called again.
   */
  ready(options?: CallOptions): Promise<void>;
  /** The genres that can be composed. */
  genres(options?: CallOptions): Promise<readonly Genre[]>;
  /** The ledgers, charts and lists that offices keep by name, each with its fields and the blocks that print it. */
  instruments(options?: CallOptions): Promise<readonly Instrument[]>;
  /** Loads the data and examines it. Findings are the result, not an error, whatever their severity. */
  check(data: Data, options?: CallOptions): Promise<CheckResult>;
  /** Reads data of any form, an Excel workbook for example, as the object that JSON would hold. */
  load(data: Data, options?: CallOptions): Promise<LoadResult>;
  /**
   * Writes an Excel workbook to be filled in: blank, or with the data in it.
   *
   * @example
   * const { bytes } = await huibao.workbook();
   * if (bytes) download(bytes, "汇报.xlsx", XLSX);   // both from "huibao/pages"
   */
  workbook(data?: Data, options?: CallOptions): Promise<WorkbookResult>;
  /** The JSON Schema of the data, with Chinese titles and descriptions: for forms, editors and validators. */
  schema(options?: CallOptions): Promise<Readonly<Record<string, unknown>>>;
  /** Composes a draft. Answers before the typesetter has arrived. */
  draft(data: Data, options?: DraftOptions, call?: CallOptions): Promise<DraftResult>;
  /**
   * Reads a draft, composed or edited, as an editor of the office does: machine-made turns, counts that their list
   * contradicts, words that the data ban; and the draft in numbers. Answers before the typesetter has arrived.
   */
  style(draft: string, data: Data, options?: CallOptions): Promise<StyleResult>;
  /**
   * Says where each figure of a draft stands and where it comes from, which typed numbers are bound to nothing, and where the
   * blocks are: for editors. Answers in milliseconds, before the typesetter has arrived.
   *
   * @example
   * const { draft, figures } = await huibao.inspect(text, data);
   * for (const { textFrom, textTo, label, source } of figures) mark(textFrom, textTo, `${label}，${source}`);
   */
  inspect(draft: string, data: Data, options?: InspectOptions): Promise<Inspection>;
  /**
   * Writes a draft of one office anew for another (套用), of another level or place: how the office speaks of itself, the names
   * of places, programmes and slogans, and the figures become those of `to`; all else stays as it was written. The two
   * sets of data must be built alike; a figure that `to` has not is a finding with its place in the draft. The draft is empty
   * when `from` or `to` cannot be read. Answers before the typesetter has arrived.
   *
   * @example
   * const { draft, findings } = await huibao.reuse(report.draft, city, town);
   * const speech = await huibao.render(town, { draft });
   */
  reuse(draft: string, from: Data, to: Data, options?: CallOptions): Promise<DraftResult>;
  /**
   * Checks, composes and sets a document. Renders asked for while one runs are done in order.
   *
   * @throws HuibaoError `findings` when a finding forbids a page, `crashed` when the program failed on this document,
   *   and `wasm_unavailable` or `fonts_unavailable` when files did not arrive; each may be followed by another try.
   */
  render(data: Data, options?: RenderOptions, call?: CallOptions): Promise<Report>;
  /**
   * Uses the office's own licensed fonts, each for its role, in all documents from now on; none to use the built-in ones alone.
   * They stay in this browser. Characters that a face lacks, or that would break the grid of 28 characters a line, come from
   * the built-in face. A face that cannot be used (no font, variable, embedding forbidden) is left out and told in `findings`.
   * Reports that were made before are to be made anew.
   *
   * @example
   * const { faces, findings } = await huibao.setFaces([{ role: "body", bytes, file: "仿宋_GB2312.ttf" }]);
   */
  setFaces(faces: readonly OwnFace[]): Promise<OwnFacesResult>;
  /** The units that data speaks of, such as the towns of a county: each can have a document of its own, see {@link batch}. */
  units(data: Data, division?: Division, options?: CallOptions): Promise<UnitsResult>;
  /**
   * Makes many documents in workers of their own, as one ZIP archive with a report in it (报告.txt, 报告.json). A document
   * that cannot be made is told in the report; the others go on. The same items give the same bytes, in their order, and
   * each PDF is the one that {@link render} gives.
   *
   * @param items taken one by one as workers become free, so that a generator need not hold them all; or data of many
   *   units, each of which gets a document.
   * @param options for all; those of an item come first.
   * @throws HuibaoError `findings` when there is no unit, or the pattern of the names cannot be filled; `wasm_unavailable`
   *   or `worker_unavailable` when no worker could be started, `closed` after {@link close}; and what `items` or `call.to`
   *   throws.
   *
   * @example
   * const { zip, report, failed } = await huibao.batch({ data, units: { level: "乡镇" } }, { genre: "overview" });
   */
  batch(
    items: Iterable<BatchItem> | AsyncIterable<BatchItem> | BatchTree,
    options?: BatchOptions,
    call?: BatchCallOptions,
  ): Promise<BatchResult>;
  /** Bytes of wasm memory that the worker had when it last answered. */
  readonly memory: number;
  /** Ends the workers. Calls that are open, and reports, fail from now on with code `closed`. */
  close(): void;
}

/** How patient the program is with the network. */
export interface NetworkOptions {
  /** Milliseconds without a byte after which a connection is given up and the file asked for again. Default: 20 000. */
  readonly stall?: number;
  /** How often a file is asked for, when the connection fails or the server is busy (408, 429, 5xx). Default: 4. */
  readonly attempts?: number;
  /** Milliseconds before the second attempt; twice as many before each further one. Default: 500. */
  readonly backoff?: number;
}

/** Options of {@link init} beyond where the files are. */
export interface InitOptions extends InitSource {
  /** Patience with the network. */
  readonly network?: NetworkOptions;
  /**
   * Whether the program and the font slices are kept in Cache Storage for the next visit. Default `true`; where the browser
   * refuses, its HTTP cache does what it can.
   */
  readonly cache?: boolean;
  /**
   * Bytes of wasm memory above which the worker is replaced between two calls, unseen. Default: 1.5 GiB; the wall is at 4.
   */
  readonly memoryLimit?: number;
  /** Told how many bytes of the program have arrived, also after `init` has resolved. */
  readonly onProgress?: (progress: Progress) => void;
}

interface Opening {
  readonly source: InitSource | undefined;
  readonly listeners: Set<(progress: Progress) => void>;
  readonly huibao: Promise<Huibao>;
  client: Client | null;
}

let opening: Opening | null = null;

/**
 * Loads the program and resolves to its API as soon as data can be checked and drafts composed; the typesetter goes on
 * loading in the worker.
 *
 * Idempotent: later calls resolve to the same API. After a failure, or `close`, the next call starts anew.
 *
 * @throws HuibaoError `worker_unavailable` or `wasm_unavailable`, saying what to set; `init_conflict` when another source
 *   is given while one is in use.
 */
export function init(options: InitOptions = {}): Promise<Huibao> {
  const { onProgress, network, cache, memoryLimit, ...rest } = options;
  const settings: Settings = {
    network: { ...SETTINGS.network, ...network },
    cache: cache ?? SETTINGS.cache,
    memoryLimit: memoryLimit ?? SETTINGS.memoryLimit,
  };
  const source = Object.keys(rest).length === 0 ? undefined : rest;
  if (opening?.client?.closed) {
    opening = null;
  }
  if (opening !== null) {
    if (source !== undefined && !sameSource(source, opening.source)) {
      return Promise.reject(
        new HuibaoError({
          code: "init_conflict",
          message: "init() 已用另一来源调用过。",
          hint: "请在页面中只初始化一次；要更换来源，先对原来的接口调用 close()。",
        }),
      );
    }
    if (onProgress) {
      opening.listeners.add(onProgress);
    }
    return opening.huibao;
  }
  const listeners = new Set(onProgress ? [onProgress] : []);
  const started: Opening = {
    source,
    listeners,
    client: null,
    huibao: Promise.resolve()
      .then(() =>
        open(source ?? {}, settings, listeners, (client) => {
          started.client = client;
        }),
      )
      .catch((error: unknown) => {
      if (opening === started) {
        opening = null;
      }
      throw error;
    }),
  };
  opening = started;
  return started.huibao;
}

async function open(
  source: InitSource,
  settings: Settings,
  listeners: ReadonlySet<(progress: Progress) => void>,
  onClient: (client: Client) => void,
): Promise<Huibao> {
  const assets = locate(source);
  const client = new Client(assets, (progress) => {
    for (const listener of listeners) {
      listener(progress);
    }
  }, settings);
  onClient(client);
  const version = await client.start();
  const pools = new Set<Pool>();
  return {
    version,
    async ready(options) {
      await client.call("ready", null, options);
    },
    genres: (options) => client.call("genres", null, options),
    instruments: (options) => client.call("instruments", null, options),
    check: (data, options) => client.call("check", { data: owned(data) }, options),
    load: (data, options) => client.call("load", { data: owned(data) }, options),
    workbook: (data, options) => client.call("workbook", { data: data === undefined ? null : owned(data) }, options),
    schema: (options) => client.call("schema", null, options),
    draft: (data, options = {}, call) => client.call("draft", { data: owned(data), options }, call),
    style: (draft, data, options) => client.call("style", { draft, data: owned(data) }, options),
    inspect: (draft, data, { refresh = true, date, ...call } = {}) =>
      client.call("inspect", { draft, data: owned(data), options: { refresh, ...(date === undefined ? {} : { date }) } }, call),
    reuse: (draft, from, to, options) => client.call("reuse", { draft, from: owned(from), to: owned(to) }, options),
    async render(data, options = {}, call) {
      return new Report(client, await client.call("render", { key: client.nextId(), data: owned(data), options }, call));
    },
    // Bytes of their own: they are handed to later workers, too.
    setFaces: (faces) => client.setFaces(faces.map((face) => ({ ...face, bytes: new Uint8Array(face.bytes) }))),
    units: (data, division = {}, options) => client.call("units", { data: owned(data), division }, options),
    async batch(items, options = {}, call = {}) {
      // Not part of the first load: most pages make one document.
      const { makeBatch } = await import("./batch.js");
      return makeBatch({ assets, client, pools }, items, options, call);
    },
    close() {
      pools.forEach((pool) => pool.close());
      client.close();
    },
    get memory() {
      return client.memory;
    },
  };
}

function sameSource(a: InitSource, b: InitSource | undefined): boolean {
  const part = (source: InitSource, name: keyof InitSource): unknown => {
    const value = source[name];
    return value instanceof URL ? value.href : value;
  };
  return (["base", "core", "workbook", "typesetter", "fonts", "instruments", "workerUrl"] as const).every((name) => part(a, name) === part(b ?? {}, name));
}
