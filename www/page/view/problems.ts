/** 问题: what was found in the data, in the document and in the wording, each with the way to it. */

import type { Finding } from "huibao";
import { button, h } from "../elements.js";
import { createFindings } from "../findings/panel.js";
import { texts } from "../texts.js";

const t = texts({
  zh: {
    findings: "数据与文稿",
    style: "文风检查",
    force: "仍然生成（成稿上会标明）",
    none: "没有发现问题。",
    clean: "未发现需要修改之处。",
    advice: "供修改文稿时参考，不影响排版。",
    notes: (count: number) => `提示 ${count} 条：与同类讲话比较`,
    before: "生成后，这里列出数据的矛盾、文稿的疑问和文风的毛病。",
  },
  en: {
    findings: "Data and document",
    style: "Wording",
    force: "Go on all the same (the document says so)",
    none: "Nothing was found.",
    clean: "Nothing needs to be mended.",
    advice: "Advice for the draft; the pages do not depend on it.",
    notes: (count: number) => `${count} notes: compared with other speeches`,
    before: "Contradictions of the data and doubts about the wording are listed here.",
  },
});

export interface ProblemsHooks {
  /** Shows what a finding is about. */
  go(finding: Finding): void;
  /** What people call the place in the data that a finding is about; null where there is none to go to. */
  place(finding: Finding): string | null;
}

export function createProblems(hooks: ProblemsHooks) {
  const force = button(t.force, { id: "force", hidden: true });
  const list = h("div", { id: "findings" });
  const section = h("section", { id: "findings-section", "aria-labelledby": "findings-heading", hidden: true }, h("h2", { id: "findings-heading" }, t.findings), force, list);
  const findingsPanel = createFindings(list, hooks);

  const styleSummary = h("p", { id: "style-summary", class: "note" });
  const styleList = h("div", { id: "style" });
  const stylePanel = createFindings(styleList, hooks);
  const notesSummary = h("summary");
  const notesList = h("div");
  const notesPanel = createFindings(notesList, hooks);
  // Notes compare it with other speeches, and nothing need be done about them.
  const notes = h("details", { id: "style-notes" }, notesSummary, notesList);
  const styleSection = h("section", { id: "style-section", "aria-labelledby": "style-heading", hidden: true }, h("h2", { id: "style-heading" }, t.style), styleSummary, styleList, notes);

  const empty = h("p", { class: "empty" }, t.before);
  const badge = h("span", { class: "badge", hidden: true });
  let listed: readonly Finding[] = [];
  let marked = 0;
  const count = (): void => {
    const all = listed.filter(({ severity }) => severity !== "note").length + marked;
    badge.textContent = String(all);
    badge.hidden = all === 0;
    empty.hidden = !section.hidden || !styleSection.hidden;
  };
  return {
    panel: h("div", { class: "problems", tabindex: 0 }, empty, section, styleSection),
    /** How many there are, for the tab. */
    badge,
    force,
    get listed() {
      return listed;
    },
    /** Lists what was found in data and document. */
    list(findings: readonly Finding[]) {
      listed = findings;
      section.hidden = findings.length === 0;
      findingsPanel.show(findings);
      count();
    },
    /** Lists what an editor would mark in the draft; null while that is not known. */
    review(findings: readonly Finding[] | null) {
      const all = findings ?? [];
      const toMend = all.filter(({ severity }) => severity !== "note");
      const toKnow = all.filter(({ severity }) => severity === "note");
      marked = toMend.length;
      styleSection.hidden = findings === null;
      styleSummary.textContent = marked === 0 ? t.clean : t.advice;
      styleList.hidden = marked === 0;
      stylePanel.show(toMend);
      notes.hidden = toKnow.length === 0;
      notesSummary.textContent = t.notes(toKnow.length);
      notesPanel.show(toKnow);
      empty.textContent = t.none;
      count();
    },
  };
}

export type Problems = ReturnType<typeof createProblems>;
