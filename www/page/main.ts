/** The clerk's page: data in, findings, draft and pages out. Everything that is computed comes from the package. */

import {
  describeAmount,
  describeProgress,
  formatBytes,
  init,
  isHuibaoError,
  type Finding,
  type Huibao,
  type Progress,
  type Report,
} from "huibao";
import { download, showPages, XLSX } from "huibao/pages";
import { dom } from "./dom.js";
import { showFindings } from "./findings.js";
import { wireTabs } from "./tabs.js";

/** What the clerk opened. */
interface Material {
  readonly name: string;
  readonly data: Uint8Array<ArrayBuffer>;
}

let huibao: Huibao | null = null;
let material: Material | null = null;
let report: Report | null = null;
let running: AbortController | null = null;
let clearPages: (() => void) | null = null;
/** The draft as it was composed, and as it was last set: what the clerk can go back to, and what he has changed. */
let composed = "";
let applied = "";
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
    if (material !== null) {
      await render();
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

/** Whether nothing has been asked for yet. */
function idle(): boolean {
  return running === null && report === null;
}

async function open(name: string, read: () => Promise<ArrayBuffer>): Promise<void> {
  showError(null);
  try {
    material = { name, data: new Uint8Array(await read()) };
  } catch (error) {
    showError(new Error(`未能读取“${name}”：${error instanceof Error ? error.message : String(error)}`));
    return;
  }
  dom.source.textContent = `${name}（${formatBytes(material.data.byteLength)}）`;
  dom.source.hidden = dom.dataWorkbook.hidden = false;
  // The pages of other data must not stand beside this data's findings.
  clearReport();
  setDraft("", true);
  await render();
}

async function openExample(): Promise<void> {
  await open("商丘市观摩点评会（示例）", async () => {
    const response = await fetch("examples/shangqiu-observation.json");
    if (!response.ok) {
      throw new Error(`HTTP ${response.status}`);
    }
    return response.arrayBuffer();
  });
}

/** Renders the material, from `draft` if the clerk has edited it. A render that is going on is given up. */
async function render(draft?: string): Promise<void> {
  if (huibao === null || material === null) {
    return;
  }
  running?.abort();
  const controller = new AbortController();
  const { signal } = controller;
  running = controller;
  showError(null);
  dom.cancel.hidden = false;
  dom.empty.hidden = true;
  dom.retry.hidden = true;
  dom.download.disabled = true;
  try {
    const next = await huibao.render(
      material.data,
      { genre: dom.genre.value, ...(draft === undefined ? {} : { draft }) },
      { signal, onProgress: (progress) => signal.aborted || showProgress(progress) },
    );
    showReport(next);
    setDraft(next.draft, draft === undefined);
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
      showProgress(null);
    }
  }
}

function showReport(next: Report): void {
  clearReport();
  report = next;
  clearPages = showPages(next, dom.pages, { root: dom.pagesPanel, onError: showError });
  dom.pagesPanel.scrollTop = 0;
  // What a screen reader reads, and what can be searched and copied: the pages are images.
  dom.text.textContent = next.text;
  dom.pageCount.textContent = `共 ${next.pages} 页`;
  say(`已生成：《${next.title}》，共 ${next.pages} 页。`);
  listFindings(next.findings);
}

function clearReport(): void {
  clearPages?.();
  clearPages = null;
  report?.dispose();
  report = null;
  dom.pageCount.textContent = "";
  dom.text.textContent = "";
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

function openFile(file: File | undefined): void {
  if (file) {
    void open(file.name, () => file.arrayBuffer());
  }
}

wireTabs(dom.tabs);
dom.example.addEventListener("click", () => void openExample());
dom.open.addEventListener("click", () => dom.file.click());
dom.file.addEventListener("change", () => {
  openFile(dom.file.files?.[0]);
  // The same file, changed meanwhile, can be chosen again.
  dom.file.value = "";
});
dom.blankWorkbook.addEventListener("click", () => void saveWorkbook(null, dom.blankWorkbook));
dom.dataWorkbook.addEventListener("click", () => void saveWorkbook(material, dom.dataWorkbook));
dom.genre.addEventListener("change", () => void render());
dom.cancel.addEventListener("click", () => running?.abort());
dom.retry.addEventListener("click", () => void (huibao === null || material === null ? start() : render()));
dom.download.addEventListener("click", () => void save());
dom.draft.addEventListener("input", draftChanged);
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
