/** An example for each genre: data that suits it, so that a clerk sees what comes of hers before she has typed any. */

import { texts } from "./texts.js";

/** Data that the page carries, see `scripts/page.mjs`. */
export interface Example {
  readonly file: string;
  /** Of which place and work it is. */
  readonly place: string;
}

/** Genres that are looked for in one place. */
export interface Group {
  readonly name: string;
  readonly genres: readonly string[];
}

const t = texts({
  zh: {
    speeches: "讲话类",
    reports: "汇报综述类",
    bulletins: "督查通报类",
    ledgers: "台账图表类",
    others: "其他",
    shangqiu: "商丘市脱贫攻坚",
    quarter: "砚川县安全生产（虚构）",
    ecology: "云陂市督察整改（虚构）",
    promotion: "武汉市精准扶贫",
    mobilisation: "某市精准扶贫",
    deployment: "湟源县脱贫攻坚",
    annual: "新疆扶贫开发",
    township: "黄圩镇扶促工作",
    zhoukou: "周口市脱贫攻坚",
    pledge: "固始县扶贫开发",
  },
  en: {
    speeches: "Speeches",
    reports: "Reports and overviews",
    bulletins: "Inspection bulletins",
    ledgers: "Ledgers and charts",
    others: "Others",
    shangqiu: "Shangqiu, poverty relief",
    quarter: "Yanchuan, work safety (invented)",
    ecology: "Yunpi, rectification (invented)",
    promotion: "Wuhan, poverty relief",
    mobilisation: "A city, poverty relief",
    deployment: "Huangyuan, poverty relief",
    annual: "Xinjiang, development",
    township: "Huangwei, assistance",
    zhoukou: "Zhoukou, poverty relief",
    pledge: "Gushi, development",
  },
});

const SHANGQIU: Example = { file: "shangqiu-observation.json", place: t.shangqiu };
const QUARTER: Example = { file: "safety-quarter.json", place: t.quarter };
const ECOLOGY: Example = { file: "ecology-rectification.json", place: t.ecology };
const ZHOUKOU: Example = { file: "zhoukou-overview.json", place: t.zhoukou };

const EXAMPLES: Readonly<Record<string, Example>> = {
  observation_speech: SHANGQIU,
  promotion_speech: { file: "city-promotion.json", place: t.promotion },
  mobilization_speech: { file: "city-mobilisation.json", place: t.mobilisation },
  deployment_speech: { file: "county-deployment.json", place: t.deployment },
  assessment_speech: QUARTER,
  annual_speech: { file: "region-annual.json", place: t.annual },
  pledge: { file: "county-speech.json", place: t.pledge },
  host_script: SHANGQIU,
  work_briefing: { file: "township-briefing.json", place: t.township },
  department_report: QUARTER,
  experience_exchange: SHANGQIU,
  overview: ZHOUKOU,
  observation_review: QUARTER,
  inspection_bulletin: QUARTER,
  rectification_bulletin: ECOLOGY,
  ranking_bulletin: QUARTER,
  progress_digest: QUARTER,
  ledger_book: ZHOUKOU,
  wall_chart: ECOLOGY,
};

const GROUPS: readonly Group[] = [
  {
    name: t.speeches,
    genres: [
      "observation_speech", "promotion_speech", "mobilization_speech", "deployment_speech", "assessment_speech", "annual_speech",
      "pledge", "host_script",
    ],
  },
  { name: t.reports, genres: ["work_briefing", "department_report", "experience_exchange", "overview"] },
  {
    name: t.bulletins,
    genres: ["observation_review", "inspection_bulletin", "rectification_bulletin", "ranking_bulletin", "progress_digest"],
  },
  { name: t.ledgers, genres: ["ledger_book", "wall_chart"] },
];

/** The example of a genre; one with everything in it where a genre has none of its own. */
export function exampleOf(genre: string): Example {
  return EXAMPLES[genre] ?? QUARTER;
}

/** Sorts the genres that the program has into the groups in which they are looked for; what is new comes last. */
export function grouped<T extends { readonly id: string }>(genres: readonly T[]): readonly { readonly name: string; readonly genres: readonly T[] }[] {
  const known = new Set(GROUPS.flatMap((group) => group.genres));
  const all = GROUPS.map(({ name, genres: ids }) => ({ name, genres: ids.flatMap((id) => genres.filter((genre) => genre.id === id)) }));
  all.push({ name: t.others, genres: genres.filter(({ id }) => !known.has(id)) });
  return all.filter((group) => group.genres.length > 0);
}
