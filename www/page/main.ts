/** The clerk's page: data in, findings, draft and pages out. Everything that is computed comes from the package. */

import { formatBytes, init, isHuibaoError, type Finding, type Genre, type Huibao, type HuibaoError, type InspectedFigure, type Inspection, type OwnFace, type OwnFacesResult, type Progress, type Report } from "huibao";
import { pageView, type PickedPlace } from "huibao/pages";
import { wireKeys } from "./commands.js";
import { createBatch } from "./dialogs/batch.js";
import { ask } from "./dialogs/dialog.js";
import { createEnclosures } from "./dialogs/enclosures.js";
import { createFacesDialog } from "./dialogs/faces.js";
import { createOfflineDialog } from "./dialogs/offline.js";
import { createShortcuts } from "./dialogs/shortcuts.js";
import { createVersions } from "./dialogs/versions.js";
import { createEditor } from "./editor/editor.js";
import { handOver } from "./elements.js";
import { exampleOf } from "./examples.js";
import { saveDraft, savePdf, saveProject, saveWorkbook } from "./exports.js";
import { renumber } from "./figures.js";
import { pageFile } from "./files.js";
import { createGrid, type Grid, type GridEdit } from "./grid/grid.js";
import { createKept } from "./kept.js";
import { formatItems, moreItems, type MenuCommands } from "./menus.js";
import { startOffline } from "./offline/index.js";
import { contentOf, dataOf, load, newContent, optionsOf, projectOf, today, type Project } from "./project.js";
import { createSetting, type Job, type Wanted } from "./setting.js";
import { isStoreError, readChosen, type NamedFile, type ProjectContent, type ProjectSummary } from "./store/index.js";
import { language, texts } from "./texts.js";
import { startTheme } from "./theme.js";
import { createTour } from "./tour.js";
import { createNotices } from "./view/notices.js";
import { createPageTools } from "./view/pagetools.js";
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
    untitled: "汇报",
    example: (genre: string, place: string) => `${genre}（示例：${place.replace(/（.*）$/, "")}）`,
    source: (name: string, size: string) => `${name}（${size}）`,
    changed: "数据已在本页修改，与原文件不同。",
    unread: (name: string, why: string) => `未能读取“${name}”：${why}`,
    code: (code: string) => `代码：${code}`,
    safe: "文稿完好，已重新启动程序，可点状态栏的“重试”。",
    discard: "重新起草？",
    discardText: "文稿已作修改。重新起草后，修改过的文稿存入“版本”，可以找回。",
    goOn: "重新起草",
    before: "重新起草前",
    kept: (name: string) => `已保存版本“${name}”。`,
    byHand: "手动保存",
    remove: (name: string) => `删除“${name}”？`,
    removeText: "文稿、数据及其全部版本将从本机删除，不能恢复。",
    removeIt: "删除",
    held: "这份文稿正在另一标签页中打开，不能删除。",
    gone: "这份文稿已不在本机。",
  },
  en: {
    title: "huibao · Chinese office reports from data",
    ready: "Ready. Please choose data.",
    notStarted: "The program could not be started.",
    cancelled: "Cancelled.",
    failed: "No document could be made.",
    done: (title: string, pages: number) => `Done: 《${title}》, ${pages} pages.`,
    untitled: "report",
    example: (genre: string, place: string) => `${genre} (example: ${place})`,
    source: (name: string, size: string) => `${name} (${size})`,
    changed: "The data was changed on this page and differs from the file.",
    unread: (name: string, why: string) => `“${name}” could not be read: ${why}`,
    code: (code: string) => `Code: ${code}`,
    safe: "Your draft is safe and the program has been started afresh; try again from the status line.",
    discard: "Compose anew?",
    discardText: "You have changed the draft. It will be kept among the versions.",
    goOn: "Compose anew",
    before: "Before composing anew",
    kept: (name: string) => `Kept as version “${name}”.`,
    byHand: "Saved by hand",
    remove: (name: string) => `Delete “${name}”?`,
    removeText: "Draft, data and all versions are deleted from this machine for good.",
    removeIt: "Delete",
    held: "Another tab has this document open: it cannot be deleted.",
    gone: "This document is not on this machine any more.",
  },
});

