/** Where one works: on the left the data, the draft and what was found, on the right the pages. */

import { button, h } from "../elements.js";
import { createSplitter } from "../splitter.js";
import { createTabs } from "../tabs.js";
import { texts } from "../texts.js";
import type { Problems } from "./problems.js";

const t = texts({
  zh: {
    material: "材料",
    result: "成品",
    left: "材料：数据、文稿、问题",
    right: "查看：版面、文字",
    split: "左右两栏的分界",
    data: "数据",
    draft: "文稿",
    problems: "问题",
    pages: "版面",
    text: "文字",
    workbook: "下载数据工作簿",
    draftHelp: "文字直接改，版面随改随排；数字在“数据”中改。",
    apply: "重新排版",
    revert: "恢复原稿",
    empty: "正在生成，排好的版面显示在这里。",
    failed: "还没有版面。请按“问题”中所列修改数据，或点状态栏的“重试”。",
    views: "切换视图",
  },
  en: {
    material: "Material",
    result: "Result",
    left: "Material: data, draft, problems",
    right: "View: pages, text",
    split: "Border of the two panes",
    data: "Data",
    draft: "Draft",
    problems: "Problems",
    pages: "Pages",
    text: "Text",
    workbook: "Download the data as a workbook",
    draftHelp: "Write freely, pages follow; change figures in the data.",
    apply: "Set again",
    revert: "Back to the original",
    empty: "The pages appear here when they are set.",
    failed: "No pages yet. Mend the data as listed under Problems, or try again below.",
    views: "Views",
  },
});

/** A pane's content, as the tabs and the bar of a phone name it. */
export type View = "data" | "draft" | "problems" | "pages" | "text";

export function createWorkbench(problems: Problems) {
  const source = h("p", { id: "source", class: "source" });
  const dataWorkbook = button(t.workbook, { id: "data-workbook" });
  const grid = h("div", { id: "grid", class: "mount" });
  const data = h("div", { class: "column" }, h("div", { class: "pane-bar" }, source, dataWorkbook), grid);

  const apply = button(t.apply, { id: "apply", disabled: true });
  const revert = button(t.revert, { id: "revert", disabled: true });
  const editor = h("div", { id: "editor", class: "mount" });
  const draft = h("div", { class: "column" }, h("div", { class: "pane-bar" }, h("p", { id: "draft-help", class: "note" }, t.draftHelp), apply, revert), editor);

  const empty = h("p", { id: "empty", class: "empty" }, t.empty);
  const pages = h("div", { id: "pages" });
  const pagesPanel = h("div", { tabindex: 0, class: "desk" }, empty, pages);
  const pageList = h("div");
  const text = h("div", { id: "text" });
  const textPanel = h("div", { tabindex: 0, class: "desk" }, text);
  const pageTools = h("div", { class: "tab-tools" });

  const left = createTabs(
    t.left,
    [
      { name: "draft", label: t.draft, panel: draft },
      { name: "data", label: t.data, panel: data },
      { name: "problems", label: h("span", {}, t.problems, problems.badge), panel: problems.panel },
    ],
    (name) => show(name as View),
  );
  const right = createTabs(
    t.right,
    [
      { name: "pages", label: t.pages, panel: pagesPanel },
      { name: "text", label: t.text, panel: textPanel },
    ],
    (name) => show(name as View),
  );
  const material = h("section", { id: "material", class: "pane", "aria-label": t.material }, h("div", { class: "tab-bar" }, left.list), data, draft, problems.panel);
  const result = h("section", { id: "result", class: "pane", "aria-label": t.result }, h("div", { class: "tab-bar" }, right.list, pageTools), h("div", { class: "result-panes" }, pageList, pagesPanel, textPanel));
  const element = h("main", { id: "workbench", hidden: true });
  element.append(material, createSplitter(element, t.split, "material"), result);

  const views: readonly (readonly [View, string])[] = [
    ["pages", t.pages],
    ["draft", t.draft],
    ["data", t.data],
    ["problems", t.problems],
  ];
  const bar = h("nav", { class: "views", "aria-label": t.views, hidden: true });
  const choices = views.map(([view, label]) => button(label, { "data-view": view, on: { click: () => show(view) } }));
  bar.append(...choices);

  /** Shows a view; on a phone it is the only one. */
  function show(view: View): void {
    const rightHand = view === "pages" || view === "text";
    (rightHand ? right : left).select(view);
    element.dataset["view"] = rightHand ? "result" : "material";
    for (const choice of choices) {
      choice.toggleAttribute("aria-current", choice.dataset["view"] === view);
    }
  }
  show("pages");

  return {
    element,
    bar,
    show,
    source,
    dataWorkbook,
    grid,
    editor,
    apply,
    revert,
    pages,
    pagesPanel,
    pageTools,
    pageList,
    text,
    material,
    result,
    /** Says why there are no pages; nothing where there are. */
    explain(why: "running" | "failed" | null) {
      empty.hidden = why === null;
      empty.textContent = why === "failed" ? t.failed : t.empty;
    },
  };
}

export type Workbench = ReturnType<typeof createWorkbench>;
