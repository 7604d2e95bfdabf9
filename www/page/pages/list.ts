/**
 * The list of pages: small pictures with their numbers, the page that is read set off; a click or Enter goes to a page. The
 * pictures are made when they come in view and nothing else is to be done: what the reader works on comes first.
 */

import type { Report } from "huibao";
import { texts } from "../texts.js";

const t = texts({
  zh: { pages: "页面列表", page: (number: number): string => `第 ${number} 页` },
  en: { pages: "Pages", page: (number: number): string => `Page ${number}` },
});

/** Milliseconds without a new report before pictures are made. */
const IDLE = 400;

export interface PageList {
  /** Shows the pages of a report instead of those before. */
  show(report: Report): void;
  /** Sets off the page that is read, 0 for the first. */
  current(page: number): void;
  destroy(): void;
}

interface Item {
  readonly button: HTMLButtonElement;
  readonly image: HTMLImageElement;
  readonly number: HTMLElement;
  near: boolean;
  /** What its picture shows. */
  shown: string | null;
}

/** Makes a list of pages in `parent`; `on.open` is told which page is chosen, 0 for the first. */
export function createPageList(parent: HTMLElement, on: { open(page: number): void }): PageList {
  const list = document.createElement("ol");
  list.className = "page-list";
  list.setAttribute("aria-label", t.pages);
  parent.append(list);
  let items: Item[] = [];
  let report: Report | null = null;
  let now = 0;
  let controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Addresses of pictures by what they show. */
  const pictures = new Map<string, string>();

  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const item = items.find(({ button }) => button === target);
        if (item) {
          item.near = isIntersecting;
        }
      }
      later();
    },
    { root: parent, rootMargin: "50% 0px" },
  );

  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void draw(controller.signal), IDLE);
  };
  const draw = async (signal: AbortSignal): Promise<void> => {
    for (const [index, item] of items.entries()) {
      const wanted = report?.fingerprints[index];
      if (report === null || wanted === undefined || !item.near || item.shown === wanted) {
        continue;
      }
      try {
        const svg = pictures.has(wanted) ? "" : await report.svg(index, { signal, grace: 60_000 });
        const address = pictures.get(wanted) ?? URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
        pictures.set(wanted, address);
        item.image.src = address;
        item.shown = wanted;
      } catch {
        // Another report has come, or the page that is read tells what is wrong.
        return;
      }
    }
    forget();
  };
  const forget = (): void => {
    const used = new Set(items.map(({ shown }) => shown));
    for (const [fingerprint, address] of pictures) {
      if (!used.has(fingerprint)) {
        URL.revokeObjectURL(address);
        pictures.delete(fingerprint);
      }
    }
  };
  const add = (): Item => {
    const line = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    const image = document.createElement("img");
    image.alt = "";
    const number = document.createElement("span");
    button.append(image, number);
    line.append(button);
    list.append(line);
    const item: Item = { button, image, number, near: false, shown: null };
    button.addEventListener("click", () => on.open(items.indexOf(item)));
    button.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const next = step === undefined ? undefined : items[items.indexOf(item) + step];
      if (next) {
        event.preventDefault();
        next.button.focus();
      }
    });
    observer.observe(button);
    return item;
  };
  const current = (page: number): void => {
    now = page;
    items.forEach(({ button }, index) => {
      if (index === page) {
        button.setAttribute("aria-current", "page");
        // Within the list alone: the pages are not to move.
        const [box, within] = [button.getBoundingClientRect(), parent.getBoundingClientRect()];
        parent.scrollTop += Math.min(0, box.top - within.top) + Math.max(0, box.bottom - within.bottom);
      } else {
        button.removeAttribute("aria-current");
      }
    });
  };

  return {
    show(next) {
      controller.abort();
      controller = new AbortController();
      report = next;
      for (const { button } of items.splice(next.pages)) {
        observer.unobserve(button);
        button.parentElement?.remove();
      }
      while (items.length < next.pages) {
        items.push(add());
      }
      items.forEach(({ button, number }, index) => {
        number.textContent = String(index + 1);
        button.setAttribute("aria-label", t.page(index + 1));
      });
      current(Math.min(now, next.pages - 1));
      later();
    },
    current,
    destroy() {
      controller.abort();
      clearTimeout(timer);
      observer.disconnect();
      pictures.forEach((address) => URL.revokeObjectURL(address));
      items = [];
      list.remove();
    },
  };
}
