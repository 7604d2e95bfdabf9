/** The start: data is dropped or chosen here, and every genre can be seen with an example. */

import type { Genre } from "huibao";
import { button, h, icon } from "../elements.js";
import { exampleOf, grouped } from "../examples.js";
import { DATA_FILES } from "../project.js";
import type { ProjectSummary } from "../store/index.js";
import { texts } from "../texts.js";
import { when } from "../when.js";

const t = texts({
  zh: {
    title: "由进展数据生成讲话稿、通报和台账",
    lead: "填好的数据表拖进来，几秒钟成稿、排版，下载即可印发。全部在本机浏览器内完成，数据不上传。",
    open: "打开文件…",
    file: "数据文件（Excel、JSON）或工程文件",
    drop: "把 Excel（.xlsx）、JSON 或工程文件拖到这里",
    or: "或者",
    blank: "下载空白工作簿",
    blankHelp: "尚无数据时，先下载空白工作簿，用 Excel 或 WPS 填好后打开。",
    batch: "批量生成…",
    batchHelp: "多个数据文件，或一个县的各乡镇，一次排完，打包下载。",
    examples: "看示例：每个文种一例",
    wait: "正在加载文种…",
    tour: "第一次使用？",
    walk: "用示例走一遍，约一分钟",
    recent: "最近的文稿",
    characters: (count: number) => `${count} 字`,
    remove: (name: string) => `删除“${name}”`,
    licences: "字体及其许可",
  },
  en: {
    title: "Chinese office reports from progress data",
    lead: "Drop a filled workbook: draft and pages are there in seconds. Everything happens in this browser; no data leaves the machine.",
    open: "Open a file…",
    file: "File of data (Excel, JSON) or project",
    drop: "Drop an Excel (.xlsx), JSON or project file here",
    or: "or",
    blank: "Download a blank workbook",
    blankHelp: "No data yet? Fill in the blank workbook with Excel or WPS, then open it.",
    batch: "Many documents…",
    batchHelp: "Several files, or all towns of a county, in one archive.",
    examples: "Examples, one of each genre",
    wait: "Loading the genres…",
    tour: "Here for the first time?",
    walk: "Walk through an example in a minute",
    recent: "Recent documents",
    characters: (count: number) => `${count} characters`,
    remove: (name: string) => `Delete “${name}”`,
    licences: "Faces and their licences",
  },
});

export interface StartHooks {
  open(file: File): void;
  example(genre: Genre): void;
  recent(project: ProjectSummary): void;
  remove(project: ProjectSummary): void;
}

/** Recent documents that are listed. */
const RECENT = 6;

export function createStart({ open, example, recent, remove }: StartHooks) {
  const file = h("input", { type: "file", id: "file", accept: `${DATA_FILES},.huibao`, "aria-label": t.file, hidden: true });
  file.addEventListener("change", () => {
    const chosen = file.files?.[0];
    // The same file, changed meanwhile, can be chosen again.
    file.value = "";
    if (chosen) {
      open(chosen);
    }
  });
  const choose = button(icon("open"), { id: "open", class: "primary large", on: { click: () => file.click() } });
  choose.append(t.open);
  const blank = button(icon("table"), { id: "blank-workbook", "aria-describedby": "blank-workbook-help", disabled: true });
  blank.append(t.blank);
  const batch = button(icon("layers"), { id: "show-batch", "aria-describedby": "show-batch-help" });
  batch.append(t.batch);
  const walk = button(t.walk, { id: "walk", class: "link" });
  const tour = h("p", { class: "note", id: "tour-offer" }, t.tour, walk);
  const drop = h("div", { id: "drop" }, icon("file"), h("p", {}, t.drop), h("p", { class: "note" }, t.or), choose);
  const recentList = h("ul");
  const recents = h("section", { id: "recent", "aria-labelledby": "recent-title", hidden: true }, h("h2", { id: "recent-title" }, t.recent), recentList);
  const examples = h("div", { id: "examples" }, h("p", { class: "note" }, t.wait));
  // In the markup, where the builds of the page find its address.
  const licences = document.getElementById("licences");
  licences?.replaceChildren(t.licences);
  const element = h(
    "main",
    { id: "start" },
    h(
      "div",
      { class: "start" },
      h(
        "section",
        { class: "begin", "aria-labelledby": "start-title" },
        h("h1", { id: "start-title" }, t.title),
        h("p", { class: "lead" }, t.lead),
        drop,
        h("div", { class: "offer" }, blank, h("p", { id: "blank-workbook-help", class: "note" }, t.blankHelp)),
        h("div", { class: "offer" }, batch, h("p", { id: "show-batch-help", class: "note" }, t.batchHelp)),
        recents,
      ),
      h("section", { class: "examples", "aria-labelledby": "examples-title" }, h("div", { class: "examples-head" }, h("h2", { id: "examples-title" }, t.examples), tour), examples),
    ),
    licences,
  );
  const line = (genre: Genre): HTMLElement => {
    const made = button(h("span", { class: "example-genre" }, genre.name), { "data-example": genre.id, on: { click: () => example(genre) } });
    made.append(h("span", { class: "example-place" }, exampleOf(genre.id).place));
    return made;
  };
  const recentLine = (project: ProjectSummary): HTMLElement => {
    const { id, name, modified, characters } = project;
    const made = button(h("span", { class: "recent-name" }, name), { "data-project": id, on: { click: () => recent(project) } });
    made.append(h("span", { class: "note" }, `${when(modified)} · ${t.characters(characters)}`));
    const away = button(icon("close"), { class: "quiet", "aria-label": t.remove(name), title: t.remove(name), on: { click: () => remove(project) } });
    return h("li", {}, made, away);
  };
  // Chosen from anywhere on the page.
  document.body.append(file);
  return {
    element,
    drop,
    choose,
    blank,
    batch,
    walk,
    tour,
    /** Lists what was worked on last. */
    showRecent(projects: readonly ProjectSummary[]) {
      recents.hidden = projects.length === 0;
      recentList.replaceChildren(...projects.slice(0, RECENT).map(recentLine));
    },
    showGenres(genres: readonly Genre[]) {
      examples.replaceChildren(
        ...grouped(genres).map(({ name, genres }) =>
          h(
            "section",
            { class: "group" },
            h("h3", {}, name),
            h(
              "ul",
              {},
              ...genres.map((genre) => h("li", {}, line(genre))),
            ),
          ),
        ),
      );
    },
  };
}

export type Start = ReturnType<typeof createStart>;
