import { readProviderSettings, type ProviderSettings } from './provider-settings.ts';
import { StartError } from './start-error.ts';
import { unknownVariables } from './unknown-variables.ts';
import { LOG_LEVELS, Variables, type VariableName } from './variables.ts';

/** What the operator may set, read once at start. */
export interface Environment {
  /** PORT, 3000 */
  port: number;
  /** HOST, 127.0.0.1 */
  host: string;
  /** DATA_DIR, `.data`: the embedded database, and in any case the list of erased messages. */
  dataDir: string;
  /** DATABASE_URL: a Postgres 15 or newer, instead of the embedded database. */
  databaseUrl: string | undefined;
  /** ORIGIN: how browsers reach this server, `https://chat.example.org`; unset, the Host header says it. */
  origin: string | undefined;
  /** METRICS_PORT and METRICS_HOST: where the figures are; undefined for nowhere. */
  metrics: { port: number; host: string } | undefined;
  /** ADDRESS_HEADER: the header in which a proxy says who the client is; unset, it is who connects. */
  addressHeader: string | undefined;
  /** OTEL_EXPORTER_OTLP_ENDPOINT: the collector that traces are sent to; undefined for none. */
  tracesTo: string | undefined;
  /** SLOW_QUERY_MS, 500: statements that take longer are logged; 0 for none. */
  slowQueryMs: number;
  /** STOP_DELAY_SECONDS, 0: between saying that this server stops and stopping. */
  stopDelaySeconds: number;
  /** PUSH_ORIGINS: push services of your own, `https://push.example.org`, separated by commas. */
  pushOrigins: readonly string[];
  /** VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY: instead of those that the database keeps. */
  pushKeys: { publicKey: string; privateKey: string } | undefined;
  /** REQUESTS_PER_SECOND, TOKEN_REQUESTS_PER_SECOND, WEBHOOK_REQUESTS_PER_SECOND: what is unset stays as it is. */
  requestsPerSecond: Readonly<Partial<Record<'person' | 'token' | 'webhook', number>>>;
  /** CAIRN_OIDC_…: where people may sign in besides here; undefined for nowhere. */
  provider: ProviderSettings | undefined;
  /** Sentences for the operator about what is set and means nothing here. */
  remarks: readonly string[];
}

/**
 * Reads the environment; an empty variable counts as unset. Throws StartError for a value that cannot be meant, and
 * for two that contradict one another.
 */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const variables = new Variables(env);
  const set = variables.set.bind(variables);
  const origin = readOrigin('ORIGIN', set('ORIGIN'));
  checkLogLevel(variables.get('LOG_LEVEL'));
  return {
    port: readPort('PORT', variables.get('PORT')),
    host: variables.get('HOST'),
    dataDir: variables.get('DATA_DIR'),
    databaseUrl: readDatabaseUrl(set('DATABASE_URL')),
    metrics: readMetrics(variables),
    addressHeader: readHeaderName('ADDRESS_HEADER', set('ADDRESS_HEADER')),
    tracesTo: readAddress('OTEL_EXPORTER_OTLP_ENDPOINT', set('OTEL_EXPORTER_OTLP_ENDPOINT')),
    slowQueryMs: readWhole(variables, 'SLOW_QUERY_MS', 600_000),
    stopDelaySeconds: readWhole(variables, 'STOP_DELAY_SECONDS', 300),
    pushOrigins: (set('PUSH_ORIGINS') ?? '')
      .split(',')
      .flatMap((text) => readOrigin('PUSH_ORIGINS', text.trim() || undefined) ?? []),
    pushKeys: readPushKeys(set('VAPID_PUBLIC_KEY'), set('VAPID_PRIVATE_KEY')),
    requestsPerSecond: {
      ...readRate('person', 'REQUESTS_PER_SECOND', set('REQUESTS_PER_SECOND')),
      ...readRate('token', 'TOKEN_REQUESTS_PER_SECOND', set('TOKEN_REQUESTS_PER_SECOND')),
      ...readRate('webhook', 'WEBHOOK_REQUESTS_PER_SECOND', set('WEBHOOK_REQUESTS_PER_SECOND')),
    },
    origin,
    provider: readProviderSettings(variables, origin),
    remarks: unknownVariables(env),
  };
}

