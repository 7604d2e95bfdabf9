/**
 * What lies over a page's image: where its blocks and figures are, which one is under the pointer or chosen by keys, and a mark
 * that shows a place for a moment. Everything is measured in parts of the page, so it stays right at any size of it.
 */

import type { PagePlaces, Place } from "./types.js";

/** A place that was picked on a page. */
export interface PickedPlace {
  /** 0 for the first page. */
  readonly page: number;
  readonly block: number;
  /** `null` when the block was picked beside its figures. */
  readonly figure: number | null;
}

/** Milliseconds that a mark stays. */
const MARKED = 1800;

/** Room around a figure in which it is still hit, as a part of the page: some two millimetres. */
const REACH = 0.006;

/** A page with its image, over which places are shown. */
export interface Sheet {
  readonly element: HTMLElement;
  /** Its page, 0 for the first. */
  index(): number;
  /** Its places; `null` when they cannot be had. Asked for when somebody points at the page. */
  places(): Promise<PagePlaces | null>;
}

/** The place at a point of the page: a figure before the block that it is in, and the smallest block of several. */
export function placeAt(places: readonly Place[], x: number, y: number): Place | null {
  const within = (place: Place, reach: number): boolean =>
    x >= place.x - reach && x <= place.x + place.width + reach && y >= place.y - reach && y <= place.y + place.height + reach;
  const figure = places.find((place) => place.figure !== null && within(place, 0)) ??
    places.find((place) => place.figure !== null && within(place, REACH));
  const blocks = places.filter((place) => place.figure === null && within(place, 0));
  return figure ?? blocks.sort((a, b) => a.width * a.height - b.width * b.height)[0] ?? null;
}

/** All parts of the figure or block of a place: a figure may be on two lines. */
export function partsOf(places: readonly Place[], { block, figure }: Pick<Place, "block" | "figure">): readonly Place[] {
  return places.filter((place) => place.block === block && place.figure === figure);
}

/** Puts a box over each place. */
export function cover(sheet: HTMLElement, places: readonly Place[], part: "mark" | "target"): readonly HTMLElement[] {
  return places.map((place) => {
    const box = document.createElement("div");
    box.className = part;
    box.part.add(part);
    const percent = (value: number): string => `${value * 100}%`;
    Object.assign(box.style, {
      position: "absolute",
      left: percent(place.x),
      top: percent(place.y),
      width: percent(place.width),
      height: percent(place.height),
      pointerEvents: "none",
      borderRadius: "2px",
      ...(part === "mark"
        ? { background: "var(--huibao-mark, rgb(255 184 0 / 0.4))" }
        : { outline: "2px solid var(--huibao-target, rgb(40 90 200 / 0.75))", outlineOffset: "1px" }),
    });
    sheet.append(box);
    return box;
  });
}

/** Whether the reader has asked for pages that do not move. */
export function isStill(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Marks places for a moment; the mark fades, unless the reader wants nothing to move. */
export function mark(sheet: HTMLElement, places: readonly Place[]): readonly HTMLElement[] {
  sheet.querySelectorAll(":scope > .mark").forEach((earlier) => earlier.remove());
  const boxes = cover(sheet, places, "mark");
  for (const box of boxes) {
    if (!isStill()) {
      box.animate([{ opacity: 1 }, { opacity: 1, offset: 0.6 }, { opacity: 0 }], { duration: MARKED, fill: "forwards" });
    }
    setTimeout(() => box.remove(), MARKED);
  }
  return boxes;
}

/**
 * Makes a page's places picked by pointer and by keys: it takes the focus, the arrow keys left and right go from place to
 * place, Enter picks.
 *
 * @returns lets go of the place that is shown, when the page shows another report.
 */
export function pickable(sheet: Sheet, onPick: (place: PickedPlace, event: Event) => void): () => void {
  const { element } = sheet;
  let shown: Place | null = null;
  let boxes: readonly HTMLElement[] = [];
  /** Counts what was asked: an answer to an earlier question is not shown. */
  let asked = 0;

  const show = (place: Place | null, all: readonly Place[], block: boolean): void => {
    if (place?.block === shown?.block && place?.figure === shown?.figure) {
      return;
    }
    boxes.forEach((box) => box.remove());
    shown = place;
    boxes = place !== null && (block || place.figure !== null) ? cover(element, partsOf(all, place), "target") : [];
    element.style.cursor = place === null ? "" : "pointer";
  };
  const drop = (): void => {
    asked += 1;
    show(null, [], false);
  };
  const under = async (event: MouseEvent): Promise<{ place: Place | null; all: readonly Place[] } | null> => {
    const question = (asked += 1);
    const box = element.getBoundingClientRect();
    const [x, y] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    const all = (await sheet.places())?.places ?? [];
    return question === asked ? { place: placeAt(all, x, y), all } : null;
  };
  const pick = (place: Place, event: Event): void =>
    onPick({ page: sheet.index(), block: place.block, figure: place.figure }, event);

  element.tabIndex = 0;
  element.setAttribute("role", "group");
  element.addEventListener("pointermove", async (event) => {
    const found = event.pointerType === "touch" ? null : await under(event);
    if (found !== null) {
      show(found.place, found.all, false);
    }
  });
  element.addEventListener("pointerleave", drop);
  element.addEventListener("blur", drop);
  element.addEventListener("click", async (event) => {
    const found = await under(event);
    if (found?.place) {
      pick(found.place, event);
    }
  });
  element.addEventListener("keydown", async (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === "Enter" && shown !== null) {
      event.preventDefault();
      pick(shown, event);
    } else if (step !== undefined) {
      event.preventDefault();
      const question = (asked += 1);
      const all = (await sheet.places())?.places ?? [];
      // Each place once: a figure on two lines is one.
      const stops = all.filter((place, at) => partsOf(all.slice(0, at), place).length === 0);
      if (question === asked && stops.length > 0) {
        const now = stops.findIndex(({ block, figure }) => block === shown?.block && figure === shown.figure);
        const next = now < 0 ? (step > 0 ? 0 : stops.length - 1) : Math.min(stops.length - 1, Math.max(0, now + step));
        show(stops[next] ?? null, all, true);
        boxes[0]?.scrollIntoView({ block: "nearest", inline: "nearest" });
      }
    } else if (event.key === "Escape") {
      drop();
    }
  });
  return drop;
}
