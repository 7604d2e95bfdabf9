/** Tabs by the ARIA pattern: one in the tab order, arrow keys move between them. */

export interface Tab {
  readonly tab: HTMLButtonElement;
  readonly panel: HTMLElement;
}

/** Wires the tabs; the first is selected. */
export function wireTabs(tabs: readonly Tab[]): void {
  const select = (chosen: Tab): void => {
    for (const entry of tabs) {
      const selected = entry === chosen;
      entry.tab.setAttribute("aria-selected", String(selected));
      entry.tab.tabIndex = selected ? 0 : -1;
      entry.panel.hidden = !selected;
    }
  };
  tabs.forEach((entry, index) => {
    entry.tab.addEventListener("click", () => select(entry));
    entry.tab.addEventListener("keydown", (event) => {
      const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      const next = tabs[(index + step + tabs.length) % tabs.length];
      if (step !== 0 && next) {
        select(next);
        next.tab.focus();
      }
    });
  });
}
