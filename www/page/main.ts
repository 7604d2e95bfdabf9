/** The clerk's page: data in, findings, draft and pages out. Everything that is computed comes from the package. */

import { formatBytes, init, isHuibaoError, type Finding, type Genre, type Huibao, type HuibaoError, type Progress, type Report } from "huibao";
import { pageView } from "huibao/pages";
import { wireKeys } from "./commands.js";
import { createBatch } from "./dialogs/batch.js";
import { ask } from "./dialogs/dialog.js";
import { createEnclosures } from "./dialogs/enclosures.js";
import { createShortcuts } from "./dialogs/shortcuts.js";
import { h, handOver } from "./elements.js";
import { exampleOf } from "./examples.js";
import { renumber } from "./figures.js";
import { createGrid, type Grid, type GridEdit } from "./grid/grid.js";
import { saveDraft, savePdf, saveWorkbook } from "./files.js";
import { createProject, dataOf, load, optionsOf, stem, type Opened, type Project } from "./project.js";
import { createSetting, type Job, type Wanted } from "./setting.js";
import { language, setLanguage, texts } from "./texts.js";
import { setTheme, startTheme, theme } from "./theme.js";
import { createTour } from "./tour.js";
import { createPlainEditor } from "./view/plain.js";
import { createProblems } from "./view/problems.js";
import { createStart } from "./view/start.js";
import { createStatusbar } from "./view/statusbar.js";
import { createTopbar } from "./view/topbar.js";
import { createWorkbench, type View } from "./view/workbench.js";

const t = texts({
  zh: {
    title: "汇报 · 由数据生成讲话稿、通报和台账",
    ready: "已就绪，请选择数据。",
    notStarted: "未能启动。",
    cancelled: "已取消。",
    failed: "未能成文。",
    done: (title: string, pages: number) => `已生成：《${title}》，共 ${pages} 页。`,
    pages: (pages: number) => `共 ${pages} 页`,
    untitled: "汇报",
    example: (genre: string, place: string) => `${genre}（示例：${place.replace(/（.*）$/, "")}）`,
    source: (name: string, size: string) => `${name}（${size}）`,
    unread: (name: string, why: string) => `未能读取“${name}”：${why}`,
    code: (code: string) => `代码：${code}`,
    safe: "文稿完好，已重新启动程序，可点状态栏的“重试”。",
    discard: "重新起草？",
    discardText: "文稿已作修改，重新起草后修改的内容不再保留。",
    goOn: "重新起草",
    openOther: "打开另一份？",
    openOtherText: "文稿已作修改，打开另一份后修改的内容不再保留。",
    leave: "仍然打开",
    pdf: "PDF",
    draftFile: "文稿（Markdown）",
    workbook: "数据工作簿（Excel）",
    openFile: "打开数据文件…",
    blank: "下载空白工作簿",
    batch: "批量生成…",
    enclosures: "附件、印章与地图…",
    system: "外观：跟随系统",
    light: "外观：浅色",
    dark: "外观：深色",
    shortcuts: "键盘快捷键…",
    tour: "重看导览",
    other: "English",
  },
  en: {
    title: "huibao · Chinese office reports from data",
    ready: "Ready. Please choose data.",
    notStarted: "The program could not be started.",
    cancelled: "Cancelled.",
    failed: "No document could be made.",
    done: (title: string, pages: number) => `Done: 《${title}》, ${pages} pages.`,
    pages: (pages: number) => `${pages} pages`,
    untitled: "report",
    example: (genre: string, place: string) => `${genre} (example: ${place})`,
    source: (name: string, size: string) => `${name} (${size})`,
    unread: (name: string, why: string) => `“${name}” could not be read: ${why}`,
    code: (code: string) => `Code: ${code}`,
    safe: "Your draft is safe and the program has been started afresh; try again from the status line.",
    discard: "Compose anew?",
    discardText: "You have changed the draft. Composing anew gives up your changes.",
    goOn: "Compose anew",
    openOther: "Open another?",
    openOtherText: "You have changed the draft. Opening another gives up your changes.",
    leave: "Open all the same",
    pdf: "PDF",
    draftFile: "Draft (Markdown)",
    workbook: "Workbook of the data (Excel)",
    openFile: "Open a file of data…",
    blank: "Download a blank workbook",
    batch: "Many documents…",
    enclosures: "Annex, seal and map…",
    system: "Appearance: as the system",
    light: "Appearance: light",
    dark: "Appearance: dark",
    shortcuts: "Keyboard shortcuts…",
    tour: "Show the tour again",
    other: "中文",
  },
});

