/** The style sheet of `<huibao-report>`'s shadow tree. */
export const STYLES = `
:host {
  --desk: var(--huibao-desk, #e7e8ea);
  --ink: var(--huibao-ink, #1f2328);
  --accent: var(--huibao-accent, #9c2a23);
  display: block;
  background: var(--desk);
  color: var(--ink);
  font: 15px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
}
:host([hidden]), [hidden] { display: none !important; }
.toolbar { display: flex; flex-wrap: wrap; gap: 12px; align-items: center; padding: 10px 16px; }
.status { flex: 1 1 auto; white-space: pre-wrap; }
.amount { font-variant-numeric: tabular-nums; opacity: 0.8; }
.progress { accent-color: var(--accent); width: 180px; }
.button {
  font: inherit; padding: 3px 14px; border-radius: 4px; cursor: pointer;
  color: #fff; background: var(--accent); border: 1px solid var(--accent);
}
.button:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }
.findings { list-style: none; margin: 0; padding: 0 16px 8px; max-height: 16em; overflow: auto; }
.finding { padding: 3px 0; }
.finding small { display: block; opacity: 0.8; }
.finding[data-severity="error"] strong { color: var(--accent); }
.pages { display: flex; flex-direction: column; align-items: center; gap: 20px; padding: 8px 16px 24px; }
.pages:empty { padding: 0; }
.slot { width: var(--huibao-page-width, min(100%, 794px)); }
.slot:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; }
.page { width: 100%; height: auto; background: #fff; box-shadow: 0 1px 6px rgb(0 0 0 / 0.35); }
.text { padding: 0 16px 16px; }
.text pre { white-space: pre-wrap; font: inherit; }
`;
