/** What is open: the data, what is to be made of it, and what the clerk has made her own. */

import type { Data, Huibao, ProgressData, RenderOptions } from "huibao";
import type { NamedFile, ProjectContent, ProjectData, ProjectOptions } from "./store/index.js";

/** Names and media types of files of data, for choosers. */
export const DATA_FILES = ".xlsx,.json,application/json,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** What goes with a document beside its data: what the store keeps, without what the project itself knows. */
export type Enclosed = Omit<ProjectOptions, "forced">;

/** A document in work. Its draft as it stands is the editor's; here is what it is compared with. */
export interface Project {
  name: string;
  /** The file as it was opened, of which findings name the cells; or what became of it in the grid. */
  data: ProjectData;
  /** The data as it was read; null until that is done. */
  loaded: ProgressData | null;
  /** Id of the genre; empty until the data or the clerk has chosen it. */
  genre: string;
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

/** A project of a file of data, as it begins. */
export function newContent({ name: file, bytes }: NamedFile, enclosed: Enclosed, name = stem(file), genre = ""): ProjectContent {
  return { name, data: { kind: "file", name: file, bytes }, draft: null, composed: "", genre, layout: null, seed: 0, options: { ...enclosed, forced: false } };
}

/** The project of what the store or a file has of it. */
export function projectOf({ name, data, draft, composed, genre, layout, seed, options }: ProjectContent): Project {
  return {
    name,
    data,
    loaded: data.kind === "object" ? data.value : null,
    genre,
    layout: layout ?? "",
    seed,
    forced: options.forced,
    composed,
    applied: "",
    // Its draft may be older than its last figure.
    stale: draft !== null,
  };
}

/** What is to be kept of a project: all that the clerk would miss. */
export function contentOf({ name, data, composed, genre, layout, seed, forced }: Project, draft: string, enclosed: Enclosed): ProjectContent {
  return {
    name,
    data,
    draft: draft === composed ? null : draft,
    composed,
    genre,
    layout: layout === "" ? null : layout,
    seed,
    options: { ...enclosed, forced },
  };
}

/** The data of which a document is made. */
export function dataOf({ data }: Project): Data {
  return data.kind === "file" ? data.bytes : data.value;
}

/** Reads the data as an object; `offered` are the genres that can be composed, `usual` the one taken where none is named. */
export async function load(project: Project, huibao: Huibao, offered: readonly string[], usual: string, signal: AbortSignal): Promise<void> {
  const { data } = await huibao.load(dataOf(project), { signal });
  project.loaded = data;
  if (project.genre === "") {
    const named = data.report?.genre;
    project.genre = named !== undefined && offered.includes(named) ? named : usual;
  }
}

/** The name of a file without what says its kind. */
export function stem(name: string): string {
  return name.replace(/\.(json|xlsx|huibao)$/i, "");
}

/** How the project's documents are composed and set, beside what is enclosed with all. */
export function optionsOf({ genre, layout, seed, forced }: Project): RenderOptions {
  return { seed, force: forced, ...(genre === "" ? {} : { genre }), ...(layout === "" ? {} : { layout }) };
}

/** The clerk's own day, for data that has no date: the program itself never looks at a clock. */
export function today(): string {
  const now = new Date();
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
