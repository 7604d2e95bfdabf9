/** Names of files that every system takes, and that no two files of a batch have. */

/** What Windows forbids in names becomes its full-width twin. */
const TWINS: Readonly<Record<string, string>> = {
  "<": "＜", ">": "＞", ":": "：", '"': "＂", "/": "／", "\\": "＼", "|": "｜", "?": "？", "*": "＊",
};

/** Names of devices, which Windows gives to no file, with or without an extension. */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/** Bytes of UTF-8 that a name may have: file systems take 255, and a number and an extension come behind it. */
const LONGEST = 200;

/** A name without extension that Windows, Linux and macOS accept; `fallback` when nothing is left of it. */
export function safeName(name: string, fallback = "汇报"): string {
  const plain = name
    .normalize("NFC")
    .replace(/[<>:"/\\|?*]/g, (char) => TWINS[char] ?? "")
    // Controls, and marks that are not seen but turn the direction of the text: a name must read as what it is.
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, " ")
    .replace(/\s+/g, " ");
  const safe = shortened(plain).replace(/^[ .]+|[ .]+$/g, "");
  if (safe === "") {
    return fallback;
  }
  return DEVICE.test(safe) ? `_${safe}` : safe;
}

function shortened(name: string): string {
  const encoder = new TextEncoder();
  if (encoder.encode(name).length <= LONGEST) {
    return name;
  }
  let short = "";
  let bytes = encoder.encode("…").length;
  for (const char of name) {
    bytes += encoder.encode(char).length;
    if (bytes > LONGEST) {
      break;
    }
    short += char;
  }
  return `${short}…`;
}

/** The names of one batch. */
export class Names {
  readonly #taken = new Set<string>();
  /** The number that the next of the same name gets, so that ten thousand of one name are not tried one by one. */
  readonly #next = new Map<string, number>();

  /** The name if it is free, else with a number: 通报, 通报（2）. Capitals do not make a difference: Windows sees none. */
  take(name: string): string {
    const key = name.toLowerCase();
    let number = this.#next.get(key) ?? 1;
    let free = name;
    while (this.#taken.has(free.toLowerCase())) {
      number += 1;
      free = `${name}（${number}）`;
    }
    this.#next.set(key, number);
    this.#taken.add(free.toLowerCase());
    return free;
  }
}
