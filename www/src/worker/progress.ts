/** What is told of bytes on their way. */

import type { ModuleSource } from "../protocol.js";
import type { Progress } from "../types.js";
import type { OnBytes } from "./loader.js";

/** Milliseconds between two messages about bytes. */
const INTERVAL = 50;

/** Bytes that loading a module will take, as far as it is known beforehand. */
export function expected(source: ModuleSource): number | null {
  return source.kind === "url" ? source.bytes : 0;
}

/** Progress of both modules together, as one sum. */
export function loadProgress(
  core: number | null,
  typesetter: number | null,
  tell: (progress: Progress) => void,
): { core: OnBytes; typesetter: OnBytes } {
  const parts: Record<"core" | "typesetter", [number, number | null]> = { core: [0, core], typesetter: [0, typesetter] };
  const report = throttled(tell);
  const part = (name: keyof typeof parts): OnBytes => {
    return (loaded, total) => {
      parts[name] = [loaded, total];
      const [a, b] = [parts.core, parts.typesetter];
      report({ phase: "load", loaded: a[0] + b[0], total: a[1] === null || b[1] === null ? null : a[1] + b[1] });
    };
  };
  return { core: part("core"), typesetter: part("typesetter") };
}

/** Drops reports about bytes that follow each other too fast, but never the last one. */
export function throttled(progress: (value: Progress) => void): (value: Progress) => void {
  let last = -Infinity;
  return (value) => {
    const complete = "loaded" in value && value.loaded === value.total;
    if (complete || performance.now() - last >= INTERVAL) {
      last = performance.now();
      progress(value);
    }
  };
}
