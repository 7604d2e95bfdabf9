/** The page layouts, under the names by which offices ask for them. */

import { texts } from "./texts.js";

const t = texts({
  zh: { usual: "按文种", speech: "讲话稿", reading: "朗读版", official: "红头文件", letter: "信函", bulletin: "简报", ledger: "横排台账", wallchart: "挂图" },
  en: { usual: "As the genre has it", speech: "Speech", reading: "Reading copy", official: "Official, red head", letter: "Letter", bulletin: "Bulletin", ledger: "Landscape ledger", wallchart: "Wall chart" },
});

/** Ids as the program knows them; the empty one leaves it to genre and draft. */
export const LAYOUTS: readonly { readonly id: string; readonly name: string }[] = [
  { id: "", name: t.usual },
  { id: "speech", name: t.speech },
  { id: "reading", name: t.reading },
  { id: "official", name: t.official },
  { id: "letter", name: t.letter },
  { id: "bulletin", name: t.bulletin },
  { id: "ledger", name: t.ledger },
  { id: "wallchart", name: t.wallchart },
];