let huibao: Huibao | null = null;
let genres: readonly Genre[] = [];
let project: Project | null = null;
let report: Report | null = null;
/** What is known of the draft as it was inspected last. */
let inspection: Inspection | null = null;
/** The block of the draft in which the caret is, as the pages have been told. */
let block: number | null = null;
/** Waits until the caret rests. */
let rest: ReturnType<typeof setTimeout> | undefined;
/** The data's grid, once its model is known. */
let grid: Grid | null = null;

/** Milliseconds that the caret rests before the pages follow it. */
const REST = 250;

/** Under which name the office's own faces are kept. */
const FACES = "faces";

/** What goes with a document at first. */
const NOTHING = { sources: false, seal: null, map: null };

startTheme();
document.title = t.title;
document.documentElement.lang = language === "en" ? "en" : "zh-CN";

const commands: MenuCommands = {
  pdf: () => void downloadPdf(),
  draft: downloadDraft,
  workbook: () => void downloadWorkbook(project),
  project: () => void downloadProject(),
  open: () => start.choose.click(),
  blank: () => void downloadWorkbook(null),
  batch: () => batch.dialog.showModal(),
  enclosures: () => enclosures.dialog.showModal(),
  faces: () => faces.dialog.showModal(),
  offline: () => offline.show(),
  tour: () => void showTour(),
  shortcuts: () => shortcuts.showModal(),
};
const problems = createProblems({ go: goTo, place: ({ path }) => grid?.describe(path) ?? path });
const workbench = createWorkbench(problems);
const statusbar = createStatusbar();
const start = createStart({ open: openFile, example: (genre) => void openExample(genre), recent: ({ id }) => void reopen(id), remove: (summary) => void remove(summary) });
const topbar = createTopbar(formatItems(commands), moreItems(commands));
const notices = createNotices(() => void kept.takeOver());
document.body.append(topbar.element, ...notices.elements, start.element, workbench.element, workbench.bar, statusbar.element);

