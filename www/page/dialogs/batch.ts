/** 批量生成: many documents from several files, or from one file of many units, as one archive. */

import {
  describeBatch,
  formatBytes,
  isHuibaoError,
  type BatchItem,
  type BatchProgress,
  type BatchResult,
  type BatchTree,
  type Division,
  type Finding,
  type Huibao,
  type RenderOptions,
} from "huibao";
import { download } from "huibao/pages";
import { button, h } from "../elements.js";
import { LAYOUTS } from "../layouts.js";
import { DATA_FILES, stem } from "../project.js";
import { texts } from "../texts.js";
import { createDialog } from "./dialog.js";

const t = texts({
  zh: {
    title: "批量生成",
    help: "选多个数据文件，每个文件一份；或选一个含多个单位的文件，每个县、乡镇或村一份。附件、印章和地图用“附件、印章与地图”里所选的。",
    open: "选择数据文件…",
    files: "批量生成的数据文件（Excel 或 JSON）",
    division: "每份文稿对应",
    genre: "文种",
    byData: "按数据所写的文种",
    usual: (genre: string) => `数据没有写文种的，用“${genre}”。`,
    layout: "版式",
    start: "打包下载",
    stop: "停止",
    progress: "批量生成的进度",
    mended: "数据有误的，改好后重新选择文件，再按此键。",
    unmade: "未生成的",
    reading: "正在读取…",
    preparing: "正在准备…",
    making: "正在生成…",
    stopped: "已停止，没有生成压缩包。",
    failed: "未能生成。",
    several: (files: number, size: string) => `${files} 个文件（${size}）`,
    single: (name: string, size: string) => `${name}（${size}）`,
    again: (count: number) => `只重做未生成的 ${count} 份`,
    more: (count: number) => `另有 ${count} 份，见压缩包内“报告.txt”。`,
    eachFile: (count: number) => `每个文件一份，共 ${count} 份`,
    eachUnit: (level: string, count: number) => `每个${level}一份，共 ${count} 份`,
    whole: "整个文件一份",
    toPlace: "压缩包已存到所选位置",
    toList: (size: string) => `压缩包（${size}）请在浏览器的下载列表中查看`,
    not: (count: number) => `，未生成 ${count} 份（原因见下和包内“报告.txt”）`,
    done: (count: number, not: string, seconds: number, where: string) => `已生成 ${count} 份${not}，用时 ${describeSeconds(seconds)}；${where}。`,
    archive: "压缩包",
    amount: describeBatch as (progress: BatchProgress) => string,
  },
  en: {
    title: "Many documents",
    help: "Choose several files of data, each of which gives a document; or one file of many units, each county, town or village of which gives one. Annex, seal and map are those chosen for all.",
    open: "Choose files of data…",
    files: "Files of data (Excel or JSON)",
    division: "A document for",
    genre: "Genre",
    byData: "As the data says",
    usual: (genre: string) => `Data that names no genre: “${genre}”.`,
    layout: "Layout",
    start: "Make the archive",
    stop: "Stop",
    progress: "Progress of the batch",
    mended: "Mend the data, choose the files again, then press this.",
    unmade: "Not made",
    reading: "Reading…",
    preparing: "Preparing…",
    making: "Making…",
    stopped: "Stopped; there is no archive.",
    failed: "Nothing could be made.",
    several: (files: number, size: string) => `${files} files (${size})`,
    single: (name: string, size: string) => `${name} (${size})`,
    again: (count: number) => `Make the missing ${count} again`,
    more: (count: number) => `${count} more, see 报告.txt in the archive.`,
    eachFile: (count: number) => `each file, ${count} in all`,
    eachUnit: (level: string, count: number) => `each ${level}, ${count} in all`,
    whole: "the file as a whole",
    toPlace: "the archive is where you chose",
    toList: (size: string) => `the archive (${size}) is among the browser's downloads`,
    not: (count: number) => `, ${count} not (why: below, and in 报告.txt)`,
    done: (count: number, not: string, seconds: number, where: string) => `${count} made${not}, in ${Math.max(1, Math.round(seconds))} s; ${where}.`,
    archive: "Archive",
    amount: ({ done, failed, total }: BatchProgress) => `${done + failed}${total === null ? "" : ` / ${total}`}${failed === 0 ? "" : `, ${failed} failed`}`,
  },
});

const ZIP = "application/zip";

