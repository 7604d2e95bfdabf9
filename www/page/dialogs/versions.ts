/** 版本: what the document was before, to be looked at and brought back. */

import { button, h, say } from "../elements.js";
import type { OpenProject, Project, VersionSummary } from "../store/index.js";
import { texts } from "../texts.js";
import { readable } from "../figures.js";
import { when } from "../when.js";
import { createDialog } from "./dialog.js";

const t = texts({
  zh: {
    title: "版本",
    help: "修改时自动留存版本；起了名字的版本长期保留。恢复旧版本之前，现在的内容也会留存一份。",
    name: "名称",
    usual: "送审稿",
    keep: "保存当前版本",
    kept: (name: string) => `已保存版本“${name}”。`,
    list: "已有版本",
    none: "还没有版本。继续修改，会自动留存。",
    auto: "自动留存",
    line: (characters: number) => `${characters} 字`,
    preview: "所选版本的文稿",
    choose: "选一个版本，这里显示它的文稿。",
    restore: "恢复到此版本",
    remove: "删除此版本",
    busy: "已在另一标签页编辑，此处不能恢复。",
  },
  en: {
    title: "Versions",
    help: "Versions are kept by themselves while you work; those with a name stay. Before one is restored, what is there now is kept too.",
    name: "Name",
    usual: "For approval",
    keep: "Keep this version",
    kept: (name: string) => `Kept as “${name}”.`,
    list: "Versions",
    none: "No versions yet. Go on: they are kept by themselves.",
    auto: "kept by itself",
    line: (characters: number) => `${characters} characters`,
    preview: "Draft of the chosen version",
    choose: "Choose a version to see its draft.",
    restore: "Restore this version",
    remove: "Remove this version",
    busy: "Another tab has this document: it cannot be restored here.",
  },
});

export interface Versions {
  /** Shows the versions of a project. */
  show(open: OpenProject): Promise<void>;
}

/** Makes the dialog; `restored` is told what the project is then. */
export function createVersions(restored: (project: Project) => void): Versions {
  let open: OpenProject | null = null;
  let chosen: string | null = null;
  const name = h("input", { type: "text", id: "version-name", value: t.usual, maxlength: 40 });
  const keep = button(t.keep, { id: "keep-version", class: "primary" });
  const status = h("p", { class: "note", role: "status" });
  const list = h("ul", { class: "version-list", "aria-label": t.list });
  const preview = h("pre", { tabindex: 0, "aria-label": t.preview });
  const restore = button(t.restore, { id: "restore-version", disabled: true });
  const remove = button(t.remove, { id: "remove-version", disabled: true });
  const dialog = createDialog(
    "versions",
    t.title,
    h("p", { class: "note" }, t.help),
    h("div", { class: "option" }, h("label", { for: "version-name" }, t.name), name, keep),
    status,
    h("div", { class: "version-panes" }, list, preview),
    h("div", { class: "actions" }, remove, restore),
  );

  async function fill(): Promise<void> {
    // Of before the first draft there is nothing to go back to.
    const versions = ((await open?.versions()) ?? []).filter(({ characters }) => characters > 0);
    list.replaceChildren(...(versions.length === 0 ? [h("li", { class: "note" }, t.none)] : versions.map(line)));
    choose(null);
  }

  function line({ id, time, name, characters }: VersionSummary): HTMLElement {
    const entry = button(h("span", {}, when(time)), { "data-version": id, "aria-pressed": "false", on: { click: () => void look(id) } });
    entry.append(h("strong", {}, name ?? t.auto), h("span", { class: "note" }, t.line(characters)));
    return h("li", {}, entry);
  }

  async function look(id: string): Promise<void> {
    choose(id);
    const version = await open?.version(id);
    if (chosen === id && version) {
      preview.textContent = readable(version.draft ?? version.composed);
    }
  }

  function choose(id: string | null): void {
    chosen = id;
    restore.disabled = remove.disabled = id === null;
    preview.textContent = id === null ? t.choose : "";
    for (const entry of list.querySelectorAll<HTMLElement>("[data-version]")) {
      entry.setAttribute("aria-pressed", String(entry.dataset["version"] === id));
    }
  }

  keep.addEventListener("click", () => {
    const called = name.value.trim() || t.usual;
    void open?.keep(called).then(async () => {
      say(status, t.kept(called));
      await fill();
    });
  });
  remove.addEventListener("click", () => {
    if (chosen !== null) {
      void open?.discard(chosen).then(fill);
    }
  });
  restore.addEventListener("click", () => {
    if (chosen !== null) {
      void open?.restore(chosen).then((project) => {
        if (project === null) {
          say(status, t.busy);
        } else {
          dialog.close();
          restored(project);
        }
      });
    }
  });
  return {
    async show(project) {
      open = project;
      status.textContent = "";
      await fill();
      dialog.showModal();
    },
  };
}