let huibao: Huibao | null = null;
let genres: readonly Genre[] = [];
let project: Project | null = null;
let report: Report | null = null;
/** The data's grid, once its model is known. */
let grid: Grid | null = null;

startTheme();
document.title = t.title;
document.documentElement.lang = language === "en" ? "en" : "zh-CN";

const error = h("div", { id: "error", class: "error", role: "alert", hidden: true });
const problems = createProblems({ go: goTo, place: ({ path }) => grid?.describe(path) ?? path });
const workbench = createWorkbench(problems, () => undefined);
const statusbar = createStatusbar();
const start = createStart({ open: openFile, example: (genre) => void openExample(genre) });
const topbar = createTopbar(
  [
    [
      { label: t.pdf, keys: "Ctrl+P", run: () => void downloadPdf() },
      { label: t.draftFile, id: "save-draft", run: downloadDraft },
      { label: t.workbook, id: "save-workbook", run: () => void downloadWorkbook(project) },
    ],
  ],
  [
    [
      { label: t.openFile, keys: "Ctrl+O", run: () => start.choose.click() },
      { label: t.blank, id: "menu-blank", run: () => void downloadWorkbook(null) },
      { label: t.batch, run: () => batch.dialog.showModal() },
      { label: t.enclosures, run: () => enclosures.dialog.showModal() },
    ],
    [
      { label: t.system, checked: () => theme() === "system", run: () => setTheme("system") },
      { label: t.light, checked: () => theme() === "light", run: () => setTheme("light") },
      { label: t.dark, checked: () => theme() === "dark", run: () => setTheme("dark") },
    ],
    [
      { label: t.tour, run: () => void showTour() },
      { label: t.shortcuts, keys: "?", run: () => shortcuts.showModal() },
      { label: t.other, id: "language", run: () => setLanguage(language === "en" ? "zh" : "en") },
    ],
  ],
);
document.body.append(topbar.element, error, start.element, workbench.element, workbench.bar, statusbar.element);

const enclosures = createEnclosures(() => void setAgain(), showError);
const batch = createBatch(enclosures.options);
const shortcuts = createShortcuts();
const tour = createTour((view) => workbench.show(view));
const pages = pageView(workbench.pages, { root: workbench.pagesPanel, onError: showError });
const editor = createPlainEditor(workbench.editor, { change: typed });

const setting = createSetting({
  huibao: () => huibao,
  job: makeJob,
  begun(quiet) {
    statusbar.retry.hidden = true;
    if (!quiet) {
      showError(null);
      statusbar.cancel.hidden = false;
      topbar.download.disabled = true;
    }
    workbench.explain(report === null ? "running" : null);
  },
  progress(progress) {
    statusbar.cancel.hidden = false;
    statusbar.show(progress);
  },
  done,
  failed,
  cancelled() {
    statusbar.retry.hidden = false;
    statusbar.say(t.cancelled);
    handOver(statusbar.cancel, statusbar.retry);
  },
  ended() {
    statusbar.cancel.hidden = true;
    statusbar.show(null);
    topbar.download.disabled = report === null;
    workbench.explain(report === null ? "failed" : null);
  },
});

/** Starts the program; a failure is shown with a button to try again. */
async function startProgram(): Promise<void> {
  statusbar.retry.hidden = true;
  showError(null);
  try {
    huibao = await init({ onProgress: (progress) => idle() && statusbar.show(progress) });
    if (genres.length === 0) {
      genres = await huibao.genres();
      topbar.genre.replaceChildren(...genres.map(({ id, name }) => new Option(name, id)));
      topbar.genre.disabled = false;
      start.showGenres(genres);
    }
    start.blank.disabled = false;
    grid ??= createGrid(workbench.grid, { schema: await huibao.schema(), list: false }, { edit: edited, select: () => undefined });
    await batch.ready(huibao);
    if (project !== null) {
      await setting.again();
      return;
    }
    await huibao.ready();
    if (idle()) {
      statusbar.show(null);
      statusbar.say(t.ready);
    }
  } catch (error) {
    // Where the clerk has gone on meanwhile, the render reports the same failure.
    if (idle()) {
      statusbar.show(null);
      statusbar.say(t.notStarted);
      statusbar.retry.hidden = false;
      showError(error);
    }
  }
}

