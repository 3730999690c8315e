/** Why nobody was signed in by the provider, each with what a person reads; `name` is that of the provider. */
const SENTENCES = {
  unreachable: (name: string) =>
    `${name} does not answer. Sign in with your password, or try again when the network is better.`,
  cancelled: (name: string) =>
    `You were not signed in: ${name} ended it. Try again, or sign in with your password.`,
  expired: () => 'That took longer than five minutes, or was answered already. Start again.',
  refused: (name: string) =>
    `You were not signed in: what ${name} answered could not be verified. Start again.`,
  'unknown-person': (name: string) =>
    `${name} knows you, but this organisation does not. Ask an administrator to add you.`,
  'other-account': (name: string) =>
    `Another account of ${name} belongs to this person already. Ask an administrator.`,
  'not-active': () => 'This account is not active. Ask an administrator of your organisation.',
  'too-many': () => 'Too many attempts. Try again in a few minutes.',
} as const satisfies Record<string, (name: string) => string>;

export type ProviderProblem = keyof typeof SENTENCES;

/** The sentence for a problem as an address names it; undefined for what is none. */
export const providerProblem = (text: string | null, name: string): string | undefined =>
  text !== null && Object.hasOwn(SENTENCES, text) ? SENTENCES[text as ProviderProblem](name) : undefined;
