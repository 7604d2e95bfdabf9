/** {@link Source}: where the documents of a batch come from, one by one. */

import { owned, type Client } from "./client.js";
import { HuibaoError } from "./errors.js";
import type { Pool } from "./pool.js";
import type { BatchDocument, BatchItem, BatchTree, CallOptions, Finding, Unit } from "./types.js";

/** Units whose data is taken from the whole at a time: the whole is read anew each time. */
const UNITS_AT_ONCE = 256;

/** A document to be made. */
export interface Entry {
  readonly item: BatchItem;
  /** The unit that it is of. */
  readonly unit: Unit | null;
  /** Why there is no data to make it of. */
  readonly refused: readonly Finding[];
}

/** Where the documents of a batch come from. */
export interface Source {
  /** How many there are, where that is known. */
  readonly total: number | null;
  /** How files are called, if nobody says it. */
  readonly pattern: string;
  entries(pool: Pool): Iterable<Entry> | AsyncIterable<Entry>;
  /** What is to be given to another batch. */
  failed(documents: readonly BatchDocument[], items: readonly BatchItem[]): readonly BatchItem[] | BatchTree;
}

export function list(items: Iterable<BatchItem> | AsyncIterable<BatchItem>): Source {
  const size: unknown = Array.isArray(items) ? items.length : "size" in items ? items.size : null;
  return {
    total: typeof size === "number" ? size : null,
    pattern: "{unit}",
    async *entries() {
      for await (const item of items) {
        yield { item, unit: null, refused: [] };
      }
    },
    failed: (_, failed) => failed,
  };
}

/** A document for each unit of the data. What the data says of a unit is asked for when its turn comes. */
export async function tree(client: Client, { data, units: { ids, ...division } }: BatchTree, call: CallOptions): Promise<Source> {
  const loaded = await client.call("load", { data: owned(data) }, call);
  refuseErrors(loaded.findings);
  // Read once; a workbook takes far longer than the text.
  const text = JSON.stringify(loaded.data);
  const { units, findings } = await client.call("units", { data: text, division }, call);
  refuseErrors(findings);
  const wanted = ids && new Set(ids);
  const chosen = wanted ? units.filter(({ id }) => wanted.has(id)) : units;
  return {
    total: chosen.length,
    pattern: new Set(units.map(({ parent }) => parent)).size > 1 ? "{parent}/{unit}" : "{unit}",
    async *entries(pool) {
      for (let at = 0; at < chosen.length; at += UNITS_AT_ONCE) {
        const some = chosen.slice(at, at + UNITS_AT_ONCE);
        const parts = await pool.lend((worker) => worker.call("unit", { data: text, ids: some.map(({ id }) => id) }));
        for (const [index, unit] of some.entries()) {
          const part = parts[index];
          yield { item: { data: part?.data ?? "" }, unit, refused: part?.findings ?? [] };
        }
      }
    },
    failed: (documents) => {
      const again = documents.flatMap(({ error, unit }) => (error === null || unit === null ? [] : [unit]));
      return { data, units: { ...division, ids: again } };
    },
  };
}

/** Throws when one of these findings forbids a batch. */
export function refuseErrors(findings: readonly Finding[]): void {
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    const [first] = errors;
    throw new HuibaoError({ code: "findings", message: first?.message ?? "", hint: first?.hint ?? "", findings });
  }
}
