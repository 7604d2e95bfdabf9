/** Findings by the place that they are about: cells, rows, sheets. */

import type { Finding, Severity } from "huibao";
import { moved, type Change } from "./json.js";
import type { Rows } from "./rows.js";

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** The worst of some findings; null for none. */
export function worst(findings: readonly Finding[]): Severity | null {
  return findings.reduce<Severity | null>((most, { severity }) => (most === null || RANK[severity] < RANK[most] ? severity : most), null);
}

/** The findings of some rows. */
export class Marks {
  private readonly places = new Map<string, Finding[]>();
  private readonly columns = new Map<number, Set<number>>();

  constructor(
    readonly findings: readonly Finding[],
    rows: Rows,
  ) {
    for (const finding of findings) {
      const place = rows.locate(finding);
      if (place === null) {
        continue;
      }
      const { sheet, row, column } = place;
      this.note(`${sheet}`, finding);
      if (row !== null) {
        this.note(`${sheet}/${row}/${column ?? ""}`, finding);
      }
      if (column !== null) {
        this.columns.set(sheet, (this.columns.get(sheet) ?? new Set()).add(column));
      }
    }
  }

  /** All findings within a sheet. */
  sheet(sheet: number): readonly Finding[] {
    return this.places.get(`${sheet}`) ?? [];
  }

  /** Findings about a record as a whole, not about one of its cells. */
  row(sheet: number, row: number): readonly Finding[] {
    return this.places.get(`${sheet}/${row}/`) ?? [];
  }

  cell(sheet: number, row: number, column: number): readonly Finding[] {
    return this.places.get(`${sheet}/${row}/${column}`) ?? [];
  }

  /** The columns of a sheet that findings are about, which must be seen even where they are empty. */
  marked(sheet: number): ReadonlySet<number> {
    return this.columns.get(sheet) ?? new Set();
  }

  private note(key: string, finding: Finding): void {
    const list = this.places.get(key);
    if (list) {
      list.push(finding);
    } else {
      this.places.set(key, [finding]);
    }
  }
}

/** Findings after changes, until the data is checked again: they go with their records, or away with them. */
export function follow(findings: readonly Finding[], changes: readonly Change[]): readonly Finding[] {
  if (changes.every(({ kind }) => kind === "set")) {
    return findings;
  }
  return findings.flatMap((finding) => {
    const path = changes.reduce<string | null>((at, change) => (at === null ? null : moved(at, change)), finding.path.startsWith("/") ? finding.path : null);
    return path === null ? (finding.path.startsWith("/") ? [] : [finding]) : [{ ...finding, path }];
  });
}
