/** What ties the page to the store: every change is noted, and what is open is found again. */

import { openStore, type OpenProject, type Project as Stored, type ProjectContent, type ProjectSummary, type Store } from "./store/index.js";
import { texts } from "./texts.js";
import type { Notices } from "./view/notices.js";
import { when } from "./when.js";

const t = texts({
  zh: { saved: (at: string) => `已保存 ${at}`, saving: "正在保存…", memory: "未保存到本机" },
  en: { saved: (at: string) => `Saved ${at}`, saving: "Saving…", memory: "Not saved on this machine" },
});

/** The project of this tab, for when it is loaded again; another tab has its own. */
const OPEN = "huibao.open";

export interface KeptHooks {
  readonly notices: Notices;
  /** Says in the status line whether everything is saved. */
  saved(text: string): void;
  /** Whether this tab may change what is open. */
  writable(writable: boolean): void;
  /** Another tab has saved what is open here, or this one has taken it over: this is what it is now. */
  followed(project: Stored): void;
}

export interface Kept {
  /** The open project; null where none is. */
  readonly open: OpenProject | null;
  projects(): Promise<readonly ProjectSummary[]>;
  /** Keeps a new project and opens it. */
  create(content: ProjectContent): Promise<void>;
  /** Opens a project that is kept; null where it is not any more. */
  reopen(id: string): Promise<Stored | null>;
  /** The project that this tab had open when it was loaded last; null where it had none. */
  last(): string | null;
  remove(id: string): Promise<boolean>;
  /** Notes that the open project is this now. */
  note(content: ProjectContent): void;
  takeOver(): Promise<void>;
  /** Lets the open project go when all is written. */
  close(): Promise<void>;
  /** Something else that is kept. */
  setting(key: string): Promise<unknown>;
  setSetting(key: string, value: unknown): Promise<void>;
}

export function createKept({ notices, saved, writable, followed }: KeptHooks): Kept {
  const opening: Promise<Store> = openStore().then((store) => {
    notices.notice(store.notice);
    durable = store.notice === null;
    return store;
  });
  let durable = true;
  let open: OpenProject | null = null;
  const events = {
    saved: (at: number) => open !== null && saved(durable ? t.saved(when(at)) : t.memory),
    trouble: (message: string | null) => notices.trouble(message),
    writable(may: boolean) {
      notices.elsewhere(!may);
      writable(may);
    },
    followed,
  };
  const opened = (project: OpenProject | null): void => {
    open = project;
    session(project?.project.id ?? "");
    events.writable(project?.writable ?? true);
    saved(project === null ? "" : durable ? t.saved(when(project.project.modified)) : t.memory);
  };
  const close = async (): Promise<void> => {
    const closing = open;
    opened(null);
    notices.trouble(null);
    await closing?.close();
  };
  return {
    get open() {
      return open;
    },
    projects: async () => (await opening).projects(),
    async create(content) {
      await close();
      opened(await (await opening).create(content, events));
    },
    async reopen(id) {
      await close();
      opened(await (await opening).open(id, events));
      return open?.project ?? null;
    },
    last: () => session() || null,
    remove: async (id) => (await opening).remove(id),
    note(content) {
      if (open?.change(content)) {
        saved(t.saving);
      }
    },
    async takeOver() {
      await open?.takeOver();
    },
    close,
    setting: async (key) => (await opening).setting(key),
    setSetting: async (key, value) => (await opening).setSetting(key, value),
  };
}

/** What this tab, and no other, remembers; with an argument, sets it. */
function session(value?: string): string {
  try {
    if (value !== undefined) {
      sessionStorage.setItem(OPEN, value);
    }
    return sessionStorage.getItem(OPEN) ?? "";
  } catch {
    return "";
  }
}
