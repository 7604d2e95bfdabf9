/**
 * The messages between the page and the worker.
 *
 * Each call carries an id and everything that it needs, so that it can be sent again, unchanged, to a new worker when
 * the old one was ended (cancelled) or lost (crashed).
 */

import type { ErrorFacts } from "./errors.js";
import type {
  Aloud,
  CheckResult,
  Data,
  Division,
  DocxOptions,
  DraftOptions,
  DraftResult,
  Finding,
  Genre,
  Inspection,
  InspectOptions,
  Instrument,
  LoadResult,
  OwnFace,
  OwnFacesResult,
  PagePlaces,
  Progress,
  RenderOptions,
  StyleResult,
  UnitsResult,
  WorkbookResult,
} from "./types.js";

/** Where a wasm module comes from: its address, its bytes, or the module that an earlier worker compiled. */
export type ModuleSource =
  | { readonly kind: "url"; readonly url: string; readonly bytes: number | null; readonly sha256: string | null }
  | { readonly kind: "bytes"; readonly bytes: ArrayBuffer }
  | { readonly kind: "module"; readonly module: WebAssembly.Module };

/** Where the faces come from. */
export interface FontSource {
  /** Address of `manifest.json`. */
  readonly manifest: string;
  /** Addresses of the slices by file name, when a bundler moved them; otherwise they lie beside the manifest. */
  readonly files: Readonly<Record<string, string>> | null;
  /** SHA-256 of the manifest, where it is that of this build. */
  readonly sha256: string | null;
}

/** How patient the worker is with the network; see `NetworkOptions`. */
export interface Network {
  /** Milliseconds without a byte after which a connection counts as stalled. */
  readonly stall: number;
  /** How often a file is asked for before it is given up. */
  readonly attempts: number;
  /** Milliseconds before the second attempt; twice as many before each further one. */
  readonly backoff: number;
}

/** What a worker has loaded and a later one need not load again. */
export interface Kept {
  manifest: string | null;
  /** Slices by file name. */
  readonly slices: Map<string, Uint8Array<ArrayBuffer>>;
}

/** A document ready to be set. The key tells the worker whether it is the one set last. */
export interface Setting {
  readonly key: number;
  /** The `Document` as JSON; left out on the way to a worker that holds it. */
  readonly document?: string;
  readonly layout: string;
  /** The image of the seal. */
  readonly seal?: Uint8Array;
  readonly title: string;
}

/** What a render produces in the worker. */
export interface Rendered {
  /** What each page shows: equal ones look the same. */
  readonly pages: readonly string[];
  readonly findings: readonly Finding[];
  readonly draft: string;
  readonly text: string;
  readonly aloud: Aloud;
  readonly genre: string;
  readonly date: string;
  readonly setting: Setting;
}

/** The data of one unit, a JSON text; empty where a finding forbids it. */
export interface UnitData {
  readonly id: string;
  readonly data: string;
  readonly findings: readonly Finding[];
}

/** What the pattern of a file's name can be filled with. */
export interface NameFacts {
  readonly unit: string;
  readonly id?: string;
  readonly parent?: string;
  readonly level?: string;
  readonly genre?: string;
  readonly genre_name?: string;
  readonly number?: number;
  readonly date?: string;
}

/** What is drawn of an exhibit, without its caption, note and source. */
export interface Drawing {
  /** The block that it shows, counted from 0 in the document. */
  readonly block: number;
  /** In points, as the height. */
  readonly width: number;
  readonly height: number;
  readonly svg: string;
}

