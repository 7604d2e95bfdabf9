/** The plain values that cross between a host, the worker and the wasm modules. */

import type { ProgressData } from "./model.js";

/** How bad a {@link Finding} is. An `error` forbids a page; a `warning` must be seen; a `note` is only worth knowing. */
export type Severity = "error" | "warning" | "note";

/** One thing that is wrong or remarkable: what, where, and what to do. Every stage reports in this currency. */
export interface Finding {
  /** How grave it is: an `error` forbids a page, a `warning` is to be looked at, a `note` is to be known. */
  readonly severity: Severity;
  /** Stable English code, `stage.what`, for example `check.rate`. */
  readonly code: string;
  /** Where: a JSON pointer (RFC 6901) into the data, or `draft:LINE:COLUMN`; empty for the input as a whole. */
  readonly path: string;
  /** The worksheet cell the value came from (`指标!C5`), when the data came from a workbook. */
  readonly cell?: string;
  /** What is wrong, in Chinese, with the values concerned. */
  readonly message: string;
  /** What to do about it, in Chinese; may be empty. */
  readonly hint: string;
}

/**
 * Progress data: an object, a JSON text, or the bytes of a file, JSON (UTF-8) or Excel (.xlsx); which of the two is told by
 * its first bytes.
 *
 * An object is copied to the worker by structured clone, so it must not hold functions or DOM nodes. Bytes are copied when
 * the call is made; the caller may go on using them.
 */
export type Data = string | Uint8Array | ArrayBuffer | ProgressData;

/** A kind of document, as {@link Huibao.genres} lists them. */
export interface Genre {
  /** Stable English id, for example `observation_speech`. */
  readonly id: string;
  /** The Chinese name that a clerk reads. */
  readonly name: string;
  /** Id of the page layout that suits it. */
  readonly layout: string;
}

/** A named ledger, chart or list that offices keep, as {@link Huibao.instruments} lists them. */
export interface Instrument {
  /** Its row, for example `B6`. */
  readonly id: string;
  /** What offices call it, in Chinese: all the names of the row. */
  readonly name: string;
  /** The part of the list that it belongs to, with its title. */
  readonly group: string;
  /** JSON pointers of the fields that hold it; `*` stands for every member of a list. */
  readonly fields: readonly string[];
  /** A piece of a genre's template that says it in words; may be empty. */
  readonly sentence: string;
  /** Fenced blocks to be copied into a draft; may be empty. */
  readonly blocks: string;
  /** A small set of data that it can be seen with, a JSON text. */
  readonly data: string;
}

/** How a draft is composed. */
export interface DraftOptions {
  /** Id of the genre. Default: the one that the data names (`report.genre`), else the first that {@link Huibao.genres} lists. */
  readonly genre?: string;
  /** Chooses among equivalent wordings; the same seed gives the same text. Default: 0. */
  readonly seed?: number;
  /**
   * Compose although the data contradicts itself. Default `false`: contradictions are errors. The document then says on
   * its first page how many there are.
   */
  readonly force?: boolean;
  /** A template in the place of the genre's own, with any id as `genre`: see docs/genres.md of the project. */
  readonly template?: string;
  /** A dictionary of phrases (TOML); its purposes come in the place of those of the same name. */
  readonly phrases?: string;
  /** How offices speak of themselves (TOML, by level); its words come in the place of those of the same name. */
  readonly words?: string;
  /** Date of the document, ISO 8601 (`2025-08-30`), where the data has none. Never the clock. */
  readonly date?: string;
}

/** How a document is composed and set. */
export interface RenderOptions extends DraftOptions {
  /**
   * Id of the page layout: `speech`, the page of GB/T 9704-2012; `reading`, to read aloud from: large type, and pages turn
   * where sentences end; `official` (公文), `letter` (信函), `bulletin` (简报), `ledger` (横排台账). Default: the one that the
   * draft's front matter asks for, else the genre's.
   */
  readonly layout?: string;
  /**
   * The image of a seal (印章; PNG, JPEG or SVG), set on signature and date of an official document or a letter. Default:
   * none, and both stand where an unsealed document has them.
   */
  readonly seal?: Uint8Array;
  /**
   * In the layout `reading`, print above each figure that is not said at once how it is spoken: 九百八十八点三 above 988.3.
   * Default: what the draft's front matter says, else `false`.
   */
  readonly spoken?: boolean;
  /**
   * Print 数据来源表 as the last annex: every figure with where it stands, where it comes from, its formula and who supplied it.
   * Default: what the draft's front matter says, else `false`. The PDF always carries it as an attachment.
   */
  readonly sources?: boolean;
  /**
   * Outlines of regions by which the document's maps are drawn: a GeoJSON `FeatureCollection` of polygons in longitude and
   * latitude, as text or as the bytes of a file (UTF-8). A feature is matched with a region by its `name`. Default: regions
   * are tiles.
   */
  readonly map?: string | Uint8Array | ArrayBuffer;
  /** A draft that a person edited. It is set instead of a newly composed one; its figures stay bound to the data. */
  readonly draft?: string;
  /**
   * With `draft`: replace each bound figure by its present value in the data. Default `false`: the draft is set as it
   * stands, and a figure that disagrees with the data is a finding.
   */
  readonly refresh?: boolean;
}

