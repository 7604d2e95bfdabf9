/** The findings of a cell beside it, while the pointer or the keyboard is there. */

import { SEVERITY_LABELS, type Finding } from "huibao";

/** Room between cell and tip, in px. */
const GAP = 4;

let count = 0;

export class Tip {
  private readonly element = document.createElement("div");
  private cell: HTMLElement | null = null;

  /** `parent` must be positioned: the tip is placed within it, above all that it holds. */
  constructor(private readonly parent: HTMLElement) {
    count += 1;
    this.element.id = `grid-tip-${count}`;
    this.element.className = "grid-tip";
    this.element.setAttribute("role", "tooltip");
    this.element.hidden = true;
    parent.append(this.element);
  }

  /** Shows findings beside a cell; without any, nothing. */
  show(cell: HTMLElement, findings: readonly Finding[]): void {
    this.hide();
    if (findings.length === 0) {
      return;
    }
    this.cell = cell;
    cell.setAttribute("aria-describedby", this.element.id);
    this.element.replaceChildren(...findings.map(paragraphOf));
    this.element.hidden = false;
    const [around, at, own] = [this.parent, cell, this.element].map((element) => element.getBoundingClientRect());
    if (around && at && own) {
      const below = at.bottom + GAP + own.height <= around.bottom || at.top - GAP - own.height < around.top;
      const top = below ? at.bottom + GAP : at.top - GAP - own.height;
      this.element.style.top = `${top - around.top}px`;
      this.element.style.left = `${Math.max(GAP, Math.min(at.left - around.left, around.width - own.width - GAP))}px`;
    }
  }

  /** Hides it; whether there was anything to hide. */
  hide(): boolean {
    const shown = this.cell !== null;
    this.cell?.removeAttribute("aria-describedby");
    this.cell = null;
    this.element.hidden = true;
    return shown;
  }
}

/** A finding in one paragraph: how bad, what, and what to do. */
function paragraphOf({ severity, message, hint }: Finding): HTMLElement {
  const element = document.createElement("p");
  element.dataset["severity"] = severity;
  const label = document.createElement("strong");
  label.textContent = SEVERITY_LABELS[severity];
  element.append(label, ` ${message}`);
  if (hint !== "") {
    const advice = document.createElement("span");
    advice.className = "grid-hint";
    advice.textContent = ` ${hint}`;
    element.append(advice);
  }
  return element;
}
