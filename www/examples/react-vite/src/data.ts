import type { ProgressData } from "huibao";

/** The quarter's data, with one figure as the reader has it. */
export function quarter(done: string): ProgressData {
  return {
    report: {
      level: "县",
      region: "yanchuan",
      unit: "砚川县政府督查室",
      period: { label: "今年三季度", start: "2026-07", end: "2026-09" },
      as_of: "2026-09-30",
      date: "2026-10-12",
      issuance: { masthead: "砚川督查简报", issue: "第12期" },
    },
    topics: [{ name: "乡村振兴" }],
    regions: [{ id: "yanchuan", name: "砚川县", level: "县" }],
    targets: [
      { name: "高标准农田建设面积", topic: "乡村振兴", target: "7.38万亩", done },
      { name: "改造农村公路", topic: "乡村振兴", target: "120公里", done: "96公里" },
    ],
  };
}
