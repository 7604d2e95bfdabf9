/** Light, dark, or as the system has it. The style sheet knows two themes; which one is decided here. */

import { recall, remember } from "./memory.js";

export type Theme = "light" | "dark" | "system";

const NAME = "theme";
const THEMES: readonly Theme[] = ["system", "light", "dark"];
const dark = matchMedia("(prefers-color-scheme: dark)");

/** What was chosen last. */
export function theme(): Theme {
  const chosen = recall(NAME);
  return THEMES.find((known) => known === chosen) ?? "system";
}

export function setTheme(chosen: Theme): void {
  remember(NAME, chosen);
  apply();
}

function apply(): void {
  const chosen = theme();
  document.documentElement.dataset["theme"] = chosen === "system" ? (dark.matches ? "dark" : "light") : chosen;
}

/** Applies what was chosen, now and whenever the system changes its mind. */
export function startTheme(): void {
  dark.addEventListener("change", apply);
  apply();
}
