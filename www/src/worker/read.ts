/** What the wasm modules return, checked: a drift between the crate and this package is an error with a name here. */

import type { ProgressData } from "../model.js";
import type { Aloud, CheckResult, DraftResult, Finding, Genre, Instrument, LoadResult, StyleResult, WorkbookResult } from "../types.js";
import { Failure } from "./failure.js";

/** A slice that a document needs. */
export interface Slice {
  readonly family: string;
  readonly file: string;
  readonly bytes: number;
  /** Its first digits, where the manifest has it. */
  readonly sha256: string | null;
}

type Fields = Readonly<Record<string, unknown>>;

export function readCheck(value: unknown): CheckResult {
  const fields = object(value, "check");
  const rules = array(fields["rules"], "rules").map((item) => {
    const rule = object(item, "rules");
    return { code: string(rule, "code"), title: string(rule, "title"), examined: number(rule, "examined") };
  });
  return { findings: readFindings(fields), examined: number(fields, "examined"), rules };
}

export function readDraft(value: unknown): DraftResult {
  const fields = object(value, "draft");
  return { draft: string(fields, "draft"), findings: readFindings(fields) };
}

export function readStyle(value: unknown): StyleResult {
  const fields = object(value, "style");
  const measures = object(fields["measures"], "style.measures");
  const words = array(measures["words"], "measures.words").map((item) => {
    const word = object(item, "measures.words");
    return {
      word: string(word, "word"),
      count: number(word, "count"),
      rate: number(word, "rate"),
      corpus: number(word, "corpus"),
    };
  });
  const phrases = array(measures["repeated_phrases"], "measures.repeated_phrases").map((item) => {
    const phrase = object(item, "measures.repeated_phrases");
    return { word: string(phrase, "word"), count: number(phrase, "count") };
  });
  return {
    findings: readFindings(fields),
    measures: {
      characters: number(measures, "characters"),
      sentences: number(measures, "sentences"),
      median: number(measures, "median"),
      tenth: number(measures, "tenth"),
      ninetieth: number(measures, "ninetieth"),
      four_character_share: number(measures, "four_character_share"),
      orders: number(measures, "orders"),
      imperative_share: number(measures, "imperative_share"),
      connectives: number(measures, "connectives"),
      repeated_openings: number(measures, "repeated_openings"),
      repeated_phrases: phrases,
      words,
    },
  };
}

export function readLoad(value: unknown): LoadResult {
  const fields = object(value, "load");
  // The core writes the form that the schema declares, and the types are made from the schema.
  const data: ProgressData = object(string(fields, "data"), "load.data");
  return { data, findings: readFindings(fields) };
}

export function readWorkbook(value: unknown): WorkbookResult {
  const fields = object(value, "workbook");
  const { bytes } = fields;
  if (bytes !== null && !(bytes instanceof Uint8Array)) {
    throw drift("workbook.bytes", bytes);
  }
  // A copy that is exactly the file: its buffer is transferred, and must not be a view of something larger.
  return { bytes: bytes && new Uint8Array(bytes), findings: readFindings(fields) };
}

export function readSchema(value: unknown): Readonly<Record<string, unknown>> {
  return object(value, "schema");
}

/** `document` as JSON, or null when the findings forbid one; its title, for messages. */
export function readDocument(value: unknown): {
  document: string | null;
  title: string;
  draft: string;
  /** Id of the layout that suits the document's genre. */
  layout: string;
  text: string;
  aloud: Aloud;
  findings: readonly Finding[];
} {
  const fields = object(value, "document");
  const { document } = fields;
  const tree = document === null || document === undefined ? null : object(document, "document.document");
  const facts = tree === null ? {} : object(tree["facts"] ?? {}, "document.facts");
  const aloud = object(fields["aloud"], "document.aloud");
  return {
    document: tree === null ? null : JSON.stringify(tree),
    title: typeof facts["title"] === "string" ? facts["title"] : "",
    draft: string(fields, "draft"),
    layout: string(fields, "layout"),
    text: string(fields, "text"),
    aloud: { characters: number(aloud, "characters"), minutes: number(aloud, "minutes") },
    findings: readFindings(fields),
  };
}

