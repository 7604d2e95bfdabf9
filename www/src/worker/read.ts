/** What the wasm modules return, checked: a drift between the crate and this package is an error with a name here. */

import type { ProgressData } from "../model.js";
import type { Drawing, UnitData } from "../protocol.js";
import type {
  Aloud,
  CheckResult,
  DraftResult,
  FaceRole,
  Finding,
  Genre,
  InspectedBlock,
  InspectedFigure,
  Inspection,
  Instrument,
  LoadResult,
  OwnFacesResult,
  PagePlaces,
  Span,
  StyleResult,
  UnitsResult,
} from "../types.js";
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

const KINDS: readonly InspectedBlock["kind"][] = ["heading", "paragraph", "list", "table", "exhibit", "annex"];
const STATES: readonly InspectedFigure["state"][] = ["bound", "stale", "missing"];

export function readInspection(value: unknown): Inspection {
  const fields = object(value, "inspect");
  const blocks = array(fields["blocks"], "inspect.blocks").map((item) => {
    const block = object(item, "inspect.blocks");
    return { ...span(block), kind: oneOf(KINDS, block, "kind"), level: number(block, "level"), label: string(block, "label") };
  });
  const figures = array(fields["figures"], "inspect.figures").map((item) => {
    const figure = object(item, "inspect.figures");
    return {
      ...span(figure),
      block: number(figure, "block"),
      index: number(figure, "index"),
      textFrom: number(figure, "textFrom"),
      textTo: number(figure, "textTo"),
      text: string(figure, "text"),
      path: string(figure, "path"),
      label: string(figure, "label"),
      source: string(figure, "source"),
      formula: textOrNull(figure["formula"]),
      period: textOrNull(figure["period"]),
      asOf: textOrNull(figure["asOf"]),
      provider: textOrNull(figure["provider"]),
      inputs: array(figure["inputs"], "figure.inputs").map(String),
      cells: array(figure["cells"], "figure.cells").map(String),
      state: oneOf(STATES, figure, "state"),
    };
  });
  const unbound = array(fields["unbound"], "inspect.unbound").map((item) => {
    const found = object(item, "inspect.unbound");
    return { ...span(found), text: string(found, "text") };
  });
  const head = fields["frontMatter"];
  const frontMatter = head === null ? null : span(object(head, "inspect.frontMatter"));
  return { draft: string(fields, "draft"), frontMatter, blocks, figures, unbound, findings: readFindings(fields) };
}

function span(fields: Fields): Span {
  return { from: number(fields, "from"), to: number(fields, "to") };
}

function oneOf<T extends string>(all: readonly T[], fields: Fields, name: string): T {
  const value = string(fields, name);
  const known = all.find((one) => one === value);
  if (known === undefined) {
    throw drift(name, value);
  }
  return known;
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** Two texts: the data, in the form that the schema declares, and what was found. */
export function readLoaded(value: unknown): { data: string; findings: readonly Finding[] } {
  const [data, told] = array(value, "load");
  if (typeof data !== "string") {
    throw drift("load.data", data);
  }
  return { data, findings: readFindings(object(told, "load")) };
}

export function readLoad(value: unknown): LoadResult {
  const { data, findings } = readLoaded(value);
  // The types are made from the schema that the data follows.
  const read: ProgressData = object(data, "load.data");
  return { data: read, findings };
}

export function readSchema(value: unknown): Readonly<Record<string, unknown>> {
  return object(value, "schema");
}

export function readUnits(value: unknown): UnitsResult {
  const fields = object(value, "units");
  const units = array(fields["units"], "units.units").map((item) => {
    const unit = object(item, "units.units");
    return { id: string(unit, "id"), name: string(unit, "name"), level: string(unit, "level"), parent: string(unit, "parent") };
  });
  return { units, findings: readFindings(fields) };
}

export function readUnitData(value: unknown): readonly UnitData[] {
  return array(decoded(value), "unit").map((item) => {
    const fields = object(item, "unit");
    return { id: string(fields, "id"), data: string(fields, "data"), findings: readFindings(fields) };
  });
}

export function readName(value: unknown): { name: string; findings: readonly Finding[] } {
  const fields = object(value, "fileName");
  return { name: string(fields, "name"), findings: readFindings(fields) };
}

/** `document` as JSON, or null when the findings forbid one; its title, for messages. */
export function readDocument(made: { told(): string; document(): string }): {
  document: string | null;
  title: string;
  /** Empty where the document names none. */
  genre: string;
  date: string;
  draft: string;
  /** Id of the layout that suits the document's genre. */
  layout: string;
  text: string;
  aloud: Aloud;
  findings: readonly Finding[];
} {
  const document = made.document();
  const fields = object(made.told(), "document");
  const aloud = object(fields["aloud"], "document.aloud");
  return {
    document: document === "" ? null : document,
    title: string(fields, "title"),
    genre: textOrNone(fields["genre"]),
    date: textOrNone(fields["date"]),
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

export function readSet(value: unknown): { pages: readonly string[]; findings: readonly Finding[] } {
  const fields = object(value, "set");
  return { pages: array(fields["pages"], "set.pages").map(String), findings: readFindings(fields) };
}

export function readPlaces(value: unknown): PagePlaces {
  const fields = object(value, "places");
  const places = array(fields["places"], "places.places").map((item) => {
    const place = object(item, "places.places");
    return {
      block: number(place, "block"),
      figure: place["figure"] === null ? null : number(place, "figure"),
      x: number(place, "x"),
      y: number(place, "y"),
      width: number(place, "width"),
      height: number(place, "height"),
    };
  });
  return { width: number(fields, "width"), height: number(fields, "height"), places };
}

export function readDrawings(value: unknown): readonly Drawing[] {
  return array(value, "drawings").map((item) => {
    const drawing = object(item, "drawings");
    return {
      block: number(drawing, "block"),
      width: number(drawing, "width"),
      height: number(drawing, "height"),
      svg: string(drawing, "svg"),
    };
  });
}

export function readFaces(value: unknown): OwnFacesResult {
  const fields = object(value, "faces");
  const faces = array(fields["faces"], "faces.faces").map((item) => {
    const face = object(item, "faces.faces");
    return {
      role: role(string(face, "role")),
      file: string(face, "file"),
      family: string(face, "family"),
      characters: number(face, "characters"),
      gb2312: number(face, "gb2312"),
    };
  });
  return { faces, findings: readFindings(fields) };
}

function role(key: string): FaceRole {
  const roles: readonly FaceRole[] = ["title", "heading1", "heading2", "body", "folio"];
  const found = roles.find((role) => role === key);
  if (found === undefined) {
    throw drift("face.role", key);
  }
  return found;
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

function textOrNone(value: unknown): string {
  return typeof value === "string" ? value : "";
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