/** Whether the clerk waits for the program itself: she has opened nothing yet, or too early for anything to be done with it. */
function idle(): boolean {
  return project === null || huibao === null;
}

/** Whether the draft is the clerk's own: she has changed what was composed. */
function isOwn(): boolean {
  return project !== null && editor.draft !== project.composed;
}

/** Whether a new draft may take the place of the one that is there: asked where the clerk has changed it. */
async function mayCompose(): Promise<boolean> {
  return !isOwn() || ask(t.discard, t.discardText, t.goOn);
}

async function open(opened: Omit<Opened, "bytes">, read: () => Promise<ArrayBuffer>): Promise<void> {
  if (isOwn() && !(await ask(t.openOther, t.openOtherText, t.leave))) {
    return;
  }
  showError(null);
  try {
    project = createProject({ ...opened, bytes: new Uint8Array(await read()) });
  } catch (error) {
    showError(new Error(t.unread(opened.name, error instanceof Error ? error.message : String(error))));
    return;
  }
  // The pages of other data must not stand beside this data's findings.
  clearReport();
  problems.force.hidden = topbar.reword.disabled = true;
  setDraft("", true);
  workbench.source.textContent = t.source(project.name, formatBytes(project.bytes.byteLength));
  topbar.name.value = stem(project.name);
  topbar.layout.value = "";
  start.element.hidden = true;
  workbench.element.hidden = topbar.work.hidden = workbench.bar.hidden = false;
  await setting.now(true);
}

function openFile(file: File | undefined): void {
  if (file) {
    void open({ name: file.name }, () => file.arrayBuffer());
  }
}

async function openExample(genre: Genre): Promise<void> {
  const { file, place } = exampleOf(genre.id);
  await open({ name: t.example(genre.name, place), genre: genre.id }, async () => {
    const response = await fetch(`examples/${file}`);
    if (!response.ok) {
      throw new Error(`HTTP ${response.status}`);
    }
    return response.arrayBuffer();
  });
}

/** Back to the start; what is open stays, and is come back to by opening another or by its own button. */
async function goHome(): Promise<void> {
  if (isOwn() && !(await ask(t.openOther, t.openOtherText, t.leave))) {
    return;
  }
  setting.cancel();
  project = null;
  clearReport();
  setDraft("", true);
  showError(null);
  tour.stop();
  workbench.element.hidden = topbar.work.hidden = workbench.bar.hidden = true;
  start.element.hidden = false;
  statusbar.retry.hidden = true;
  statusbar.say(t.ready);
  start.choose.focus();
}

/** What is to be set now: composed where the clerk has no draft of her own, else hers, with figures as the data has them now. */
async function makeJob({ compose, quiet }: Wanted, signal: AbortSignal): Promise<Job | null> {
  if (project === null || huibao === null) {
    return null;
  }
  const mine = project;
  const ids = genres.map(({ id }) => id);
  if (mine.loaded === null) {
    await load(mine, huibao, ids, topbar.genre.value, signal);
    topbar.genre.value = mine.genre ?? "";
    showData();
  }
  const typed = editor.draft;
  const composes = compose || typed === mine.composed;
  const own = composes ? {} : { draft: typed, refresh: mine.stale };
  return { data: dataOf(mine), options: { ...optionsOf(mine), ...enclosures.options(), ...own }, typed, composes, quiet };
}

/** Shows what was set. What the clerk has typed meanwhile stays, and is set next. */
function done(next: Report, { typed, composes, quiet }: Job): void {
  if (project === null) {
    next.dispose();
    return;
  }
  showReport(next, quiet);
  showError(null);
  offerForce(false);
  if (editor.draft !== typed) {
    setting.next();
    return;
  }
  project.stale = false;
  setDraft(next.draft, composes, quiet);
  tour.offer();
}

function failed(error: unknown, job: Job | null): void {
  statusbar.retry.hidden = false;
  statusbar.say(t.failed);
  showError(error);
  if (!isHuibaoError(error)) {
    return;
  }
  offerForce(project?.forced === false && isContradiction(error));
  if (error.draft !== null && job?.composes === true) {
    setDraft(error.draft, true);
  }
  if (error.findings.length > 0 && job?.quiet !== true) {
    workbench.show("problems");
  }
  if (error.code === "closed" || error.code === "worker_unavailable") {
    huibao = null;
  }
}

