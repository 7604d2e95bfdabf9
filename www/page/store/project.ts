/**
 * What a project is, and how it is stored: its own facts in one small record, everything large in *parts* that never change.
 * A version is a copy of the record, so it costs nothing that the project has not written already.
 */

import type { ProgressData } from "huibao";
import { readable } from "../figures.js";

/** A file that the clerk chose. */
export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The data of a project: the file as it was opened, or the object that it became when a figure was changed. */
export type ProjectData =
  | ({ readonly kind: "file" } & NamedFile)
  | { readonly kind: "object"; readonly value: ProgressData };

/** How a project's document is made. */
export interface ProjectOptions {
  /** 数据来源表 as the last annex. */
  readonly sources: boolean;
  /** Go on although the data contradicts itself. */
  readonly forced: boolean;
  readonly seal: NamedFile | null;
  /** Outlines of regions, GeoJSON. */
  readonly map: NamedFile | null;
}

/** Everything that the clerk would miss. */
export interface ProjectContent {
  readonly name: string;
  readonly data: ProjectData;
  /** Her own wording; `null` while the draft is as it was composed. */
  readonly draft: string | null;
  /** The draft as it was composed last. */
  readonly composed: string;
  /** Id of the genre; empty while none has been chosen. */
  readonly genre: string;
  /** Id of the layout; `null` for the genre's own. */
  readonly layout: string | null;
  /** Which of the equivalent wordings is used. */
  readonly seed: number;
  readonly options: ProjectOptions;
}

/** A project as it is now, or as a version has it. */
export interface Project extends ProjectContent {
  readonly id: string;
  /** Time of the last change, in milliseconds since 1970. */
  readonly modified: number;
}

/** The parts of a project that have a record of their own. */
export const SLOTS = ["data", "draft", "composed", "seal", "map"] as const;
export type Slot = (typeof SLOTS)[number];

/** What a part holds. */
export type PartValue = ProjectData | NamedFile | string;

/** A part as it is stored. */
export interface PartRecord {
  readonly id: string;
  readonly project: string;
  readonly value: PartValue;
}

/** A project as it is stored. */
export interface ProjectRecord {
  readonly id: string;
  readonly name: string;
  readonly genre: string;
  readonly layout: string | null;
  readonly seed: number;
  readonly sources: boolean;
  readonly forced: boolean;
  readonly modified: number;
  /** Grows by one with each change, so that of two states the later one is known. */
  readonly revision: number;
  /** Characters of the text without blanks. */
  readonly characters: number;
  readonly parts: Readonly<Record<Slot, string | null>>;
}

/** A version as it is stored. */
export interface VersionRecord {
  readonly id: string;
  readonly project: string;
  /** When the project was so. */
  readonly time: number;
  /** What the clerk called it; unnamed ones are thinned out. */
  readonly name: string | null;
  readonly state: ProjectRecord;
}

/** The value of each slot of a content; `null` for an empty one. */
export function valuesOf({ data, draft, composed, options }: ProjectContent): Record<Slot, PartValue | null> {
  return { data, draft, composed, seal: options.seal, map: options.map };
}

/** The project that a record and its parts are; `null` where its data is lost. */
export function assemble(record: ProjectRecord, parts: ReadonlyMap<string, PartValue>): Project | null {
  const part = (slot: Slot): PartValue | null => {
    const id = record.parts[slot];
    return id === null ? null : (parts.get(id) ?? null);
  };
  const data = part("data");
  if (data === null || typeof data === "string" || !("kind" in data)) {
    return null;
  }
  const { id, name, genre, layout, seed, sources, forced, modified } = record;
  const draft = part("draft");
  const composed = part("composed");
  return {
    id, name, data, genre, layout, seed, modified,
    draft: typeof draft === "string" ? draft : null,
    composed: typeof composed === "string" ? composed : "",
    options: { sources, forced, seal: file(part("seal")), map: file(part("map")) },
  };
}

function file(value: PartValue | null): NamedFile | null {
  return value !== null && typeof value !== "string" && "bytes" in value ? { name: value.name, bytes: value.bytes } : null;
}

/** Characters of a draft without blanks, as offices count them: what is read of it alone. */
export function countCharacters(draft: string): number {
  return readable(draft).replace(/\s/gu, "").length;
}

/** A name that nothing else has. Not `crypto.randomUUID`, which browsers withhold from pages served without HTTPS. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
