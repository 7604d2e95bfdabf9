/**
 * Shows a report's pages in a container of the host: each page is made when it comes near the visible part, as an image
 * of its own, so that a page's styles and the host's never meet. When another report takes the place of the one that is
 * shown, pages that look the same stay, and the others change when their image is there: nothing flickers, nothing scrolls.
 */

import { isHuibaoError } from "./errors.js";
import { isStill, mark, partsOf, pickable, type PickedPlace } from "./places.js";
import type { Report } from "./report.js";
import type { PagePlaces } from "./types.js";
import { ownSize, zoomer, type Zoom } from "./zoom.js";

export type { PickedPlace } from "./places.js";
export type { Zoom } from "./zoom.js";

/** How far outside the visible part a page is already made: about one page before and after. */
const MARGIN = "100% 0px";

/** Images kept that no page shows, for who takes an edit back. */
const SPARE = 24;

/** Milliseconds that an image which is not wanted any more may take: its worker is not ended for it. */
const PATIENCE = 60_000;

/** Options of {@link pageView} and {@link showPages}. */
export interface ShowPagesOptions {
  /** The scrolling ancestor; `null`, the default, for the window. */
  readonly root?: Element | null;
  /** Told when a page could not be made. Default: nothing is done, and the page stays as it was. */
  readonly onError?: (error: unknown) => void;
  /**
   * Told which figure or block of the document the reader clicks on, or picks by keys: then each page takes the focus, the
   * arrow keys left and right go from place to place, Enter picks. Default: pages are pictures.
   */
  readonly onPick?: (place: PickedPlace, event: Event) => void;
  /** Told which page is read, when that becomes another one. 0 for the first. */
  readonly onPage?: (index: number) => void;
  /**
   * How large pages are at first. With it, Ctrl and the wheel and the keys + − 0 change their size. Default: as large as the
   * host's style sheet has them, and nothing changes it.
   */
  readonly zoom?: Zoom;
  /** Told when the size has changed, whoever changed it. */
  readonly onZoom?: (zoom: Zoom, scale: number) => void;
}

/** A container that shows pages. */
export interface PageView {
  /**
   * Shows a report instead of the one that is shown. Resolves when the pages in view are those of the report, or another
   * report has been asked for.
   */
  show(report: Report): Promise<void>;
  /**
   * Scrolls to a figure or a block, if it is not in view, and marks it for a moment.
   *
   * @returns whether the report that is shown has it on a page.
   */
  reveal(place: { readonly block: number; readonly figure?: number | null }): Promise<boolean>;
  /** Scrolls to the top of a page, 0 for the first. */
  goTo(page: number): void;
  /** The page that is read, 0 for the first. */
  readonly page: number;
  /** How large pages are; `null` where the option `zoom` was not given. */
  zoom: Zoom | null;
  /** The size of the pages now, 1 for their own. */
  readonly scale: number;
  /** Empties the container and lets go of the images. */
  clear(): void;
}

/**
 * Fills `container` with the report's pages.
 *
 * @returns a function that empties the container and lets go of the images.
 */
export function showPages(report: Report, container: Element, options: ShowPagesOptions = {}): () => void {
  const view = pageView(container, options);
  void view.show(report);
  return () => view.clear();
}

/** A page's place in the container. */
interface Slot {
  /** Holds the image and what lies over it. */
  readonly element: HTMLElement;
  /** Lets go of the place that the reader points at. */
  readonly drop: () => void;
  readonly image: HTMLImageElement;
  /** What it is to show, and what it shows. */
  wanted: string;
  shown: string | null;
  /** Whether it is in the visible part or near it. */
  near: boolean;
  /** What is being made for it. */
  making: { readonly wanted: string; readonly signal: AbortSignal; readonly done: Promise<void> } | null;
}