/** How long a document takes to read aloud. */
export interface Aloud {
  /** Characters that are said: numbers as they are spoken (988.3亿元 is nine), without punctuation. */
  readonly characters: number;
  /** Minutes, rounded; at least 1. */
  readonly minutes: number;
}

/** What {@link Huibao.check} found. */
export interface CheckResult {
  /** All that was found, whatever its severity. */
  readonly findings: readonly Finding[];
  /** How many relations between figures were examined. 0 means "not evaluated", which is not "passed". */
  readonly examined: number;
  /** The same, rule by rule. */
  readonly rules: readonly RuleOutcome[];
}

/** What one rule did. */
export interface RuleOutcome {
  /** The rule's code, which its findings carry. */
  readonly code: string;
  /** What it checks, in Chinese. */
  readonly title: string;
  /** How many relations it examined; 0 means "not evaluated". */
  readonly examined: number;
}

/** What {@link Huibao.draft} composed, or {@link Huibao.reuse} wrote anew. */
export interface DraftResult {
  /** Markdown with front matter; figures are links to where they come from. */
  readonly draft: string;
  /** What was found on the way. */
  readonly findings: readonly Finding[];
}

/** What {@link Huibao.style} found. */
export interface StyleResult {
  /** What an editor would mark; paths are places in the draft, empty for the draft as a whole. */
  readonly findings: readonly Finding[];
  /** The draft in numbers. */
  readonly measures: StyleMeasures;
}

/** A draft in numbers. Tables are not counted. */
export interface StyleMeasures {
  /** Characters without blanks. */
  readonly characters: number;
  /** Sentences. */
  readonly sentences: number;
  /** Median length of a sentence in characters. */
  readonly median: number;
  /** A tenth of the sentences are no longer. */
  readonly tenth: number;
  /** A tenth of the sentences are no shorter. */
  readonly ninetieth: number;
  /** Share of clauses of exactly four characters, in per cent. */
  readonly four_character_share: number;
  /** 要 in 1000 characters. */
  readonly orders: number;
  /** Share of sentences that begin with an order, in per cent. */
  readonly imperative_share: number;
  /** 此外, 因此, 综上所述 … in 10 000 characters. */
  readonly connectives: number;
  /** Sentences that begin like the one before. */
  readonly repeated_openings: number;
  /** Four-character clauses that occur more than once. */
  readonly repeated_phrases: readonly { readonly word: string; readonly count: number }[];
  /** Words with their uses, in 10 000 characters here (`rate`) and in the corpus of real speeches (`corpus`). */
  readonly words: readonly WordRate[];
}

/** How often a word is used. */
export interface WordRate {
  /** The word. */
  readonly word: string;
  /** Its uses in the draft. */
  readonly count: number;
  /** Uses in 10 000 characters. */
  readonly rate: number;
  /** The same in real speeches. */
  readonly corpus: number;
}

/** Options of {@link Huibao.inspect}. */
export interface InspectOptions extends CallOptions {
  /**
   * Write figures whose source changed anew. With `false` the draft stays as it is, and such figures have the state `stale`.
   * Default: `true`.
   */
  readonly refresh?: boolean;
  /** Date of the document, as in {@link DraftOptions}. */
  readonly date?: string;
}