/** Whether nothing but the data's own contradictions forbids the document. */
function isContradiction({ code, findings }: HuibaoError): boolean {
  const errors = findings.filter(({ severity }) => severity === "error");
  return code === "findings" && errors.length > 0 && errors.every((finding) => finding.code.startsWith("check."));
}

function offerForce(offered: boolean): void {
  if (!offered && document.activeElement === problems.force) {
    topbar.download.disabled = report === null;
    handOver(problems.force, report === null ? statusbar.retry : topbar.download);
  }
  problems.force.hidden = !offered;
}

/** Shows the data with what was found in it. */
function showData(): void {
  const data = project?.changed ?? project?.loaded;
  if (data) {
    grid?.show(data, problems.listed);
  }
}

/** Lists what was found, also beside the cells that it is about. */
function listFindings(findings: readonly Finding[]): void {
  problems.list(findings);
  showData();
}

/** A figure was changed: draft and pages follow, and the clerk's own words stay. */
function edited({ data, changes }: GridEdit): void {
  if (project === null) {
    return;
  }
  project.changed = data;
  project.stale = true;
  const draft = renumber(editor.draft, changes);
  if (draft !== editor.draft) {
    project.composed = renumber(project.composed, changes);
    editor.setDraft(draft, { keepUndo: true });
  }
  setting.next();
}

function typed(): void {
  draftChanged();
  setting.soon();
}

/** Composes anew, unless the clerk keeps what she has changed. */
async function composeAnew(change: (project: Project) => void): Promise<boolean> {
  if (project === null || !(await mayCompose())) {
    return false;
  }
  change(project);
  await setting.now(true);
  return true;
}

/** Sets the draft as it stands with other options; where there is none yet, one is composed. */
async function setAgain(): Promise<void> {
  if (project !== null) {
    await setting.now(!isOwn());
  }
}

/** Shows a report, at its beginning unless it is another state of the one that is read. */
function showReport(next: Report, same: boolean): void {
  report?.dispose();
  report = next;
  void pages.show(next);
  if (!same) {
    workbench.pagesPanel.scrollTop = 0;
  }
  // What a screen reader reads, and what can be searched and copied: the pages are images.
  workbench.text.textContent = next.text;
  workbench.pageCount.textContent = t.pages(next.pages);
  statusbar.say(t.done(next.title, next.pages));
  statusbar.showAloud(next.aloud);
  topbar.reword.disabled = false;
  listFindings(next.findings);
  void review(next);
}

/** Lists what an editor would mark in the report's draft. */
async function review(reviewed: Report): Promise<void> {
  if (huibao === null || project === null) {
    return;
  }
  try {
    const { findings } = await huibao.style(reviewed.draft, dataOf(project));
    if (report === reviewed) {
      problems.review(findings);
    }
  } catch (error) {
    if (report === reviewed) {
      showError(error);
    }
  }
}

function clearReport(): void {
  pages.clear();
  report?.dispose();
  report = null;
  workbench.pageCount.textContent = "";
  workbench.text.textContent = "";
  statusbar.showAloud(null);
  topbar.download.disabled = true;
  problems.list([]);
  problems.review(null);
}

function showError(cause: unknown): void {
  error.hidden = cause === null;
  if (cause === null) {
    return;
  }
  if (!isHuibaoError(cause)) {
    error.textContent = cause instanceof Error ? cause.message : String(cause);
    return;
  }
  const lines = [cause.summary];
  if (cause.code !== "findings") {
    // Findings say themselves what to do; of everything else a maintainer will ask for the code.
    lines.push(cause.hint, cause.code === "crashed" ? t.safe : "", t.code(cause.code));
  }
  error.textContent = lines.filter((line) => line !== "").join("\n");
  listFindings(cause.findings);
}

function setDraft(draft: string, asComposed: boolean, keepUndo = false): void {
  if (project !== null) {
    project.applied = draft;
    if (asComposed) {
      project.composed = draft;
    }
  }
  editor.setDraft(draft, { keepUndo });
  draftChanged();
}

function draftChanged(): void {
  workbench.apply.disabled = project === null || editor.draft === project.applied;
  workbench.revert.disabled = project === null || (editor.draft === project.composed && project.applied === project.composed);
}

