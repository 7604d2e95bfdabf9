/** 问题: what was found in the data, in the document and in the wording, each with the way to it. */

import type { Finding } from "huibao";
import { button, h } from "../elements.js";
import { showFindings, showReview } from "../findings.js";
import { texts } from "../texts.js";

const t = texts({
  zh: {
    findings: "数据与文稿",
    style: "文风检查",
    force: "仍然生成（成稿上会标明）",
    none: "没有发现问题。",
    before: "生成后，这里列出数据的矛盾、文稿的疑问和文风的毛病。",
  },
  en: {
    findings: "Data and document",
    style: "Wording",
    force: "Go on all the same (the document says so)",
    none: "Nothing was found.",
    before: "Contradictions of the data and doubts about the wording are listed here.",
  },
});

export function createProblems(goTo: (finding: Finding) => void) {
  const summary = h("p", { id: "findings-summary", class: "note" });
  const force = button(t.force, { id: "force", hidden: true });
  const list = h("ul", { id: "findings", class: "findings" });
  const section = h("section", { id: "findings-section", "aria-labelledby": "findings-heading", hidden: true }, h("h2", { id: "findings-heading" }, t.findings), summary, force, list);
  const style = {
    summary: h("p", { id: "style-summary", class: "note" }),
    list: h("ul", { id: "style", class: "findings" }),
    notes: h("details", { id: "style-notes" }),
    notesSummary: h("summary", { id: "style-notes-summary" }),
    notesList: h("ul", { id: "style-notes-list", class: "findings" }),
  };
  style.notes.append(style.notesSummary, style.notesList);
  const styleSection = h("section", { id: "style-section", "aria-labelledby": "style-heading", hidden: true }, h("h2", { id: "style-heading" }, t.style), style.summary, style.list, style.notes);
  const empty = h("p", { class: "empty" }, t.before);
  const badge = h("span", { class: "badge", hidden: true });
  let marked = { findings: 0, style: 0 };
  let listed: readonly Finding[] = [];
  const weighty = (findings: readonly Finding[]): number => findings.filter(({ severity }) => severity !== "note").length;
  const count = (): void => {
    const all = marked.findings + marked.style;
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
    list(findings: readonly Finding[]) {
      listed = findings;
      section.hidden = findings.length === 0;
      showFindings(findings, list, summary, goTo);
      marked = { ...marked, findings: weighty(findings) };
      empty.textContent = t.none;
      count();
    },
    review(findings: readonly Finding[] | null) {
      styleSection.hidden = findings === null;
      if (findings !== null) {
        showReview(findings, style, goTo);
      }
      marked = { ...marked, style: findings === null ? 0 : weighty(findings) };
      count();
    },
  };
}

export type Problems = ReturnType<typeof createProblems>;
