/** The core module alone, without worker and pages: how long a county's year takes to load and to check. */

import init, { Held } from "/core/huibao.js";

const RUNS = 5;

/** Milliseconds that a call takes. */
function timed(call) {
  const start = performance.now();
  call();
  return performance.now() - start;
}

/** What the rules say of data, JSON. */
function checked(data) {
  const held = Held.read(data);
  try {
    return held.check();
  } finally {
    held.free();
  }
}

async function run() {
  await init({ module_or_path: "/core/huibao_bg.wasm" });
  const response = await fetch("/county-year.json");
  const data = new Uint8Array(await response.arrayBuffer());
  const { findings, rules } = JSON.parse(checked(data));
  if (findings.length > 0 || rules.length === 0) {
    throw new Error(`The county's year has findings: ${JSON.stringify(findings.slice(0, 3))}`);
  }
  const times = { load: [], total: [] };
  for (let i = 0; i < RUNS; i++) {
    times.load.push(timed(() => Held.read(data).free()));
    times.total.push(timed(() => checked(data)));
  }
  return { bytes: data.length, times };
}

globalThis.result = run().catch((error) => ({ error: String(error) }));
