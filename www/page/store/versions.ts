/** Which versions are kept: all of the last hour (one a minute), one an hour of the last day, one a day before that. */

import type { VersionRecord } from "./project.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Unnamed versions of one project. */
const MOST = 100;

/** Whether a state that is about to be replaced becomes a version, given the time of the last one. */
export function isDue(now: number, last: number | null): boolean {
  // A clock that was set back must not stop versions from being made.
  return last === null || Math.abs(now - last) >= MINUTE;
}

/** The ids of those that go. Named ones never do. */
export function superfluous(versions: readonly VersionRecord[], now: number): readonly string[] {
  const unnamed = versions.filter(({ name }) => name === null).sort((a, b) => b.time - a.time);
  const seen = new Set<string>();
  const kept: VersionRecord[] = [];
  for (const version of unnamed) {
    const age = now - version.time;
    const bucket = age < HOUR ? version.id : age < DAY ? `h${Math.floor(version.time / HOUR)}` : `d${Math.floor(version.time / DAY)}`;
    if (!seen.has(bucket)) {
      seen.add(bucket);
      kept.push(version);
    }
  }
  const stay = new Set(kept.slice(0, MOST).map(({ id }) => id));
  return unnamed.flatMap(({ id }) => (stay.has(id) ? [] : [id]));
}

/** The older half of all unnamed versions, by project: what is given up first when the disk is full. */
export function olderHalf(versions: readonly VersionRecord[]): ReadonlyMap<string, readonly string[]> {
  const unnamed = versions.filter(({ name }) => name === null).sort((a, b) => a.time - b.time);
  const going = new Map<string, string[]>();
  for (const { id, project } of unnamed.slice(0, Math.ceil(unnamed.length / 2))) {
    const ids = going.get(project) ?? [];
    ids.push(id);
    going.set(project, ids);
  }
  return going;
}
