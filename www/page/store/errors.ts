/** {@link StoreError}: why a file was not opened, in words for the clerk. */

/** Stable codes: for tests and for who decides what to do next. */
export type StoreErrorCode = "too_large" | "unreadable" | "not_a_project" | "damaged" | "newer";

export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string) {
    super(message);
    this.name = "StoreError";
    this.code = code;
  }
}

export function isStoreError(error: unknown): error is StoreError {
  return error instanceof StoreError;
}