export function readGenres(value: unknown): readonly Genre[] {
  return array(decoded(value), "genres").map((item) => {
    const fields = object(item, "genres");
    return { id: string(fields, "id"), name: string(fields, "name"), layout: string(fields, "layout") };
  });
}

export function readInstruments(value: unknown): readonly Instrument[] {
  return array(decoded(value), "instruments").map((item) => {
    const fields = object(item, "instruments");
    return {
      id: string(fields, "id"),
      name: string(fields, "name"),
      group: string(fields, "group"),
      fields: array(fields["fields"], "instruments.fields").map(String),
      sentence: string(fields, "sentence"),
      blocks: string(fields, "blocks"),
      data: string(fields, "data"),
    };
  });
}

export function readNeeded(value: unknown): { slices: readonly Slice[]; findings: readonly Finding[] } {
  const fields = object(value, "needed");
  const slices = array(fields["slices"], "slices").map((item) => {
    const slice = object(item, "slices");
    return {
      family: string(slice, "family"),
      file: string(slice, "file"),
      bytes: number(slice, "bytes"),
      sha256: typeof slice["sha256"] === "string" ? slice["sha256"] : null,
    };
  });
  return { slices, findings: readFindings(fields) };
}

export function readSet(value: unknown): { pages: number; findings: readonly Finding[] } {
  const fields = object(value, "set");
  return { pages: number(fields, "pages"), findings: readFindings(fields) };
}

/** The findings of a slice or a seal that was handed over. */
export function readAdded(value: unknown): readonly Finding[] {
  return readFindings(object(value, "findings"));
}

/** The findings that a thrown error carries, or null. */
export function findingsOf(error: unknown): readonly Finding[] | null {
  return error instanceof Error && "findings" in error ? readFindings({ findings: error.findings }) : null;
}

/** Findings in order of arrival, each once: later stages repeat what an earlier one already said about the same place. */
export function distinct(...lists: readonly (readonly Finding[])[]): readonly Finding[] {
  const seen = new Set<string>();
  return lists.flat().filter((finding) => {
    const key = JSON.stringify([finding.severity, finding.code, finding.path, finding.cell, finding.message]);
    return !seen.has(key) && seen.add(key);
  });
}

/**
 * Throws when one of these findings forbids a page. All go with the error, and those `before`, which forbade none: data may
 * contradict itself where that was permitted.
 */
export function refuseErrors(findings: readonly Finding[], before: readonly Finding[] = []): void {
  const errors = findings.filter((finding) => finding.severity === "error");
  if (errors.length > 0) {
    throw new Failure({
      code: "findings",
      message: `有 ${errors.length} 处错误，未能成文：${errors[0]?.message ?? ""}`,
      hint: "请按所列各处修改后重试。",
      findings: distinct(before, findings),
    });
  }
}

function readFindings(fields: Fields): readonly Finding[] {
  return array(fields["findings"], "findings").map((item) => {
    const finding = object(item, "finding");
    const severity = string(finding, "severity");
    if (severity !== "error" && severity !== "warning" && severity !== "note") {
      throw drift("finding.severity", severity);
    }
    const { cell } = finding;
    return {
      severity,
      code: string(finding, "code"),
      path: string(finding, "path"),
      ...(typeof cell === "string" ? { cell } : {}),
      message: string(finding, "message"),
      hint: string(finding, "hint"),
    };
  });
}

function decoded(value: unknown): unknown {
  return typeof value === "string" ? JSON.parse(value) : value;
}

function object(value: unknown, what: string): Fields {
  const decodedValue = decoded(value);
  if (typeof decodedValue !== "object" || decodedValue === null || Array.isArray(decodedValue)) {
    throw drift(what, decodedValue);
  }
  return decodedValue as Fields;
}

function array(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) {
    throw drift(what, value);
  }
  return value;
}

function string(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== "string") {
    throw drift(name, value);
  }
  return value;
}

function number(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value !== "number") {
    throw drift(name, value);
  }
  return value;
}

function drift(what: string, value: unknown): TypeError {
  return new TypeError(`wasm returned an unexpected ${what}: ${JSON.stringify(value)?.slice(0, 80)}`);
}
