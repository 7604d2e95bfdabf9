/** {@link Backend}: where records lie. In IndexedDB; in memory where the browser keeps nothing for this page. */

import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { SLOTS, type PartRecord, type PartValue, type ProjectRecord, type VersionRecord } from "./project.js";

/** What changes together: all of it, or nothing. */
export interface Change {
  readonly project: string;
  /** The project's record anew; `null` where only versions change. */
  readonly record: ProjectRecord | null;
  /** The revision that the new record follows. Where another one is stored, nothing is written. */
  readonly follows: number | null;
  /** Parts that are to be there, also those that are stored already: they are written where the project itself is gone. */
  readonly parts: readonly PartRecord[];
  /** Ids of those that are new. */
  readonly fresh: ReadonlySet<string>;
  readonly add: readonly VersionRecord[];
  /** Ids of versions to be removed. */
  readonly remove: readonly string[];
}

/** Thrown where a project has been written by another tab, which has taken it. */
export class Conflict extends Error {}

export interface Backend {
  /** Whether what is written outlives the page. */
  readonly durable: boolean;
  projects(): Promise<readonly ProjectRecord[]>;
  project(id: string): Promise<ProjectRecord | null>;
  /** The versions of a project, or of all. */
  versions(project?: string): Promise<readonly VersionRecord[]>;
  parts(ids: Iterable<string>): Promise<ReadonlyMap<string, PartValue>>;
  /**
   * Writes a change, and removes the project's parts that neither it nor a version of it names any more.
   *
   * @throws Conflict where the record follows another revision than is stored.
   */
  write(change: Change): Promise<void>;
  /** Removes a project with all its versions. */
  forget(project: string): Promise<void>;
  setting(key: string): Promise<unknown>;
  setSetting(key: string, value: unknown): Promise<void>;
  close(): void;
}

interface Schema extends DBSchema {
  projects: { key: string; value: ProjectRecord };
  versions: { key: string; value: VersionRecord; indexes: { project: string } };
  parts: { key: string; value: PartRecord; indexes: { project: string } };
  settings: { key: string; value: unknown };
}

const NAME = "huibao";
const VERSION = 1;

/** Opens the database. @throws whatever the browser refuses it with. */
export async function openDatabase(): Promise<Backend> {
  const database = new Database();
  await database.projects();
  return database;
}

class Database implements Backend {
  readonly durable = true;
  #opened: Promise<IDBPDatabase<Schema>> | null = null;

