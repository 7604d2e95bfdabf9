/** Small choices that outlive the page: theme, width of panes, whether the tour was seen. Where storage is refused they last as long as the page. */

const PREFIX = "huibao.";
const held = new Map<string, string>();

/** What was chosen last under this name. */
export function recall(name: string): string | null {
  try {
    return held.get(name) ?? localStorage.getItem(PREFIX + name);
  } catch {
    return held.get(name) ?? null;
  }
}

/** Keeps a choice. */
export function remember(name: string, value: string): void {
  held.set(name, value);
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Private window, policy or a full disk: it is held as long as the page.
  }
}
