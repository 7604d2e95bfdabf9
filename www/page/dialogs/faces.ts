/** 本单位字体: the office's own licensed faces, each for its role. They stay on the machine. */

import type { FaceRole, OwnFace, OwnFacesResult } from "huibao";
import { button, h, say } from "../elements.js";
import { createFindings } from "../findings/panel.js";
import { texts } from "../texts.js";
import { createDialog } from "./dialog.js";

const t = texts({
  zh: {
    title: "本单位字体",
    help: "把本机已安装、已获授权的字体（方正小标宋、仿宋_GB2312 等）用于排版。字体只留在本机浏览器内；缺的字由内置字体补上。",
    roles: { title: "标题", heading1: "一级标题", heading2: "二级标题", body: "正文", folio: "页码" } as Readonly<Record<FaceRole, string>>,
    usual: "内置字体",
    local: "选本机字体…",
    file: "选字体文件…",
    none: "恢复内置",
    of: (what: string, role: string) => `${role}：${what}`,
    list: "本机字体",
    use: "使用",
    covers: (family: string, gb2312: number) => `${family}（GB/T 2312 汉字 ${gb2312} / 6763）`,
    waiting: "正在检查字体…",
    refused: "浏览器未允许读取本机字体，请改用“选字体文件…”。",
    unread: (why: string) => `未能读取字体：${why}`,
  },
  en: {
    title: "Faces of your office",
    help: "Use licensed faces of this machine (方正小标宋, 仿宋_GB2312 …). They stay in this browser; what they lack comes from the built-in ones.",
    roles: { title: "Title", heading1: "Heading 1", heading2: "Heading 2", body: "Text", folio: "Page numbers" } as Readonly<Record<FaceRole, string>>,
    usual: "built-in",
    local: "Choose an installed face…",
    file: "Choose a font file…",
    none: "Back to built-in",
    of: (what: string, role: string) => `${role}: ${what}`,
    list: "Installed faces",
    use: "Use",
    covers: (family: string, gb2312: number) => `${family} (${gb2312} of the 6763 hanzi of GB/T 2312)`,
    waiting: "Looking at the face…",
    refused: "The browser does not let this page read installed faces; choose a font file.",
    unread: (why: string) => `The face could not be read: ${why}`,
  },
});

const ROLES: readonly FaceRole[] = ["title", "heading1", "heading2", "body", "folio"];

/** What browsers that know the Local Font Access API have. */
interface LocalFonts {
  queryLocalFonts(): Promise<readonly { readonly fullName: string; blob(): Promise<Blob> }[]>;
}

export interface FacesHooks {
  /** Uses these faces from now on. */
  use(faces: readonly OwnFace[]): Promise<OwnFacesResult>;
  /** Others are used: these are to be kept. */
  changed(faces: readonly OwnFace[]): void;
}

export interface FacesDialog {
  readonly dialog: HTMLDialogElement;
  /** Takes the faces that were kept; what is wrong with them is said in the dialog. */
  start(faces: readonly OwnFace[]): Promise<void>;
}

export function createFacesDialog({ use, changed }: FacesHooks): FacesDialog {
  const chosen = new Map<FaceRole, OwnFace>();
  const status = h("p", { class: "note", role: "status" });
  const list = h("div");
  const findings = createFindings(list, { go: () => undefined, place: () => null });
  const rows = new Map(ROLES.map((role) => [role, row(role)]));
  const picker = h("select", { id: "local-fonts", size: 8, "aria-label": t.list });
  const pick = button(t.use, { class: "primary", disabled: true });
  const local = h("div", { class: "local-fonts", hidden: true }, picker, pick);
  const dialog = createDialog("faces", t.title, h("p", { class: "note" }, t.help), h("ul", { class: "faces" }, ...Array.from(rows.values(), ({ element }) => element)), local, status, list);
  /** What is done with the face that is picked from the list. */
  let picked: (name: string) => void = () => undefined;
  picker.addEventListener("change", () => (pick.disabled = picker.value === ""));
  picker.addEventListener("dblclick", () => picked(picker.value));
  pick.addEventListener("click", () => picked(picker.value));

  function row(role: FaceRole) {
    const name = t.roles[role];
    const label = (what: string): string => t.of(what, name);
    const face = h("span", { class: "note" }, t.usual);
    const input = h("input", { type: "file", id: `face-${role}`, accept: ".ttf,.otf,.ttc,font/ttf,font/otf,font/collection", "aria-label": label(t.file), hidden: true });
    const file = button(t.file, { "aria-label": label(t.file), on: { click: () => input.click() } });
    const installed = button(t.local, { "aria-label": label(t.local), hidden: !("queryLocalFonts" in window), on: { click: () => void offerLocal(role) } });
    const none = button(t.none, { "aria-label": label(t.none), class: "quiet", hidden: true });
    none.addEventListener("click", () => {
      file.focus();
      void change(role, null);
    });
    input.addEventListener("change", () => {
      const given = input.files?.[0];
      // The same file, changed meanwhile, can be chosen again.
      input.value = "";
      if (given) {
        void take(role, given.name, given);
      }
    });
    return { element: h("li", {}, h("strong", {}, name), face, installed, file, none, input), face, none };
  }

  async function offerLocal(role: FaceRole): Promise<void> {
    try {
      const fonts = await (window as Window & Partial<LocalFonts>).queryLocalFonts?.();
      if (fonts === undefined || fonts.length === 0) {
        say(status, t.refused);
        return;
      }
      // Chinese names first: an office looks for one of these.
      const names = fonts.map(({ fullName }) => fullName).sort((a, b) => Number(/\p{Script=Han}/u.test(b)) - Number(/\p{Script=Han}/u.test(a)) || a.localeCompare(b, "zh"));
      picker.replaceChildren(...names.map((name) => new Option(name)));
      local.hidden = false;
      pick.disabled = true;
      picker.focus();
      picked = (name) => {
        const font = fonts.find(({ fullName }) => fullName === name);
        if (font) {
          local.hidden = true;
          void font.blob().then((blob) => take(role, name, blob), (error: unknown) => say(status, t.unread(String(error))));
        }
      };
    } catch {
      say(status, t.refused);
    }
  }

  async function take(role: FaceRole, file: string, blob: Blob): Promise<void> {
    try {
      await change(role, { role, file, bytes: new Uint8Array(await blob.arrayBuffer()) });
    } catch (error) {
      say(status, t.unread(error instanceof Error ? error.message : String(error)));
    }
  }

  async function change(role: FaceRole, face: OwnFace | null): Promise<void> {
    if (face === null) {
      chosen.delete(role);
    } else {
      chosen.set(role, face);
    }
    say(status, t.waiting);
    const result = await use(Array.from(chosen.values()));
    // One that cannot be used is not kept.
    const used = new Set(result.faces.map(({ role }) => role));
    for (const role of chosen.keys()) {
      if (!used.has(role)) {
        chosen.delete(role);
      }
    }
    show(result);
    changed(Array.from(chosen.values()));
  }

  function show({ faces, findings: found }: OwnFacesResult): void {
    for (const [role, { face, none }] of rows) {
      const own = faces.find((candidate) => candidate.role === role);
      face.textContent = own ? t.covers(own.family, own.gb2312) : t.usual;
      none.hidden = own === undefined;
    }
    status.textContent = "";
    list.hidden = found.length === 0;
    findings.show(found);
  }

  list.hidden = true;
  return {
    dialog,
    async start(faces) {
      faces.forEach((face) => chosen.set(face.role, face));
      if (chosen.size > 0) {
        show(await use(faces));
      }
    },
  };
}
