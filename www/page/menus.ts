/** The menus of the top bar. */

import type { MenuItem } from "./menu.js";
import { language, setLanguage, texts } from "./texts.js";
import { setTheme, theme, type Theme } from "./theme.js";

const t = texts({
  zh: {
    pdf: "PDF",
    docx: "Word 文档（DOCX）",
    annotated: "Word 文档，数字附出处",
    draft: "文稿（Markdown）",
    workbook: "数据工作簿（Excel）",
    project: "工程文件（.huibao）",
    open: "打开文件…",
    blank: "下载空白工作簿",
    batch: "批量生成…",
    enclosures: "附件、印章与地图…",
    faces: "本单位字体…",
    offline: "断网使用…",
    system: "外观：跟随系统",
    light: "外观：浅色",
    dark: "外观：深色",
    tour: "重看导览",
    shortcuts: "键盘快捷键…",
    other: "English",
  },
  en: {
    pdf: "PDF",
    docx: "Word document (DOCX)",
    annotated: "Word document with sources",
    draft: "Draft (Markdown)",
    workbook: "Workbook of the data (Excel)",
    project: "Project file (.huibao)",
    open: "Open a file…",
    blank: "Download a blank workbook",
    batch: "Many documents…",
    enclosures: "Annex, seal and map…",
    faces: "Faces of your office…",
    offline: "Without network…",
    system: "Appearance: as the system",
    light: "Appearance: light",
    dark: "Appearance: dark",
    tour: "Show the tour again",
    shortcuts: "Keyboard shortcuts…",
    other: "中文",
  },
});

/** What the lines of the menus do. */
export interface MenuCommands {
  pdf(): void;
  docx(): void;
  /** The Word document with a comment at each figure: where it comes from. */
  annotated(): void;
  draft(): void;
  workbook(): void;
  project(): void;
  open(): void;
  blank(): void;
  batch(): void;
  enclosures(): void;
  faces(): void;
  offline(): void;
  tour(): void;
  shortcuts(): void;
}

/** What can be taken away. */
export function formatItems(commands: MenuCommands): readonly (readonly MenuItem[])[] {
  return [
    [
      { label: t.pdf, keys: "Ctrl+P", run: commands.pdf },
      { label: t.docx, run: commands.docx },
      { label: t.annotated, run: commands.annotated },
      { label: t.draft, run: commands.draft },
      { label: t.workbook, run: commands.workbook },
    ],
    [{ label: t.project, keys: "Ctrl+Shift+S", run: commands.project }],
  ];
}

/** Everything that is not needed at each document. */
export function moreItems(commands: MenuCommands): readonly (readonly MenuItem[])[] {
  const look = (label: string, wanted: Theme): MenuItem => ({ label, checked: () => theme() === wanted, run: () => setTheme(wanted) });
  return [
    [
      { label: t.open, keys: "Ctrl+O", run: commands.open },
      { label: t.blank, run: commands.blank },
      { label: t.batch, run: commands.batch },
      { label: t.enclosures, run: commands.enclosures },
      { label: t.faces, run: commands.faces },
      { label: t.offline, run: commands.offline },
    ],
    [look(t.system, "system"), look(t.light, "light"), look(t.dark, "dark")],
    [
      { label: t.tour, run: commands.tour },
      { label: t.shortcuts, keys: "?", run: commands.shortcuts },
      { label: t.other, run: () => setLanguage(language === "en" ? "zh" : "en") },
    ],
  ];
}
