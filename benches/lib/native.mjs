/** What is measured natively: a county's year and drafts, the stages of the road beside the floor, and batches. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { benches, cargo, root, run } from "./cargo.mjs";

const CORE = ["--quiet", "--locked", "--no-default-features"];

/** A county's year (`county_year/`): its native times in milliseconds, by name; and its bytes. */
export function countyYear() {
  const printed = cargo(["bench", ...CORE, "--bench", "core"]).toString();
  process.stderr.write(printed);
  return {
    times: Object.fromEntries([...printed.matchAll(/^(\w+) +(\d+) ms$/gm)].map(([, name, ms]) => [name, Number(ms)])),
    data: cargo(["run", "--release", ...CORE, "--example", "county_year"]),
  };
}

/**
 * The road from data to PDF, stage by stage, beside the façade of Typst with the same layout, data and fonts, and beside it
 * with a template written by hand and whole faces. One process each a round, in turns; the first document of each is cold.
 *
 * @returns milliseconds by program and stage, `cold` a list by round and `warm` of all edits; whether the two PDFs of the
 *   same layout are the same bytes
 */
export async function stages({ floor, documents, byHand, fonts, profile, rounds, work, say }) {
  const { files, folders } = documents;
  const printed = printedOf(documents);
  const layouts = path.join(root, "templates/layouts");
  const [ours, theirs] = [path.join(work, "stages.pdf"), path.join(work, "floor.pdf")];
  const bench = ["bench", "--quiet", "--locked", "--profile", profile, "--bench", "stages", "--"];
  const programs = {
    huibao: () => cargo([...bench, fonts, "-o", ours, ...files]),
    facade: () => run(floor, [layouts, "speech.typ", folders.fonts, "-o", theirs, ...printed]),
    hand: () => run(floor, [...byHand, ...printed]),
  };
  const runs = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, program] of Object.entries(programs)) {
      say(`stages, round ${round + 1}/${rounds}: ${name}`);
      const { stages, faces, set, pdf, pages, bytes } = JSON.parse(program().toString());
      const times = stages ?? { faces: [faces], set, pdf };
      const kept = (runs[name] ??= { pages, bytes, cold: {}, warm: {} });
      for (const [stage, [first, ...others]] of Object.entries(times)) {
        (kept.cold[stage] ??= []).push(first);
        (kept.warm[stage] ??= []).push(...others);
      }
    }
  }
  const [a, b] = await Promise.all([readFile(ours), readFile(theirs)]);
  return { runs, sameBytes: a.equals(b) };
}

/** What a layout receives for each edit, as files. */
function printedOf({ files, folders }) {
  return files.map((file) => path.join(folders.speech, path.basename(file)));
}

/** The folders and the name by which the floor sets the template that was written by hand, in whole faces. */
export async function byHand(wholeFaces, work) {
  const [layouts, faces] = [path.join(work, "by-hand"), path.join(work, "faces")];
  await mkdir(layouts, { recursive: true });
  await cp(path.join(benches, "floor/speech.typ"), path.join(layouts, "speech.typ"));
  await linked(wholeFaces, faces);
  return [layouts, "speech.typ", faces];
}

/** Links files into an empty folder. */
async function linked(files, folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await Promise.all(files.map((file) => symlink(file, path.join(folder, path.basename(file)))));
}

/** Runs a program and watches how much memory it holds: seconds, and bytes every tenth of a second. */
function watched(program, args, env = {}) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(program, args, { cwd: root, env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "inherit"] });
    const samples = [];
    const timer = setInterval(async () => samples.push(await resident(child.pid)), 100);
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      clearInterval(timer);
      if (code === 0) {
        resolve({ seconds: (performance.now() - start) / 1e3, samples: samples.filter((n) => n > 0) });
      } else {
        reject(new Error(`${path.basename(program)} ended with ${signal ?? `status ${code}`}.`));
      }
    });
  });
}

/** Memory that a process holds, in bytes; 0 where the system does not say (only Linux does) or when it has ended. */
async function resident(pid) {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}

/**
 * Documents a second: `huibao batch`, against one process a document, which starts, loads the faces, sets and exports, as
 * the `typst` command does; both with as many processes or threads as the machine has cores.
 */
export async function batch({ huibao, floor, documents, byHand, fonts, count, single, work, say }) {
  const jobs = os.availableParallelism();
  const folder = path.join(work, "batch");
  const out = path.join(folder, "out");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await speeches(documents.data, count, path.join(folder, "speeches.ndjson"));
  const plan = path.join(folder, "plan.json");
  await writeFile(plan, JSON.stringify({ sources: [{ ndjson: "speeches.ndjson" }], genres: ["observation_speech"] }));
  say(`batch: ${count} documents, ${jobs} jobs`);
  const report = path.join(folder, "report.json");
  const { seconds, samples } = await watched(huibao, ["batch", plan, "--out", out, "--jobs", String(jobs), "--report", report], {
    HUIBAO_FONTS: fonts,
  });
  const made = (await readdir(out, { recursive: true })).filter((name) => name.endsWith(".pdf"));
  if (made.length !== count) {
    throw new Error(`huibao batch wrote ${made.length} of ${count} documents.`);
  }

  say(`one process a document: ${single} documents, ${jobs} at a time`);
  const printed = printedOf(documents);
  const start = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < single) {
      const i = next++;
      const pdf = path.join(folder, `single-${i % jobs}.pdf`);
      await watched(floor, [...byHand, "-o", pdf, printed[i % printed.length]]);
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  const alone = (performance.now() - start) / 1e3;
  return {
    jobs,
    count,
    perSecond: count / seconds,
    single,
    singlePerSecond: single / alone,
    memory: { after: quarter(samples, 0), end: quarter(samples, 3), peak: Math.max(0, ...samples) },
  };
}

/** The speeches of a batch, a line each: no two of them have the same wording. */
async function speeches(data, count, file) {
  const width = String(count).length;
  const texts = data.map(String);
  const lines = createWriteStream(file);
  for (let i = 0; i < count; i++) {
    // In one line: JSON takes line breaks only between its tokens.
    const line = `{"name":"${String(i + 1).padStart(width, "0")}","seed":${i},"data":${texts[i % texts.length].replace(/\n/g, " ")}}\n`;
    if (!lines.write(line)) {
      await once(lines, "drain");
    }
  }
  lines.end();
  await once(lines, "finish");
}

/** The mean of a quarter of some samples: flat memory is as high in the last as in the first. */
function quarter(samples, which) {
  const part = samples.slice(Math.floor((samples.length * which) / 4), Math.ceil((samples.length * (which + 1)) / 4));
  return part.reduce((n, sample) => n + sample, 0) / Math.max(1, part.length);
}
