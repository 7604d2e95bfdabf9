/**
 * The style sheet of `<huibao-report>`'s shadow tree.
 *
 * A host's rules do not reach into it, but what is inherited does: type of 40 pixels, vertical writing, letter spacing. So the
 * frame begins from nothing (`all: initial`), and takes from the host what it should: whether it is seen, whether it is light or
 * dark, and the custom properties.
 */
export const STYLES = `
:host { display: block; }
:host([hidden]), [hidden] { display: none !important; }
.frame {
  all: initial;
  direction: ltr;
  unicode-bidi: isolate;
  visibility: inherit;
  pointer-events: inherit;
  color-scheme: inherit;
  --desk: var(--huibao-desk, #e7e8ea);
  --ink: var(--huibao-ink, #1f2328);
  --accent: var(--huibao-accent, #9c2a23);
  --danger: #9c2a23;
  --card: #fff;
  box-sizing: border-box;
  isolation: isolate;
  display: flex;
  flex-direction: column;
  width: 100%;
  height: 100%;
  min-height: var(--huibao-min-height, 120px);
  background: var(--desk);
  color: var(--ink);
  font: 15px/1.6 var(--huibao-font, system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif);
}
@supports (color: light-dark(red, red)) {
  .frame {
    --desk: var(--huibao-desk, light-dark(#e7e8ea, #1d1f22));
    --ink: var(--huibao-ink, light-dark(#1f2328, #e6e7e9));
    --accent: var(--huibao-accent, light-dark(#9c2a23, #b8433a));
    --danger: light-dark(#9c2a23, #ff9d94);
    --card: light-dark(#fff, #2a2d31);
  }
}
.toolbar { display: flex; flex: none; flex-wrap: wrap; gap: 8px 12px; align-items: center; padding: 10px 16px; }
.status { flex: 1 1 auto; white-space: pre-wrap; }
.amount { font-variant-numeric: tabular-nums; opacity: 0.8; }
.progress { accent-color: var(--accent); width: 180px; }
.button {
  font: inherit; padding: 3px 14px; border-radius: 4px; cursor: pointer;
  color: var(--ink); background: var(--card); border: 1px solid currentcolor;
}
.button.main { color: #fff; background: var(--accent); border-color: var(--accent); }
.button:focus-visible, .body:focus-visible, summary:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }
.body:focus-visible { outline-offset: -2px; }
.error {
  flex: none; margin: 0 16px 10px; padding: 8px 12px; border-left: 4px solid var(--danger); background: var(--card);
  white-space: pre-line; overflow-wrap: anywhere;
}
.error strong, .error small { display: block; }
.error strong { color: var(--danger); font-weight: 600; }
.error small { font-size: 14px; }
/* Scrolls where the host gives the element a height; otherwise the element is as long as its pages. */
.body { flex: 1 1 auto; min-height: 0; overflow: auto; }
.findings { list-style: none; margin: 0; padding: 0 16px 8px; max-height: 16em; overflow: auto; }
.finding { padding: 3px 0; }
.finding small { display: block; opacity: 0.8; }
.finding[data-severity="error"] strong { color: var(--danger); }
.pages { display: flex; flex-direction: column; align-items: center; gap: 20px; padding: 8px 16px 24px; }
.pages:empty { padding: 0; }
.slot { width: var(--huibao-page-width, min(100%, 794px)); }
.slot:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; }
.page { width: 100%; height: auto; background: #fff; box-shadow: 0 1px 6px rgb(0 0 0 / 0.35); }
.text { padding: 0 16px 16px; }
.text pre { white-space: pre-wrap; font: inherit; }
`;