/** What {@link Huibao.inspect} saw. All offsets are UTF-16 code units of its `draft`; a range ends behind its last unit. */
export interface Inspection {
  /** The draft, its figures written anew. A line ends in it as in the draft that was given. */
  readonly draft: string;
  /** The front matter with its `+++` lines; null where there is none. */
  readonly frontMatter: Span | null;
  /**
   * The top-level blocks, in the order and numbering that the typesetter has, too. 数据来源表, which a document may have at its
   * end, stands nowhere in the draft and is not among them.
   */
  readonly blocks: readonly InspectedBlock[];
  /** The figure links, in the order of the draft. */
  readonly figures: readonly InspectedFigure[];
  /** Typed numbers that are bound to nothing, in the order of the draft. `findings` tell the same. */
  readonly unbound: readonly InspectedNumber[];
  /** What is wrong with the draft; those of the data are not repeated. */
  readonly findings: readonly Finding[];
}

/** A range of a draft. */
export interface Span {
  /** Where it begins. */
  readonly from: number;
  /** Where what follows it begins. */
  readonly to: number;
}

/** A block of a draft: its lines, from the beginning of the first to the end of the last. */
export interface InspectedBlock extends Span {
  /** What kind of block it is. */
  readonly kind: "heading" | "paragraph" | "list" | "table" | "exhibit" | "annex";
  /** Level of a heading, 1 to 4; 0 of any other block. */
  readonly level: number;
  /**
   * What the page says of it and the draft does not: the number of a heading (一、) or annex (附件1), the name of an exhibit's
   * kind (台账). May be empty.
   */
  readonly label: string;
}

/** A figure link of a draft: its range is that of the whole link. */
export interface InspectedFigure extends Span {
  /** Index of its block. */
  readonly block: number;
  /**
   * Its place among the figures of the block, from 0, in reading order: a list item by item; a table by rows, the head first,
   * each from its first cell to its last. The typesetter counts the same way.
   */
  readonly index: number;
  /** The range of its text, without brackets and marks of stress. */
  readonly textFrom: number;
  /** Where its text ends. */
  readonly textTo: number;
  /** Its text as it is printed: without escapes. */
  readonly text: string;
  /** The target of the link without `figure:`, `/targets/0/done?form=bare`. */
  readonly path: string;
  /** 名称; empty where the source is not known. */
  readonly label: string;
  /** Where it comes from, by the headings of the data: 目标第1条·已完成. */
  readonly source: string;
  /** 算式, where it was computed. */
  readonly formula: string | null;
  /** 统计期间. */
  readonly period: string | null;
  /** 数据截止日期. */
  readonly asOf: string | null;
  /** 数据来源单位. */
  readonly provider: string | null;
  /**
   * JSON pointers of the data that it comes from: of a stated figure its own, of a computed one those of what was stated, of a count
   * the records; a hundred at most.
   */
  readonly inputs: readonly string[];
  /** The worksheet cells of `inputs` (`目标!C5`), where the data came from a workbook. */
  readonly cells: readonly string[];
  /** Whether it says what its source says; `missing`: the data does not have its source. */
  readonly state: "bound" | "stale" | "missing";
}

/** A typed number of a draft that is bound to nothing. */
export interface InspectedNumber extends Span {
  /** The number with its unit. */
  readonly text: string;
}

/** What {@link Huibao.load} read. */
export interface LoadResult {
  /** What could be read; what could not is told by the findings. */
  readonly data: ProgressData;
  /** What could not be read. */
  readonly findings: readonly Finding[];
}

/** A picture of a chart or map, to stand in a Word document. */
export interface ChartImage {
  /** The block that it shows, counted from 0 in the document. */
  readonly block: number;
  /** PNG; of 200 dots an inch or more it is sharp on paper. */
  readonly png: Uint8Array;
  /** The same as SVG, which Word 2016 and later shows instead. Left out, the PNG is what every program shows. */
  readonly svg?: string;
  /** Width in points; what is larger than the page's text is made smaller. */
  readonly width: number;
  /** Height in points. */
  readonly height: number;
}

/** Options of {@link Report.docx}. */
export interface DocxOptions {
  /** Each figure carries a comment (批注) that says where it comes from. Default: none does. */
  readonly sources?: boolean;
  /**
   * Pictures of charts and maps, with the words of the chart as their alternative text; what has none is a table of its data.
   * Default: each is drawn as on its page, at 200 dots an inch, where there is a `document` to draw in; a chart that goes over pages
   * is a table. `[]` makes tables of all of them.
   */
  readonly images?: readonly ChartImage[];
}

