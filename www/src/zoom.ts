/** The size of pages: of the room that there is, or in parts of their own size. */

/** `"width"`: as wide as there is room. `"page"`: a whole page in view. A number: 1 for the page's own size, 0.5 to 3. */
export type Zoom = number | "width" | "page";

/** The least and the greatest size. */
const [LEAST, GREATEST] = [0.5, 3];

/** How much one step of the keys changes the size. */
const STEP = 1.1;

/** How much of a wheel's way (pixels) doubles the size, about: a notch is 100. */
const WHEEL = 500;

/** A page's element, and its own size in CSS pixels. */
export interface Sized {
  readonly element: HTMLElement;
  readonly image: HTMLImageElement;
}

/** A page's own size, whatever it is shown at. */
export function ownSize(image: HTMLImageElement): { width: number; height: number } {
  return { width: Number(image.getAttribute("width")), height: Number(image.getAttribute("height")) };
}

/** How large pages are shown. */
export interface Zoomer {
  get(): Zoom;
  set(zoom: Zoom): void;
  /** The size now, 1 for a page's own. */
  scale(): number;
  /** Sizes pages that are new, or whose own size has become known. */
  apply(): void;
  /** Listens to the reader, until the signal. */
  listen(signal: AbortSignal): void;
}

/** The size within its bounds. */
function bounded(scale: number): number {
  return Math.min(GREATEST, Math.max(LEAST, scale));
}

/** A size that fits: on a phone it may be less than what is offered. */
function fitting(scale: number): number {
  return Math.min(GREATEST, scale);
}

/**
 * Sizes the pages of a container. Ctrl and the wheel, or two fingers on a touchpad, zoom about the pointer; the keys + and −
 * zoom, 0 fits the width, where the focus is in the container.
 */
export function zoomer(container: Element, root: Element | null, pages: () => readonly Sized[], first: Zoom, onZoom: () => void): Zoomer {
  let zoom = first;

  const room = (): { width: number; height: number } => {
    const style = getComputedStyle(container);
    const padding = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
    return { width: container.clientWidth - padding, height: root?.clientHeight ?? innerHeight };
  };
  const scaleOf = (image: HTMLImageElement): number => {
    const [{ width, height }, own] = [room(), ownSize(image)];
    switch (zoom) {
      case "width":
        return fitting(width / own.width);
      case "page":
        return fitting(Math.min(width / own.width, height / own.height));
      default:
        return bounded(zoom);
    }
  };
  const apply = (): void => {
    for (const { element, image } of pages()) {
      // A page that is wider than the room is reached by scrolling, its left edge too.
      Object.assign(element.style, { width: `${ownSize(image).width * scaleOf(image)}px`, maxWidth: "none", alignSelf: "safe center" });
      Object.assign(image.style, { width: "100%", height: "auto", maxWidth: "none" });
    }
  };
  const set = (next: Zoom): void => {
    zoom = typeof next === "number" ? bounded(next) : next;
    apply();
    onZoom();
  };
  const scale = (): number => {
    const image = pages()[0]?.image;
    return image ? scaleOf(image) : typeof zoom === "number" ? zoom : 1;
  };
  /** Zooms so that what is at a point of the window stays there. */
  const about = (factor: number, x: number, y: number): void => {
    const at = document.elementFromPoint(x, y);
    const page = pages().find(({ element }) => element.getRootNode() === container.getRootNode() && near(element, at, y))?.element;
    const before = page?.getBoundingClientRect();
    set(scale() * factor);
    const after = page?.getBoundingClientRect();
    if (before && after && before.width > 0) {
      const part = { x: (x - before.left) / before.width, y: (y - before.top) / before.height };
      (root ?? window).scrollBy(after.left + part.x * after.width - x, after.top + part.y * after.height - y);
    }
  };

  const listen = (signal: AbortSignal): void => {
    container.addEventListener(
      "wheel",
      (event) => {
        if (event instanceof WheelEvent && event.ctrlKey) {
          event.preventDefault();
          about(2 ** (-event.deltaY / WHEEL), event.clientX, event.clientY);
        }
      },
      { signal, passive: false },
    );
    container.addEventListener(
      "keydown",
      (event) => {
        if (!(event instanceof KeyboardEvent) || event.altKey) {
          return;
        }
        const zooms: Readonly<Record<string, () => Zoom>> = {
          "+": () => scale() * STEP,
          "=": () => scale() * STEP,
          "-": () => scale() / STEP,
          "0": () => "width",
        };
        const next = zooms[event.key];
        if (next) {
          event.preventDefault();
          set(next());
        }
      },
      { signal },
    );
    // The room changes with the window and with what stands beside the pages.
    const observer = new ResizeObserver(() => {
      if (typeof zoom !== "number") {
        apply();
        onZoom();
      }
    });
    observer.observe(root ?? container);
    signal.addEventListener("abort", () => observer.disconnect());
  };
  return { get: () => zoom, set, scale, apply, listen };
}

/** Whether a page is at a height of the window, or under the pointer itself. */
function near(element: HTMLElement, under: Element | null, y: number): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return (under !== null && element.contains(under)) || (y >= top && y <= bottom);
}
