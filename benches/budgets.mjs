/**
 * What each part of the page may weigh: bytes after brotli 11, 3 % above what was measured. A part that grows
 * past its budget fails `make size`. Whoever adds weight on purpose raises the number here, in the same commit, and says
 * why; whoever takes weight away lowers it.
 *
 * A part without files (a module that this checkout does not build) is left out.
 */
export const BUDGETS = {
  /** The module of data, check and draft, loaded at once. */
  core: 932_000,
  /** The module of Excel workbooks, loaded with the first one. */
  workbook: 513_000,
  /** The module of Word documents, loaded with the first one. */
  docx: 240_000,
  /** The module of pages and PDF, streamed into the worker. */
  typesetter: 2_388_000,
  /** Scripts of the page: worker, editor (half of it), grid and the rest. */
  javascript: 176_000,
  /** The page itself and its style. */
  page: 6_200,
  /** What makes the page work without network: the service worker, whose list grows with each file of the page. */
  offline: 4_850,
  /** What is known of the faces before one is loaded: the manifest and the addresses of its slices. */
  slices: 71_500,
};
