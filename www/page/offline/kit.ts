/**
 * 离线包: everything that any document may need. A document takes a few dozen font slices of some thousand, and only those have
 * been fetched; without network there would be no others. They go where the program looks for them.
 */

import { Store } from "../../src/worker/store.js";
import { fetchIntact, mediaType } from "./fetch.js";

/** Requests at a time. */
const PARALLEL = 6;

/** Files that fail before it is given up: one may be missing, ten are no network. */
const PATIENCE = 10;

/** How much of it is here. */
export interface KitState {
  /** Bytes. */
  readonly here: number;
  readonly total: number;
}

/** `offline.json`, as `scripts/offline.mjs` writes it: address from the page's folder, digest, bytes. */
type List = readonly (readonly [file: string, sha256: string, bytes: number])[];

/** How much is here. */
export async function kitState(): Promise<KitState> {
  const { list, missing } = await compare();
  return { here: sum(list) - sum(missing), total: sum(list) };
}

/**
 * Fetches what is not here. What has arrived stays, however this ends, and is not asked for again.
 *
 * @param signal stops it.
 * @returns how much is here then; less than all where the network failed or the browser does not keep it.
 */
export async function fetchKit(onProgress: (state: KitState) => void = () => undefined, signal?: AbortSignal): Promise<KitState> {
  const { list, missing, store } = await compare();
  const total = sum(list);
  let here = total - sum(missing);
  let failures = 0;
  const left = missing[Symbol.iterator]();
  onProgress({ here, total });
  const take = async (): Promise<void> => {
    for (const [file, sha256, size] of left) {
      if (signal?.aborted || failures >= PATIENCE) {
        return;
      }
      try {
        const { bytes } = await fetchIntact(address(file), sha256, signal);
        await store.add(address(file), sha256, bytes, mediaType(file));
        here += size;
        onProgress({ here, total });
      } catch {
        failures += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, take));
  // What the browser has really kept.
  return kitState();
}

async function compare(): Promise<{ list: List; missing: List; store: Store }> {
  const response = await fetch("offline.json");
  if (!response.ok) {
    throw new Error(`offline.json: HTTP ${response.status}`);
  }
  const list = (await response.json()) as List;
  const store = new Store(true);
  const kept = await store.keys();
  return { list, missing: list.filter(([file, sha256]) => !kept.has(Store.key(address(file), sha256))), store };
}

function sum(list: List): number {
  return list.reduce((bytes, [, , size]) => bytes + size, 0);
}

function address(file: string): string {
  return new URL(file, document.baseURI).href;
}
