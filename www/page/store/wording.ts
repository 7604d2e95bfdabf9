/** What the store says to the clerk. */

import { texts } from "../texts.js";

export const t = texts({
  zh: {
    refused: "浏览器不允许本页保存内容（无痕窗口，或设置中已禁止）。内容只留在本标签页，关闭前请导出工程文件。",
    newerDatabase: "本机已用过更新版本的“汇报”，此版本不能改动其中的内容。新内容只留在本标签页，请改用新版本，或导出工程文件。",
    full: "磁盘空间不足，改动尚未保存。请立即导出工程文件，再清理磁盘。",
    failed: (why: string) => `改动尚未保存（${why}），正在重试。为稳妥起见，请导出工程文件。`,
    unsaved: "移交前未及保存的内容",
    tooLarge: (name: string, size: string, limit: string) => `“${name}”有 ${size}，超过 ${limit} 的上限，未打开。请删去文件中不需要的内容后重试。`,
    unreadable: (name: string) => `未能读取“${name}”。文件可能已被移动、删除或正被占用，请重新选择。`,
    notProject: "不是“汇报”工程文件，或文件已损坏。请重新取得该文件；本机已保存的内容不受影响。",
    damaged: (what: string) => `工程文件已损坏（${what}），未打开。请重新取得该文件；本机已保存的内容不受影响。`,
    tooLargeInside: "工程文件解开后过大，未打开。",
    newerFile: (version: string) => `此工程文件由更新版本的“汇报”（${version}）生成，当前版本不能完整读取，未打开。文件没有改动，请更新后再打开。`,
  },
  en: {
    refused: "The browser keeps nothing for this page (a private window, or a setting). What you write stays in this tab only: export the project file before you close it.",
    newerDatabase: "A newer version of this page has been used here, and this one cannot change what it keeps. What you write stays in this tab only: use the newer version, or export the project file.",
    full: "The disk is full: your changes are not saved. Export the project file now, then make room.",
    failed: (why: string) => `Your changes are not saved (${why}); trying again. To be safe, export the project file.`,
    unsaved: "Not saved before another tab took over",
    tooLarge: (name: string, size: string, limit: string) => `“${name}” has ${size}, more than the limit of ${limit}, and was not opened. Remove what is not needed from it.`,
    unreadable: (name: string) => `“${name}” could not be read. It may have been moved, deleted or locked: choose it again.`,
    notProject: "Not a project file, or a damaged one. Get the file again; what is kept here is as it was.",
    damaged: (what: string) => `The project file is damaged (${what}) and was not opened. Get the file again; what is kept here is as it was.`,
    tooLargeInside: "The project file is too large when it is unpacked, and was not opened.",
    newerFile: (version: string) => `This project file was made by a newer version (${version}), and this one cannot read all of it. It was not opened and not changed: update, then open it.`,
  },
});
