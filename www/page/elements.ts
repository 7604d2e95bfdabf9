/** Elements made in one expression: what they are, what they say, what they do. No markup is parsed, so trusted types need no policy. */

type Listener = (event: never) => void;

/** Attributes; `true` sets one without a value, `false` leaves it out. `on` holds listeners by the name of their event. */
export interface Attributes {
  readonly [name: string]: string | number | boolean | undefined | Readonly<Record<string, Listener>>;
  readonly on?: Readonly<Record<string, Listener>>;
}

export type Child = Node | string | null;

/** Makes an element. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: readonly Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "object") {
      for (const [event, listener] of Object.entries(value)) {
        element.addEventListener(event, listener as EventListener);
      }
    } else if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** A push button; `type` keeps it from sending a form. */
export function button(label: Child, attributes: Attributes = {}): HTMLButtonElement {
  return h("button", { type: "button", ...attributes }, label);
}

/** Outlines on a field of 24 by 24, drawn with the line of the text beside them. */
const OUTLINES = {
  add: "M12 5v14M5 12h14",
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6L6 18",
  down: "M6 9l6 6 6-6",
  download: "M12 4v11m0 0l-4.5-4.5M12 15l4.5-4.5M5 20h14",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  forward: "M9 5l7 7-7 7",
  history: "M4 12a8 8 0 1 0 2.6-5.9M4 4v4.5h4.5M12 8v4.5l3 2",
  layers: "M12 4l8 4.5-8 4.5-8-4.5zM4 12.5l8 4.5 8-4.5M4 16.5l8 4.5 8-4.5",
  list: "M4 6h2M4 12h2M4 18h2M9 6h11M9 12h11M9 18h11",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  open: "M3 7v12h16l2-9H7l-2 9M3 7V5h6l2 2h7v3",
  remove: "M5 12h14",
  shuffle: "M4 7h3l9 10h4m0 0l-3-3m3 3l-3 3M4 17h3l2.5-2.8M13.5 9.8L16 7h4m0 0l-3-3m3 3l-3 3",
  stamp: "M9 14c0-3-2-4-2-6.500a5 5 0 0 1 10 0c0 2.500-2 3.500-2 6.500M5 14h14v4H5zM7 21h10",
  table: "M4 5h16v14H4zM4 10h16M4 14.500h16M10 5v14",
} as const;

export type Icon = keyof typeof OUTLINES;

/** A drawing beside a label, or in the place of one that `aria-label` then gives; it says nothing itself. */
export function icon(name: Icon): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  const outline = document.createElementNS(space, "path");
  outline.setAttribute("d", OUTLINES[name]);
  drawing.append(outline);
  for (const [attribute, value] of Object.entries({ viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" })) {
    drawing.setAttribute(attribute, value);
  }
  return drawing;
}

/** Changes a text only where it differs: what is announced would be read aloud again. */
export function say(element: HTMLElement, text: string): void {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Keeps the keyboard on the page when the control that has it is about to go: it goes on from what can be done next. */
export function handOver(from: HTMLElement, to: HTMLElement): void {
  if (from === document.activeElement || from.contains(document.activeElement)) {
    to.focus();
  }
}
