/** The clerk's page: data in, findings, draft and pages out. Everything that is computed comes from the package. */

import {
  describeAloud,
  describeAmount,
  describeProgress,
  formatBytes,
  init,
  isHuibaoError,
  type Finding,
  type Huibao,
  type HuibaoError,
  type Progress,
  type RenderOptions,
  type Report,
} from "huibao";
import { download, pageView, XLSX } from "huibao/pages";
import { wireBatch } from "./batch.js";
import { dom } from "./dom.js";
import { pageFile } from "./files.js";
import { showFindings, showReview } from "./findings.js";
import { wireTabs } from "./tabs.js";

/** What the clerk opened. */
interface Material {
  readonly name: string;
  readonly data: Uint8Array<ArrayBuffer>;
  /** Id of the genre that suits it, where the data names none. */
  readonly usualGenre: string | undefined;
  /** Whether its genre has been chosen, by the data or by the clerk. */
  genreChosen: boolean;
  /** Which of the equivalent wordings is used. */
  seed: number;
  /** Whether the clerk goes on although the data contradicts itself. */
  forced: boolean;
}

/** Milliseconds without a key before the draft is set as it stands. */
const PAUSE = 120;

/** Milliseconds that setting a changed draft may take before it is said what is being done. */
const UNSEEN = 500;

let huibao: Huibao | null = null;
let material: Material | null = null;
let report: Report | null = null;
let running: AbortController | null = null;
/** The pages, of one report after the other. */
const pages = pageView(dom.pages, { root: dom.pagesPanel, onError: showError });
/** Waits for a pause in the clerk's typing. */
let pause: ReturnType<typeof setTimeout> | undefined;
/** Whether the draft was changed while one was being set. */
let typedMeanwhile = false;
/** The draft as it was composed, and as it was last set: what the clerk can go back to, and what he has changed. */
let composed = "";
let applied = "";
/** Whether the clerk's own draft was asked for last, and the genre of what was. */
let ownDraft = false;
let genre = "";
let listed: readonly Finding[] = [];

/** Starts the program; a failure is shown with a button to try again. */
async function start(): Promise<void> {
  dom.retry.hidden = true;
  showError(null);
  try {
    huibao = await init({ onProgress: (progress) => idle() && showProgress(progress) });
    if (dom.genre.disabled) {
      const genres = await huibao.genres();
      dom.genre.replaceChildren(...genres.map(({ id, name }) => new Option(name, id)));
      dom.genre.disabled = false;
    }
    dom.blankWorkbook.disabled = dom.dataWorkbook.disabled = false;
    await batch.ready(huibao);
    if (material !== null) {
      await renderAgain();
      return;
    }
    await huibao.ready();
    if (idle()) {
      showProgress(null);
      say("已就绪，请选择数据。");
    }
  } catch (error) {
    // Where the clerk has gone on meanwhile, the render reports the same failure.
    if (idle()) {
      showProgress(null);
      say("未能启动。");
      dom.retry.hidden = false;
      showError(error);
    }
  }
}

/** Whether the clerk waits for the program itself: he has opened nothing yet, or too early for anything to be done with it. */
function idle(): boolean {
  return material === null || huibao === null;
}

async function open(name: string, read: () => Promise<ArrayBuffer>, usualGenre?: string): Promise<void> {
  if (!mayDiscard()) {
    return;
  }
  showError(null);
  try {
    const data = new Uint8Array(await read());
    material = { name, data, usualGenre, genreChosen: false, seed: 0, forced: false };
  } catch (error) {
    showError(new Error(`未能读取“${name}”：${error instanceof Error ? error.message : String(error)}`));
    return;
  }
  dom.source.textContent = `${name}（${formatBytes(material.data.byteLength)}）`;
  dom.source.hidden = dom.dataWorkbook.hidden = false;
  // The pages of other data must not stand beside this data's findings.
  clearReport();
  dom.force.hidden = dom.reword.disabled = true;
  setDraft("", true);
  ownDraft = false;
  await render();
}

async function openExample(name: string, file: string, usualGenre: string): Promise<void> {
  await open(name, () => pageFile(`examples/${file}`), usualGenre);
}

/** Whether a new draft may take the place of the one that is there: asked where the clerk has changed it. */
function mayDiscard(): boolean {
  return dom.draft.value === composed || confirm("文稿已作修改，重新起草后修改的内容不再保留。是否继续？");
}

