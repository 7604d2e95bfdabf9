/** A host's program, for the compiler alone (`types.test.mjs`): each line that must not compile says so. */

import { init, type BatchItem, type Data, type FontFiles, type model, type ProgressData, type Quantity } from "huibao";
import "huibao/element";
import { download, pageView, XLSX } from "huibao/pages";

const done: Quantity = "4.98万人";
const target: model.Target = {
  name: "年度脱贫人口",
  target: { value: "7.38", unit: "万人" },
  done,
  deadline: "2017底",
  status: "进行中",
};

const data: ProgressData = {
  $schema: "huibao.schema.json",
  report: { title: "讲话", date: "2017-08-30", meeting: { name: "观摩点评会", duration: "2天" } },
  regions: [{ name: "商丘市", level: "市" }],
  targets: [target, { name: "退出贫困村", target: "278个" }],
};

// @ts-expect-error a field that no record has
export const misspelt: ProgressData = { targets: [{ nmae: "年度脱贫人口" }] };
// @ts-expect-error a list that there is not
export const unknownList: ProgressData = { goals: [] };
// @ts-expect-error figures are texts, or objects with a value
export const number: ProgressData = { targets: [{ done: 4.98 }] };
// @ts-expect-error a date is a text
export const date: ProgressData = { report: { date: new Date() } };
// @ts-expect-error one of the states only
export const state: model.Target = { status: "完成了" };
// @ts-expect-error the same in a call, where data may also be a text or bytes
export const argument: Data = { targets: [{ nmae: "年度脱贫人口" }] };
// @ts-expect-error a list is no data
export const list: Data = [target];

export async function run(file: File): Promise<void> {
  const fonts: FontFiles = { manifest: "fonts/manifest.json", files: { "fang-000.woff2": "https://example.org/fang-000.woff2" } };
  const huibao = await init({ fonts, instruments: "instruments.json", network: { stall: 5000 }, cache: false, memoryLimit: 2 ** 30 });
  const report = await huibao.render(data, {}, { grace: 60_000 });
  await pageView(document.body).show(report);
  console.log(report.fingerprints.length === report.pages, huibao.memory);
  const inputs: Data[] = [data, JSON.stringify(data), await file.arrayBuffer(), new Uint8Array(await file.arrayBuffer())];
  for (const input of inputs) {
    const { findings } = await huibao.check(input);
    console.log(findings.map(({ cell, path }) => cell ?? path));
  }
  // What a host has read by itself has no type, or a loose one.
  await huibao.render(JSON.parse(await file.text()));
  const loose: Record<string, unknown> = {};
  await huibao.render(loose);

  const loaded = await huibao.load(await file.arrayBuffer());
  for (const { name } of loaded.data.targets ?? []) {
    console.log(name?.length);
  }
  loaded.data.targets?.push(target);
  const { bytes } = await huibao.workbook(loaded.data, { signal: AbortSignal.timeout(1000) });
  if (bytes !== null) {
    download(bytes, "数据.xlsx", XLSX);
  }
  const reused = await huibao.reuse("# 成效", loaded.data, data);
  console.log(reused.draft, reused.findings.length);
  // @ts-expect-error a draft is used again by somebody: the data of both are needed
  await huibao.reuse("# 成效", data);
  const { figures } = await huibao.inspect(reused.draft, data, { refresh: false, signal: AbortSignal.timeout(1000) });
  console.log(figures.map(({ textFrom, textTo, source, asOf }) => [textTo - textFrom, source, asOf?.length]));
  // @ts-expect-error what is not known of a figure is null
  console.log(figures[0]?.formula.length);
  const items = async function* (): AsyncGenerator<BatchItem> {
    yield { name: file.name, data: await file.arrayBuffer(), options: { layout: "official" } };
  };
  const { zip, report: told, failed } = await huibao.batch(items(), { pattern: "{unit}" }, { workers: 2, onProgress: ({ done }) => console.log(done) });
  console.log(zip?.size, told.documents.map(({ error }) => error?.hint));
  await huibao.batch(failed);
  await huibao.batch({ data, units: { level: ["县", "区"] } }, {}, { to: new WritableStream<Uint8Array>() });
  // @ts-expect-error an item without data
  await huibao.batch([{ name: "甲县" }]);
  const { title } = await huibao.schema();
  // @ts-expect-error its parts are to be looked at before they are used
  console.log(title.length);
}

export function place(element: HTMLElementTagNameMap["huibao-report"]): void {
  Object.assign(document.createElement("huibao-report"), { data, options: { force: true } });
  element.genre = "inspection_bulletin";
  element.seed = 3;
  element.data = data;
  element.addEventListener("findings", ({ detail }) => console.log(detail.map(({ severity }) => severity)));
  element.addEventListener("rendered", function ({ detail }) {
    console.log(detail.pages, this.report?.title);
  });
  element.addEventListener("click", ({ type }) => console.log(type));
  // @ts-expect-error a seed is a number
  element.seed = "3";
  // @ts-expect-error what is shown is not to be set
  element.report = null;
  // @ts-expect-error findings have no phase
  element.addEventListener("findings", ({ detail }) => console.log(detail.phase));
}
