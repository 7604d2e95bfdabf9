/** The bar between two panes: dragged, or moved by arrow keys; its place is remembered. */

import { h } from "./elements.js";
import { recall, remember } from "./memory.js";

const NAME = "split";
/** Per cent of the width that the left pane may have, and what it has at first. */
const [LEAST, MOST, USUAL] = [25, 70, 46];
/** Per cent that an arrow key moves. */
const STEP = 2;

/** Makes the bar for a container whose style sheet reads `--split`; `left` is the id of the pane that it sizes. */
export function createSplitter(container: HTMLElement, label: string, left: string): HTMLElement {
  const bar = h("div", {
    role: "separator",
    class: "splitter",
    tabindex: 0,
    "aria-label": label,
    "aria-orientation": "vertical",
    "aria-controls": left,
    "aria-valuemin": LEAST,
    "aria-valuemax": MOST,
  });
  let share = USUAL;
  const set = (wanted: number): void => {
    share = Math.min(MOST, Math.max(LEAST, wanted));
    container.style.setProperty("--split", `${share}%`);
    bar.setAttribute("aria-valuenow", String(Math.round(share)));
  };
  const keep = (): void => remember(NAME, String(Math.round(share)));

  bar.addEventListener("pointerdown", (event) => {
    bar.setPointerCapture(event.pointerId);
    event.preventDefault();
    bar.focus();
  });
  bar.addEventListener("pointermove", (event) => {
    if (bar.hasPointerCapture(event.pointerId)) {
      const { left, width } = container.getBoundingClientRect();
      set(((event.clientX - left) / width) * 100);
    }
  });
  bar.addEventListener("lostpointercapture", keep);
  bar.addEventListener("dblclick", () => {
    set(USUAL);
    keep();
  });
  bar.addEventListener("keydown", (event) => {
    const moves: Readonly<Record<string, number>> = { ArrowLeft: share - STEP, ArrowRight: share + STEP, Home: LEAST, End: MOST, Enter: USUAL };
    const wanted = moves[event.key];
    if (wanted !== undefined) {
      event.preventDefault();
      set(wanted);
      keep();
    }
  });
  set(Number(recall(NAME) ?? USUAL) || USUAL);
  return bar;
}
