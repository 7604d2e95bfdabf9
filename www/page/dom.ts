/** The page's elements, found once and by their type, so that a misspelt id fails when the page opens. */

function find<T extends Element>(id: string, type: new () => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof type)) {
    throw new Error(`index.html has no ${type.name} with the id ${id}`);
  }
  return element;
}

export const dom = {
  drop: find("drop", HTMLElement),
  example: find("example", HTMLButtonElement),
  open: find("open", HTMLButtonElement),
  blankWorkbook: find("blank-workbook", HTMLButtonElement),
  file: find("file", HTMLInputElement),
  source: find("source", HTMLParagraphElement),
  dataWorkbook: find("data-workbook", HTMLButtonElement),
  genre: find("genre", HTMLSelectElement),
  status: find("status", HTMLParagraphElement),
  amount: find("amount", HTMLParagraphElement),
  progress: find("progress", HTMLProgressElement),
  download: find("download", HTMLButtonElement),
  cancel: find("cancel", HTMLButtonElement),
  retry: find("retry", HTMLButtonElement),
  error: find("error", HTMLDivElement),
  findingsSection: find("findings-section", HTMLElement),
  findingsSummary: find("findings-summary", HTMLParagraphElement),
  findings: find("findings", HTMLUListElement),
  tabs: [
    { tab: find("tab-pages", HTMLButtonElement), panel: find("pages-panel", HTMLDivElement) },
    { tab: find("tab-draft", HTMLButtonElement), panel: find("draft-panel", HTMLDivElement) },
    { tab: find("tab-text", HTMLButtonElement), panel: find("text-panel", HTMLDivElement) },
  ],
  pageCount: find("page-count", HTMLSpanElement),
  pagesPanel: find("pages-panel", HTMLDivElement),
  empty: find("empty", HTMLParagraphElement),
  pages: find("pages", HTMLDivElement),
  text: find("text", HTMLDivElement),
  draft: find("draft", HTMLTextAreaElement),
  apply: find("apply", HTMLButtonElement),
  revert: find("revert", HTMLButtonElement),
} as const;
