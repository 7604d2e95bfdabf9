/** {@link OpenProject}: a project that is open in this tab. Every change is written within a second, and versions are kept. */

import { Conflict, type Backend } from "./backend.js";
import { Hold } from "./hold.js";
import { Journal } from "./journal.js";
import {
  assemble,
  countCharacters,
  newId,
  SLOTS,
  valuesOf,
  type PartRecord,
  type PartValue,
  type Project,
  type ProjectContent,
  type ProjectRecord,
  type Slot,
  type VersionRecord,
} from "./project.js";
import { isDue, olderHalf, superfluous } from "./versions.js";
import { t } from "./wording.js";

/** Milliseconds from a change to its being written; what is typed meanwhile goes with it. */
const SAVE_AFTER = 600;

/** Milliseconds after which a write that is not done yet is written to the journal too. */
const SLOW = 800;

/** Milliseconds before a write that failed is tried again. */
const AGAIN = 5000;

/** What an open project tells. */
export interface ProjectEvents {
  /** Everything was written; `at` in milliseconds since 1970. */
  saved?(at: number): void;
  /** Not written, and why; `null` when it has been, after all. The words are safe as long as the tab is open. */
  trouble?(message: string | null): void;
  /** Whether this tab may change the project. Where it may not any more, another tab has taken it. */
  writable?(writable: boolean): void;
  /** Another tab that has the project has saved it: this is what it is now. */
  followed?(project: Project): void;
}

/** A version as it is listed. */
export interface VersionSummary {
  readonly id: string;
  /** When the project was so, in milliseconds since 1970. */
  readonly time: number;
  /** What the clerk called it, or `null`. */
  readonly name: string | null;
  readonly genre: string;
  /** Characters of its text. */
  readonly characters: number;
}

/** Where the present value of each slot is stored. */
type Places = Record<Slot, { readonly value: PartValue | null; readonly id: string | null }>;

export class OpenProject {
  readonly #backend: Backend;
  readonly #on: ProjectEvents;
  readonly #hold: Hold;
  readonly #journal: Journal;
  #project: Project;
  /** As it is stored; `null` until it is for the first time. */
  #record: ProjectRecord | null;
  #places: Places;
  #revision: number;
  #saving: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastVersion: number | null = null;
  /** The revision that was made a version last. */
  #versioned = 0;
  #troubled = false;
  /** Whether the last write was refused because another tab has written the project. */
  #conflict = false;
  /** Whether this tab is just taking the project over. */
  #taking = false;
  #closed = false;