/** What {@link Huibao.workbook} wrote. */
export interface WorkbookResult {
  /** The .xlsx file, or `null` when a finding forbids it. */
  readonly bytes: Uint8Array<ArrayBuffer> | null;
  /** What could not be written. */
  readonly findings: readonly Finding[];
}

/** The phases of a render, in order. `load` may interleave with the three that need no typesetter. */
export type Phase = "load" | "check" | "compose" | "document" | "fonts" | "set" | "export";

/** What is being done just now. */
export type Progress =
  | {
      /** Bytes are arriving: `load` is the program itself, `fonts` the faces that the text needs. */
      readonly phase: "load" | "fonts";
      /** Bytes that have arrived. */
      readonly loaded: number;
      /** Bytes expected, or `null` when the server did not say. */
      readonly total: number | null;
    }
  | { readonly phase: Exclude<Phase, "load" | "fonts"> };

/** A block's part of a page, or a line's part of a figure. Lengths are parts of the page, from its top left. */
export interface Place {
  /** The number of the block among those of the document, as {@link Huibao.inspect} counts them. */
  readonly block: number;
  /**
   * The number of the figure among those of the block, in reading order; `null` for the block itself. A figure that is broken at
   * the end of a line has two places; figures inside tables and charts made from the data have none.
   */
  readonly figure: number | null;
  /** From the left edge, as a part of the page's width. */
  readonly x: number;
  /** From the upper edge, as a part of the page's height. */
  readonly y: number;
  /** As a part of the page's width. */
  readonly width: number;
  /** As a part of the page's height. */
  readonly height: number;
}

/**
 * Where the blocks and figures of a page are. What belongs to no block is not among them: title, 版头, signature, page
 * number.
 */
export interface PagePlaces {
  /** Width of the page in points. */
  readonly width: number;
  /** Height of the page in points. */
  readonly height: number;
  /** Of each block its own place before those of its figures. */
  readonly places: readonly Place[];
}

/** What a face sets: 标题 (小标宋), 一级标题 (黑体), 二级标题 (楷体), 正文 (仿宋), 页码 (宋体). */
export type FaceRole = "title" | "heading1" | "heading2" | "body" | "folio";

/** A font file of the user's own, for {@link Huibao.setFaces}. */
export interface OwnFace {
  /** What it is to set. */
  readonly role: FaceRole;
  /** A font file: TTF, OTF, or a collection (TTC). */
  readonly bytes: Uint8Array;
  /** Name of the file, for messages. */
  readonly file?: string;
  /** Which face of a collection. Default: 0, the first. */
  readonly index?: number;
}

/** A face of the user's that is used. */
export interface UsedFace {
  /** What it sets. */
  readonly role: FaceRole;
  /** Name of its file; empty where none was given. */
  readonly file: string;
  /** Its family, for example 仿宋_GB2312. */
  readonly family: string;
  /** How many characters are taken from it. */
  readonly characters: number;
  /** How many of the 6763 hanzi of GB/T 2312 it has. */
  readonly gb2312: number;
}

/** Result of {@link Huibao.setFaces}. */
export interface OwnFacesResult {
  /** Those that are used. */
  readonly faces: readonly UsedFace[];
  /** Errors: why a face is not used. Warnings and notes: what of a face comes from the built-in one. */
  readonly findings: readonly Finding[];
}

/** Options of one call. */
export interface CallOptions {
  /**
   * Cancels the call: its promise rejects with `signal.reason` (an `AbortError` by default). Typesetting cannot be
   * interrupted, so a worker in the middle of it is ended and a new one started from the compiled modules.
   */
  readonly signal?: AbortSignal;
  /**
   * How many milliseconds a cancelled call may go on by itself before its worker is ended. Default: 100. Give more (a
   * minute) where the next call follows at once, as one types: the worker then keeps what makes the next render fast, and
   * the old one ends where one phase follows another.
   */
  readonly grace?: number;
  /** Told of each phase and, while bytes arrive, at most twenty times a second. */
  readonly onProgress?: (progress: Progress) => void;
}

/** Which regions of data are units: of these levels and these kinds. Neither: those directly below the one that reports. */
export interface Division {
  /** 县, 乡镇, 村, … as the data has them. */
  readonly level?: string | readonly string[];
  /** 贫困县, … as the data has them. */
  readonly kind?: string | readonly string[];
}

