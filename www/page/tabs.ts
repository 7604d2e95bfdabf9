/** Tabs by the ARIA pattern: one in the tab order, arrow keys move between them. */

import { h, type Child } from "./elements.js";

export interface Tab {
  /** Ids of tab and panel are made of it. */
  readonly name: string;
  readonly label: Child;
  readonly panel: HTMLElement;
}

export interface Tabs {
  readonly list: HTMLElement;
  readonly selected: string;
  /** Shows a panel; the keyboard stays where it is. */
  select(name: string): void;
}

/** Makes the tabs of panels; the first is selected. `changed` is told of each change. */
export function createTabs(label: string, tabs: readonly Tab[], changed: (name: string) => void): Tabs {
  let selected = tabs[0]?.name ?? "";
  const buttons = tabs.map(({ name, label, panel }) => {
    panel.id = `${name}-panel`;
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", `tab-${name}`);
    return h("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": panel.id }, label);
  });
  const show = (): void => {
    tabs.forEach(({ name, panel }, index) => {
      const on = name === selected;
      panel.hidden = !on;
      buttons[index]?.setAttribute("aria-selected", String(on));
      buttons[index]?.setAttribute("tabindex", on ? "0" : "-1");
    });
  };
  const select = (name: string): void => {
    if (name !== selected) {
      selected = name;
      show();
      changed(name);
    }
  };
  buttons.forEach((button, index) => {
    const at = (offset: number): number => (index + offset + tabs.length) % tabs.length;
    button.addEventListener("click", () => select(tabs[index]?.name ?? ""));
    button.addEventListener("keydown", (event) => {
      const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      if (step !== 0) {
        select(tabs[at(step)]?.name ?? "");
        buttons[at(step)]?.focus();
      }
    });
  });
  show();
  return {
    list: h("div", { role: "tablist", "aria-label": label }, ...buttons),
    get selected() {
      return selected;
    },
    select,
  };
}