/** Goes to what a finding is about: a place in the draft, or a record of the data. */
function goTo({ path }: Finding): void {
  const [, line, column] = /^draft:(\d+):(\d+)$/.exec(path) ?? [];
  if (line === undefined || column === undefined) {
    workbench.show("data");
    grid?.reveal(path);
    return;
  }
  workbench.show("draft");
  const before = editor.draft.split("\n").slice(0, Number(line) - 1);
  editor.reveal(before.reduce((sum, text) => sum + text.length + 1, 0) + Number(column) - 1);
}

async function downloadPdf(): Promise<void> {
  if (report === null) {
    return;
  }
  topbar.download.disabled = true;
  try {
    statusbar.say(await savePdf(report, nameOfFile(), (progress: Progress) => statusbar.show(progress)));
  } catch (error) {
    showError(error);
  } finally {
    statusbar.show(null);
    topbar.download.disabled = report === null;
  }
}

function nameOfFile(): string {
  return report?.title || (project && stem(project.name)) || t.untitled;
}

function downloadDraft(): void {
  if (project !== null) {
    statusbar.say(saveDraft(editor.draft, nameOfFile()));
  }
}

/** Saves an Excel workbook: blank, or with the data of the project. */
async function downloadWorkbook(from: Project | null): Promise<void> {
  if (huibao === null) {
    return;
  }
  start.blank.disabled = workbench.dataWorkbook.disabled = true;
  showError(null);
  try {
    const { said, findings } = await saveWorkbook(huibao, from);
    if (from !== null && from === project) {
      // Most were said when the data was opened.
      const known = new Set(problems.listed.map((finding) => JSON.stringify(finding)));
      listFindings([...problems.listed, ...findings.filter((finding) => !known.has(JSON.stringify(finding)))]);
    }
    if (!setting.running) {
      statusbar.say(said);
    }
  } catch (error) {
    showError(error);
  } finally {
    start.blank.disabled = workbench.dataWorkbook.disabled = false;
  }
}

async function showTour(): Promise<void> {
  const [first] = genres;
  if (project === null && first) {
    await openExample(first);
  }
  tour.start();
}

topbar.home.addEventListener("click", () => void goHome());
topbar.name.addEventListener("change", () => {
  if (project !== null) {
    project.name = topbar.name.value.trim() || project.name;
    topbar.name.value = stem(project.name);
  }
});
topbar.genre.addEventListener("change", () => {
  const { value } = topbar.genre;
  void composeAnew((opened) => (opened.genre = value)).then((composed) => {
    if (!composed) {
      topbar.genre.value = project?.genre ?? value;
    }
  });
});
topbar.layout.addEventListener("change", () => {
  if (project !== null) {
    project.layout = topbar.layout.value;
    void setAgain();
  }
});
topbar.reword.addEventListener("click", () => void composeAnew((opened) => (opened.seed += 1)));
topbar.enclosures.addEventListener("click", () => enclosures.dialog.showModal());
topbar.download.addEventListener("click", () => void downloadPdf());
problems.force.addEventListener("click", () => void composeAnew((opened) => (opened.forced = true)));
statusbar.cancel.addEventListener("click", () => setting.cancel());
statusbar.retry.addEventListener("click", () => void (huibao === null || project === null ? startProgram() : setting.again()));
workbench.dataWorkbook.addEventListener("click", () => void downloadWorkbook(project));
workbench.apply.addEventListener("click", () => void setting.now(false));
workbench.revert.addEventListener("click", () => void setting.now(true));
start.blank.addEventListener("click", () => void downloadWorkbook(null));
start.batch.addEventListener("click", () => batch.dialog.showModal());
start.walk.addEventListener("click", () => void showTour());
start.tour.hidden = tour.seen();

wireKeys({
  open: () => start.choose.click(),
  pdf: () => void downloadPdf(),
  shortcuts: () => shortcuts.showModal(),
  show: (view: View) => project !== null && workbench.show(view),
  panes: () => (project === null ? [topbar.element, start.element, statusbar.element] : [topbar.element, workbench.material, workbench.result, statusbar.element]),
});

// Anywhere on the page: a file dropped beside the box would otherwise replace the page.
for (const name of ["dragenter", "dragover", "dragleave", "drop"] as const) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    document.body.classList.toggle("over", name === "dragenter" || name === "dragover");
    if (name === "drop") {
      openFile(event.dataTransfer?.files[0]);
    }
  });
}

void startProgram();
