/** What can be taken away, made of what is open. */

import type { Finding, Progress, Report } from "huibao";
import type { Desk } from "./desk.js";
import { saveDocx, saveDraft, savePdf, saveProject, saveWorkbook } from "./exports.js";
import type { Project } from "./project.js";
import type { ProjectContent } from "./store/index.js";
import { texts } from "./texts.js";

const t = texts({
  zh: { untitled: "汇报" },
  en: { untitled: "report" },
});

export interface TakeawayHooks {
  /** Whether a document is being set: then that is what the status line says. */
  running(): boolean;
  listFindings(findings: readonly Finding[]): void;
  /** All that there is of the open project. */
  content(project: Project): ProjectContent;
}

export interface Takeaway {
  pdf(): Promise<void>;
  /** The Word document; with a comment at each figure that says where it comes from. */
  docx(sources: boolean): Promise<void>;
  draft(): void;
  project(): Promise<void>;
  /** The data as a workbook, or a blank one. */
  workbook(from: Project | null): Promise<void>;
}

export function createTakeaway(desk: Desk, hooks: TakeawayHooks): Takeaway {
  /** Makes a file of what is shown, and says that it is there. */
  async function take(save: (report: Report, name: string, onProgress: (progress: Progress) => void) => Promise<string>): Promise<void> {
    if (desk.report === null) {
      return;
    }
    desk.topbar.download.disabled = true;
    try {
      desk.statusbar.say(await save(desk.report, nameOfFile(), (progress) => desk.statusbar.show(progress)));
    } catch (error) {
      desk.showError(error);
    } finally {
      desk.statusbar.show(null);
      desk.topbar.download.disabled = desk.report === null;
    }
  }

  function nameOfFile(): string {
    return desk.report?.title || desk.project?.name || t.untitled;
  }

  function downloadDraft(): void {
    if (desk.project !== null) {
      desk.statusbar.say(saveDraft(desk.editor.draft, nameOfFile()));
    }
  }

  async function downloadProject(): Promise<void> {
    if (desk.project !== null && desk.huibao !== null) {
      desk.statusbar.say(await saveProject(hooks.content(desk.project), desk.huibao.version));
    }
  }

  /** Saves an Excel workbook: blank, or with the data of the project. */
  async function downloadWorkbook(from: Project | null): Promise<void> {
    if (desk.huibao === null) {
      return;
    }
    desk.start.blank.disabled = desk.workbench.dataWorkbook.disabled = true;
    desk.showError(null);
    try {
      const { said, findings } = await saveWorkbook(desk.huibao, from);
      if (from !== null && from === desk.project) {
        // Most were said when the data was opened.
        const known = new Set(desk.problems.listed.map((finding) => JSON.stringify(finding)));
        hooks.listFindings([...desk.problems.listed, ...findings.filter((finding) => !known.has(JSON.stringify(finding)))]);
      }
      if (!hooks.running()) {
        desk.statusbar.say(said);
      }
    } catch (error) {
      desk.showError(error);
    } finally {
      desk.start.blank.disabled = desk.workbench.dataWorkbook.disabled = false;
    }
  }

  return {
    pdf: () => take(savePdf),
    docx: (sources) => take((report, name, onProgress) => saveDocx(report, name, sources, onProgress)),
    draft: downloadDraft,
    project: downloadProject,
    workbook: downloadWorkbook,
  };
}
