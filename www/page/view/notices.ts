/** Bars below the top bar: what went wrong, what is not saved, and that another tab has the document. */

import { button, h } from "../elements.js";
import { texts } from "../texts.js";

const t = texts({
  zh: {
    elsewhere: "已在另一标签页打开，此处只读。",
    takeOver: "改在此处编辑",
  },
  en: {
    elsewhere: "Another tab has this document; here it can only be read.",
    takeOver: "Edit it here",
  },
});

export function createNotices(takeOver: () => void) {
  const error = h("div", { id: "error", class: "bar error", role: "alert", hidden: true });
  const trouble = h("div", { id: "trouble", class: "bar error", role: "alert", hidden: true });
  const notice = h("div", { id: "notice", class: "bar", role: "status", hidden: true });
  const here = button(t.takeOver, { id: "take-over", on: { click: takeOver } });
  const elsewhere = h("div", { id: "elsewhere", class: "bar", role: "status", hidden: true }, h("span", {}, t.elsewhere), here);
  const show = (bar: HTMLElement) => (text: string | null) => {
    bar.hidden = text === null;
    bar.textContent = text ?? "";
  };
  return {
    elements: [error, trouble, notice, elsewhere],
    /** What the program could not do. */
    error: show(error),
    /** That something is not saved. */
    trouble: show(trouble),
    /** That nothing will be saved beyond this tab. */
    notice: show(notice),
    elsewhere(shown: boolean) {
      elsewhere.hidden = !shown;
    },
  };
}

export type Notices = ReturnType<typeof createNotices>;
