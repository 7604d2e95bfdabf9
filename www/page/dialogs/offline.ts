/** 断网使用: what is here already, and the rest of it. */

import { formatBytes } from "huibao";
import { button, h, say } from "../elements.js";
import { startOffline, type KitState, type Offline } from "../offline/index.js";
import { texts } from "../texts.js";
import { createDialog } from "./dialog.js";

const t = texts({
  zh: {
    title: "断网使用",
    page: "本页已存在本机，断网也能打开、起草、排版。",
    absent: "此浏览器不能离线保存本页（需经 HTTPS 打开，且不是无痕窗口）。断网前已打开的页面可继续使用。",
    wait: "正在保存本页，请稍候…",
    kit: "字体按文稿用到的字逐步下载。下载离线包后，任何文稿断网都能排版。",
    fetch: "下载离线包",
    stop: "暂停",
    progress: "离线包的下载进度",
    state: ({ here, total }: KitState) => (here >= total ? `离线包已全部下载（${formatBytes(total)}）。` : `离线包：已有 ${formatBytes(here)}，共 ${formatBytes(total)}。`),
    failed: "未能下完，已下载的不会丢失。请检查网络或磁盘空间，稍后再点“下载离线包”。",
  },
  en: {
    title: "Without network",
    page: "This page is on this machine: it opens, composes and sets documents without network.",
    absent: "This browser cannot keep the page (it must be opened over HTTPS, not in a private window). An open page goes on working.",
    wait: "Keeping the page…",
    kit: "Faces are fetched as documents need them. With the kit, any document can be set without network.",
    fetch: "Fetch the kit",
    stop: "Pause",
    progress: "Progress of the kit",
    state: ({ here, total }: KitState) => (here >= total ? `The kit is here (${formatBytes(total)}).` : `The kit: ${formatBytes(here)} of ${formatBytes(total)} are here.`),
    failed: "Not all of it arrived; what did is kept. Look after network and disk, then try again.",
  },
});

export interface OfflineDialog {
  show(): void;
  /** Keeps the page; `save` is done before a new version of it takes the place of this one. */
  start(save: () => Promise<void>): Promise<void>;
}

/** @param news says that there is a new version; its argument starts that. */
export function createOfflineDialog(news: (apply: () => void) => void): OfflineDialog {
  let offline: Offline | null = null;
  let fetching: AbortController | null = null;
  const page = h("p", {}, t.wait);
  const state = h("p", { role: "status" });
  const progress = h("progress", { "aria-label": t.progress, hidden: true });
  const get = button(t.fetch, { id: "fetch-kit", class: "primary", disabled: true });
  const stop = button(t.stop, { hidden: true, on: { click: () => fetching?.abort() } });
  const dialog = createDialog("offline", t.title, page, h("p", { class: "note" }, t.kit), state, progress, h("div", { class: "actions" }, stop, get));

  const tell = (kit: KitState): void => {
    say(state, t.state(kit));
    progress.max = kit.total;
    progress.value = kit.here;
    get.disabled = fetching !== null || kit.here >= kit.total;
  };
  /** Fetches the rest; what has arrived is not asked for again. */
  const fetchRest = async (): Promise<void> => {
    if (offline === null || fetching !== null) {
      return;
    }
    fetching = new AbortController();
    const { signal } = fetching;
    progress.hidden = stop.hidden = false;
    try {
      const kit = await offline.fetchKit(tell, signal);
      fetching = null;
      tell(kit);
      if (kit.here < kit.total && !signal.aborted) {
        say(state, t.failed);
      }
    } catch {
      say(state, t.failed);
    } finally {
      fetching = null;
      progress.hidden = stop.hidden = true;
      get.disabled = false;
    }
  };
  get.addEventListener("click", () => void fetchRest());
  // Who installs the page means to use it anywhere.
  addEventListener("appinstalled", () => void fetchRest());
  return {
    show() {
      dialog.showModal();
      void offline?.kit().then(tell, () => say(state, t.failed));
    },
    async start(save) {
      offline = await startOffline({ update: (apply) => news(() => void save().then(apply)) });
      page.textContent = offline === null ? t.absent : t.page;
      get.disabled = offline === null;
    },
  };
}
