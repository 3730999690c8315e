/** Tokens with which programs act in the person's name. They live on the server. */
import type { Scope } from '#domain/scopes.ts';
import { call } from './api.ts';

export { SCOPES, type Scope } from '#domain/scopes.ts';

export interface Token {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: string;
  /** To the minute. */
  readonly lastUsedAt: string | null;
  /** Null: until it is revoked. */
  readonly expiresAt: string | null;
}

const TOKENS = '/api/v1/me/tokens';

/** Newest first. @throws CairnError */
export async function fetchTokens(): Promise<readonly Token[]> {
  return (await call<{ tokens: Token[] }>('GET', TOKENS)).tokens;
}

/** @param days how long it is good for; until it is revoked when not said @returns the token, this once @throws CairnError */
export async function makeToken(wish: {
  name: string;
  scopes: readonly Scope[];
  days?: number;
}): Promise<string> {
  return (await call<{ token: string }>('POST', TOKENS, wish)).token;
}

/** What it has open ends at once. @throws CairnError */
export async function revokeToken(id: string): Promise<void> {
  await call('DELETE', `${TOKENS}/${encodeURIComponent(id)}`);
}