/** A document as a file. */
export interface Filed {
  readonly title: string;
  /** Id of its genre, and its date; empty where the document names none. */
  readonly genre: string;
  readonly date: string;
  readonly pages: number;
  readonly findings: readonly Finding[];
  /** The PDF. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The calls, by name. */
export interface Calls {
  /** Waits for the typesetter. */
  ready: { args: null; result: null };
  genres: { args: null; result: readonly Genre[] };
  instruments: { args: null; result: readonly Instrument[] };
  check: { args: { readonly data: Data }; result: CheckResult };
  draft: { args: { readonly data: Data; readonly options: DraftOptions }; result: DraftResult };
  style: { args: { readonly draft: string; readonly data: Data }; result: StyleResult };
  inspect: {
    args: { readonly draft: string; readonly data: Data; readonly options: Pick<InspectOptions, "refresh" | "date"> };
    result: Inspection;
  };
  reuse: { args: { readonly draft: string; readonly from: Data; readonly to: Data }; result: DraftResult };
  load: { args: { readonly data: Data }; result: LoadResult };
  units: { args: { readonly data: Data; readonly division: Division }; result: UnitsResult };
  /** The data of several units: the whole is read once for all of them. */
  unit: { args: { readonly data: Data; readonly ids: readonly string[] }; result: readonly UnitData[] };
  /** A name that every system takes; empty where the pattern cannot be filled. */
  fileName: {
    args: { readonly pattern: string; readonly facts: NameFacts };
    result: { readonly name: string; readonly findings: readonly Finding[] };
  };
  /** Without data, a blank one. */
  workbook: { args: { readonly data: Data | null }; result: WorkbookResult };
  schema: { args: null; result: Readonly<Record<string, unknown>> };
  render: { args: { readonly key: number; readonly data: Data; readonly options: RenderOptions }; result: Rendered };
  page: { args: { readonly setting: Setting; readonly index: number }; result: string };
  places: { args: { readonly setting: Setting; readonly index: number }; result: PagePlaces };
  /** Puts the faces of the user's to use, instead of those before. */
  faces: { args: { readonly faces: readonly OwnFace[] }; result: OwnFacesResult };
  pdf: { args: { readonly setting: Setting }; result: Uint8Array<ArrayBuffer> };
  /** The twin in Word. It needs the document and no pages, so it always comes with its document. */
  docx: { args: { readonly setting: Setting; readonly options: DocxOptions }; result: Uint8Array<ArrayBuffer> };
  /** The charts of the document, in their order; without those that go over pages. */
  drawings: { args: { readonly setting: Setting }; result: readonly Drawing[] };
  /** `render` and `pdf` in one, for who looks at no page: the document itself stays in the worker. */
  file: { args: { readonly key: number; readonly data: Data; readonly options: RenderOptions }; result: Filed };
}

/** Name of a call. */
export type CallName = keyof Calls;

/** Calls that use the typesetter. They run one at a time, in the order in which they were made. */
export const TYPESETTER_CALLS: ReadonlySet<CallName> = new Set<CallName>(["render", "page", "places", "pdf", "faces", "file", "drawings"]);

/** A call on its way to the worker. */
export type CallMessage = {
  [N in CallName]: { readonly type: "call"; readonly id: number; readonly name: N; readonly args: Calls[N]["args"] };
}[CallName];

/** Page → worker. */
export type Request =
  | {
      readonly type: "start";
      readonly core: ModuleSource;
      readonly workbook: ModuleSource;
      readonly docx: ModuleSource;
      readonly typesetter: ModuleSource;
      /** Address of the named instruments, which are fetched when they are asked for. */
      readonly instruments: string;
      readonly kept: Kept;
      /** The user's own faces. */
      readonly faces: readonly OwnFace[];
      readonly network: Network;
      /** Whether files are kept between visits. */
      readonly cache: boolean;
      /** Whether to warm the typesetter up when idle; not again after that has failed. */
      readonly warmUp: boolean;
      /** Whether other workers load slices at the same time: then each is asked for (`want`) before it is loaded. */
      readonly oneOfMany: boolean;
      /** The lock that it holds as long as it lives. */
      readonly lock: string;
    }
  /** Where the faces are, once; null when that could not be found out. */
  | { readonly type: "fonts"; readonly fonts: FontSource | null }
  | CallMessage
  /** Answer to `want`: the slice, or null when this worker is to load it. */
  | { readonly type: "slice"; readonly file: string; readonly bytes: Uint8Array<ArrayBuffer> | null }
  /** Give up a call at the next point where the worker waits for something. */
  | { readonly type: "cancel"; readonly id: number };

/** Worker → page. */
export type Reply =
  | { readonly type: "ready"; readonly version: string }
  /** It holds its lock: whoever gets that now knows that the worker has ended. */
  | { readonly type: "alive" }
  /** The core could not be loaded: this worker will not answer any call. */
  | { readonly type: "unavailable"; readonly error: ErrorFacts }
  /** Something to hand to the next worker. */
  | { readonly type: "keep"; readonly part: "core" | "workbook" | "docx" | "typesetter"; readonly module: WebAssembly.Module }
  | { readonly type: "keep"; readonly part: "manifest"; readonly text: string }
  | { readonly type: "keep"; readonly part: "slice"; readonly file: string; readonly bytes: Uint8Array<ArrayBuffer> }
  /** Asks for a slice that another worker may have, or be loading. */
  | { readonly type: "want"; readonly file: string }
  /** A slice that this worker was to load did not arrive. */
  | { readonly type: "missing"; readonly file: string }
  /** `id` is null for loading, which belongs to no call. */
  | { readonly type: "progress"; readonly id: number | null; readonly progress: Progress }
  /** `memory` is what both modules occupy, in bytes; it never shrinks. */
  | { readonly type: "result"; readonly id: number; readonly value: Calls[CallName]["result"]; readonly memory: number }
  | { readonly type: "failure"; readonly id: number; readonly error: ErrorFacts }
  /** Answer to `cancel`, when the worker could give the call up by itself. */
  | { readonly type: "cancelled"; readonly id: number }
  /** The typesetter trapped outside any call (while warming up): start afresh. */
  | { readonly type: "broken" };