  /** Only {@link openProject} and {@link createProject} make one. */
  constructor(backend: Backend, project: Project, record: ProjectRecord | null, on: ProjectEvents) {
    this.#backend = backend;
    this.#on = on;
    this.#project = project;
    this.#record = record;
    this.#revision = record?.revision ?? 1;
    this.#places = placesOf(project, record);
    this.#journal = new Journal(project.id);
    this.#hold = new Hold(project.id, {
      yielding: () => this.flush(),
      lost: () => void this.#lost(),
      saved: () => void this.#follow(),
    });
    document.addEventListener("visibilitychange", this.#hide);
    window.addEventListener("pagehide", this.#hide);
  }

  /** As it is now, with what has not been written yet. */
  get project(): Project {
    return this.#project;
  }

  /** Whether this tab may change it. */
  get writable(): boolean {
    return this.#hold.held;
  }

  /** Whether everything is written. */
  get saved(): boolean {
    return this.#record !== null && this.#record.revision === this.#revision;
  }

  /** Takes the project for this tab if no other has it, and what the journal has of a tab that ended early. */
  async begin(): Promise<void> {
    if (await this.#hold.claim()) {
      await this.#begun();
    }
  }

  /**
   * Changes the project, and has the change written within a second; a file that was chosen, at once.
   *
   * @returns false where another tab has the project: then nothing was changed.
   */
  change(part: Partial<ProjectContent>): boolean {
    if (!this.writable || this.#closed) {
      return false;
    }
    this.#project = { ...this.#project, ...part, modified: Date.now() };
    this.#revision += 1;
    if (part.data?.kind === "file" || part.options !== undefined) {
      void this.flush();
    } else {
      this.#timer ??= setTimeout(() => void this.flush(), SAVE_AFTER);
    }
    return true;
  }

  /** Writes what has not been written. Resolves when that is done, or has failed, which is told. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#saving !== null) {
      await this.#saving;
    }
    if (!this.saved && this.writable) {
      this.#saving = this.#save();
      await this.#saving;
    }
  }

  /** Takes the project from the tab that has it, when that has saved. Then this one may change it. */
  async takeOver(): Promise<void> {
    if (this.writable) {
      return;
    }
    this.#taking = true;
    await this.#hold.takeOver();
    // A tab that was asleep may wake now and write: until this one's first record is there, what that tab writes is taken in.
    do {
      await this.#load();
      this.#revision += 1;
      await this.#begun();
    } while (!this.saved && !this.#troubled);
    this.#taking = false;
    this.#on.followed?.(this.#project);
    this.#on.writable?.(true);
  }

  /** The versions, the latest first. */
  async versions(): Promise<readonly VersionSummary[]> {
    const versions = await this.#backend.versions(this.#project.id);
    return [...versions]
      .sort((a, b) => b.time - a.time)
      .map(({ id, time, name, state }) => ({ id, time, name, genre: state.genre, characters: state.characters }));
  }

  /** The project as a version has it; `null` where there is no such version. Its text is `draft ?? composed`. */
  async version(id: string): Promise<Project | null> {
    const version = (await this.#backend.versions(this.#project.id)).find((candidate) => candidate.id === id);
    return version === undefined ? null : assemble(version.state, await this.#backend.parts(idsOf(version.state)));
  }

  /** Keeps the present state for good, under a name; false where it could not be written, which is told. */
  async keep(name: string): Promise<boolean> {
    await this.flush();
    const record = this.#record;
    const version = record !== null && this.saved ? versionOf(record, name) : null;
    if (version === null || !(await this.#write({ record: null, fresh: new Set(), add: [version] }))) {
      return false;
    }
    this.#versioned = version.state.revision;
    return true;
  }

  /** Removes a version. */
  async discard(id: string): Promise<void> {
    await this.#write({ record: null, fresh: new Set(), add: [], remove: [id] });
  }

  /**
   * Makes the project what a version has; what it was becomes a version.
   *
   * @returns the project as it is then; `null` where there is no such version, or another tab has the project.
   */
  async restore(id: string): Promise<Project | null> {
    await this.flush();
    const [version, record] = [await this.version(id), this.#record];
    if (version === null || record === null || !this.writable) {
      return null;
    }
    await this.#write({ record: null, fresh: new Set(), add: [versionOf(record, null)] });
    this.#versioned = record.revision;
    const { id: _id, modified: _modified, ...content } = version;
    this.change(content);
    await this.flush();
    return this.#project;
  }

  /**
   * Writes what has not been written and lets the project go.
   *
   * @param anyway also where something cannot be written.
   * @returns false where something cannot be written: then the project stays open, and the clerk is to be asked.
   */
  async close(anyway = false): Promise<boolean> {
    await this.flush();
    if (!anyway && this.writable && !this.saved) {
      return false;
    }
    this.#closed = true;
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#hide);
    window.removeEventListener("pagehide", this.#hide);
    this.#hold.close();
    return true;
  }

  readonly #hide = (event: Event): void => {
    if ((event.type === "pagehide" || document.visibilityState === "hidden") && this.writable && !this.saved) {
      this.#note();
      void this.flush();
    }
  };

  /** Writes what is not stored to the journal. */
  #note(): void {
    const { id: _id, modified, options, data, ...texts } = this.#project;
    const stored = this.#places.data.value === data || data.kind === "file";
    const follows = this.#record?.revision ?? null;
    this.#journal.write({ follows, modified, changed: { ...texts, ...(stored ? {} : { data }) } });
  }

  /** The project is this tab's: what a tab that ended early has left in the journal is part of it. */
  async #begun(): Promise<void> {
    const entry = this.#journal.read();
    if (entry !== null && this.#record !== null && entry.follows === this.#record.revision) {
      this.#project = { ...this.#project, ...entry.changed, modified: entry.modified };
      this.#revision = Math.max(this.#revision, entry.follows + 1);
    }
    this.#lastVersion = (await this.#backend.versions(this.#project.id)).reduce<number | null>(
      (last, { time }) => Math.max(last ?? time, time),
      null,
    );
    await this.flush();
  }

  async #load(): Promise<void> {
    const record = await this.#backend.project(this.#project.id);
    const project = record && assemble(record, await this.#backend.parts(idsOf(record)));
    if (record !== null && project !== null) {
      this.#project = project;
      this.#record = record;
      this.#revision = record.revision;
      this.#places = placesOf(project, record);
    }
  }

  async #follow(): Promise<void> {
    if (!this.writable && !this.#closed) {
      await this.#load();
      this.#on.followed?.(this.#project);
    }
  }

  /** Another tab has taken the project. What could not be written before becomes a version of it: nothing is lost. */
  async #lost(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#on.writable?.(false);
    if (!this.saved) {
      const { record, fresh, places } = this.#next();
      this.#places = places;
      if (await this.#write({ record: null, fresh, add: [versionOf(record, t.unsaved)], keep: record })) {
        this.#journal.clear();
      }
    }
    await this.#follow();
  }

  async #save(): Promise<void> {
    const { record, fresh, places } = this.#next();
    const slow = setTimeout(() => this.#note(), SLOW);
    const before = this.#record;
    const now = Date.now();
    const due = before !== null && before.revision !== this.#versioned && isDue(now, this.#lastVersion);
    const add = due ? [versionOf(before, null)] : [];
    try {
      if (await this.#write({ record, fresh, add, remove: await this.#superfluous(add, now) })) {
        this.#record = record;
        this.#places = places;
        this.#lastVersion = due ? now : this.#lastVersion;
        if (this.saved) {
          this.#journal.clear();
          this.#on.saved?.(now);
        }
        this.#hold.announce();
      } else if (!this.#conflict) {
        this.#note();
      }
    } finally {
      clearTimeout(slow);
      this.#saving = null;
    }
    if (this.#conflict) {
      this.#conflict = false;
      if (!this.#taking) {
        this.#hold.lose();
      }
    } else if (!this.saved && this.writable && !this.#closed) {
      this.#timer ??= setTimeout(() => void this.flush(), this.#troubled ? AGAIN : SAVE_AFTER);
    }
  }

  /** Versions that go when others come; none where they cannot be read: the write that follows tells why. */
  async #superfluous(add: readonly VersionRecord[], now: number): Promise<readonly string[]> {
    if (add.length === 0) {
      return [];
    }
    try {
      const stored = await this.#backend.versions(this.#project.id);
      const going = new Set(superfluous([...stored, ...add], now));
      return stored.flatMap(({ id }) => (going.has(id) ? [id] : []));
    } catch {
      return [];
    }
  }

  /** The record of the project as it is now: parts that are stored already keep their ids. */
  #next(): { record: ProjectRecord; fresh: ReadonlySet<string>; places: Places } {
    const project = this.#project;
    const values = valuesOf(project);
    const fresh = new Set<string>();
    const place = (slot: Slot): Places[Slot] => {
      const [value, stored] = [values[slot], this.#places[slot]];
      if (value === stored.value) {
        return stored;
      }
      const id = value === null ? null : newId();
      if (id !== null) {
        fresh.add(id);
      }
      return { value, id };
    };
    const places = each(place);
    const { id, name, genre, layout, seed, modified, options } = project;
    const record: ProjectRecord = {
      id, name, genre, layout, seed, modified,
      sources: options.sources,
      forced: options.forced,
      revision: this.#revision,
      characters: countCharacters(project.draft ?? project.composed),
      parts: each((slot) => places[slot].id),
    };
    return { record, fresh, places };
  }

  /**
   * Writes, and says whether it is written. Where the disk is full, the oldest versions of all projects go until it fits.
   * `keep` is a record whose parts are written for a version only.
   */
  async #write(what: {
    readonly record: ProjectRecord | null;
    readonly fresh: ReadonlySet<string>;
    readonly add: readonly VersionRecord[];
    readonly remove?: readonly string[];
    readonly keep?: ProjectRecord;
  }): Promise<boolean> {
    const { record, fresh, add, remove = [], keep } = what;
    const project = this.#project.id;
    const values = valuesOf(this.#project);
    const ids = (record ?? keep)?.parts;
    const parts: PartRecord[] = SLOTS.flatMap((slot) => {
      const [id, value] = [ids?.[slot] ?? null, values[slot]];
      return id === null || value === null ? [] : [{ id, project, value }];
    });
    for (;;) {
      try {
        await this.#backend.write({ project, record, follows: this.#record?.revision ?? null, parts, fresh, add, remove });
        this.#tell(null);
        return true;
      } catch (error) {
        if (error instanceof Conflict) {
          this.#conflict = true;
          return false;
        }
        if (!isFull(error)) {
          this.#tell(t.failed(error instanceof Error ? error.message : String(error)));
          return false;
        }
        if (!(await this.#makeRoom())) {
          this.#tell(t.full);
          return false;
        }
      }
    }
  }

  /** Removes the older half of the unnamed versions; false where there are none. */
  async #makeRoom(): Promise<boolean> {
    try {
      const going = olderHalf(await this.#backend.versions());
      for (const [project, remove] of going) {
        await this.#backend.write({ project, record: null, follows: null, parts: [], fresh: new Set(), add: [], remove });
      }
      return going.size > 0;
    } catch {
      return false;
    }
  }

  #tell(message: string | null): void {
    if (message !== null || this.#troubled) {
      this.#troubled = message !== null;
      this.#on.trouble?.(message);
    }
  }
}