/** Documents that are listed by themselves when they could not be made; the report in the archive has all. */
const LISTED = 30;

/** One file that was chosen. */
interface Chosen {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What the batch is to be made of: a choice of the list 每份文稿对应. */
interface Choice {
  readonly label: string;
  items(): readonly BatchItem[] | BatchTree;
}

/** Where the browser lets a page write a file that the user has chosen. */
interface FilePicker {
  showSaveFilePicker(options: {
    readonly suggestedName: string;
    readonly types: readonly { readonly description: string; readonly accept: Readonly<Record<string, readonly string[]>> }[];
  }): Promise<FileSystemFileHandle>;
}

/** What the rest of the page has to do with batches. */
export interface Batch {
  readonly dialog: HTMLDialogElement;
  /** The program is there. */
  ready(huibao: Huibao): Promise<void>;
}

/**
 * Makes the dialog. It may be closed while a batch runs, which goes on.
 *
 * @param shared the options that are set elsewhere on the page: date, seal, map, annex.
 */
export function createBatch(shared: () => RenderOptions): Batch {
  const batch = elements();
  let huibao: Huibao | null = null;
  let chosen: readonly Chosen[] = [];
  let choices: readonly Choice[] = [];
  /** What the last batch could not make. */
  let failed: BatchResult["failed"] = [];
  let running: AbortController | null = null;
  /** Counts the choices of files: what was found out about earlier ones is not shown. */
  let turn = 0;

  async function choose(files: readonly File[]): Promise<void> {
    const mine = ++turn;
    setChoices([]);
    showError(null);
    batch.source.hidden = false;
    batch.source.textContent = t.reading;
    try {
      const read = files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }));
      const all = await Promise.all(read);
      const found = huibao === null ? [] : await choicesOf(huibao, all);
      if (mine !== turn) {
        return;
      }
      chosen = all;
      setChoices(found);
      offerRetry(mended(failed, all));
      const bytes = all.reduce((sum, file) => sum + file.bytes.byteLength, 0);
      batch.source.textContent =
        all.length === 1 ? t.single(all[0]?.name ?? "", formatBytes(bytes)) : t.several(all.length, formatBytes(bytes));
    } catch (error) {
      if (mine === turn) {
        batch.source.hidden = true;
        showError(error);
      }
    }
  }

  function setChoices(found: readonly Choice[]): void {
    choices = found;
    batch.division.replaceChildren(...found.map(({ label }, index) => new Option(label, String(index))));
    batch.divisionRow.hidden = found.length < 2;
    update();
  }

  async function make(items: readonly BatchItem[] | BatchTree, name: string): Promise<void> {
    if (huibao === null || running !== null) {
      return;
    }
    const controller = new AbortController();
    running = controller;
    showError(null);
    let to: FileSystemWritableFileStream | undefined;
    try {
      to = await writable(name);
      if (to === undefined && canPick()) {
        return;
      }
      addEventListener("beforeunload", warn);
      showFailures(null);
      offerRetry([]);
      batch.cancel.hidden = false;
      batch.progress.hidden = false;
      batch.progress.removeAttribute("value");
      say(t.preparing);
      update();
      const result = await huibao.batch(items, options(), {
        signal: controller.signal,
        onProgress: (progress) => {
          const { done, failed: not, total } = progress;
          if (done + not > 0) {
            say(t.making);
          }
          batch.amount.textContent = t.amount(progress);
          if (total !== null) {
            batch.progress.max = Math.max(total, 1);
            batch.progress.value = done + not;
          }
        },
        ...(to === undefined ? {} : { to }),
      });
      if (result.zip !== null) {
        download(result.zip, name);
      }
      finished(result);
    } catch (error) {
      if (controller.signal.aborted) {
        say(t.stopped);
      } else {
        say(t.failed);
        showError(error);
      }
    } finally {
      removeEventListener("beforeunload", warn);
      running = null;
      if (document.activeElement === batch.cancel) {
        // The button is about to go; the keyboard goes on from what can be done next.
        batch.start.disabled = false;
        batch.start.focus();
      }
      batch.cancel.hidden = batch.progress.hidden = true;
      batch.amount.textContent = "";
      update();
    }
  }

  function finished({ report, zip, failed: again, seconds }: BatchResult): void {
    const where = zip === null ? t.toPlace : t.toList(formatBytes(zip.size));
    say(t.done(report.done, report.failed === 0 ? "" : t.not(report.failed), seconds, where));
    showFailures(report);
    offerRetry(again);
  }

  function options(): RenderOptions {
    const [genre, layout] = [batch.genre.value, batch.layout.value];
    return { ...shared(), ...(genre === "" ? {} : { genre }), ...(layout === "" ? {} : { layout }) };
  }

  function offerRetry(again: BatchResult["failed"]): void {
    failed = again;
    const count = "units" in again ? (again.units.ids?.length ?? 0) : again.length;
    batch.again.hidden = count === 0;
    batch.retry.textContent = t.again(count);
  }

  function showFailures(report: BatchResult["report"] | null): void {
    const unmade = report?.documents.filter(({ error }) => error !== null) ?? [];
    const entries = unmade.slice(0, LISTED).map(({ name, error, findings }) => {
      const errors = findings.filter(({ severity }) => severity === "error");
      return problem(name, errors.length > 0 ? errors : [{ path: "", message: error?.message ?? "", hint: error?.hint ?? "" }]);
    });
    batch.failures.replaceChildren(...entries);
    batch.failures.hidden = unmade.length === 0;
    batch.more.hidden = unmade.length <= LISTED;
    batch.more.textContent = t.more(unmade.length - LISTED);
  }

  /** Said only when it changes: it is read aloud. */
  function say(status: string): void {
    if (batch.status.textContent !== status) {
      batch.status.textContent = status;
    }
  }

  function showError(error: unknown): void {
    batch.error.hidden = error === null;
    if (error !== null) {
      const text = isHuibaoError(error) ? [error.summary, error.hint].filter((line) => line !== "").join("\n") : String(error);
      batch.error.textContent = text;
    }
  }

  function update(): void {
    const busy = running !== null;
    batch.open.disabled = huibao === null || busy;
    batch.start.disabled = huibao === null || busy || choices.length === 0;
    batch.retry.disabled = batch.genre.disabled = batch.layout.disabled = batch.division.disabled = busy;
  }

  batch.open.addEventListener("click", () => batch.files.click());
  batch.files.addEventListener("change", () => {
    const files = [...(batch.files.files ?? [])];
    // The same files, changed meanwhile, can be chosen again.
    batch.files.value = "";
    if (files.length > 0) {
      void choose(files);
    }
  });
  batch.start.addEventListener("click", () => {
    const choice = choices[Number(batch.division.value)];
    if (choice) {
      void make(choice.items(), `${chosen.length === 1 ? stem(chosen[0]?.name ?? "") : "汇报"}（${choice.label}）.zip`);
    }
  });
  batch.retry.addEventListener("click", () => void make(failed, "汇报（重做）.zip"));
  batch.cancel.addEventListener("click", () => running?.abort());
  batch.genre.addEventListener("change", () => (batch.genreHelp.hidden = batch.genre.value !== ""));

  return {
    dialog: batch.dialog,
    async ready(api) {
      huibao = api;
      const genres = await api.genres();
      batch.genreHelp.textContent = t.usual(genres[0]?.name ?? "");
      const [byData] = batch.genre.options;
      batch.genre.replaceChildren(...(byData ? [byData] : []), ...genres.map(({ id, name }) => new Option(name, id)));
      update();
    },
  };
}