/** Makes a container show pages, of one report after the other. */
export function pageView(container: Element, options: ShowPagesOptions = {}): PageView {
  let report: Report | null = null;
  let controller = new AbortController();
  let slots: Slot[] = [];
  /** Addresses of images by what they show, those used last at the end. */
  const images = new Map<string, string>();
  const slotOf = new WeakMap<Element, Slot>();
  /** What is known of the places on the report's pages. Pages that look the same may have other blocks: kept by report. */
  let known = new Map<number, Promise<PagePlaces | null>>();
  let page = 0;

  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        const slot = slotOf.get(target);
        if (slot) {
          slot.near = isIntersecting;
          if (isIntersecting) {
            void fill(slot);
          }
        }
      }
    },
    { root: options.root ?? null, rootMargin: MARGIN },
  );

  /** Makes a page show what it is to show; once, whoever asks. */
  const fill = async (slot: Slot): Promise<void> => {
    const { wanted, making } = slot;
    const { signal } = controller;
    if (report === null || slot.shown === wanted) {
      return;
    }
    if (making?.wanted !== wanted || making.signal !== signal) {
      slot.making = { wanted, signal, done: draw(slot, report, signal) };
    }
    await slot.making?.done;
  };

  const draw = async (slot: Slot, report: Report, signal: AbortSignal): Promise<void> => {
    const { wanted } = slot;
    try {
      let address = images.get(wanted);
      if (address === undefined) {
        const svg = await report.svg(slots.indexOf(slot), { signal, grace: PATIENCE });
        // Another page may look the same.
        address = images.get(wanted) ?? URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
      }
      images.delete(wanted);
      images.set(wanted, address);
      // The image before stays until this one can be drawn.
      const next = new Image();
      next.src = address;
      await next.decode();
      if (slot.wanted === wanted && !signal.aborted) {
        slot.image.src = address;
        slot.image.width = next.naturalWidth;
        slot.image.height = next.naturalHeight;
        slot.shown = wanted;
        zooming?.apply();
      }
    } catch (error) {
      // Whoever has closed the program, or let go of the report, wants no pages.
      if (!signal.aborted && !(isHuibaoError(error) && error.code === "closed")) {
        options.onError?.(error);
      }
    }
  };

  const placesOf = (index: number): Promise<PagePlaces | null> => {
    const asked = known.get(index);
    if (asked || report === null || index >= report.pages) {
      return asked ?? Promise.resolve(null);
    }
    const { signal } = controller;
    const places = report.places(index, { signal, grace: PATIENCE }).catch((error: unknown) => {
      if (!signal.aborted && !(isHuibaoError(error) && error.code === "closed")) {
        options.onError?.(error);
      }
      return null;
    });
    known.set(index, places);
    return places;
  };

  const slot = (wanted: string): Slot => {
    const element = document.createElement("div");
    element.className = "slot";
    element.part.add("slot");
    element.style.position = "relative";
    const image = document.createElement("img");
    image.className = "page";
    image.part.add("page");
    // A4 upright until the page itself says otherwise, so that the scroll bar is right from the start.
    image.width = 794;
    image.height = 1123;
    // No gap of a line of text below it.
    image.style.display = "block";
    element.append(image);
    const index = (): number => slots.indexOf(made);
    const { onPick } = options;
    const drop = onPick ? pickable({ element, index, places: () => placesOf(index()) }, onPick) : () => undefined;
    const made: Slot = { element, drop, image, wanted, shown: null, near: false, making: null };
    slotOf.set(element, made);
    observer.observe(element);
    return made;
  };

  /** Pages that are near first those in the visible part. */
  const byDistance = (): Slot[] => {
    const box = options.root?.getBoundingClientRect() ?? new DOMRect(0, 0, innerWidth, innerHeight);
    const distance = ({ element }: Slot): number => {
      const { top, bottom } = element.getBoundingClientRect();
      return Math.max(0, top - box.bottom, box.top - bottom);
    };
    const near = slots.filter((candidate) => candidate.near && candidate.shown !== candidate.wanted);
    return near.map((slot) => ({ slot, at: distance(slot) })).sort((a, b) => a.at - b.at).map(({ slot }) => slot);
  };

  const forget = (): void => {
    const used = new Set(slots.flatMap(({ wanted, shown }) => [wanted, shown]));
    const spare = Array.from(images.keys()).filter((fingerprint) => !used.has(fingerprint));
    for (const fingerprint of spare.slice(0, Math.max(0, spare.length - SPARE))) {
      URL.revokeObjectURL(images.get(fingerprint) ?? "");
      images.delete(fingerprint);
    }
  };

  /** Finds the page that is read: the first one of which something stands in the upper part of what is in view. */
  const follow = (): void => {
    const box = options.root?.getBoundingClientRect() ?? new DOMRect(0, 0, innerWidth, innerHeight);
    const line = box.top + 0.4 * box.height;
    const read = Math.max(0, slots.findIndex(({ element }) => element.getBoundingClientRect().bottom > line));
    if (read !== page) {
      page = read;
      options.onPage?.(read);
    }
  };
  let following = false;
  const onScroll = (): void => {
    if (!following) {
      following = true;
      requestAnimationFrame(() => {
        following = false;
        follow();
      });
    }
  };
  /** Listens while a report is shown. */
  let listening: AbortController | null = null;
  const listen = (): void => {
    listening = new AbortController();
    (options.root ?? window).addEventListener("scroll", onScroll, { passive: true, signal: listening.signal });
    zooming?.listen(listening.signal);
  };

  const zooming =
    options.zoom === undefined
      ? null
      : zoomer(container, options.root ?? null, () => slots, options.zoom, () => {
          if (zooming !== null) {
            options.onZoom?.(zooming.get(), zooming.scale());
          }
        });

  return {
    async show(next) {
      controller.abort();
      controller = new AbortController();
      report = next;
      known = new Map();
      const { fingerprints } = next;
      if (listening === null) {
        listen();
      }
      slots.forEach(({ drop }) => drop());
      slots.splice(fingerprints.length).forEach(({ element }) => {
        observer.unobserve(element);
        element.remove();
      });
      fingerprints.forEach((fingerprint, index) => {
        const place = slots[index];
        if (place) {
          place.wanted = fingerprint;
        } else {
          const added = slot(fingerprint);
          slots.push(added);
          container.append(added.element);
        }
      });
      slots.forEach(({ element, image }, index) => {
        image.dataset["index"] = String(index);
        image.alt = `第 ${index + 1} 页，共 ${fingerprints.length} 页`;
        if (options.onPick) {
          element.ariaLabel = `${image.alt}。按左右方向键选数字或段落，按回车键选定`;
        }
      });
      zooming?.apply();
      forget();
      follow();
      const { signal } = controller;
      for (const stale of byDistance()) {
        if (signal.aborted) {
          return;
        }
        await fill(stale);
      }
    },
    async reveal({ block, figure = null }) {
      const shown = report;
      // The page that is read first, then its neighbours.
      const order = slots.map((_, index) => index).sort((a, b) => Math.abs(a - page) - Math.abs(b - page));
      for (const index of order) {
        const places = (await placesOf(index))?.places ?? [];
        if (report !== shown) {
          return false;
        }
        const parts = partsOf(places, { block, figure });
        const slot = slots[index];
        if (slot && parts.length > 0) {
          const [first] = mark(slot.element, parts);
          if (first && !isInView(first, options.root ?? null)) {
            first.scrollIntoView({ block: "center", inline: "nearest", behavior: isStill() ? "instant" : "smooth" });
          }
          return true;
        }
      }
      return false;
    },
    goTo(index) {
      slots[index]?.element.scrollIntoView({ block: "start", inline: "nearest" });
    },
    get page() {
      return page;
    },
    get zoom() {
      return zooming?.get() ?? null;
    },
    set zoom(zoom) {
      if (zoom !== null) {
        zooming?.set(zoom);
      }
    },
    get scale() {
      const first = slots[0];
      return zooming?.scale() ?? (first ? first.element.clientWidth / ownSize(first.image).width : 1);
    },
    clear() {
      controller.abort();
      listening?.abort();
      listening = null;
      report = null;
      known = new Map();
      page = 0;
      slots.forEach(({ element }) => observer.unobserve(element));
      slots = [];
      container.replaceChildren();
      images.forEach((address) => URL.revokeObjectURL(address));
      images.clear();
    },
  };
}