const kept = createKept({
  notices,
  saved: (text) => (statusbar.saved.textContent = text),
  writable(may) {
    workbench.material.inert = topbar.setup.inert = topbar.name.inert = !may;
  },
  followed: (content) => show(content),
});
const enclosures = createEnclosures(enclosed, showError);
const batch = createBatch(enclosures.options);
const faces = createFacesDialog({ use: useFaces });
const offline = createOfflineDialog();
const shortcuts = createShortcuts();
const versions = createVersions((content) => show(content));
const tour = createTour((view) => workbench.show(view));
const pages = pageView(workbench.pages, {
  root: workbench.pagesPanel,
  zoom: "width",
  onError: showError,
  onPage: (page) => pageTools.showPage(page),
  onPick: showPicked,
  onZoom: (zoom, scale) => pageTools.showZoom(zoom, scale),
});
const pageTools = createPageTools({ go: (page) => pages.goTo(page), zoom: (zoom) => (pages.zoom = zoom), scale: () => pages.scale });
workbench.pageTools.append(pageTools.element);
const editor = createEditor(workbench.editor, { change: typed, figure: showFigure, cursor: moved });

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
    void annotate();
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
    await faces.start(((await kept.setting(FACES)) ?? []) as readonly OwnFace[]);
    await batch.ready(huibao);
    if (project !== null) {
      showData();
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

/** Whether a new draft may take the place of the one that is there: where the clerk has changed that, she is asked, and it is kept. */
async function mayCompose(): Promise<boolean> {
  if (!isOwn()) {
    return true;
  }
  if (!(await ask(t.discard, t.discardText, t.goOn))) {
    return false;
  }
  await kept.open?.keep(t.before);
  return true;
}

/** Opens a file of data or a project file. */
function openFile(file: File | undefined): void {
  if (file) {
    void begin(file.name, async () => {
      const chosen = await readChosen(file);
      return chosen.kind === "project" ? chosen.content : newContent(chosen, NOTHING);
    });
  }
}

async function openExample(genre: Genre): Promise<void> {
  const { file, place } = exampleOf(genre.id);
  await begin(genre.name, async () => {
    const read: NamedFile = { name: file, bytes: new Uint8Array(await pageFile(`examples/${file}`)) };
    return newContent(read, NOTHING, t.example(genre.name, place), genre.id);
  });
}

/** Keeps and shows a new project. */
async function begin(name: string, read: () => Promise<ProjectContent>): Promise<void> {
  notices.error(null);
  let content: ProjectContent;
  try {
    content = await read();
  } catch (error) {
    showError(isStoreError(error) ? error : new Error(t.unread(name, error instanceof Error ? error.message : String(error))));
    return;
  }
  await kept.create(content);
  show(content);
}

/** Opens a project that is kept. */
async function reopen(id: string): Promise<void> {
  const content = await kept.reopen(id);
  if (content === null) {
    showError(new Error(t.gone));
    await listRecent();
    return;
  }
  show(content);
}

/** Shows a project from its beginning. */
function show(content: ProjectContent): void {
  const next = projectOf(content);
  project = next;
  enclosures.value = content.options;
  notices.error(null);
  // The pages of other data must not stand beside this data's findings.
  clearReport();
  problems.force.hidden = topbar.reword.disabled = true;
  editor.setDraft(content.draft ?? content.composed);
  draftChanged();
  showSource();
  topbar.name.value = next.name;
  topbar.layout.value = next.layout;
  if (next.genre !== "") {
    topbar.genre.value = next.genre;
  }
  start.element.hidden = true;
  workbench.element.hidden = topbar.work.hidden = workbench.bar.hidden = false;
  showData();
  void setting.now(false);
}

/** Back to the start; what is open is kept, and is the first of the recent ones there. */
async function goHome(): Promise<void> {
  keep();
  setting.cancel();
  project = null;
  clearReport();
  editor.setDraft("");
  notices.error(null);
  tour.stop();
  workbench.element.hidden = topbar.work.hidden = workbench.bar.hidden = true;
  start.element.hidden = false;
  statusbar.retry.hidden = true;
  statusbar.say(t.ready);
  start.choose.focus();
  await kept.close();
  await listRecent();
}

async function listRecent(): Promise<void> {
  start.showRecent(await kept.projects());
}

async function remove({ id, name }: ProjectSummary): Promise<void> {
  if (await ask(t.remove(name), t.removeText, t.removeIt)) {
    if (!(await kept.remove(id))) {
      showError(new Error(t.held));
    }
    await listRecent();
    start.choose.focus();
  }
}

/** Shows in the draft which of its figures come from where. */
async function annotate(): Promise<void> {
  const draft = editor.draft;
  if (huibao === null || project === null || draft === "") {
    return;
  }
  try {
    const seen = await huibao.inspect(draft, dataOf(project), { refresh: false, date: today() });
    if (editor.draft === draft) {
      inspection = seen;
      editor.annotate(seen);
    }
  } catch (error) {
    if (editor.draft === draft) {
      showError(error);
    }
  }
}

/** Goes to the data that a figure of the draft comes from. */
function showFigure({ block, index, inputs: [input] }: InspectedFigure): void {
  if (input !== undefined) {
    workbench.show("data");
    grid?.reveal(input);
    void pages.reveal({ block, figure: index });
  }
}

/** Goes to the words of the draft that are picked on a page. */
function showPicked({ block, figure }: PickedPlace): void {
  const place = inspection?.figures.find((candidate) => candidate.block === block && candidate.index === figure) ?? inspection?.blocks[block];
  if (place) {
    workbench.show("draft");
    editor.reveal(place.from, figure === null ? place.from : place.to);
    editor.focus();
  }
}

/** Keeps what is written in view on the pages, when the caret rests in another block. */
function moved(offset: number): void {
  clearTimeout(rest);
  rest = setTimeout(() => {
    const at = inspection?.blocks.findIndex(({ from, to }) => from <= offset && offset <= to) ?? -1;
    if (at >= 0 && at !== block && report !== null) {
      block = at;
      void pages.reveal({ block: at });
    }
  }, REST);
}

/** Uses the office's own faces from now on, and keeps them for the next visit. */
async function useFaces(own: readonly OwnFace[]): Promise<OwnFacesResult> {
  const program = huibao ?? (await init());
  const result = await program.setFaces(own);
  const used = new Set(result.faces.map(({ role }) => role));
  await kept.setSetting(FACES, own.filter(({ role }) => used.has(role)));
  void setAgain();
  return result;
}

/** Makes the page work without network, when it has nothing else to load. */
async function keepPage(): Promise<void> {
  offline.ready(
    await startOffline({
      update: (apply) =>
        notices.news(() => {
          keep();
          void Promise.resolve(kept.open?.flush()).then(apply);
        }),
    }),
  );
}

/** Notes what the clerk would miss. */
function keep(): void {
  if (project !== null) {
    kept.note(contentOf(project, editor.draft, enclosures.value));
  }
}

function showSource(): void {
  if (project !== null) {
    const { data } = project;
    workbench.source.textContent = data.kind === "file" ? t.source(data.name, formatBytes(data.bytes.byteLength)) : t.changed;
  }
}

/** What is to be set now: composed where the clerk has no draft of her own, else hers, with figures as the data has them now. */
async function makeJob({ compose, quiet }: Wanted, signal: AbortSignal): Promise<Job | null> {
  if (project === null || huibao === null) {
    return null;
  }
  const mine = project;
  const ids = genres.map(({ id }) => id);
  if (mine.loaded === null || mine.genre === "") {
    await load(mine, huibao, ids, topbar.genre.value, signal);
    topbar.genre.value = mine.genre;
    showData();
  }
  const typed = editor.draft;
  const composes = compose || typed === mine.composed || typed === "";
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
  // Other words are another draft; the same words with other figures are not.
  setDraft(next.draft, composes, quiet || !composes);
  keep();
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
  if (project?.loaded) {
    grid?.show(project.loaded, problems.listed);
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
  project.loaded = data;
  project.data = { kind: "object", value: data };
  project.stale = true;
  showSource();
  const draft = renumber(editor.draft, changes);
  if (draft !== editor.draft) {
    project.composed = renumber(project.composed, changes);
    editor.setDraft(draft, { keepUndo: true });
  }
  keep();
  setting.next();
}

function typed(): void {
  draftChanged();
  keep();
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

/** Something else goes with the document. */
function enclosed(): void {
  keep();
  void setAgain();
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
  pageTools.showPages(next.pages);
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
  pageTools.showPages(0);
  inspection = block = null;
  workbench.text.textContent = "";
  statusbar.showAloud(null);
  topbar.download.disabled = true;
  problems.list([]);
  problems.review(null);
}

function showError(cause: unknown): void {
  if (cause === null) {
    notices.error(null);
    return;
  }
  if (!isHuibaoError(cause)) {
    notices.error(cause instanceof Error ? cause.message : String(cause));
    return;
  }
  const lines = [cause.summary];
  if (cause.code !== "findings") {
    // Findings say themselves what to do; of everything else a maintainer will ask for the code.
    lines.push(cause.hint, cause.code === "crashed" ? t.safe : "", t.code(cause.code));
  }
  notices.error(lines.filter((line) => line !== "").join("\n"));
  listFindings(cause.findings);
}

function setDraft(draft: string, asComposed: boolean, keepUndo = false): void {
  if (project !== null) {
    project.applied = draft;
    if (asComposed) {
      project.composed = draft;
    }
  }
  if (draft !== editor.draft) {
    editor.setDraft(draft, { keepUndo });
  }
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
  return report?.title || project?.name || t.untitled;
}

function downloadDraft(): void {
  if (project !== null) {
    statusbar.say(saveDraft(editor.draft, nameOfFile()));
  }
}

async function downloadProject(): Promise<void> {
  if (project !== null && huibao !== null) {
    keep();
    statusbar.say(await saveProject(contentOf(project, editor.draft, enclosures.value), huibao.version));
  }
}

/** Keeps what is there now as a version. */
async function keepVersion(): Promise<void> {
  if (kept.open !== null) {
    keep();
    await kept.open.keep(t.byHand);
    statusbar.say(t.kept(t.byHand));
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
    topbar.name.value = project.name;
    keep();
  }
});
topbar.versions.addEventListener("click", () => {
  keep();
  if (kept.open !== null) {
    void versions.show(kept.open);
  }
});
topbar.genre.addEventListener("change", () => {
  const { value } = topbar.genre;
  void composeAnew((opened) => (opened.genre = value)).then((composed) => {
    if (!composed) {
      topbar.genre.value = project?.genre || value;
    }
  });
});
topbar.layout.addEventListener("change", () => {
  if (project !== null) {
    project.layout = topbar.layout.value;
    keep();
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
  version: () => void keepVersion(),
  project: () => void downloadProject(),
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

const last = kept.last();
if (last !== null) {
  void reopen(last);
}
void listRecent();
void startProgram().then(async () => {
  await huibao?.ready();
  await keepPage();
});