/** Opens a project that is stored; `null` where it is not, or its data is lost. */
export async function openProject(backend: Backend, id: string, on: ProjectEvents): Promise<OpenProject | null> {
  const record = await backend.project(id);
  const project = record && assemble(record, await backend.parts(idsOf(record)));
  if (record === null || project === null) {
    return null;
  }
  const opened = new OpenProject(backend, project, record, on);
  await opened.begin();
  return opened;
}

/** Stores a new project and opens it. */
export async function createProject(backend: Backend, content: ProjectContent, on: ProjectEvents): Promise<OpenProject> {
  const opened = new OpenProject(backend, { ...content, id: newId(), modified: Date.now() }, null, on);
  await opened.begin();
  return opened;
}

function each<T>(of: (slot: Slot) => T): Record<Slot, T> {
  return { data: of("data"), draft: of("draft"), composed: of("composed"), seal: of("seal"), map: of("map") };
}

function placesOf(project: Project, record: ProjectRecord | null): Places {
  const values = valuesOf(project);
  return each((slot) => (record === null ? { value: null, id: null } : { value: values[slot], id: record.parts[slot] }));
}

function idsOf({ parts }: ProjectRecord): readonly string[] {
  return SLOTS.flatMap((slot) => parts[slot] ?? []);
}

function versionOf(state: ProjectRecord, name: string | null): VersionRecord {
  return { id: newId(), project: state.id, time: state.modified, name, state };
}

function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === "QuotaExceededError";
}
