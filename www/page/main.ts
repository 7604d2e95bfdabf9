/** The clerk's page: data in, findings, draft and pages out. Everything that is computed comes from the package. */

import { formatBytes, init, isHuibaoError, type Finding, type OwnFace, type Report } from "huibao";
import { pageView } from "huibao/pages";
import { wireKeys } from "./commands.js";
import { createBatch } from "./dialogs/batch.js";
import { ask } from "./dialogs/dialog.js";
import { createEnclosures } from "./dialogs/enclosures.js";
import { createFacesDialog } from "./dialogs/faces.js";
import { createOfflineDialog } from "./dialogs/offline.js";
import { createShortcuts } from "./dialogs/shortcuts.js";
import { createVersions } from "./dialogs/versions.js";
import type { Desk } from "./desk.js";
import { wireDrop } from "./drop.js";
import { createEditor } from "./editor/editor.js";
import { handOver } from "./elements.js";
import { explain, isContradiction } from "./explain.js";
import { createGrid, followDraft, type GridEdit } from "./grid/grid.js";
import { createKept } from "./kept.js";
import { createLinks } from "./links.js";
import { formatItems, moreItems, type MenuCommands } from "./menus.js";
import { contentOf, dataOf, load, optionsOf, projectOf, type Project } from "./project.js";
import { createOpening } from "./opening.js";
import { createSetting, type Job, type Wanted } from "./setting.js";
import type { ProjectContent } from "./store/index.js";
import { language, texts } from "./texts.js";
import { createTakeaway } from "./takeaway.js";
import { startTheme } from "./theme.js";
import { createTour } from "./tour.js";
import { createNotices } from "./view/notices.js";
import { createPageList } from "./view/pagelist.js";
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
    source: (name: string, size: string) => `${name}（${size}）`,
    changed: "数据已在本页修改，与原文件不同。",
    discard: "重新起草？",
    discardText: "文稿已作修改。重新起草后，修改过的文稿存入“版本”，可以找回。",
    goOn: "重新起草",
    before: "重新起草前",
    kept: (name: string) => `已保存版本“${name}”。`,
    byHand: "手动保存",
  },
  en: {
    title: "huibao · Chinese office reports from data",
    ready: "Ready. Please choose data.",
    notStarted: "The program could not be started.",
    cancelled: "Cancelled.",
    failed: "No document could be made.",
    done: (title: string, pages: number) => `Done: 《${title}》, ${pages} pages.`,
    source: (name: string, size: string) => `${name} (${size})`,
    changed: "The data was changed on this page and differs from the file.",
    discard: "Compose anew?",
    discardText: "You have changed the draft. It will be kept among the versions.",
    goOn: "Compose anew",
    before: "Before composing anew",
    kept: (name: string) => `Kept as version “${name}”.`,
    byHand: "Saved by hand",
  },
});

/** Under which name the office's own faces are kept. */
const FACES = "faces";

startTheme();
if (language === "en") {
  // The markup is Chinese.
  document.title = t.title;
  document.documentElement.lang = "en";
}

const commands: MenuCommands = {
  pdf: () => void takeaway.pdf(),
  docx: () => void takeaway.docx(false),
  annotated: () => void takeaway.docx(true),
  draft: () => takeaway.draft(),
  workbook: () => void takeaway.workbook(desk.project),
  project: () => void takeaway.project(),
  open: () => start.choose.click(),
  blank: () => void takeaway.workbook(null),
  batch: () => batch.dialog.showModal(),
  enclosures: () => enclosures.dialog.showModal(),
  faces: () => faces.dialog.showModal(),
  offline: () => offline.show(),
  tour: () => void showTour(),
  shortcuts: () => shortcuts.showModal(),
};
const problems = createProblems({ go: (finding) => links.goTo(finding), place: ({ path }) => desk.grid?.describe(path) ?? path });
const workbench = createWorkbench(problems);
const statusbar = createStatusbar();
const start = createStart({
  open: (file) => opening.openFile(file),
  example: (genre) => void opening.openExample(genre),
  recent: ({ id }) => void opening.reopen(id),
  remove: (summary) => void opening.remove(summary),
});
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
const faces = createFacesDialog({
  use: async (own) => (desk.huibao ?? (await init())).setFaces(own),
  changed(own) {
    void kept.setSetting(FACES, own);
    void setAgain();
  },
});
const offline = createOfflineDialog((apply) => notices.news(apply));
const shortcuts = createShortcuts();
const versions = createVersions((content) => show(content));
const tour = createTour((view) => workbench.show(view));
const pages = pageView(workbench.pages, {
  root: workbench.pagesPanel,
  zoom: "width",
  onError: showError,
  onPage(page) {
    pageTools.showPage(page);
    pageList.mark(page);
  },
  onPick: (place) => links.showPicked(place),
  onZoom: (zoom, scale) => pageTools.showZoom(zoom, scale),
});
const pageList = createPageList((page) => pages.goTo(page));
const pageTools = createPageTools({ go: (page) => pages.goTo(page), zoom: (zoom) => (pages.zoom = zoom), scale: () => pages.scale, list: pageList });
workbench.pageList.replaceWith(pageList.element);
workbench.pageTools.append(pageTools.element);
const editor = createEditor(workbench.editor, { change: typed, figure: (figure) => links.showFigure(figure), cursor: (offset) => links.moved(offset) });

