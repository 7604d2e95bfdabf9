/** What keys do everywhere on the page; inside a pane, its own come first. */

import type { View } from "./view/workbench.js";

export interface Commands {
  open(): void;
  pdf(): void;
  /** Keeps what is there now. */
  version(): void;
  /** The project as a file. */
  project(): void;
  shortcuts(): void;
  show(view: View): void;
  /** The parts of the page that F6 goes through, in reading order. */
  panes(): readonly HTMLElement[];
}

/** What can have the keyboard. */
const FOCUSABLE = 'button:not([disabled]):not([tabindex="-1"]), [href], input:not([hidden]), select:not([disabled]), textarea, [contenteditable="true"], [tabindex="0"]';

const VIEWS: readonly View[] = ["draft", "data", "problems", "pages"];

/** Listens to the keys. A dialog that is open has them to itself. */
export function wireKeys(commands: Commands): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog:modal") !== null) {
      return;
    }
    const run = commandOf(event, commands);
    if (run !== null) {
      event.preventDefault();
      run();
    }
  });
}

function commandOf(event: KeyboardEvent, commands: Commands): (() => void) | null {
  const { key, altKey, shiftKey } = event;
  const control = event.ctrlKey || event.metaKey;
  if (key === "F6") {
    return () => cycle(commands.panes(), shiftKey ? -1 : 1);
  }
  if (control && !altKey && !shiftKey) {
    return { o: commands.open, p: commands.pdf, s: commands.version }[key.toLowerCase()] ?? null;
  }
  if (control && shiftKey && !altKey && key.toLowerCase() === "s") {
    return commands.project;
  }
  const view = altKey && !control ? VIEWS[Number(key) - 1] : undefined;
  if (view) {
    return () => commands.show(view);
  }
  return key === "?" && !control && !altKey && !isTyping(event.target) ? commands.shortcuts : null;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Gives the keyboard to the next pane that can take it. */
function cycle(panes: readonly HTMLElement[], step: number): void {
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  for (let i = 1; i <= panes.length; i++) {
    const pane = panes[(((at < 0 ? -1 : at) + i * step) % panes.length + panes.length) % panes.length];
    const target = Array.from(pane?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? []).find((element) => element.checkVisibility());
    if (target) {
      target.focus();
      return;
    }
  }
}