function readPort(variable: VariableName, text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new StartError(`${variable} must be a number from 0 to 65535, not "${text}".`);
  return port;
}

function readHeaderName(variable: VariableName, text: string | undefined): string | undefined {
  if (text !== undefined && !/^[A-Za-z0-9-]+$/.test(text))
    throw new StartError(`${variable} must be the name of a header, such as x-real-ip, not "${text}".`);
  return text?.toLowerCase();
}

/** `log.ts` reads it by itself, before anything else, and knows only these. */
function checkLogLevel(text: string): void {
  if (!LOG_LEVELS.some((level) => level === text))
    throw new StartError(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}, not "${text}".`);
}

/** Of every address of a family. */
const WILDCARDS = ['0.0.0.0', '::'];

function readMetrics(variables: Variables): Environment['metrics'] {
  const text = variables.set('METRICS_PORT');
  const host = variables.get('METRICS_HOST');
  if (text === undefined) {
    if (variables.set('METRICS_HOST') === undefined) return undefined;
    throw new StartError('METRICS_HOST must come with METRICS_PORT, which is not set.');
  }
  const port = readPort('METRICS_PORT', text);
  const own = variables.get('HOST');
  const meets = host === own || WILDCARDS.includes(host) || WILDCARDS.includes(own);
  if (port !== 0 && meets && port === Number(variables.get('PORT')))
    throw new StartError(`METRICS_PORT must differ from PORT: both are ${port}.`);
  return { port, host };
}

function readWhole(variables: Variables, name: 'SLOW_QUERY_MS' | 'STOP_DELAY_SECONDS', max: number): number {
  const text = variables.get(name);
  if (!/^\d{1,6}$/.test(text) || Number(text) > max)
    throw new StartError(`${name} must be a whole number from 0 to ${max}, not "${text}".`);
  return Number(text);
}

function readRate(
  asking: keyof Environment['requestsPerSecond'],
  variable: VariableName,
  text: string | undefined,
): Environment['requestsPerSecond'] {
  if (text === undefined) return {};
  const rate = Number(text);
  if (!/^\d{1,6}$/.test(text) || rate < 1)
    throw new StartError(`${variable} must be a whole number from 1 to 999999, not "${text}".`);
  return { [asking]: rate };
}

function readDatabaseUrl(text: string | undefined): string | undefined {
  // The value itself is not repeated: it may hold a password.
  if (text !== undefined && !/^postgres(ql)?:\/\/./.test(text))
    throw new StartError('DATABASE_URL must start with postgres:// or postgresql://.');
  return text;
}

function readOrigin(variable: VariableName, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin =
    url && /^https?:$/.test(url.protocol) && [url.origin, `${url.origin}/`].includes(text.toLowerCase());
  if (!isOrigin)
    throw new StartError(`${variable} must look like https://chat.example.org, with no path, not "${text}".`);
  return url.origin;
}

function readAddress(variable: VariableName, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const isAddress = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  // The value itself is not repeated: it may hold a password.
  if (!isAddress) throw new StartError(`${variable} must be an address of http or https.`);
  return text;
}

function readPushKeys(
  publicKey: string | undefined,
  privateKey: string | undefined,
): Environment['pushKeys'] {
  if (publicKey === undefined && privateKey === undefined) return undefined;
  // An uncompressed point of P-256 and its number, as base64url; the private one is not repeated.
  if (!/^B[A-Za-z0-9_-]{86}$/.test(publicKey ?? '') || !/^[A-Za-z0-9_-]{43}$/.test(privateKey ?? ''))
    throw new StartError(
      'VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY must be a pair of keys as base64url, or unset.',
    );
  return { publicKey: publicKey!, privateKey: privateKey! };
}
