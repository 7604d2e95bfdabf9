/** A portal's program: data of its own, set as a property, and the element's events written down. */

import "huibao/element";

const digest = document.getElementById("digest");

globalThis.seen = [];
for (const type of ["findings", "rendered", "error"]) {
  digest.addEventListener(type, ({ detail }) => globalThis.seen.push([type, detail.length ?? detail.title ?? detail.code]));
}

globalThis.quarter = (done) => ({
  report: {
    level: "县",
    region: "yanchuan",
    unit: "砚川县政府督查室",
    period: { label: "今年三季度", start: "2026-07", end: "2026-09" },
    as_of: "2026-09-30",
    date: "2026-10-12",
  },
  topics: [{ name: "乡村振兴" }],
  regions: [{ id: "yanchuan", name: "砚川县", level: "县" }],
  targets: [{ name: "高标准农田建设面积", topic: "乡村振兴", target: "7.38万亩", done }],
});
digest.data = globalThis.quarter("4.98万亩");
