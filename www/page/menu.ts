/** A button with a menu below it, by the ARIA pattern: arrow keys move, Escape and Tab leave. */

import { h, icon, type Child } from "./elements.js";

/** One line of a menu. */
export interface MenuItem {
  readonly label: string;
  /** Keys that do the same, as they are printed. */
  readonly keys?: string;
  readonly id?: string;
  /** For a choice among several: whether it is the one that holds. */
  readonly checked?: () => boolean;
  run(): void;
}

export interface Menu {
  readonly element: HTMLElement;
  readonly button: HTMLButtonElement;
  /** Makes a line usable or not, by its id. */
  enable(id: string, enabled: boolean): void;
}

let count = 0;

/** Makes the button and its menu; `groups` are parted by lines. */
export function createMenu(label: Child, name: string, groups: readonly (readonly MenuItem[])[], id?: string): Menu {
  const listId = `menu-${++count}`;
  const button = h("button", { type: "button", class: "menu-button", id, "aria-haspopup": "menu", "aria-expanded": "false", "aria-controls": listId, "aria-label": name, title: name }, label, icon("down"));
  const list = h("div", { role: "menu", id: listId, class: "menu", "aria-label": name, hidden: true });
  const entries = groups.flatMap((group, index) => {
    if (index > 0) {
      list.append(h("hr"));
    }
    return group.map((item) => {
      const line = h(
        "button",
        { type: "button", role: item.checked ? "menuitemradio" : "menuitem", tabindex: -1, id: item.id },
        h("span", {}, item.label),
        item.keys === undefined ? null : h("kbd", {}, item.keys),
      );
      line.addEventListener("click", () => {
        close(true);
        item.run();
      });
      list.append(line);
      return { item, line };
    });
  });

  const open = (): void => {
    for (const { item, line } of entries) {
      if (item.checked) {
        line.setAttribute("aria-checked", String(item.checked()));
      }
    }
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
    focus(0, 1);
    document.addEventListener("pointerdown", outside, true);
  };
  const close = (back: boolean): void => {
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    if (back) {
      button.focus();
    }
  };
  const outside = (event: Event): void => {
    if (event.target instanceof Node && !list.contains(event.target) && !button.contains(event.target)) {
      close(false);
    }
  };
  /** The next line that can be used, from `index` on. */
  const focus = (index: number, step: number): void => {
    for (let i = 0; i < entries.length; i++) {
      const { line } = entries[(((index + i * step) % entries.length) + entries.length) % entries.length] ?? {};
      if (line && !line.disabled) {
        line.focus();
        return;
      }
    }
  };

  button.addEventListener("click", () => (list.hidden ? open() : close(true)));
  button.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && list.hidden) {
      event.preventDefault();
      open();
    }
  });
  list.addEventListener("keydown", (event) => {
    const at = entries.findIndex(({ line }) => line === document.activeElement);
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => focus(at + 1, 1),
      ArrowUp: () => focus(at - 1, -1),
      Home: () => focus(0, 1),
      End: () => focus(entries.length - 1, -1),
      Escape: () => close(true),
    };
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      event.stopPropagation();
      move();
    } else if (event.key === "Tab") {
      close(false);
    }
  });
  return {
    element: h("div", { class: "menu-anchor" }, button, list),
    button,
    enable(wanted, enabled) {
      const entry = entries.find(({ item }) => item.id === wanted);
      if (entry) {
        entry.line.disabled = !enabled;
      }
    },
  };
}
