/** What is open: the data, what is to be made of it, and what the clerk has made her own. */

import type { Data, Huibao, ProgressData, RenderOptions } from "huibao";

/** Names and media types of files of data, for choosers. */
export const DATA_FILES = ".xlsx,.json,application/json,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** What a project begins with. */
export interface Opened {
  readonly name: string;
  /** The file as it was opened; of a workbook, findings then name its cells. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Id of the genre that was asked for with the data, of an example for instance. */
  readonly genre?: string;
}

/** A document in work. Its draft as it stands is the editor's; here is what it is compared with. */
export interface Project {
  name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The data as it was read; null until that is done. */
  loaded: ProgressData | null;
  /** The data after changes in the grid; null while it is as it was opened. */
  changed: ProgressData | null;
  /** Id of the genre, once the data, the clerk or nobody has chosen it. */
  genre: string | null;
  /** Id of the layout; empty for the one that suits the genre, or that the draft's front matter asks for. */
  layout: string;
  /** Which of the equivalent wordings is used. */
  seed: number;
  /** Whether the clerk goes on although the data contradicts itself. */
  forced: boolean;
  /** The draft as it was composed, and as it was last set: what she can go back to, and what she has changed. */
  composed: string;
  applied: string;
  /** Whether the data has changed since the draft was composed or its figures refreshed. */
  stale: boolean;
}

export function createProject({ name, bytes, genre }: Opened): Project {
  return {
    name,
    bytes,
    loaded: null,
    changed: null,
    genre: genre ?? null,
    layout: "",
    seed: 0,
    forced: false,
    composed: "",
    applied: "",
    stale: false,
  };
}

/** The data of which a document is made: bytes while they are as they were opened, since only those have cells. */
export function dataOf({ changed, bytes }: Project): Data {
  return changed ?? bytes;
}

/** Reads the data as an object; `offered` are the genres that can be composed, `usual` the one taken where none is named. */
export async function load(project: Project, huibao: Huibao, offered: readonly string[], usual: string, signal: AbortSignal): Promise<void> {
  const { data } = await huibao.load(project.bytes, { signal });
  project.loaded = data;
  const named = data.report?.genre;
  project.genre ??= named !== undefined && offered.includes(named) ? named : usual;
}

/** The name of a file without what says its kind. */
export function stem(name: string): string {
  return name.replace(/\.(json|xlsx|huibao)$/i, "");
}

/** How the project's documents are composed and set, beside what is enclosed with all. */
export function optionsOf({ genre, layout, seed, forced }: Project): RenderOptions {
  return { seed, force: forced, ...(genre === null ? {} : { genre }), ...(layout === "" ? {} : { layout }) };
}

/** The clerk's own day, for data that has no date: the program itself never looks at a clock. */
export function today(): string {
  const now = new Date();
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
