/** What there is to know of the cell that the keyboard is in: its whole text, what it may hold, and what its record owns. */

import { button, make } from "./dom.js";
import type { Column, Link } from "./plan.js";
import { t } from "./texts.js";

/** Texts of so many characters are seen whole in their cell. */
const SHORT = 20;

/** A list of records that the record of the cell owns. */
interface OwnedList {
  readonly link: Link;
  readonly pointer: string;
  readonly count: number;
}

export interface DetailOf {
  readonly place: string;
  readonly column: Column | null;
  readonly text: string;
  readonly lists: readonly OwnedList[];
}

export class Detail {
  readonly element = make("div", "grid-detail");
  private readonly place = make("p", "grid-place");
  private readonly text = make("p", "grid-text");
  private readonly lists = make("div", "grid-lists");
  private shown: readonly OwnedList[] = [];

  constructor(
    private readonly on: {
      /** Goes to the first record of a list. */
      open(pointer: string): void;
      /** Adds a record to a list that has so many. */
      add(list: string, size: number): void;
    },
  ) {
    this.element.append(this.place, this.text, this.lists);
  }

  show({ place, column, text, lists }: DetailOf): void {
    const about = column ? [column.description, column.examples.length > 0 ? column.examples.join("、") : ""].filter((part) => part !== "") : [];
    this.place.replaceChildren(make("strong", "", place), ...about.map((part) => make("span", "grid-about", part)));
    // What the cell itself shows need not be said again.
    this.text.textContent = text.length > SHORT || text.includes("\n") ? text : "";
    this.showLists(lists);
  }

  private showLists(lists: readonly OwnedList[]): void {
    const key = (of: readonly OwnedList[]): string => of.map(({ pointer, count }) => `${pointer} ${count}`).join("\n");
    // The same buttons stay, so that the keyboard stays in them.
    if (key(lists) === key(this.shown)) {
      return;
    }
    this.shown = lists;
    this.lists.hidden = lists.length === 0;
    const opens = lists
      .filter(({ count }) => count > 0)
      .map(({ link, pointer, count }) => button(`${link.word} ${count}`, () => this.on.open(`${pointer}/0`)));
    const choice = make("select", "");
    choice.setAttribute("aria-label", t.addList);
    choice.append(new Option(t.addList, ""), ...lists.map(({ link }, at) => new Option(link.word, String(at))));
    choice.addEventListener("change", () => {
      const list = lists[Number(choice.value)];
      if (choice.value !== "" && list) {
        this.on.add(list.pointer, list.count);
      }
      choice.value = "";
    });
    this.lists.replaceChildren(make("span", "grid-about", t.lists), ...opens, choice);
  }
}
