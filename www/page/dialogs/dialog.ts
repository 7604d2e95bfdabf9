/** Dialogs: a title, what is in them, and a way out; the browser keeps the keyboard inside and Escape closes them. */

import { button, h, icon, type Child } from "../elements.js";
import { texts } from "../texts.js";

const t = texts({
  zh: { close: "关闭", cancel: "取消" },
  en: { close: "Close", cancel: "Cancel" },
});

/** Makes a dialog and puts it at the end of the page; it is shown by its `showModal`. */
export function createDialog(id: string, title: string, ...content: readonly Child[]): HTMLDialogElement {
  const heading = `${id}-title`;
  const dialog = h("dialog", { id, "aria-labelledby": heading });
  const close = button(icon("close"), { class: "quiet", "aria-label": t.close, title: t.close, on: { click: () => dialog.close() } });
  dialog.append(h("header", {}, h("h2", { id: heading }, title), close), h("div", { class: "content" }, ...content));
  document.body.append(dialog);
  return dialog;
}

/** Asks before something is lost; whether the answer was to go on. */
export async function ask(title: string, text: string, goOn: string): Promise<boolean> {
  const yes = button(goOn, { class: "primary" });
  const no = button(t.cancel);
  const dialog = createDialog("question", title, h("p", {}, text), h("div", { class: "actions" }, yes, no));
  dialog.setAttribute("role", "alertdialog");
  return new Promise((resolve) => {
    yes.addEventListener("click", () => dialog.close("yes"));
    no.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    dialog.showModal();
    no.focus();
  });
}
