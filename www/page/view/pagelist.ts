/** The pages in small, beside the large ones: to see where one is, and to go elsewhere. */

import type { Report } from "huibao";
import { pageView } from "huibao/pages";
import { h } from "../elements.js";
import { recall, remember } from "../memory.js";
import { texts } from "../texts.js";

const t = texts({
  zh: { list: "页面列表" },
  en: { list: "List of pages" },
});

const NAME = "pagelist";

export interface PageList {
  readonly element: HTMLElement;
  readonly open: boolean;
  toggle(): void;
  show(report: Report | null): void;
  /** Marks the page that is read, 0 for the first. */
  mark(page: number): void;
}

/** @param go goes to a page, 0 for the first. */
export function createPageList(go: (page: number) => void): PageList {
  const element = h("nav", { class: "page-list", "aria-label": t.list, hidden: recall(NAME) !== "open" });
  const pages = pageView(element, { root: element });
  let report: Report | null = null;
  let current = 0;

  /** What the list shows is made only while it can be seen. */
  const fill = (): void => {
    if (report === null) {
      pages.clear();
    } else if (!element.hidden) {
      void pages.show(report);
      for (const page of element.children) {
        page.setAttribute("role", "button");
        page.setAttribute("tabindex", "0");
      }
      mark();
    }
  };
  const mark = (): void => {
    Array.from(element.children).forEach((page, index) => page.toggleAttribute("aria-current", index === current));
  };
  const goTo = (event: Event): void => {
    const index = Array.from(element.children).findIndex((page) => event.target instanceof Node && page.contains(event.target));
    if (index >= 0) {
      event.preventDefault();
      go(index);
    }
  };
  element.addEventListener("click", goTo);
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      goTo(event);
    }
  });
  return {
    element,
    get open() {
      return !element.hidden;
    },
    toggle() {
      element.hidden = !element.hidden;
      remember(NAME, element.hidden ? "closed" : "open");
      fill();
    },
    show(next) {
      report = next;
      fill();
    },
    mark(page) {
      current = page;
      mark();
      if (!element.hidden) {
        element.children[page]?.scrollIntoView({ block: "nearest" });
      }
    },
  };
}
