/** 批量生成: many documents from several files, or from one file of many units, as one archive. */

import {
  describeBatch,
  formatBytes,
  isHuibaoError,
  type BatchItem,
  type BatchResult,
  type BatchTree,
  type Division,
  type Huibao,
  type RenderOptions,
} from "huibao";
import { download } from "huibao/pages";
import { dom } from "./dom.js";
import { problem } from "./findings.js";

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
  /** The program is there. */
  ready(huibao: Huibao): Promise<void>;
}

/**
 * Wires the section.
 *
 * @param shared the options that are set elsewhere on the page: date, seal, map, annex.
 */
export function wireBatch(shared: () => RenderOptions): Batch {
  const { batch } = dom;
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
    batch.source.textContent = "正在读取…";
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
        all.length === 1 ? `${all[0]?.name ?? ""}（${formatBytes(bytes)}）` : `${all.length} 个文件（${formatBytes(bytes)}）`;
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
      say("正在准备…");
      update();
      const result = await huibao.batch(items, options(), {
        signal: controller.signal,
        onProgress: (progress) => {
          const { done, failed: not, total } = progress;
          if (done + not > 0) {
            say("正在生成…");
          }
          batch.amount.textContent = describeBatch(progress);
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
        say("已停止，没有生成压缩包。");
      } else {
        say("未能生成。");
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
    const where = zip === null ? "压缩包已存到所选位置" : `压缩包（${formatBytes(zip.size)}）请在浏览器的下载列表中查看`;
    const not = report.failed === 0 ? "" : `，未生成 ${report.failed} 份（原因见下和包内“报告.txt”）`;
    say(`已生成 ${report.done} 份${not}，用时 ${describeSeconds(seconds)}；${where}。`);
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
    batch.retry.textContent = `只重做未生成的 ${count} 份`;
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
    batch.more.textContent = `另有 ${unmade.length - LISTED} 份，见压缩包内“报告.txt”。`;
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
    async ready(api) {
      huibao = api;
      const genres = await api.genres();
      batch.genreHelp.textContent = `数据没有写文种的，用“${genres[0]?.name ?? ""}”。`;
      const [byData] = batch.genre.options;
      batch.genre.replaceChildren(...(byData ? [byData] : []), ...genres.map(({ id, name }) => new Option(name, id)));
      update();
    },
  };
}

/** What can be made of files: a document for each, or of a single one for each unit of a level that it has. */
async function choicesOf(huibao: Huibao, files: readonly Chosen[]): Promise<readonly Choice[]> {
  const each = files.map(({ name, bytes }) => ({ name: stem(name), data: bytes }));
  const [only] = files;
  if (only === undefined || files.length > 1) {
    return [{ label: `每个文件一份，共 ${files.length} 份`, items: () => each }];
  }
  const { data } = await huibao.load(only.bytes);
  const levels = [...new Set((data.regions ?? []).flatMap(({ level }) => (level ? [String(level)] : [])))];
  const choices: Choice[] = [];
  for (const division of levels.map((level): Division => ({ level }))) {
    const { units } = await huibao.units(data, division);
    if (units.length > 0) {
      const label = `每个${String(division.level)}一份，共 ${units.length} 份`;
      choices.push({ label, items: () => ({ data: only.bytes, units: division }) });
    }
  }
  // First what most of them are of: there are more villages than towns, and more towns than counties.
  choices.reverse();
  return [...choices, { label: "整个文件一份", items: () => each }];
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
    const types = [{ description: "压缩包", accept: { [ZIP]: [".zip"] } }];
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

function stem(name: string): string {
  return name.replace(/\.(json|xlsx)$/i, "");
}

function describeSeconds(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  return whole < 60 ? `${whole} 秒` : `${Math.floor(whole / 60)} 分 ${whole % 60} 秒`;
}
