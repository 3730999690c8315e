import address from './search-worker.ts?worker&url';

interface Policy {
  createScriptURL(address: string): string;
}
interface TrustedTypes {
  createPolicy(name: string, rules: Policy): Policy;
}
/** Not in TypeScript's own library yet (6.0), nor in every browser. */
const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };

/** The page's rules let scripts be named by known policies only; this one knows one address. */
const policy = trustedTypes?.createPolicy('cairn-search-worker', { createScriptURL: () => address });

export const startSearchWorker = (): Worker =>
  new Worker(policy?.createScriptURL(address) ?? address, { type: 'module', name: 'search' });
