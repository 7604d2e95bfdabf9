/**
 * The worker's address under `require-trusted-types-for 'script'`: there a worker starts only from an address that a policy
 * has let through. This package's is called `huibao` and lets through what is of the page's own origin.
 */

/** A `TrustedScriptURL`, for pages under `require-trusted-types-for 'script'`; not yet in every TypeScript library. */
export interface TrustedScript {
  /** The address. */
  toString(): string;
  /** The address. */
  toJSON(): string;
}

/** What is used of the browser's `trustedTypes`. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): Policy;
}

interface Policy {
  createScriptURL(address: string): TrustedScript;
}

/** Made once: a page's policy may forbid a second one of the same name. */
let policy: Policy | null = null;

/**
 * The address as a constructor of workers takes it. Where there are no trusted types, or the page does not permit the
 * policy `huibao`, it is the address as it was.
 *
 * @throws TypeError for an address of another origin, from which no worker could start either.
 */
export function trusted(address: URL): URL | TrustedScript {
  policy ??= createPolicy();
  return policy?.createScriptURL(address.href) ?? address;
}

function createPolicy(): Policy | null {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  try {
    return trustedTypes?.createPolicy("huibao", { createScriptURL: ownOrigin }) ?? null;
  } catch {
    // `trusted-types` without this name: a host that gives an address which is trusted already needs none.
    return null;
  }
}

function ownOrigin(address: string): string {
  if (new URL(address).origin !== globalThis.origin) {
    throw new TypeError(`${address} is not of the page's origin`);
  }
  return address;
}
