/**
 * {@link Journal}: what was changed last, written to localStorage in one go. IndexedDB answers later, and a page that is being
 * closed has no later. Texts and data objects only: a file is written to the database as soon as it is chosen.
 */

import type { ProjectContent } from "./project.js";

/** What was changed since the project was stored last. */
export interface Entry {
  /** The stored revision that it was changed from: of any other, it says nothing. `null` where none was stored. */
  readonly follows: number | null;
  readonly modified: number;
  readonly changed: Partial<ProjectContent>;
}

const PREFIX = "huibao.journal.";

/** The journal of one project. */
export class Journal {
  readonly #key: string;

  constructor(project: string) {
    this.#key = PREFIX + project;
  }

  /** Writes an entry in the place of the last; without the data where all of it does not fit. */
  write(entry: Entry): void {
    if (!put(this.#key, entry)) {
      const { data: _data, composed: _composed, ...rest } = entry.changed;
      put(this.#key, { ...entry, changed: rest });
    }
  }

  /** The last entry, if there is one that can be read. */
  read(): Entry | null {
    try {
      const entry: unknown = JSON.parse(localStorage.getItem(this.#key) ?? "null");
      return isEntry(entry) ? entry : null;
    } catch {
      return null;
    }
  }

  clear(): void {
    try {
      localStorage.removeItem(this.#key);
    } catch {
      // Refused, so nothing was written either.
    }
  }
}

function put(key: string, entry: Entry): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(entry));
    return true;
  } catch {
    return false;
  }
}

function isEntry(value: unknown): value is Entry {
  return typeof value === "object" && value !== null && "follows" in value && "modified" in value && typeof value.modified === "number" && "changed" in value && typeof value.changed === "object" && value.changed !== null;
}
