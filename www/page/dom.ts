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
  exampleObservation: find("example-observation", HTMLButtonElement),
  exampleSafety: find("example-safety", HTMLButtonElement),
  exampleQuarter: find("example-quarter", HTMLButtonElement),
  open: find("open", HTMLButtonElement),
  blankWorkbook: find("blank-workbook", HTMLButtonElement),
  file: find("file", HTMLInputElement),
  source: find("source", HTMLParagraphElement),
  dataWorkbook: find("data-workbook", HTMLButtonElement),
  genre: find("genre", HTMLSelectElement),
  reword: find("reword", HTMLButtonElement),
  sources: find("sources", HTMLInputElement),
  chooseSeal: find("choose-seal", HTMLButtonElement),
  removeSeal: find("remove-seal", HTMLButtonElement),
  seal: find("seal", HTMLInputElement),
  chooseMap: find("choose-map", HTMLButtonElement),
  removeMap: find("remove-map", HTMLButtonElement),
  map: find("map", HTMLInputElement),
  status: find("status", HTMLParagraphElement),
  aloud: find("aloud", HTMLParagraphElement),
  amount: find("amount", HTMLParagraphElement),
  progress: find("progress", HTMLProgressElement),
  download: find("download", HTMLButtonElement),
  cancel: find("cancel", HTMLButtonElement),
  retry: find("retry", HTMLButtonElement),
  error: find("error", HTMLDivElement),
  findingsSection: find("findings-section", HTMLElement),
  findingsSummary: find("findings-summary", HTMLParagraphElement),
  findings: find("findings", HTMLUListElement),
  force: find("force", HTMLButtonElement),
  styleSection: find("style-section", HTMLElement),
  style: {
    summary: find("style-summary", HTMLParagraphElement),
    list: find("style", HTMLUListElement),
    notes: find("style-notes", HTMLDetailsElement),
    notesSummary: find("style-notes-summary", HTMLElement),
    notesList: find("style-notes-list", HTMLUListElement),
  },
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
