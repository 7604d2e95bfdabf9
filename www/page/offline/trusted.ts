/** Addresses of scripts for pages under `require-trusted-types-for 'script'`, which takes no plain text for one. */

/** What TypeScript's library does not have yet. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): { createScriptURL(address: string): { toString(): string } };
}

let policy: ReturnType<TrustedTypes["createPolicy"]> | null = null;

/** The address of a script of the page's own. @throws TypeError for one of elsewhere */
export function trustedScript(address: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined) {
    return own(address);
  }
  policy ??= trustedTypes.createPolicy("huibao-page", { createScriptURL: own });
  // What browsers take in the place of a text; the library's types know the text alone.
  return policy.createScriptURL(address) as unknown as string;
}

function own(address: string): string {
  const { protocol, origin } = new URL(address);
  if (protocol !== "blob:" && origin !== location.origin) {
    throw new TypeError(`not a script of this page: ${address}`);
  }
  return address;
}