/** Selects the genre that new material names, or that suits it. */
async function chooseGenre(opened: Material, api: Huibao, signal: AbortSignal): Promise<void> {
  if (opened.genreChosen) {
    return;
  }
  const { data } = await api.load(opened.data, { signal });
  const offered = Array.from(dom.genre.options, ({ value }) => value);
  const named = [data.report?.genre, opened.usualGenre].find((id) => id !== undefined && offered.includes(id));
  opened.genreChosen = true;
  dom.genre.value = named ?? dom.genre.value;
}

/** The clerk's own day, for data that has no date: the program itself never looks at a clock. */
function today(): string {
  const now = new Date();
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/**
 * Renders the material, from `draft` if the clerk has edited it. A render that is going on is given up. While he types, what
 * is shown stays until the new pages are there, and nothing is said of it unless it takes long.
 */
async function render(draft?: string, typing = false): Promise<void> {
  if (huibao === null || material === null) {
    return;
  }
  clearTimeout(pause);
  typedMeanwhile = false;
  running?.abort();
  const controller = new AbortController();
  const { signal } = controller;
  running = controller;
  ownDraft = draft !== undefined;
  let contradicts = false;
  const begun = performance.now();
  const seen = (): boolean => !typing || performance.now() - begun > UNSEEN;
  const onProgress = (progress: Progress): void => {
    if (!signal.aborted && seen()) {
      dom.cancel.hidden = false;
      showProgress(progress);
    }
  };
  if (!typing) {
    showError(null);
    dom.cancel.hidden = false;
    dom.download.disabled = true;
  }
  dom.empty.hidden = true;
  dom.retry.hidden = true;
  try {
    await chooseGenre(material, huibao, signal);
    genre = dom.genre.value;
    const { data, seed, forced } = material;
    const next = await huibao.render(
      data,
      {
        genre,
        seed,
        force: forced,
        ...enclosed(),
        ...(draft === undefined ? {} : { draft }),
      },
      { signal, onProgress },
    );
    if (typing) {
      showError(null);
    }
    showReport(next, typing);
    if (typing) {
      applied = next.draft;
      draftChanged();
    } else {
      setDraft(next.draft, draft === undefined);
    }
  } catch (error) {
    if (running !== controller) {
      return;
    }
    dom.retry.hidden = false;
    if (signal.aborted) {
      say("已取消。");
      if (document.activeElement === dom.cancel) {
        // The button is about to go; the keyboard goes on from what can be done next.
        dom.retry.focus();
      }
      return;
    }
    say("未能成文。");
    showError(error);
    if (isHuibaoError(error)) {
      contradicts = !material.forced && isContradiction(error);
      if (error.draft !== null && draft === undefined) {
        setDraft(error.draft, true);
      }
      if (error.code === "closed" || error.code === "worker_unavailable") {
        huibao = null;
      }
    }
  } finally {
    // A newer render may have taken over.
    if (running === controller) {
      running = null;
      dom.cancel.hidden = true;
      dom.empty.hidden = report !== null;
      dom.download.disabled = report === null;
      offerForce(contradicts);
      showProgress(null);
      if (typedMeanwhile) {
        setTyped();
      }
    }
  }
}

/** Sets the draft as the clerk has it now; after what is being set, if that is so, since what makes it fast must not be lost. */
function setTyped(): void {
  if (running !== null) {
    typedMeanwhile = true;
  } else if (report !== null && dom.draft.value !== applied) {
    void render(dom.draft.value, true);
  }
}

function typed(): void {
  draftChanged();
  clearTimeout(pause);
  pause = setTimeout(setTyped, PAUSE);
}

/** Composes anew, unless the clerk keeps what he has changed. */
function composeAnew(change: (material: Material) => void): void {
  if (material !== null && mayDiscard()) {
    change(material);
    void render();
  }
}

/** Asks again for what was asked for last. */
async function renderAgain(): Promise<void> {
  await render(ownDraft ? dom.draft.value : undefined);
}

/** Whether nothing but the data's own contradictions forbids the document. */
function isContradiction({ code, findings }: HuibaoError): boolean {
  const errors = findings.filter(({ severity }) => severity === "error");
  return code === "findings" && errors.length > 0 && errors.every((finding) => finding.code.startsWith("check."));
}

function offerForce(offered: boolean): void {
  if (!offered && document.activeElement === dom.force) {
    // The button is about to go; the keyboard goes on from what can be done next.
    (dom.download.disabled ? dom.retry : dom.download).focus();
  }
  dom.force.hidden = !offered;
}

/** Shows a report, at its beginning unless it is another state of the one that is read. */
function showReport(next: Report, same: boolean): void {
  report?.dispose();
  report = next;
  void pages.show(next);
  if (!same) {
    dom.pagesPanel.scrollTop = 0;
  }
  // What a screen reader reads, and what can be searched and copied: the pages are images.
  dom.text.textContent = next.text;
  dom.pageCount.textContent = `共 ${next.pages} 页`;
  say(`已生成：《${next.title}》，共 ${next.pages} 页。`);
  dom.aloud.textContent = `${describeAloud(next.aloud)}。`;
  dom.aloud.hidden = false;
  dom.reword.disabled = false;
  listFindings(next.findings);
  void review(next);
}

/** Lists what an editor would mark in the report's draft. */
async function review(reviewed: Report): Promise<void> {
  if (huibao === null || material === null) {
    return;
  }
  try {
    const { findings } = await huibao.style(reviewed.draft, material.data);
    if (report === reviewed) {
      showReview(findings, dom.style);
      dom.styleSection.hidden = false;
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
  dom.pageCount.textContent = "";
  dom.text.textContent = "";
  dom.aloud.hidden = dom.styleSection.hidden = true;
  dom.download.disabled = true;
  listFindings([]);
}

/** Said only when it changes: it is read aloud. */
function say(status: string): void {
  if (dom.status.textContent !== status) {
    dom.status.textContent = status;
  }
}

function showProgress(progress: Progress | null): void {
  dom.progress.hidden = dom.amount.hidden = progress === null;
  if (progress === null) {
    return;
  }
  say(describeProgress(progress));
  dom.amount.textContent = describeAmount(progress);
  if ("loaded" in progress && progress.total !== null) {
    dom.progress.max = progress.total;
    dom.progress.value = progress.loaded;
  } else {
    dom.progress.removeAttribute("value");
  }
}

function showError(error: unknown): void {
  dom.error.hidden = error === null;
  if (error === null) {
    return;
  }
  if (!isHuibaoError(error)) {
    dom.error.textContent = error instanceof Error ? error.message : String(error);
    return;
  }
  const lines = [error.summary];
  if (error.code !== "findings") {
    // Findings say themselves what to do; of everything else a maintainer will ask for the code.
    lines.push(error.hint, `代码：${error.code}`);
  }
  dom.error.textContent = lines.filter((line) => line !== "").join("\n");
  listFindings(error.findings);
}

function listFindings(findings: readonly Finding[]): void {
  listed = findings;
  dom.findingsSection.hidden = findings.length === 0;
  showFindings(findings, dom.findings, dom.findingsSummary);
}

function setDraft(draft: string, asComposed: boolean): void {
  applied = draft;
  if (asComposed) {
    composed = draft;
  }
  dom.draft.value = draft;
  draftChanged();
}

function draftChanged(): void {
  dom.apply.disabled = dom.draft.value === applied;
  dom.revert.disabled = dom.draft.value === composed && applied === composed;
}

async function save(): Promise<void> {
  if (report === null) {
    return;
  }
  dom.download.disabled = true;
  try {
    const pdf = await report.pdf({ onProgress: showProgress });
    download(pdf, `${report.title || "汇报"}.pdf`);
    say(`PDF 已生成（${formatBytes(pdf.byteLength)}），请在浏览器的下载列表中查看。`);
  } catch (error) {
    showError(error);
  } finally {
    showProgress(null);
    dom.download.disabled = false;
  }
}

/** Saves an Excel workbook: blank, or with the data of the material. */
async function saveWorkbook(from: Material | null, button: HTMLButtonElement): Promise<void> {
  if (huibao === null) {
    return;
  }
  button.disabled = true;
  showError(null);
  try {
    const { bytes, findings } = await huibao.workbook(from?.data);
    if (from === null || from === material) {
      // Most were said when the data was opened.
      const said = new Set(listed.map((finding) => JSON.stringify(finding)));
      listFindings([...listed, ...findings.filter((finding) => !said.has(JSON.stringify(finding)))]);
    }
    if (bytes === null) {
      showError(new Error("数据有误，未能生成工作簿，请按问题清单修改后重试。"));
      return;
    }
    download(bytes, from === null ? "汇报空白工作簿.xlsx" : `${from.name.replace(/\.(json|xlsx)$/i, "")}.xlsx`, XLSX);
    if (running === null) {
      say(`工作簿已生成（${formatBytes(bytes.byteLength)}），请在浏览器的下载列表中查看。`);
    }
  } catch (error) {
    showError(error);
  } finally {
    button.disabled = false;
  }
}

/** A file that goes with the document: the buttons that choose it and take it away, and what they say. */
interface Enclosure {
  readonly choose: HTMLButtonElement;
  readonly remove: HTMLButtonElement;
  readonly input: HTMLInputElement;
  readonly name: string;
  bytes: Uint8Array<ArrayBuffer> | undefined;
}

const seal: Enclosure = { choose: dom.chooseSeal, remove: dom.removeSeal, input: dom.seal, name: "印章", bytes: undefined };
const map: Enclosure = { choose: dom.chooseMap, remove: dom.removeMap, input: dom.map, name: "边界", bytes: undefined };

/** What goes with every document, a single one or one of many. */
function enclosed(): RenderOptions {
  return {
    date: today(),
    ...(dom.sources.checked ? { sources: true } : {}),
    ...(seal.bytes === undefined ? {} : { seal: seal.bytes }),
    ...(map.bytes === undefined ? {} : { map: map.bytes }),
  };
}

const batch = wireBatch(enclosed);

/** Takes a file, or takes it away, and sets the document again. */
async function enclose(enclosure: Enclosure, file: File | undefined, empty: string): Promise<void> {
  const { choose, remove, name } = enclosure;
  try {
    enclosure.bytes = file && new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    showError(new Error(`未能读取“${file?.name ?? ""}”：${error instanceof Error ? error.message : String(error)}`));
    return;
  }
  choose.textContent = file ? `${name}：${file.name}` : empty;
  if (file === undefined && document.activeElement === remove) {
    // The button is about to go; the keyboard goes on from what can be done next.
    choose.focus();
  }
  remove.hidden = file === undefined;
  await setAgain();
}

function wireEnclosure(enclosure: Enclosure): void {
  const { choose, remove, input } = enclosure;
  const empty = choose.textContent;
  choose.addEventListener("click", () => input.click());
  remove.addEventListener("click", () => void enclose(enclosure, undefined, empty));
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    // The same file, changed meanwhile, can be chosen again.
    input.value = "";
    if (file) {
      void enclose(enclosure, file, empty);
    }
  });
}

/** Sets the draft as it stands with other options; where there is none yet, one is composed. */
async function setAgain(): Promise<void> {
  if (material !== null) {
    await render(dom.draft.value === composed ? undefined : dom.draft.value);
  }
}

function openFile(file: File | undefined): void {
  if (file) {
    void open(file.name, () => file.arrayBuffer());
  }
}

wireTabs(dom.tabs);
dom.exampleObservation.addEventListener("click", () => {
  void openExample("商丘市观摩点评会（示例）", "shangqiu-observation.json", "observation_speech");
});
dom.exampleSafety.addEventListener("click", () => {
  void openExample("澄川县安全生产（虚构示例）", "safety-inspection.json", "observation_speech");
});
dom.exampleQuarter.addEventListener("click", () => {
  void openExample("砚川县安全生产三季度（虚构示例）", "safety-quarter.json", "inspection_bulletin");
});
dom.open.addEventListener("click", () => dom.file.click());
dom.file.addEventListener("change", () => {
  openFile(dom.file.files?.[0]);
  // The same file, changed meanwhile, can be chosen again.
  dom.file.value = "";
});
dom.blankWorkbook.addEventListener("click", () => void saveWorkbook(null, dom.blankWorkbook));
dom.dataWorkbook.addEventListener("click", () => void saveWorkbook(material, dom.dataWorkbook));
dom.genre.addEventListener("change", () => {
  if (!mayDiscard()) {
    dom.genre.value = genre;
    return;
  }
  if (material !== null) {
    // Also while what the data names is still being read.
    material.genreChosen = true;
  }
  void render();
});
dom.reword.addEventListener("click", () => composeAnew((opened) => (opened.seed += 1)));
dom.sources.addEventListener("change", () => void setAgain());
wireEnclosure(seal);
wireEnclosure(map);
dom.force.addEventListener("click", () => composeAnew((opened) => (opened.forced = true)));
dom.cancel.addEventListener("click", () => running?.abort());
dom.retry.addEventListener("click", () => void (huibao === null || material === null ? start() : renderAgain()));
dom.download.addEventListener("click", () => void save());
dom.draft.addEventListener("input", typed);
dom.apply.addEventListener("click", () => void render(dom.draft.value));
dom.revert.addEventListener("click", () => void render());

// Anywhere on the page: a file dropped beside the box would otherwise replace the page.
for (const name of ["dragenter", "dragover", "dragleave", "drop"] as const) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    dom.drop.classList.toggle("over", name === "dragenter" || name === "dragover");
    if (name === "drop") {
      openFile(event.dataTransfer?.files[0]);
    }
  });
}

void start();
