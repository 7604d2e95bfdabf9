/** Bars below the top bar: what went wrong, what is not saved, and that another tab has the document. */

import { button, h } from "../elements.js";
import { texts } from "../texts.js";

const t = texts({
  zh: {
    elsewhere: "已在另一标签页打开，此处只读。",
    takeOver: "改在此处编辑",
    news: "有新版本。",
    update: "立即更新",
  },
  en: {
    elsewhere: "Another tab has this document; here it can only be read.",
    takeOver: "Edit it here",
    news: "There is a new version.",
    update: "Update now",
  },
});

export function createNotices(takeOver: () => void) {
  const error = h("div", { id: "error", class: "bar error", role: "alert", hidden: true });
  const trouble = h("div", { id: "trouble", class: "bar error", role: "alert", hidden: true });
  const notice = h("div", { id: "notice", class: "bar", role: "status", hidden: true });
  const here = button(t.takeOver, { id: "take-over", on: { click: takeOver } });
  const elsewhere = h("div", { id: "elsewhere", class: "bar", role: "status", hidden: true }, h("span", {}, t.elsewhere), here);
  const update = button(t.update, { id: "update" });
  const news = h("div", { id: "news", class: "bar", role: "status", hidden: true }, h("span", {}, t.news), update);
  const show = (bar: HTMLElement) => (text: string | null) => {
    bar.hidden = text === null;
    bar.textContent = text ?? "";
  };
  return {
    elements: [error, trouble, notice, elsewhere, news],
    /** What the program could not do. */
    error: show(error),
    /** That something is not saved. */
    trouble: show(trouble),
    /** That nothing will be saved beyond this tab. */
    notice: show(notice),
    /** That there is a new version of the page; `apply` starts it. */
    news(apply: () => void) {
      news.hidden = false;
      update.onclick = apply;
    },
    /** That another tab may change what is open, and this one may not. */
    elsewhere(shown: boolean) {
      elsewhere.hidden = !shown;
    },
  };
}

export type Notices = ReturnType<typeof createNotices>;
