/** The bar at the top: what is open and as what, and what can be taken away. */

import { button, h, icon } from "../elements.js";
import { LAYOUTS } from "../layouts.js";
import { createMenu, type MenuItem } from "../menu.js";
import { texts } from "../texts.js";

const t = texts({
  zh: {
    brand: "汇报",
    home: "回到首页",
    name: "名称",
    genre: "文种",
    layout: "版式",
    reword: "换一组措辞",
    rewordHelp: "数据、文种不变，换用另一组说法重新起草。",
    enclosures: "附件与印章",
    versions: "版本",
    download: "下载 PDF",
    formats: "其他格式",
    more: "更多",
  },
  en: {
    brand: "汇报 huibao",
    home: "Back to the start",
    name: "Name",
    genre: "Genre",
    layout: "Layout",
    reword: "Reword",
    rewordHelp: "The same data and genre in other words.",
    enclosures: "Annex and seal",
    versions: "Versions",
    download: "Download PDF",
    formats: "Other formats",
    more: "More",
  },
});

/** Makes the bar; what its controls do is wired by who makes it. */
export function createTopbar(formats: readonly (readonly MenuItem[])[], more: readonly (readonly MenuItem[])[]) {
  const home = button(t.brand, { id: "home", class: "brand", "aria-label": `${t.brand}：${t.home}`, title: t.home });
  const name = h("input", { id: "name", type: "text", "aria-label": t.name, title: t.name, autocomplete: "off", spellcheck: "false" });
  const genre = h("select", { id: "genre", disabled: true });
  const layout = h("select", { id: "layout" }, ...LAYOUTS.map(({ id, name }) => h("option", { value: id }, name)));
  const reword = button(icon("shuffle"), { id: "reword", disabled: true, title: t.rewordHelp });
  reword.append(t.reword);
  const enclosures = button(icon("stamp"), { id: "show-enclosures" });
  enclosures.append(t.enclosures);
  const versions = button(icon("history"), { id: "show-versions" });
  versions.append(t.versions);
  const download = button(icon("download"), { id: "download", class: "primary", disabled: true, "aria-label": t.download });
  download.append(h("span", {}, t.download));
  const formatMenu = createMenu(null, t.formats, formats, "formats");
  formatMenu.button.classList.add("primary");
  const moreMenu = createMenu(t.more, t.more, more, "more");
  const setup = h(
    "div",
    { class: "setup" },
    h("label", { for: "genre" }, t.genre),
    genre,
    h("label", { for: "layout" }, t.layout),
    layout,
    reword,
    enclosures,
  );
  const work = h(
    "div",
    { class: "work", hidden: true },
    name,
    setup,
    versions,
    h("div", { class: "split-button" }, download, formatMenu.element),
  );
  const element = h("header", { class: "topbar" }, home, work, moreMenu.element);
  return { element, home, work, setup, name, genre, layout, reword, enclosures, versions, download, formats: formatMenu, more: moreMenu };
}

export type Topbar = ReturnType<typeof createTopbar>;
