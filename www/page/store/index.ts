/**
 * What the clerk has is never lost: projects in IndexedDB, written as she types, with versions by time.
 *
 *     const store = await openStore();
 *     if (store.notice !== null) { …say it: nothing outlives this tab… }
 *     const recent = await store.projects();                       // start screen, the latest first
 *     const open = await store.create(content, events);            // or: await store.open(recent[0].id, events)
 *     editor.onchange = (draft) => open.change({ draft });         // written within a second; no more is to be done
 *     if (!open.writable) { …“已在另一标签页打开”; a button: await open.takeOver() … }
 *     await open.versions(); await open.keep("送审稿"); const project = await open.restore(id);
 *     await open.close();                                          // before another project is opened; false: not all is written
 *
 * `events`: `saved(at)` for the status line; `trouble(message | null)` for an alert that stays; `writable(false)` when another tab
 * has taken the project (“已转到另一标签页编辑，此处只读”); `followed(project)` when that tab has saved: show it.
 *
 * Objects are compared by identity: give a new `data` object for changed data, never the old one changed. Files: `archive.ts` (工程文件),
 * `chosen.ts` (whatever the clerk drops in). Offline use: `../offline/`.
 */

import { Memory, openDatabase, type Backend } from "./backend.js";
import { Hold } from "./hold.js";
import { Journal } from "./journal.js";
import type { ProjectContent } from "./project.js";
import { createProject, openProject, type OpenProject, type ProjectEvents } from "./session.js";
import { t } from "./wording.js";

export { readProjectFile, writeProjectFile, type ProjectFile } from "./archive.js";
export { FILE_LIMIT, readChosen, type Chosen } from "./chosen.js";
export type { NamedFile, Project, ProjectContent, ProjectData, ProjectOptions } from "./project.js";
export type { OpenProject, ProjectEvents, VersionSummary } from "./session.js";
export { isStoreError, StoreError, type StoreErrorCode } from "./errors.js";

/** A project as it is listed. */
export interface ProjectSummary {
  readonly id: string;
  readonly name: string;
  readonly genre: string;
  /** Time of the last change, in milliseconds since 1970. */
  readonly modified: number;
  /** Characters of its text. */
  readonly characters: number;
}

export interface Store {
  /** Why nothing outlives this tab, in words for the clerk; `null` where everything does. */
  readonly notice: string | null;
  /** The projects, the one changed last first. */
  projects(): Promise<readonly ProjectSummary[]>;
  /** Stores a new project and opens it. */
  create(content: ProjectContent, on?: ProjectEvents): Promise<OpenProject>;
  /** Opens a project; `null` where there is none of this id. */
  open(id: string, on?: ProjectEvents): Promise<OpenProject | null>;
  /** Removes a project with all its versions; false where a tab has it open. */
  remove(id: string): Promise<boolean>;
  /** Something else that is kept: a setting, the clerk's own fonts. Whatever structured clone takes. */
  setting(key: string): Promise<unknown>;
  setSetting(key: string, value: unknown): Promise<void>;
}

const ASKED = "persistence-asked";

/** Opens the store. Never fails: where the browser keeps nothing, everything works in memory, and `notice` says so. */
export async function openStore(): Promise<Store> {
  const { backend, notice } = await open();
  return {
    notice,
    async projects() {
      const records = await backend.projects();
      return [...records]
        .sort((a, b) => b.modified - a.modified)
        .map(({ id, name, genre, modified, characters }) => ({ id, name, genre, modified, characters }));
    },
    async create(content, on = {}) {
      const opened = await createProject(backend, content, on);
      void askOnce(backend);
      return opened;
    },
    open: (id, on = {}) => openProject(backend, id, on),
    async remove(id) {
      const hold = new Hold(id, { yielding: () => Promise.resolve(), lost: () => undefined, saved: () => undefined });
      try {
        if (!(await hold.claim())) {
          return false;
        }
        await backend.forget(id);
        new Journal(id).clear();
        return true;
      } finally {
        hold.close();
      }
    },
    setting: (key) => backend.setting(key),
    setSetting: (key, value) => backend.setSetting(key, value),
  };
}

async function open(): Promise<{ backend: Backend; notice: string | null }> {
  try {
    return { backend: await openDatabase(), notice: null };
  } catch (error) {
    const newer = error instanceof DOMException && error.name === "VersionError";
    return { backend: new Memory(), notice: newer ? t.newerDatabase : t.refused };
  }
}

/** Asks the browser, once, not to clear what is kept here when the disk grows full. */
async function askOnce(backend: Backend): Promise<void> {
  try {
    if (backend.durable && (await backend.setting(ASKED)) === undefined) {
      await backend.setSetting(ASKED, true);
      await navigator.storage?.persist?.();
    }
  } catch {
    // Not granted, or not known to this browser: what is kept may be cleared by it, as ever.
  }
}
