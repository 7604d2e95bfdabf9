/** The sheets to choose from: how many rows each has, and where something is wrong. */

import type { Finding } from "huibao";
import { make } from "./dom.js";
import { worst } from "./marks.js";
import { t } from "./texts.js";

export interface Tab {
  /** Place of the sheet in the plan. */
  readonly sheet: number;
  readonly name: string;
  /** Null for a sheet of a single record, of which there is nothing to count. */
  readonly count: number | null;
  /** How deep it lies below the sheet that owns it. */
  readonly depth: number;
  readonly findings: readonly Finding[];
}

export class SheetTabs {
  readonly element = make("div", "grid-tabs");
  private readonly buttons = new Map<number, HTMLButtonElement>();

  constructor(
    /** Id of the panel that shows the chosen sheet. */
    private readonly panel: string,
    private readonly onChoose: (sheet: number) => void,
  ) {
    this.element.setAttribute("role", "tablist");
    this.element.setAttribute("aria-label", t.sheets);
    this.element.setAttribute("aria-orientation", "vertical");
    this.element.addEventListener("keydown", (event) => this.onKey(event));
  }

  show(tabs: readonly Tab[], chosen: number): void {
    const present = new Set(tabs.map(({ sheet }) => sheet));
    for (const [sheet, element] of this.buttons) {
      if (!present.has(sheet)) {
        element.remove();
        this.buttons.delete(sheet);
      }
    }
    let before: Element | null = this.element.firstElementChild;
    for (const tab of tabs) {
      const element = this.buttons.get(tab.sheet) ?? this.create(tab.sheet);
      // Buttons stay where they are, so that the keyboard stays in the one that it is in.
      if (element !== before) {
        this.element.insertBefore(element, before);
      } else {
        before = element.nextElementSibling;
      }
      this.fill(element, tab, tab.sheet === chosen);
    }
  }

  focus(sheet: number): void {
    const element = this.buttons.get(sheet);
    element?.focus();
    element?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  private create(sheet: number): HTMLButtonElement {
    const element = make("button", "grid-tab");
    element.type = "button";
    element.id = `${this.panel}-tab-${sheet}`;
    element.setAttribute("role", "tab");
    element.setAttribute("aria-controls", this.panel);
    element.addEventListener("click", () => this.onChoose(sheet));
    this.buttons.set(sheet, element);
    return element;
  }

  private fill(element: HTMLButtonElement, { name, count, depth, findings }: Tab, chosen: boolean): void {
    element.setAttribute("aria-selected", String(chosen));
    element.tabIndex = chosen ? 0 : -1;
    element.style.setProperty("--grid-depth", String(depth));
    const label = make("span", "grid-tab-name", name);
    label.title = name;
    element.replaceChildren(label);
    if (count !== null) {
      element.append(" ", make("span", "grid-tab-count", String(count), make("span", "grid-hidden", ` ${t.rows}`)));
    }
    const severity = worst(findings);
    if (severity !== null) {
      const mark = make("span", "grid-tab-mark", String(findings.length), make("span", "grid-hidden", ` ${t.marked}`));
      mark.dataset["severity"] = severity;
      mark.title = `${findings.length} ${t.marked}`;
      element.append(" ", mark);
    }
  }

  private onKey(event: KeyboardEvent): void {
    const all = [...this.element.querySelectorAll("button")];
    const at = all.findIndex((element) => element === document.activeElement);
    const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 };
    const next = steps[event.key];
    const element = next === undefined ? undefined : all[(next + all.length) % all.length];
    if (element) {
      event.preventDefault();
      element.click();
      element.focus();
    }
  }
}
