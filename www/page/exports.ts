/** What can be taken away: PDF, draft, workbook. Each says what to look for. */

import { formatBytes, type Finding, type Huibao, type Progress, type Report } from "huibao";
import { download, DOCX, XLSX } from "huibao/pages";
import { dataOf, type Project } from "./project.js";
import { writeProjectFile, type ProjectContent } from "./store/index.js";
import { texts } from "./texts.js";

const t = texts({
  zh: {
    pdf: (size: string) => `PDF 已生成（${size}），请在浏览器的下载列表中查看。`,
    docx: (size: string) => `Word 文档已生成（${size}），请在浏览器的下载列表中查看。`,
    draft: (size: string) => `文稿已保存（${size}），请在浏览器的下载列表中查看。`,
    workbook: (size: string) => `工作簿已生成（${size}），请在浏览器的下载列表中查看。`,
    project: (size: string) => `工程文件已保存（${size}），含数据、文稿和选项，可在别处打开。`,
    noWorkbook: "数据有误，未能生成工作簿，请按问题清单修改后重试。",
    blank: "汇报空白工作簿",
  },
  en: {
    pdf: (size: string) => `The PDF (${size}) is among the browser's downloads.`,
    docx: (size: string) => `The Word document (${size}) is among the browser's downloads.`,
    draft: (size: string) => `The draft (${size}) is among the browser's downloads.`,
    workbook: (size: string) => `The workbook (${size}) is among the browser's downloads.`,
    project: (size: string) => `The project file (${size}) has data, draft and options; it can be opened elsewhere.`,
    noWorkbook: "The data has errors, so there is no workbook: mend what is listed under Problems.",
    blank: "汇报空白工作簿",
  },
});

/** Makes the PDF and offers it. */
export async function savePdf(report: Report, name: string, onProgress: (progress: Progress) => void): Promise<string> {
  const pdf = await report.pdf({ onProgress });
  download(pdf, `${name}.pdf`);
  return t.pdf(formatBytes(pdf.byteLength));
}

/** Makes the Word document and offers it; `sources` puts a comment at each figure that says where it comes from. */
export async function saveDocx(report: Report, name: string, sources: boolean, onProgress: (progress: Progress) => void): Promise<string> {
  const docx = await report.docx({ sources }, { onProgress });
  download(docx, `${name}.docx`, DOCX);
  return t.docx(formatBytes(docx.byteLength));
}

/** Offers the draft as it stands: Markdown, which the program takes back. */
export function saveDraft(draft: string, name: string): string {
  const bytes = new TextEncoder().encode(draft);
  download(bytes, `${name}.md`, "text/markdown");
  return t.draft(formatBytes(bytes.byteLength));
}

/** Offers the whole project as one file. @param version that of the program. */
export async function saveProject(content: ProjectContent, version: string): Promise<string> {
  const file = await writeProjectFile(content, version);
  download(file, `${content.name}.huibao`);
  return t.project(formatBytes(file.size));
}

/**
 * Offers an Excel workbook: blank, or with the data of a project.
 *
 * @returns what to say, and what was found in the data.
 */
export async function saveWorkbook(huibao: Huibao, from: Project | null): Promise<{ readonly said: string; readonly findings: readonly Finding[] }> {
  const { bytes, findings } = await huibao.workbook(from === null ? undefined : dataOf(from));
  if (bytes === null) {
    return { said: t.noWorkbook, findings };
  }
  download(bytes, `${from === null ? t.blank : from.name}.xlsx`, XLSX);
  return { said: t.workbook(formatBytes(bytes.byteLength)), findings };
}