const desk: Desk = {
  topbar, start, workbench, statusbar, problems, editor, pages, showError,
  grid: null,
  huibao: null,
  genres: [],
  project: null,
  report: null,
};
const links = createLinks(desk);
const opening = createOpening(desk, kept, show);
const takeaway = createTakeaway(desk, {
  running: () => setting.running,
  listFindings,
  content: (project) => contentOf(project, editor.draft, enclosures.value),
});

const setting = createSetting({
  huibao: () => desk.huibao,
  job: makeJob,
  begun(quiet) {
    statusbar.retry.hidden = true;
    if (!quiet) {
      showError(null);
      statusbar.cancel.hidden = false;
      topbar.download.disabled = true;
    }
    workbench.explain(desk.report === null ? "running" : null);
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
    topbar.download.disabled = desk.report === null;
    workbench.explain(desk.report === null ? "failed" : null);
    void links.annotate();
  },
});

/** Starts the program; a failure is shown with a button to try again. */
async function startProgram(): Promise<void> {
  statusbar.retry.hidden = true;
  showError(null);
  try {
    desk.huibao = await init({ onProgress: (progress) => idle() && statusbar.show(progress) });
    if (desk.genres.length === 0) {
      desk.genres = await desk.huibao.genres();
      topbar.genre.replaceChildren(...desk.genres.map(({ id, name }) => new Option(name, id)));
      topbar.genre.disabled = false;
      start.showGenres(desk.genres);
    }
    start.blank.disabled = false;
    desk.grid ??= createGrid(workbench.grid, { schema: await desk.huibao.schema(), list: false }, { edit: edited, select: () => undefined });
    await faces.start(((await kept.setting(FACES)) ?? []) as readonly OwnFace[]);
    await batch.ready(desk.huibao);
    if (desk.project !== null) {
      showData();
      await setting.again();
      return;
    }
    await desk.huibao.ready();
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
  return desk.project === null || desk.huibao === null;
}

/** Whether the draft is the clerk's own: she has changed what was composed. */
function isOwn(): boolean {
  return desk.project !== null && editor.draft !== desk.project.composed;
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

/** Shows a project from its beginning. */
function show(content: ProjectContent): void {
  const next = projectOf(content);
  desk.project = next;
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
  desk.project = null;
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
  await opening.listRecent();
}

/** Notes what the clerk would miss. */
function keep(): void {
  if (desk.project !== null) {
    kept.note(contentOf(desk.project, editor.draft, enclosures.value));
  }
}

function showSource(): void {
  if (desk.project !== null) {
    const { data } = desk.project;
    workbench.source.textContent = data.kind === "file" ? t.source(data.name, formatBytes(data.bytes.byteLength)) : t.changed;
  }
}

/** What is to be set now: composed where the clerk has no draft of her own, else hers, with figures as the data has them now. */
async function makeJob({ compose, quiet }: Wanted, signal: AbortSignal): Promise<Job | null> {
  if (desk.project === null || desk.huibao === null) {
    return null;
  }
  const mine = desk.project;
  const ids = desk.genres.map(({ id }) => id);
  if (mine.loaded === null || mine.genre === "") {
    await load(mine, desk.huibao, ids, topbar.genre.value, signal);
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
  if (desk.project === null) {
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
  desk.project.stale = false;
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
  offerForce(desk.project?.forced === false && isContradiction(error));
  if (error.draft !== null && job?.composes === true) {
    setDraft(error.draft, true);
  }
  if (error.findings.length > 0 && job?.quiet !== true) {
    workbench.show("problems");
  }
  if (error.code === "closed" || error.code === "worker_unavailable") {
    desk.huibao = null;
  }
}

function offerForce(offered: boolean): void {
  if (!offered && document.activeElement === problems.force) {
    topbar.download.disabled = desk.report === null;
    handOver(problems.force, desk.report === null ? statusbar.retry : topbar.download);
  }
  problems.force.hidden = !offered;
}

/** Shows the data with what was found in it. */
function showData(): void {
  if (desk.project?.loaded) {
    desk.grid?.show(desk.project.loaded, problems.listed);
  }
}

/** Lists what was found, also beside the cells that it is about. */
function listFindings(findings: readonly Finding[]): void {
  problems.list(findings);
  showData();
}

/** A figure was changed: draft and pages follow, and the clerk's own words stay. */
function edited({ data, changes }: GridEdit): void {
  if (desk.project === null) {
    return;
  }
  desk.project.loaded = data;
  desk.project.data = { kind: "object", value: data };
  desk.project.stale = true;
  showSource();
  const draft = followDraft(editor.draft, changes);
  if (draft !== editor.draft) {
    desk.project.composed = followDraft(desk.project.composed, changes);
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
  if (desk.project === null || !(await mayCompose())) {
    return false;
  }
  change(desk.project);
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
  if (desk.project !== null) {
    await setting.now(!isOwn());
  }
}

/** Shows a report, at its beginning unless it is another state of the one that is read. */
function showReport(next: Report, same: boolean): void {
  desk.report?.dispose();
  desk.report = next;
  void pages.show(next);
  if (!same) {
    workbench.pagesPanel.scrollTop = 0;
  }
  // What a screen reader reads, and what can be searched and copied: the pages are images.
  workbench.text.textContent = next.text;
  pageTools.showPages(next.pages);
  pageList.show(next);
  statusbar.say(t.done(next.title, next.pages));
  statusbar.showAloud(next.aloud);
  topbar.reword.disabled = false;
  listFindings(next.findings);
  void review(next);
}

/** Lists what an editor would mark in the report's draft. */
async function review(reviewed: Report): Promise<void> {
  if (desk.huibao === null || desk.project === null) {
    return;
  }
  try {
    const { findings } = await desk.huibao.style(reviewed.draft, dataOf(desk.project));
    if (desk.report === reviewed) {
      problems.review(findings);
    }
  } catch (error) {
    if (desk.report === reviewed) {
      showError(error);
    }
  }
}

function clearReport(): void {
  pages.clear();
  desk.report?.dispose();
  desk.report = null;
  pageTools.showPages(0);
  pageList.show(null);
  links.forget();
  workbench.text.textContent = "";
  statusbar.showAloud(null);
  topbar.download.disabled = true;
  problems.list([]);
  problems.review(null);
}

function showError(cause: unknown): void {
  notices.error(cause === null ? null : explain(cause));
  if (isHuibaoError(cause)) {
    listFindings(cause.findings);
  }
}

function setDraft(draft: string, asComposed: boolean, keepUndo = false): void {
  if (desk.project !== null) {
    desk.project.applied = draft;
    if (asComposed) {
      desk.project.composed = draft;
    }
  }
  if (draft !== editor.draft) {
    editor.setDraft(draft, { keepUndo });
  }
  draftChanged();
}

function draftChanged(): void {
  workbench.apply.disabled = desk.project === null || editor.draft === desk.project.applied;
  workbench.revert.disabled = desk.project === null || (editor.draft === desk.project.composed && desk.project.applied === desk.project.composed);
}

/** Keeps what is there now as a version. */
async function keepVersion(): Promise<void> {
  if (kept.open !== null) {
    keep();
    await kept.open.keep(t.byHand);
    statusbar.say(t.kept(t.byHand));
  }
}

async function showTour(): Promise<void> {
  const [first] = desk.genres;
  if (desk.project === null && first) {
    await opening.openExample(first);
  }
  tour.start();
}

topbar.home.addEventListener("click", () => void goHome());
topbar.name.addEventListener("change", () => {
  if (desk.project !== null) {
    desk.project.name = topbar.name.value.trim() || desk.project.name;
    topbar.name.value = desk.project.name;
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
      topbar.genre.value = desk.project?.genre || value;
    }
  });
});
topbar.layout.addEventListener("change", () => {
  if (desk.project !== null) {
    desk.project.layout = topbar.layout.value;
    keep();
    void setAgain();
  }
});
topbar.reword.addEventListener("click", () => void composeAnew((opened) => (opened.seed += 1)));
topbar.enclosures.addEventListener("click", () => enclosures.dialog.showModal());
topbar.download.addEventListener("click", () => void takeaway.pdf());
problems.force.addEventListener("click", () => void composeAnew((opened) => (opened.forced = true)));
statusbar.cancel.addEventListener("click", () => setting.cancel());
statusbar.retry.addEventListener("click", () => void (desk.huibao === null || desk.project === null ? startProgram() : setting.again()));
workbench.dataWorkbook.addEventListener("click", () => void takeaway.workbook(desk.project));
workbench.apply.addEventListener("click", () => void setting.now(false));
workbench.revert.addEventListener("click", () => void setting.now(true));
start.blank.addEventListener("click", () => void takeaway.workbook(null));
start.batch.addEventListener("click", () => batch.dialog.showModal());
start.walk.addEventListener("click", () => void showTour());
start.tour.hidden = tour.seen();

wireKeys({
  open: () => start.choose.click(),
  pdf: () => void takeaway.pdf(),
  version: () => void keepVersion(),
  project: () => void takeaway.project(),
  shortcuts: () => shortcuts.showModal(),
  show: (view: View) => desk.project !== null && workbench.show(view),
  panes: () => (desk.project === null ? [topbar.element, start.element, statusbar.element] : [topbar.element, workbench.material, workbench.result, statusbar.element]),
});

wireDrop((file) => opening.openFile(file));

const last = kept.last();
if (last !== null) {
  void opening.reopen(last);
}
void opening.listRecent();
void startProgram().then(async () => {
  // The page itself is kept when it has nothing else to load.
  await desk.huibao?.ready();
  await offline.start(async () => {
    keep();
    await kept.open?.flush();
  });
});
