/**
 * What each part of the page may weigh: bytes after brotli 11, 3 % above what was measured. A part that grows
 * past its budget fails `make size`. Whoever adds weight on purpose raises the number here, in the same commit, and says
 * why; whoever takes weight away lowers it.
 *
 * A part without files (a module that this checkout does not build) is left out.
 */
export const BUDGETS = {
  /** The module of data, check and draft, loaded at once. */
  core: 956_000,
  /** The module of Excel workbooks, loaded with the first one. */
  workbook: 513_000,
  /** The module of Word documents, loaded with the first one. Of the quick build: the first release build lowers it. */
  docx: 396_000,
  /** The module of pages and PDF, streamed into the worker. */
  typesetter: 2_388_000,
  /** Scripts of the page, its worker included. */
  javascript: 29_000,
  /** The page itself and its style. */
  page: 4_200,
  /** What makes the page work without network: the service worker, whose list grows with each file of the page. */
  offline: 4_430,
  /** What is known of the faces before one is loaded: the manifest and the addresses of its slices. */
  slices: 71_500,
};
