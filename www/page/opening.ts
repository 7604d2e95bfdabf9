/** How a document comes onto the desk: from a file, an example, or what is kept. */

import type { Genre } from "huibao";
import type { Desk } from "./desk.js";
import { ask } from "./dialogs/dialog.js";
import { exampleOf } from "./examples.js";
import { pageFile } from "./files.js";
import type { Kept } from "./kept.js";
import { newContent } from "./project.js";
import { isStoreError, readChosen, type NamedFile, type ProjectContent, type ProjectSummary } from "./store/index.js";
import { texts } from "./texts.js";

const t = texts({
  zh: {
    example: (genre: string, place: string) => `${genre}（示例：${place.replace(/（.*）$/, "")}）`,
    unread: (name: string, why: string) => `未能读取“${name}”：${why}`,
    remove: (name: string) => `删除“${name}”？`,
    removeText: "文稿、数据及其全部版本将从本机删除，不能恢复。",
    removeIt: "删除",
    held: "这份文稿正在另一标签页中打开，不能删除。",
    gone: "这份文稿已不在本机。",
  },
  en: {
    example: (genre: string, place: string) => `${genre} (example: ${place})`,
    unread: (name: string, why: string) => `“${name}” could not be read: ${why}`,
    remove: (name: string) => `Delete “${name}”?`,
    removeText: "Draft, data and all versions are deleted from this machine for good.",
    removeIt: "Delete",
    held: "Another tab has this document open: it cannot be deleted.",
    gone: "This document is not on this machine any more.",
  },
});

/** What goes with a document at first. */
const NOTHING = { sources: false, seal: null, map: null };

export interface Opening {
  openFile(file: File | undefined): void;
  openExample(genre: Genre): Promise<void>;
  /** Opens a project that is kept. */
  reopen(id: string): Promise<void>;
  /** Lists at the start what was worked on last. */
  listRecent(): Promise<void>;
  /** Removes a project, when the clerk has said so twice. */
  remove(project: ProjectSummary): Promise<void>;
}

/** @param show shows a project from its beginning. */
export function createOpening(desk: Desk, kept: Kept, show: (content: ProjectContent) => void): Opening {
  /** Opens a file of data or a project file. */
  function openFile(file: File | undefined): void {
    if (file) {
      void begin(file.name, async () => {
        const chosen = await readChosen(file);
        return chosen.kind === "project" ? chosen.content : newContent(chosen, NOTHING);
      });
    }
  }

  async function openExample(genre: Genre): Promise<void> {
    const { file, place } = exampleOf(genre.id);
    await begin(genre.name, async () => {
      const read: NamedFile = { name: file, bytes: new Uint8Array(await pageFile(`examples/${file}`)) };
      return newContent(read, NOTHING, t.example(genre.name, place), genre.id);
    });
  }

  /** Keeps and shows a new project. */
  async function begin(name: string, read: () => Promise<ProjectContent>): Promise<void> {
    desk.showError(null);
    let content: ProjectContent;
    try {
      content = await read();
    } catch (error) {
      desk.showError(isStoreError(error) ? error : new Error(t.unread(name, error instanceof Error ? error.message : String(error))));
      return;
    }
    await kept.create(content);
    show(content);
  }

  /** Opens a project that is kept. */
  async function reopen(id: string): Promise<void> {
    const content = await kept.reopen(id);
    if (content === null) {
      desk.showError(new Error(t.gone));
      await listRecent();
      return;
    }
    show(content);
  }

  async function listRecent(): Promise<void> {
    desk.start.showRecent(await kept.projects());
  }

  async function remove({ id, name }: ProjectSummary): Promise<void> {
    if (await ask(t.remove(name), t.removeText, t.removeIt)) {
      if (!(await kept.remove(id))) {
        desk.showError(new Error(t.held));
      }
      await listRecent();
      desk.start.choose.focus();
    }
  }

  return { openFile, openExample, reopen, listRecent, remove };
}
