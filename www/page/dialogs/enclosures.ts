/** 附件、印章与地图: what goes with every document, a single one or one of many. Files stay on the machine. */

import type { RenderOptions } from "huibao";
import { button, h, handOver } from "../elements.js";
import { today, type Enclosed } from "../project.js";
import type { NamedFile } from "../store/index.js";
import { texts } from "../texts.js";
import { createDialog } from "./dialog.js";

const t = texts({
  zh: {
    title: "附件、印章与地图",
    sources: "附数据来源表（每个数字的出处）",
    sourcesHelp: "排在正文之后，逐个列明数字的出处、算式和提供单位。",
    seal: "印章",
    chooseSeal: "选择印章图片…",
    removeSeal: "去掉印章",
    sealHelp: "用本单位自己的图片（PNG、JPEG、SVG），背景透明为宜；盖在公文、信函的署名和日期上，不离开本机。",
    map: "边界",
    chooseMap: "选择地图边界…",
    removeMap: "去掉边界",
    mapHelp: "各地边界的 GeoJSON 文件，分布图照它画；不选则画成方格。",
    sealFile: "印章图片",
    mapFile: "地图边界（GeoJSON）",
    chosen: (name: string, file: string) => `${name}：${file}`,
    unread: (file: string, why: string) => `未能读取“${file}”：${why}`,
  },
  en: {
    title: "Annex, seal and map",
    sources: "Annex of sources (where every figure comes from)",
    sourcesHelp: "After the text: source, formula and supplier of each figure.",
    seal: "Seal",
    chooseSeal: "Choose an image of the seal…",
    removeSeal: "Remove the seal",
    sealHelp: "Your office's own image (PNG, JPEG, SVG), best with a transparent ground; set on signature and date. It stays on this machine.",
    map: "Outlines",
    chooseMap: "Choose outlines of regions…",
    removeMap: "Remove the outlines",
    mapHelp: "A GeoJSON file by which maps are drawn; without one, regions are tiles.",
    sealFile: "Image of the seal",
    mapFile: "Outlines of regions (GeoJSON)",
    chosen: (name: string, file: string) => `${name}: ${file}`,
    unread: (file: string, why: string) => `“${file}” could not be read: ${why}`,
  },
});

export interface Enclosures {
  readonly dialog: HTMLDialogElement;
  /** What is enclosed; set where a project brings its own. */
  value: Enclosed;
  /** The same as the program takes it, with the date of today. */
  readonly options: () => RenderOptions;
}

/** Makes the dialog; `changed` is told when something else is to go with the document. */
export function createEnclosures(changed: () => void, failed: (error: Error) => void): Enclosures {
  const sources = h("input", { type: "checkbox", id: "sources", "aria-describedby": "sources-help" });
  sources.addEventListener("change", changed);
  const seal = slot("seal", { name: t.seal, choose: t.chooseSeal, remove: t.removeSeal, help: t.sealHelp, label: t.sealFile, accept: "image/png,image/jpeg,image/svg+xml" });
  const map = slot("map", { name: t.map, choose: t.chooseMap, remove: t.removeMap, help: t.mapHelp, label: t.mapFile, accept: ".geojson,.json,application/geo+json,application/json" });
  const dialog = createDialog(
    "enclosures",
    t.title,
    h("label", { class: "option" }, sources, t.sources),
    h("p", { class: "note", id: "sources-help" }, t.sourcesHelp),
    ...seal.elements,
    ...map.elements,
  );

  function slot(id: string, { name, choose: empty, remove: without, help, label, accept }: Readonly<Record<"name" | "choose" | "remove" | "help" | "label" | "accept", string>>) {
    const state: { file: NamedFile | null } = { file: null };
    const input = h("input", { type: "file", id, accept, "aria-label": label, hidden: true });
    const choose = button(empty, { id: `choose-${id}`, "aria-describedby": `${id}-help`, on: { click: () => input.click() } });
    const remove = button(without, { id: `remove-${id}`, hidden: true });
    const show = (): void => {
      choose.textContent = state.file ? t.chosen(name, state.file.name) : empty;
      remove.hidden = state.file === null;
    };
    const set = (file: NamedFile | null): void => {
      state.file = file;
      if (file === null) {
        handOver(remove, choose);
      }
      show();
    };
    remove.addEventListener("click", () => {
      set(null);
      changed();
    });
    input.addEventListener("change", () => {
      const file = input.files?.[0];
      // The same file, changed meanwhile, can be chosen again.
      input.value = "";
      if (file) {
        file.arrayBuffer().then(
          (buffer) => {
            set({ name: file.name, bytes: new Uint8Array(buffer) });
            changed();
          },
          (error: unknown) => failed(new Error(t.unread(file.name, error instanceof Error ? error.message : String(error)))),
        );
      }
    });
    const elements = [
      h("div", { class: "option" }, choose, remove, input),
      h("p", { class: "note", id: `${id}-help` }, help),
    ];
    return { state, set, elements };
  }

  return {
    dialog,
    get value() {
      return { sources: sources.checked, seal: seal.state.file, map: map.state.file };
    },
    set value(next) {
      sources.checked = next.sources;
      seal.set(next.seal);
      map.set(next.map);
    },
    options: () => ({
      date: today(),
      ...(sources.checked ? { sources: true } : {}),
      ...(seal.state.file === null ? {} : { seal: seal.state.file.bytes }),
      ...(map.state.file === null ? {} : { map: map.state.file.bytes }),
    }),
  };
}
