/** Why nobody was signed in by the provider. The pages have a sentence for each. */
const PROVIDER_PROBLEMS = [
  'unreachable',
  'cancelled',
  'expired',
  'refused',
  'unknown-person',
  'other-account',
  'not-active',
  'too-many',
] as const;

export type ProviderProblem = (typeof PROVIDER_PROBLEMS)[number];

/** The problem that an address names; undefined for what is none. */
export const providerProblem = (text: string | null): ProviderProblem | undefined =>
  PROVIDER_PROBLEMS.find((problem) => problem === text);