/** Whether an element is in the visible part, not at its very edge. */
function isInView(element: Element, root: Element | null): boolean {
  const box = root?.getBoundingClientRect() ?? new DOMRect(0, 0, innerWidth, innerHeight);
  const { top, bottom, left, right } = element.getBoundingClientRect();
  return top >= box.top + 8 && bottom <= box.bottom - 8 && left < box.right && right > box.left;
}

/** The media type of Excel workbooks. */
export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The media type of Word documents. */
export const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** Offers a file to the reader; `type` is for bytes, which have none of their own. */
export function download(file: Uint8Array<ArrayBuffer> | Blob, name: string, type = "application/pdf"): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file instanceof Blob ? file : new Blob([file], { type }));
  link.download = fileName(name);
  link.click();
  // The browser reads the blob after this turn; revoking at once would cancel the download in some.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A name that Windows accepts too: its forbidden characters become their full-width twins. */
function fileName(name: string): string {
  const twins: Readonly<Record<string, string>> = {
    "<": "＜", ">": "＞", ":": "：", '"': "＂", "/": "／", "\\": "＼", "|": "｜", "?": "？", "*": "＊",
  };
  return name.replace(/[<>:"/\\|?*]/g, (char) => twins[char] ?? "").replace(/[\u0000-\u001f]/g, "").trim();
}
