/**
 * Where a figure comes from, beside it: when the pointer rests on it, when the caret has come to it, and on a double click or
 * Enter, which ask what is to be done with it.
 */

import type { InspectedFigure } from "huibao";
import { type Extension, StateEffect, StateField, type Transaction } from "@codemirror/state";
import { EditorView, hoverTooltip, showTooltip, type Tooltip } from "@codemirror/view";
import { annotations } from "./annotations.js";
import { chipAt, chipsIn, type Placed } from "./chip.js";
import { button } from "./frames.js";
import { t } from "./words.js";

/** More cells than these are counted, not listed. */
const MOST_CELLS = 3;

/** Told of a figure whose data somebody wants to see. */
export type OnFigure = (figure: InspectedFigure) => void;

/** Why a figure's card is shown: the pointer rests on it, the caret is passing, or it was asked for. */
type Occasion = "hovered" | "passing" | "asking";

/** Asks what is to be done with the figure at a position; null asks nothing. */
const ask = StateEffect.define<number | null>();

/** The tooltips. */
export function sources(onFigure: OnFigure): Extension {
  const asked = StateField.define<Tooltip | null>({
    create: () => null,
    update(tooltip, transaction) {
      for (const effect of transaction.effects) {
        if (effect.is(ask)) {
          const chip = effect.value === null ? null : placedAt(transaction, effect.value, effect.value);
          return chip && about(chip, onFigure, "asking");
        }
      }
      if (transaction.docChanged || transaction.selection !== undefined) {
        return arrived(transaction, onFigure);
      }
      return tooltip;
    },
    provide: (field) => showTooltip.from(field),
  });
  return [
    asked,
    hoverTooltip(
      (view, position, side) => {
        const { figures, numbers } = view.state.field(annotations);
        if (view.state.field(asked)?.pos === position) {
          return null;
        }
        const chip = chipsIn(figures, position, position + 1).find(({ from }) => from === position);
        if (chip) {
          return about(chip, onFigure, "hovered");
        }
        let number: Tooltip | null = null;
        numbers.between(position, position, (from, to) => {
          if ((side > 0 && from <= position && position < to) || (side < 0 && from < position && position <= to)) {
            number = { pos: from, end: to, above: true, create: unbound };
          }
        });
        return number;
      },
      { hideOnChange: true, hoverTime: 250 },
    ),
  ];
}

/** Asks what is to be done with the chip that is selected, or that stands at a position; false where there is none. */
export function askAbout(view: EditorView, from: number, to: number): boolean {
  const chip = chipAt(view.state.field(annotations).figures, from, to);
  if (chip === null) {
    return false;
  }
  view.dispatch({ selection: { anchor: chip.from, head: chip.to } });
  view.dispatch({ effects: ask.of(chip.from) });
  return true;
}

/** Takes the card away that the keyboard has brought; false where there is none. */
export function dismiss(view: EditorView): boolean {
  const open = view.dom.querySelector(".source.asking, .source.passing") !== null;
  if (open) {
    view.dispatch({ effects: ask.of(null) });
    view.focus();
  }
  return open;
}

/** The chip that the caret has come to by the keyboard. */
function arrived(transaction: Transaction, onFigure: OnFigure): Tooltip | null {
  const { main } = transaction.newSelection;
  if (transaction.docChanged || !transaction.isUserEvent("select") || transaction.isUserEvent("select.pointer")) {
    return null;
  }
  const chip = placedAt(transaction, main.from, main.to);
  return chip && about(chip, onFigure, "passing");
}

function placedAt({ startState, docChanged }: Transaction, from: number, to: number): Placed | null {
  // Offsets of a transaction that changes the draft are not those of the figures that are known before it.
  return docChanged ? null : chipAt(startState.field(annotations).figures, from, to) ?? chipAt(startState.field(annotations).figures, from);
}

function about({ from, to, figure, renewed }: Placed, onFigure: OnFigure, occasion: Occasion): Tooltip {
  return {
    pos: from,
    end: to,
    above: true,
    create: (view) => ({
      dom: card(view, figure, renewed, onFigure, occasion),
      mount: () => view.dom.querySelector<HTMLButtonElement>(".source.asking button")?.focus(),
    }),
  };
}

function card(view: EditorView, figure: InspectedFigure, renewed: boolean, onFigure: OnFigure, occasion: Occasion): HTMLElement {
  const dom = document.createElement("div");
  dom.className = `source ${occasion}`;
  dom.append(line("strong", figure.label === "" ? figure.text : figure.label));
  const facts = document.createElement("dl");
  for (const [name, value] of [
    [t.from, figure.state === "missing" ? "" : figure.source],
    [t.formula, figure.formula],
    [t.period, figure.period],
    [t.asOf, figure.asOf?.replace(/^截至/, "")],
    [t.provider, figure.provider],
    [t.cells, cells(figure.cells)],
  ] as const) {
    if (value) {
      facts.append(line("dt", name), line("dd", value));
    }
  }
  dom.append(facts);
  const state = figure.state === "bound" ? (renewed ? t.renewed : "") : t[figure.state];
  if (state !== "") {
    dom.append(line("p", state, figure.state));
  }
  if (occasion !== "asking") {
    dom.append(line("p", t.keys, "keys"));
    return dom;
  }
  const actions = document.createElement("div");
  actions.className = "actions";
  const toText = button(t.toText, () => unbind(view, figure));
  if (figure.state !== "missing") {
    const toData = button(t.toData, () => {
      dismiss(view);
      onFigure(figure);
    });
    actions.append(toData);
  }
  actions.append(toText);
  dom.append(actions, line("p", t.toTextHelp, "keys"));
  dom.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      dismiss(view);
      event.stopPropagation();
    }
  });
  return dom;
}

/** The link becomes what it says. */
function unbind(view: EditorView, { from, to, textFrom, textTo }: InspectedFigure): void {
  view.dispatch({
    changes: { from, to, insert: view.state.sliceDoc(textFrom, textTo) },
    selection: { anchor: from + textTo - textFrom },
    userEvent: "input.unbind",
  });
  view.focus();
}

function unbound(): { dom: HTMLElement } {
  const dom = document.createElement("div");
  dom.className = "source";
  dom.append(line("strong", t.unbound), line("p", t.unboundHelp));
  return { dom };
}

function cells(all: readonly string[]): string {
  return all.slice(0, MOST_CELLS).join("、") + (all.length > MOST_CELLS ? t.more(all.length) : "");
}

function line(tag: "strong" | "p" | "dt" | "dd", text: string, className = ""): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}
