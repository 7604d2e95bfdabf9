/**
 * Shows a report's pages in a container of the host: each page is made when it comes near the visible part, as an image
 * of its own, so that a page's styles and the host's never meet. When another report takes the place of the one that is
 * shown, pages that look the same stay, and the others change when their image is there: nothing flickers, nothing scrolls.
 */

import { isHuibaoError } from "./errors.js";
import type { Report } from "./report.js";

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
}

/** A container that shows pages. */
export interface PageView {
  /**
   * Shows a report instead of the one that is shown. Resolves when the pages in view are those of the report, or another
   * report has been asked for.
   */
  show(report: Report): Promise<void>;
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
  const places = new WeakMap<Element, Slot>();

  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        const slot = places.get(target);
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
      }
    } catch (error) {
      // Whoever has closed the program, or let go of the report, wants no pages.
      if (!signal.aborted && !(isHuibaoError(error) && error.code === "closed")) {
        options.onError?.(error);
      }
    }
  };

  const slot = (wanted: string): Slot => {
    const image = document.createElement("img");
    image.className = "page";
    image.part.add("page");
    // A4 upright until the page itself says otherwise, so that the scroll bar is right from the start.
    image.width = 794;
    image.height = 1123;
    const made: Slot = { image, wanted, shown: null, near: false, making: null };
    places.set(image, made);
    observer.observe(image);
    return made;
  };

  /** Pages that are near first those in the visible part. */
  const byDistance = (): Slot[] => {
    const box = options.root?.getBoundingClientRect() ?? new DOMRect(0, 0, innerWidth, innerHeight);
    const distance = ({ image }: Slot): number => {
      const { top, bottom } = image.getBoundingClientRect();
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

  return {
    async show(next) {
      controller.abort();
      controller = new AbortController();
      report = next;
      const { fingerprints } = next;
      slots.splice(fingerprints.length).forEach(({ image }) => {
        observer.unobserve(image);
        image.remove();
      });
      fingerprints.forEach((fingerprint, index) => {
        const place = slots[index];
        if (place) {
          place.wanted = fingerprint;
        } else {
          const added = slot(fingerprint);
          slots.push(added);
          container.append(added.image);
        }
      });
      slots.forEach(({ image }, index) => {
        image.dataset["index"] = String(index);
        image.alt = `第 ${index + 1} 页，共 ${fingerprints.length} 页`;
      });
      forget();
      const { signal } = controller;
      for (const stale of byDistance()) {
        if (signal.aborted) {
          return;
        }
        await fill(stale);
      }
    },
    clear() {
      controller.abort();
      report = null;
      slots.forEach(({ image }) => observer.unobserve(image));
      slots = [];
      container.replaceChildren();
      images.forEach((address) => URL.revokeObjectURL(address));
      images.clear();
    },
  };
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
