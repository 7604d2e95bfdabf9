/** The line at the bottom: what is being done, how far it is, and what can be done about it. */

import { describeAmount, describeProgress, type Aloud, type Phase, type Progress, describeAloud } from "huibao";
import { button, h, say } from "../elements.js";
import { texts } from "../texts.js";

const t = texts({
  zh: {
    starting: "正在启动…",
    progress: "进度",
    cancel: "取消",
    retry: "重试",
    aloud: (aloud: Aloud) => `${describeAloud(aloud)}。`,
    noNetwork: "网络已断开，不影响使用",
    phase: describeProgress as (progress: Progress) => string,
  },
  en: {
    starting: "Starting…",
    progress: "Progress",
    cancel: "Cancel",
    retry: "Try again",
    aloud: ({ characters, minutes }: Aloud) => `About ${characters} characters, ${minutes} min read aloud`,
    noNetwork: "No network; you can go on",
    phase: ({ phase }: Progress) => `${PHASES[phase]}…`,
  },
});

/** The phases in English; the program says them in Chinese. */
const PHASES: Readonly<Record<Phase, string>> = {
  load: "Loading the program",
  check: "Checking the data",
  compose: "Composing",
  document: "Reading the draft",
  fonts: "Loading faces",
  set: "Setting pages",
  export: "Making the file",
};

export function createStatusbar() {
  const status = h("p", { id: "status", role: "status", "aria-live": "polite" }, t.starting);
  const progress = h("progress", { id: "progress", "aria-label": t.progress, hidden: true });
  const amount = h("span", { id: "amount", hidden: true });
  const cancel = button(t.cancel, { id: "cancel", hidden: true });
  const retry = button(t.retry, { id: "retry", hidden: true });
  const aloud = h("span", { id: "aloud", hidden: true });
  const saved = h("span", { id: "saved" });
  const network = h("span", { id: "network" });
  const element = h(
    "footer",
    { class: "statusbar" },
    status,
    progress,
    amount,
    cancel,
    retry,
    h("span", { class: "space" }),
    aloud,
    saved,
    network,
  );
  const online = (): void => {
    network.textContent = navigator.onLine ? "" : t.noNetwork;
  };
  addEventListener("online", online);
  addEventListener("offline", online);
  online();
  return {
    element,
    cancel,
    retry,
    saved,
    /** Said only when it changes: it is read aloud. */
    say: (text: string) => say(status, text),
    showAloud(facts: Aloud | null) {
      aloud.hidden = facts === null;
      aloud.textContent = facts === null ? "" : t.aloud(facts);
    },
    show(now: Progress | null) {
      progress.hidden = amount.hidden = now === null;
      if (now === null) {
        return;
      }
      say(status, t.phase(now));
      amount.textContent = describeAmount(now);
      if ("loaded" in now && now.total !== null) {
        progress.max = now.total;
        progress.value = now.loaded;
      } else {
        progress.removeAttribute("value");
      }
    },
  };
}

export type Statusbar = ReturnType<typeof createStatusbar>;
