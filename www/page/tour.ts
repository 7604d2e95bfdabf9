/** The tour of the first visit: five cards beside what they speak of. It hinders nothing and is shown once. */

import { button, h } from "./elements.js";
import { recall, remember } from "./memory.js";
import { texts } from "./texts.js";
import type { View } from "./view/workbench.js";

const t = texts({
  zh: {
    title: "导览",
    at: (step: number, of: number) => `${step} / ${of}`,
    next: "下一步",
    back: "上一步",
    done: "开始使用",
    skip: "跳过",
    steps: [
      ["文稿", "左边是起草好的文稿，文字随意改。数字取自数据，改数据它就跟着变，不会前后对不上。"],
      ["数据", "这里是全部数据。改一个数，文稿和版面立即更新，您改过的措辞保持不变。"],
      ["问题", "数据相互矛盾、文稿有疑问、措辞有毛病的，都列在这里，逐条写明怎么改。"],
      ["版面", "右边是按公文格式排好的版面，与打印出来的一样。改文稿时，版面随改随排。"],
      ["带走", "在这里下载 PDF 和其他格式。换文种、换版式、盖印章，也都在这一行。"],
    ] as readonly (readonly [string, string])[],
  },
  en: {
    title: "Tour",
    at: (step: number, of: number) => `${step} / ${of}`,
    next: "Next",
    back: "Back",
    done: "Start working",
    skip: "Skip",
    steps: [
      ["Draft", "On the left is the composed draft; change its words as you like. Figures come from the data and follow it."],
      ["Data", "All the data. Change a figure, and draft and pages follow at once; your own wording stays."],
      ["Problems", "Contradictions of the data, doubts about the draft and its wording, each with what to do."],
      ["Pages", "On the right are the pages as they will be printed. They follow while you write."],
      ["Take it away", "Download the PDF and other formats here. Genre, layout and seal are on this line, too."],
    ] as readonly (readonly [string, string])[],
  },
});

const NAME = "tour";

/** What each step is about: the view that it needs, and the element beside which it stands. */
const PLACES: readonly { readonly view: View | null; readonly target: string }[] = [
  { view: "draft", target: "tab-draft" },
  { view: "data", target: "tab-data" },
  { view: "problems", target: "tab-problems" },
  { view: "pages", target: "tab-pages" },
  { view: null, target: "download" },
];

export interface Tour {
  /** Shows it unless it was seen: when the first document is there. */
  offer(): void;
  start(): void;
  stop(): void;
  seen(): boolean;
}

export function createTour(show: (view: View) => void): Tour {
  const heading = h("h2", { id: "tour-title" });
  const text = h("p", { id: "tour-text" });
  const at = h("span", { class: "note" });
  const skip = button(t.skip, { class: "quiet", id: "tour-skip" });
  const back = button(t.back, { id: "tour-back" });
  const next = button(t.next, { class: "primary", id: "tour-next" });
  const card = h("div", { id: "tour", role: "dialog", "aria-labelledby": "tour-title", "aria-describedby": "tour-text", hidden: true }, heading, text, h("div", { class: "actions" }, at, skip, back, next));
  document.body.append(card);
  let step = -1;
  let target: HTMLElement | null = null;

  const place = (): void => {
    if (target === null) {
      return;
    }
    const { left, bottom, width } = target.getBoundingClientRect();
    const room = document.documentElement.clientWidth - card.offsetWidth - 8;
    card.style.left = `${Math.max(8, Math.min(left + width / 2 - 40, room))}px`;
    card.style.top = `${Math.min(bottom + 12, document.documentElement.clientHeight - card.offsetHeight - 8)}px`;
  };
  const go = (wanted: number): void => {
    target?.classList.remove("told");
    const [title, words] = t.steps[wanted] ?? [];
    const about = PLACES[wanted];
    if (!about || title === undefined || words === undefined) {
      stop();
      return;
    }
    step = wanted;
    if (about.view !== null) {
      show(about.view);
    }
    target = document.getElementById(about.target);
    target?.classList.add("told");
    heading.textContent = title;
    text.textContent = words;
    at.textContent = t.at(step + 1, t.steps.length);
    back.hidden = step === 0;
    next.textContent = step === t.steps.length - 1 ? t.done : t.next;
    skip.hidden = step === t.steps.length - 1;
    card.hidden = false;
    place();
    next.focus();
  };
  const stop = (): void => {
    if (card.hidden) {
      return;
    }
    remember(NAME, "seen");
    const stood = target;
    target?.classList.remove("told");
    target = null;
    const held = card.contains(document.activeElement);
    card.hidden = true;
    if (held) {
      stood?.focus();
    }
  };
  const start = (): void => go(0);
  next.addEventListener("click", () => go(step + 1));
  back.addEventListener("click", () => go(step - 1));
  skip.addEventListener("click", stop);
  card.addEventListener("keydown", (event) => {
    const moves: Readonly<Record<string, () => void>> = { Escape: stop, ArrowRight: () => go(step + 1), ArrowLeft: () => go(Math.max(0, step - 1)) };
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      event.stopPropagation();
      move();
    }
  });
  addEventListener("resize", place);
  const seen = (): boolean => recall(NAME) !== null;
  return {
    offer() {
      if (!seen() && card.hidden) {
        start();
      }
    },
    start,
    stop,
    seen,
  };
}