  async projects(): Promise<readonly ProjectRecord[]> {
    return (await this.#open()).getAll("projects");
  }

  async project(id: string): Promise<ProjectRecord | null> {
    return (await (await this.#open()).get("projects", id)) ?? null;
  }

  async versions(project?: string): Promise<readonly VersionRecord[]> {
    const database = await this.#open();
    return project === undefined ? database.getAll("versions") : database.getAllFromIndex("versions", "project", project);
  }

  async parts(ids: Iterable<string>): Promise<ReadonlyMap<string, PartValue>> {
    const { store } = (await this.#open()).transaction("parts");
    const found = await Promise.all([...ids].map((id) => store.get(id)));
    return new Map(found.flatMap((part) => (part ? [[part.id, part.value] as const] : [])));
  }

  async write({ project, record, follows, parts, fresh, add, remove }: Change): Promise<void> {
    const database = await this.#open();
    // Strict: an office's machine is switched off at the wall.
    const transaction = database.transaction(["projects", "versions", "parts"], "readwrite", { durability: "strict" });
    const done = transaction.done;
    // A failed request rejects both its own promise and that of the transaction; the latter is what is told.
    done.catch(() => undefined);
    try {
      const [projects, versions, stored] = [
        transaction.objectStore("projects"),
        transaction.objectStore("versions"),
        transaction.objectStore("parts"),
      ];
      const before = await projects.get(project);
      const present = record ?? before;
      refuseConflict(record, before, follows);
      for (const part of parts) {
        if (fresh.has(part.id) || (record !== null && before === undefined)) {
          await stored.put(part);
        }
      }
      if (record !== null) {
        await projects.put(record);
      }
      for (const version of add) {
        await versions.put(version);
      }
      for (const id of remove) {
        await versions.delete(id);
      }
      const named = partsOf(await versions.index("project").getAll(project), present);
      for (const id of await stored.index("project").getAllKeys(project)) {
        if (!named.has(id)) {
          await stored.delete(id);
        }
      }
    } catch (error) {
      abort(transaction);
      // What the browser says of the transaction tells more (a full disk) than what it says of one request in it.
      throw transaction.error ?? error;
    }
    await done;
  }

  async forget(project: string): Promise<void> {
    const transaction = (await this.#open()).transaction(["projects", "versions", "parts"], "readwrite");
    await transaction.objectStore("projects").delete(project);
    for (const name of ["versions", "parts"] as const) {
      const store = transaction.objectStore(name);
      for (const id of await store.index("project").getAllKeys(project)) {
        await store.delete(id);
      }
    }
    await transaction.done;
  }

  async setting(key: string): Promise<unknown> {
    return (await this.#open()).get("settings", key);
  }

  async setSetting(key: string, value: unknown): Promise<void> {
    await (await this.#open()).put("settings", value, key);
  }

  close(): void {
    void this.#opened?.then((database) => database.close());
    this.#opened = null;
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    const again = (): void => {
      this.#opened = null;
    };
    this.#opened ??= openDB<Schema>(NAME, VERSION, {
      upgrade(database) {
        database.createObjectStore("projects", { keyPath: "id" });
        for (const name of ["versions", "parts"] as const) {
          database.createObjectStore(name, { keyPath: "id" }).createIndex("project", "project");
        }
        database.createObjectStore("settings");
      },
      // A newer page wants to change the database: it must not wait for this one.
      blocking: (_current, _wanted, event) => {
        again();
        (event.target as IDBDatabase).close();
      },
      // The browser has closed it, because the site's data was cleared, for example.
      terminated: again,
    }).catch((error: unknown) => {
      again();
      throw error;
    });
    return this.#opened;
  }
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It has been aborted already: by the same failure.
  }
}

/** The same in memory. */
export class Memory implements Backend {
  readonly durable = false;
  readonly #projects = new Map<string, ProjectRecord>();
  readonly #versions = new Map<string, VersionRecord>();
  readonly #parts = new Map<string, PartRecord>();
  readonly #settings = new Map<string, unknown>();

  async projects(): Promise<readonly ProjectRecord[]> {
    return [...this.#projects.values()];
  }

  async project(id: string): Promise<ProjectRecord | null> {
    return this.#projects.get(id) ?? null;
  }

  async versions(project?: string): Promise<readonly VersionRecord[]> {
    return [...this.#versions.values()].filter((version) => project === undefined || version.project === project);
  }

  async parts(ids: Iterable<string>): Promise<ReadonlyMap<string, PartValue>> {
    const found = [...ids].flatMap((id) => this.#parts.get(id) ?? []);
    return new Map(found.map(({ id, value }) => [id, value]));
  }

  async write({ project, record, follows, parts, add, remove }: Change): Promise<void> {
    refuseConflict(record, this.#projects.get(project), follows);
    if (record !== null) {
      this.#projects.set(project, record);
    }
    parts.forEach((part) => this.#parts.set(part.id, part));
    add.forEach((version) => this.#versions.set(version.id, version));
    remove.forEach((id) => this.#versions.delete(id));
    const named = partsOf(await this.versions(project), this.#projects.get(project));
    for (const part of this.#parts.values()) {
      if (part.project === project && !named.has(part.id)) {
        this.#parts.delete(part.id);
      }
    }
  }

  async forget(project: string): Promise<void> {
    this.#projects.delete(project);
    for (const records of [this.#versions, this.#parts]) {
      for (const record of records.values()) {
        if (record.project === project) {
          records.delete(record.id);
        }
      }
    }
  }

  async setting(key: string): Promise<unknown> {
    return this.#settings.get(key);
  }

  async setSetting(key: string, value: unknown): Promise<void> {
    this.#settings.set(key, value);
  }

  close(): void {
    // Nothing is open.
  }
}

function refuseConflict(record: ProjectRecord | null, before: ProjectRecord | undefined, follows: number | null): void {
  if (record !== null && before !== undefined && before.revision !== follows) {
    throw new Conflict();
  }
}

/** Ids of the parts that a project or its versions name. */
function partsOf(versions: readonly VersionRecord[], record: ProjectRecord | undefined): Set<string> {
  const states = [...versions.map(({ state }) => state), ...(record ? [record] : [])];
  return new Set(states.flatMap(({ parts }) => SLOTS.flatMap((slot) => parts[slot] ?? [])));
}