/** The dialog and what is in it. */
function elements() {
  const parts = {
    open: button(t.open, { id: "batch-open", "aria-describedby": "batch-help", disabled: true }),
    files: h("input", { type: "file", id: "batch-files", accept: DATA_FILES, "aria-label": t.files, multiple: true, hidden: true }),
    source: h("p", { id: "batch-source", class: "source", hidden: true }),
    division: h("select", { id: "batch-division" }),
    genre: h("select", { id: "batch-genre", "aria-describedby": "batch-genre-help" }, h("option", { value: "" }, t.byData)),
    genreHelp: h("p", { id: "batch-genre-help", class: "note" }),
    layout: h("select", { id: "batch-layout" }, ...LAYOUTS.map(({ id, name }) => h("option", { value: id }, name))),
    start: button(t.start, { id: "batch-start", class: "primary", disabled: true }),
    cancel: button(t.stop, { id: "batch-cancel", hidden: true }),
    status: h("p", { id: "batch-status", role: "status", "aria-live": "polite" }),
    progress: h("progress", { id: "batch-progress", "aria-label": t.progress, hidden: true }),
    amount: h("p", { id: "batch-amount", class: "note" }),
    retry: button(null, { id: "batch-retry", "aria-describedby": "batch-retry-help" }),
    error: h("div", { id: "batch-error", class: "error", role: "alert", hidden: true }),
    failures: h("ul", { id: "batch-failures", class: "findings", "aria-label": t.unmade, hidden: true }),
    more: h("p", { id: "batch-more", class: "note", hidden: true }),
  };
  const divisionRow = h("div", { id: "batch-division-row", class: "field", hidden: true }, h("label", { for: "batch-division" }, t.division), parts.division);
  const again = h("div", { id: "batch-again", hidden: true }, parts.retry, h("p", { id: "batch-retry-help", class: "note" }, t.mended));
  const dialog = createDialog(
    "batch",
    t.title,
    h("p", { id: "batch-help", class: "note" }, t.help),
    h("div", { class: "option" }, parts.open, parts.files),
    parts.source,
    divisionRow,
    h("div", { class: "field" }, h("label", { for: "batch-genre" }, t.genre), parts.genre),
    parts.genreHelp,
    h("div", { class: "field" }, h("label", { for: "batch-layout" }, t.layout), parts.layout),
    h("div", { class: "actions" }, parts.start, parts.cancel),
    parts.status,
    parts.progress,
    parts.amount,
    again,
    parts.error,
    parts.failures,
    parts.more,
  );
  return { ...parts, divisionRow, again, dialog };
}

