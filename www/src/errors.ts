/** {@link HuibaoError}: the one error that this package throws by itself, with a stable code. */

import type { Finding } from "./types.js";

/**
 * - `worker_unavailable`: the worker script did not load (bundler settings, CSP, another origin).
 * - `wasm_unavailable`: a wasm module did not load or compile (404, CSP without `'wasm-unsafe-eval'`, damaged file).
 * - `data_unavailable`: the file that `src` of `<huibao-report>` names did not arrive.
 * - `fonts_unavailable`: the font manifest or a slice did not load, or is damaged.
 * - `init_conflict`: `init` was called again with another source while the first is in use.
 * - `findings`: the data or the draft has findings of severity `error`; see `findings` and `draft`.
 * - `crashed`: the program trapped or ran out of memory; it has been started afresh and can be used again.
 * - `closed`: the API was closed, or the report disposed of.
 * - `internal`: a stage refused its input in a way that it should not have.
 */
export type ErrorCode =
  | "worker_unavailable"
  | "wasm_unavailable"
  | "data_unavailable"
  | "fonts_unavailable"
  | "init_conflict"
  | "findings"
  | "crashed"
  | "closed"
  | "internal";

/**
 * Why a file did not arrive.
 *
 * - `offline`: there is no network. - `network`: the connection failed or broke off. - `stalled`: no byte came for too long.
 * - `status`: the server answered with an error. - `damaged`: other bytes than were published, also after asking again past all caches.
 */
export type LoadFailure = "offline" | "network" | "stalled" | "status" | "damaged";

/** What an error carries over `postMessage`, where classes and own properties of `Error` are lost. */
export interface ErrorFacts {
  /** Which kind of error. */
  readonly code: ErrorCode;
  /** What happened, in Chinese. */
  readonly message: string;
  /** What to do, in Chinese; may be empty. */
  readonly hint?: string;
  /** Findings, for code `findings`. */
  readonly findings?: readonly Finding[];
  /** The draft that was composed before the error, if any. */
  readonly draft?: string;
  /** Title of the document concerned, when it is known. */
  readonly title?: string;
  /** Why a file did not arrive, for codes that end in `_unavailable`. */
  readonly reason?: LoadFailure;
}

/** An error with a stable `code`, a message in Chinese, and what to do in `hint`. */
export class HuibaoError extends Error {
  /** By this an error is known as one of this package's. */
  override readonly name = "HuibaoError";
  /** Which kind of error; stable. */
  readonly code: ErrorCode;
  /** What happened, in Chinese; `message` is this, the hint and the code together. */
  readonly summary: string;
  /** What to do, in Chinese; may be empty. */
  readonly hint: string;
  /** Findings, for code `findings`; otherwise empty. */
  readonly findings: readonly Finding[];
  /** The draft that was composed before the error, if any. */
  readonly draft: string | null;
  /** Title of the document concerned, when it is known. */
  readonly title: string | null;
  /** Why a file did not arrive, if that is what happened. */
  readonly reason: LoadFailure | null;

  constructor(facts: ErrorFacts, options?: ErrorOptions) {
    const hint = facts.hint ?? "";
    super(`${facts.message}${hint === "" ? "" : `\n${hint}`}\n(${facts.code})`, options);
    this.code = facts.code;
    this.summary = facts.message;
    this.hint = hint;
    this.findings = facts.findings ?? [];
    this.draft = facts.draft ?? null;
    this.title = facts.title ?? null;
    this.reason = facts.reason ?? null;
  }
}

/**
 * Whether `value` is a {@link HuibaoError}. Structural, not `instanceof`: two copies of the package on one page
 * (micro-front-ends, an iframe) have two classes.
 */
export function isHuibaoError(value: unknown): value is HuibaoError {
  return (
    value instanceof Object &&
    "name" in value &&
    value.name === "HuibaoError" &&
    "code" in value &&
    typeof value.code === "string" &&
    "findings" in value &&
    Array.isArray(value.findings)
  );
}
