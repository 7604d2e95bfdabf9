/**
 * The page's own words, in Chinese and English. Each component keeps its texts beside itself; what comes from the program
 * (findings, drafts, names of genres) is Chinese, whatever the language of the page.
 */

/** A language of the page. */
export type Language = "zh" | "en";

const KEY = "huibao.language";

/** The language chosen last; Chinese for who has chosen none: the documents are Chinese. */
export const language: Language = stored() === "en" ? "en" : "zh";

/** Changes the language: the page starts again in it. Whoever calls it has saved first. */
export function setLanguage(next: Language): void {
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Storage is refused (private window, policy): the choice then cannot outlive the page.
    return;
  }
  location.reload();
}

/** Texts of the page's language out of both. */
export function texts<T extends Readonly<Record<string, unknown>>>(both: { readonly zh: T; readonly en: { readonly [K in keyof T]: T[K] extends string ? string : T[K] } }): T {
  return (language === "en" ? both.en : both.zh) as T;
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
