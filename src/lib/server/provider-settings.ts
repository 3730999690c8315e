import { StartError } from './start-error.ts';
import type { VariableName, Variables } from './variables.ts';

/** A provider of OpenID Connect at which people of the organisation may sign in. */
export interface ProviderSettings {
  /** CAIRN_OIDC_ISSUER, without a slash at the end. */
  issuer: string;
  /** CAIRN_OIDC_CLIENT_ID */
  clientId: string;
  /** CAIRN_OIDC_CLIENT_SECRET; undefined for a public client, which PKCE protects. */
  clientSecret: string | undefined;
  /** CAIRN_OIDC_NAME: as people call it; its host unless told otherwise. */
  name: string;
  /** CAIRN_OIDC_CLAIM: what of its word about a person is the employee id. Never one that people can change there. */
  claim: string;
  /** CAIRN_OIDC_SCOPE */
  scope: string[];
  /** CAIRN_OIDC_UNKNOWN: whether somebody whom nobody added is refused, or joins as a member. */
  unknown: 'refuse' | 'join';
  /** Where the provider sends people back to, to be registered there. */
  redirectUri: string;
}

/** What says nothing without an issuer. */
const OF_ISSUER = [
  'CAIRN_OIDC_CLIENT_ID',
  'CAIRN_OIDC_CLIENT_SECRET',
  'CAIRN_OIDC_NAME',
  'CAIRN_OIDC_CLAIM',
  'CAIRN_OIDC_SCOPE',
  'CAIRN_OIDC_UNKNOWN',
] as const satisfies readonly VariableName[];

/** Reads CAIRN_OIDC_…; undefined without an issuer. Throws StartError for what cannot be meant. */
export function readProviderSettings(
  variables: Variables,
  origin: string | undefined,
): ProviderSettings | undefined {
  const set = variables.set.bind(variables);
  const issuer = readIssuer(set('CAIRN_OIDC_ISSUER'));
  if (issuer === undefined) {
    const alone = OF_ISSUER.find((name) => set(name) !== undefined);
    if (alone === undefined) return undefined;
    throw new StartError(`${alone} must come with CAIRN_OIDC_ISSUER, which is not set.`);
  }
  const clientId = set('CAIRN_OIDC_CLIENT_ID');
  if (clientId === undefined)
    throw new StartError('CAIRN_OIDC_CLIENT_ID must be set, as the provider of CAIRN_OIDC_ISSUER gave it.');
  // Registered at the provider: what a Host header says is not good enough.
  if (origin === undefined) throw new StartError('ORIGIN must be set where CAIRN_OIDC_ISSUER is.');
  const unknown = variables.get('CAIRN_OIDC_UNKNOWN');
  if (unknown !== 'refuse' && unknown !== 'join')
    throw new StartError(`CAIRN_OIDC_UNKNOWN must be refuse or join, not "${unknown}".`);
  return {
    issuer,
    clientId,
    clientSecret: set('CAIRN_OIDC_CLIENT_SECRET'),
    name: set('CAIRN_OIDC_NAME') ?? new URL(issuer).host,
    claim: variables.get('CAIRN_OIDC_CLAIM'),
    scope: variables.get('CAIRN_OIDC_SCOPE').split(/\s+/),
    unknown,
    redirectUri: `${origin}/sign-in/provider/callback`,
  };
}

function readIssuer(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isNear = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (!url || !(url.protocol === 'https:' || isNear) || url.search !== '' || url.hash !== '')
    throw new StartError(`CAIRN_OIDC_ISSUER must be an address of https, not "${text}".`);
  return text.replace(/\/+$/, '');
}
