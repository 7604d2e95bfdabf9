/** 键盘快捷键: what keys do. */

import { h } from "../elements.js";
import { texts } from "../texts.js";
import { createDialog } from "./dialog.js";

const t = texts({
  zh: {
    title: "键盘快捷键",
    keys: [
      ["F6 / Shift+F6", "到下一栏 / 上一栏"],
      ["Alt+1、2、3、4", "文稿、数据、问题、版面"],
      ["Ctrl+O", "打开数据文件或工程文件"],
      ["Ctrl+S", "保存版本"],
      ["Ctrl+Shift+S", "下载工程文件"],
      ["Ctrl+P", "下载 PDF"],
      ["?", "本页"],
      ["Esc", "关闭菜单、对话框"],
      ["← →", "切换标签；移动两栏的分界"],
    ] as readonly (readonly [string, string])[],
  },
  en: {
    title: "Keyboard shortcuts",
    keys: [
      ["F6 / Shift+F6", "Next / previous pane"],
      ["Alt+1, 2, 3, 4", "Draft, data, problems, pages"],
      ["Ctrl+O", "Open a file"],
      ["Ctrl+S", "Keep a version"],
      ["Ctrl+Shift+S", "Download the project file"],
      ["Ctrl+P", "Download the PDF"],
      ["?", "This list"],
      ["Esc", "Close menus and dialogs"],
      ["← →", "Change tabs; move the border of the panes"],
    ] as readonly (readonly [string, string])[],
  },
});

export function createShortcuts(): HTMLDialogElement {
  const lines = t.keys.map(([keys, what]) => h("div", {}, h("dt", {}, h("kbd", {}, keys)), h("dd", {}, what)));
  return createDialog("shortcuts", t.title, h("dl", { class: "keys" }, ...lines));
}
