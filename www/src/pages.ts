/**
 * Shows a report's pages in a container of the host: each page is made when it comes near the visible part, as an image
 * of its own, so that a page's styles and the host's never meet.
 */

import type { Report } from "./report.js";

/** How far outside the visible part a page is already made: about one page before and after. */
const MARGIN = "100% 0px";

/** Options of {@link showPages}. */
export interface ShowPagesOptions {
  /** The scrolling ancestor; `null`, the default, for the window. */
  readonly root?: Element | null;
  /** Told when a page could not be made. Default: nothing is done, and the page stays blank. */
  readonly onError?: (error: unknown) => void;
}

/**
 * Fills `container` with the report's pages.
 *
 * @returns a function that empties the container and lets go of the images.
 */
export function showPages(report: Report, container: Element, options: ShowPagesOptions = {}): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const addresses: string[] = [];

  const fill = async (image: HTMLImageElement, index: number): Promise<void> => {
    try {
      const svg = await report.svg(index, { signal });
      const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
      addresses.push(address);
      image.src = address;
    } catch (error) {
      if (!signal.aborted) {
        options.onError?.(error);
      }
    }
  };

  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting && target instanceof HTMLImageElement) {
          observer.unobserve(target);
          void fill(target, Number(target.dataset["index"]));
        }
      }
    },
    { root: options.root ?? null, rootMargin: MARGIN },
  );

  const images = Array.from({ length: report.pages }, (_, index) => {
    const image = document.createElement("img");
    image.dataset["index"] = String(index);
    image.alt = `第 ${index + 1} 页，共 ${report.pages} 页`;
    image.className = "page";
    image.part.add("page");
    // A4 upright until the page itself says otherwise, so that the scroll bar is right from the start.
    image.width = 794;
    image.height = 1123;
    image.addEventListener("load", () => {
      image.width = image.naturalWidth;
      image.height = image.naturalHeight;
    });
    return image;
  });
  container.replaceChildren(...images);
  images.forEach((image) => observer.observe(image));

  return () => {
    controller.abort();
    observer.disconnect();
    container.replaceChildren();
    addresses.forEach((address) => URL.revokeObjectURL(address));
  };
}

/** The media type of Excel workbooks. */
export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

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
