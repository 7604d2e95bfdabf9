/** What is done with the pages: from one to the next, and how large they are. */

import type { Zoom } from "huibao/pages";
import { button, h, icon } from "../elements.js";
import { texts } from "../texts.js";

const t = texts({
  zh: {
    tools: "版面工具",
    list: "页面列表",
    before: "上一页",
    after: "下一页",
    count: (page: number, pages: number) => `第 ${page} / ${pages} 页`,
    smaller: "缩小",
    larger: "放大",
    zoom: "显示比例",
    width: "适合宽度",
    page: "整页",
  },
  en: {
    tools: "Pages",
    list: "List of pages",
    before: "Previous page",
    after: "Next page",
    count: (page: number, pages: number) => `Page ${page} of ${pages}`,
    smaller: "Smaller",
    larger: "Larger",
    zoom: "Size",
    width: "Fit width",
    page: "Whole page",
  },
});

/** Sizes that are offered, in per cent, beside those that fit. */
const SIZES = [50, 75, 100, 125, 150, 200, 300];

/** How much a press of a button changes the size. */
const STEP = 1.2;

export interface PageToolsHooks {
  /** Goes to a page, 0 for the first. */
  go(page: number): void;
  zoom(zoom: Zoom): void;
  /** The size now, 1 for the pages' own. */
  scale(): number;
  /** The pages in small. */
  readonly list: { readonly open: boolean; toggle(): void };
}

export function createPageTools({ go, zoom, scale, list }: PageToolsHooks) {
  let [page, pages] = [0, 0];
  const listed = button(icon("list"), { id: "page-list", class: "quiet", "aria-label": t.list, title: t.list, "aria-pressed": String(list.open) });
  listed.addEventListener("click", () => {
    list.toggle();
    listed.setAttribute("aria-pressed", String(list.open));
  });
  const before = button(icon("back"), { class: "quiet", "aria-label": t.before, title: t.before, on: { click: () => go(page - 1) } });
  const after = button(icon("forward"), { class: "quiet", "aria-label": t.after, title: t.after, on: { click: () => go(page + 1) } });
  const count = h("span", { id: "page-count" });
  const sizes = h(
    "select",
    { id: "zoom", "aria-label": t.zoom, title: t.zoom },
    h("option", { value: "width" }, t.width),
    h("option", { value: "page" }, t.page),
    ...SIZES.map((size) => h("option", { value: size }, `${size}%`)),
  );
  const other = h("option", { hidden: true });
  sizes.append(other);
  sizes.addEventListener("change", () => {
    const { value } = sizes;
    zoom(value === "width" || value === "page" ? value : Number(value) / 100);
  });
  const smaller = button(icon("remove"), { class: "quiet", "aria-label": t.smaller, title: t.smaller, on: { click: () => zoom(scale() / STEP) } });
  const larger = button(icon("add"), { class: "quiet", "aria-label": t.larger, title: t.larger, on: { click: () => zoom(scale() * STEP) } });
  const element = h("div", { class: "page-tools", role: "group", "aria-label": t.tools, hidden: true }, listed, before, count, after, h("span", { class: "gap" }), smaller, sizes, larger);
  const show = (): void => {
    count.textContent = t.count(page + 1, pages);
    before.disabled = page <= 0;
    after.disabled = page >= pages - 1;
  };
  return {
    element,
    /** How many pages there are; none hides the tools. */
    showPages(count: number) {
      pages = count;
      page = Math.min(page, Math.max(0, pages - 1));
      element.hidden = pages === 0;
      show();
    },
    /** Which page is read, 0 for the first. */
    showPage(index: number) {
      page = index;
      show();
    },
    showZoom(now: Zoom, scale: number) {
      const value = typeof now === "number" ? String(Math.round(now * 100)) : now;
      const listed = Array.from(sizes.options).some((option) => option !== other && option.value === value);
      if (!listed) {
        other.value = value;
        other.textContent = `${Math.round(scale * 100)}%`;
      }
      sizes.value = value;
    },
  };
}

export type PageTools = ReturnType<typeof createPageTools>;