/** A unit of data that speaks of many: a town of a county, for example. */
export interface Unit {
  /** Its id, or its name where it has none. */
  readonly id: string;
  /** Its name. */
  readonly name: string;
  /** Its level; may be empty. */
  readonly level: string;
  /** Name of the region that it belongs to; may be empty. */
  readonly parent: string;
}

/** What {@link Huibao.units} found. */
export interface UnitsResult {
  /** In the order of the data. */
  readonly units: readonly Unit[];
  /** What was found; of severity `error` where there is no unit. */
  readonly findings: readonly Finding[];
}

/** Data of many units, each of which gets a document from what the data says of it. */
export interface BatchTree {
  /** Data of many units. */
  readonly data: Data;
  /** Which units; with `ids`, these of them alone. */
  readonly units: Division & { readonly ids?: readonly string[] };
}

/** Options of all documents of a batch, and how their files are called. */
export interface BatchOptions extends RenderOptions {
  /**
   * How files are called that have no name of their own, without extension: `{parent}/{unit}-{genre_name}`. A `/` makes a
   * folder; in braces `unit`, `id`, `parent`, `level`, `genre`, `genre_name`, `number`, `date`. Of a document that is of no
   * unit, `unit` is its title. Default: `{unit}`, or `{parent}/{unit}` where units belong to several regions.
   */
  readonly pattern?: string;
}

/** One document of a batch. */
export interface BatchItem {
  /** Name of its file, without extension; a `/` makes a folder. Default: by the pattern of the batch. */
  readonly name?: string;
  /** Its data. */
  readonly data: Data;
  /** In the place of the batch's options of the same name. */
  readonly options?: RenderOptions;
}

/** Options of {@link Huibao.batch} itself. */
export interface BatchCallOptions {
  /** Stops the batch: its workers end at once, and its promise rejects with `signal.reason`. */
  readonly signal?: AbortSignal;
  /** Told when a document is begun and when it is done. */
  readonly onProgress?: (progress: BatchProgress) => void;
  /**
   * Workers, 1 to 32, beside the one that serves the other calls. Default: the processors, at most four, less one; fewer
   * where the browser says that memory is short: each has its own.
   */
  readonly workers?: number;
  /**
   * Where the archive is written while it is made, for example a file that the user has chosen (File System Access). It is
   * closed at the end, and aborted when the batch fails. Default: nowhere; the result holds the archive as a `Blob`.
   */
  readonly to?: WritableStream<Uint8Array<ArrayBuffer>>;
}

/** How far a batch is. */
export interface BatchProgress {
  /** Documents that were made. */
  readonly done: number;
  /** Documents that could not be made. */
  readonly failed: number;
  /** All documents, or `null` where that is not known before the last. */
  readonly total: number | null;
  /** Names of those being made just now. */
  readonly names: readonly string[];
  /** Documents a second, of the last few dozen; `null` while there are too few to tell. */
  readonly rate: number | null;
  /** Seconds that the rest will take at that rate; `null` where rate or total is not known. */
  readonly remaining: number | null;
}

/** What became of one document of a batch. */
export interface BatchDocument {
  /** Its name, as no other of the batch has it; with the folders that it lies in. */
  readonly name: string;
  /** Id of its unit, or `null` where the batch is of single items. */
  readonly unit: string | null;
  /** Its file in the archive, or `null` when it could not be made. */
  readonly file: string | null;
  /** Its title; empty where it was not known when it failed. */
  readonly title: string;
  /** Number of pages; 0 when it could not be made. */
  readonly pages: number;
  /** Errors and warnings. Notes are left out: of a thousand documents nobody reads them. */
  readonly findings: readonly Finding[];
  /** Why it could not be made. */
  readonly error: { readonly code: string; readonly message: string; readonly hint: string } | null;
}

/** What became of a batch. */
export interface BatchReport {
  /** Documents asked for. */
  readonly total: number;
  /** Documents that were made. */
  readonly done: number;
  /** Documents that could not be made. */
  readonly failed: number;
  /** In the order of the items. */
  readonly documents: readonly BatchDocument[];
}

/** What {@link Huibao.batch} made. */
export interface BatchResult {
  /** The archive; `null` when it was written to `to`. */
  readonly zip: Blob | null;
  /** What became of each document. */
  readonly report: BatchReport;
  /** What could not be made, to be mended and given to another batch: items under the names of the report, or units. */
  readonly failed: readonly BatchItem[] | BatchTree;
  /** How long it took. */
  readonly seconds: number;
  /** How many workers it had. */
  readonly workers: number;
}
