/** Cargo, in huibao's workspace and in that of the floor. */

import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** The folder of benches. */
export const benches = path.join(root, "benches");

/** Runs a program to its end and returns what it printed. */
export function run(program, args, { cwd = root, env = {} } = {}) {
  const { status, signal, error, stdout } = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 64 << 20,
  });
  if (error || status !== 0) {
    throw error ?? new Error(`${path.basename(program)} ended with ${signal ?? `status ${status}`}.`);
  }
  return stdout;
}

/** Runs cargo in the crate and returns what it printed. */
export function cargo(args, env = {}) {
  return run("cargo", args, { env });
}

/** Where cargo puts what it builds in a profile. */
function built(target, profile) {
  return path.join(target, profile === "dev" ? "debug" : profile);
}

function targetFolder() {
  return path.resolve(root, process.env.CARGO_TARGET_DIR ?? "target");
}

/** Builds the command in a profile; its path. */
export function huibao(profile) {
  cargo(["build", "--quiet", "--locked", "--profile", profile, "--bin", "huibao"]);
  return path.join(built(targetFolder(), profile), "huibao");
}

/** Builds the floor in a profile, by default beside huibao (`FLOOR_TARGET_DIR`); its path. */
export function floor(profile) {
  const target = path.resolve(root, process.env.FLOOR_TARGET_DIR ?? targetFolder());
  run("cargo", ["build", "--quiet", "--locked", "--profile", profile], {
    cwd: path.join(benches, "floor"),
    env: { CARGO_TARGET_DIR: target },
  });
  return path.join(built(target, profile), "huibao-floor");
}