/** A document that could not be made: its name, and all that forbids it. */
function problem(name: string, reasons: readonly Pick<Finding, "message" | "hint" | "path" | "cell">[]): HTMLElement {
  const lines = reasons.flatMap(({ message, hint, path, cell }) => [
    h("p", {}, message),
    hint === "" ? null : h("p", { class: "hint" }, `→ ${hint}`),
    (cell ?? path) === "" ? null : h("code", {}, cell ?? path),
  ]);
  return h("li", { "data-severity": "error" }, h("p", {}, h("strong", {}, name)), ...lines);
}

/** What can be made of files: a document for each, or of a single one for each unit of a level that it has. */
async function choicesOf(huibao: Huibao, files: readonly Chosen[]): Promise<readonly Choice[]> {
  const each = files.map(({ name, bytes }) => ({ name: stem(name), data: bytes }));
  const [only] = files;
  if (only === undefined || files.length > 1) {
    return [{ label: t.eachFile(files.length), items: () => each }];
  }
  const { data } = await huibao.load(only.bytes);
  const levels = [...new Set((data.regions ?? []).flatMap(({ level }) => (level ? [String(level)] : [])))];
  const choices: Choice[] = [];
  for (const division of levels.map((level): Division => ({ level }))) {
    const { units } = await huibao.units(data, division);
    if (units.length > 0) {
      const label = t.eachUnit(String(division.level), units.length);
      choices.push({ label, items: () => ({ data: only.bytes, units: division }) });
    }
  }
  // First what most of them are of: there are more villages than towns, and more towns than counties.
  choices.reverse();
  return [...choices, { label: t.whole, items: () => each }];
}

/** What failed before, from files that were chosen since: as far as it is among them. */
function mended(failed: BatchResult["failed"], files: readonly Chosen[]): BatchResult["failed"] {
  if ("units" in failed) {
    const [only] = files;
    return only !== undefined && files.length === 1 ? { ...failed, data: only.bytes } : [];
  }
  return failed.flatMap((item) => {
    const file = files.find(({ name }) => stem(name) === item.name);
    return file ? [{ ...item, data: file.bytes }] : [];
  });
}

function canPick(): boolean {
  return "showSaveFilePicker" in window;
}

/** The file that the clerk chooses for the archive; undefined where he thinks better of it, or the browser asks nobody. */
async function writable(name: string): Promise<FileSystemWritableFileStream | undefined> {
  if (!canPick()) {
    return undefined;
  }
  const picker = window as Window & Partial<FilePicker>;
  try {
    const types = [{ description: t.archive, accept: { [ZIP]: [".zip"] } }];
    const handle = await picker.showSaveFilePicker?.({ suggestedName: name, types });
    return await handle?.createWritable();
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") {
      return undefined;
    }
    throw error;
  }
}

/** The browser asks before it closes a page on which a batch is being made. */
function warn(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

function describeSeconds(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  return whole < 60 ? `${whole} 秒` : `${Math.floor(whole / 60)} 分 ${whole % 60} 秒`;
}
