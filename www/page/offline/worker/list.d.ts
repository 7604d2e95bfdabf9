/** Written by `scripts/offline.mjs` into the service worker. */
declare module "huibao-offline-list" {
  /** Digest of everything that is listed: another one is another version of the page. */
  export const version: string;
  /** Files of the page itself: address from the page's folder, and SHA-256. */
  export const page: readonly (readonly [file: string, sha256: string])[];
  /** Files of the program: the digest is the one under which the program looks for them. */
  export const program: readonly (readonly [file: string, sha256: string, bytes: number])[];
}
