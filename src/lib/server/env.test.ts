import { describe, expect, it } from 'vitest';
import { readEnvironment } from './env.ts';
import { StartError } from './start-error.ts';
import { VARIABLES } from './variables.ts';

describe('readEnvironment', () => {
  it('has a value for everything, and takes an empty variable as unset', () => {
    const usual = {
      port: 3000,
      host: '127.0.0.1',
      dataDir: '.data',
      databaseUrl: undefined,
      origin: undefined,
      addressHeader: undefined,
      provider: undefined,
      pushOrigins: [],
      pushKeys: undefined,
      requestsPerSecond: {},
      metrics: undefined,
      tracesTo: undefined,
      slowQueryMs: 500,
      stopDelaySeconds: 0,
      remarks: [],
    };
    expect(readEnvironment({})).toEqual(usual);
    expect(readEnvironment({ PORT: '', HOST: ' ', DATA_DIR: '', DATABASE_URL: '', ORIGIN: '' })).toEqual(
      usual,
    );
  });

  it('reads what is set', () => {
    const set = { PORT: '0', HOST: '::', DATA_DIR: '/srv/cairn', ORIGIN: 'https://Chat.example.org/' };
    expect(readEnvironment({ ...set, DATABASE_URL: 'postgresql://ada@db/cairn' })).toEqual({
      port: 0,
      host: '::',
      dataDir: '/srv/cairn',
      databaseUrl: 'postgresql://ada@db/cairn',
      origin: 'https://chat.example.org',
      addressHeader: undefined,
      provider: undefined,
      pushOrigins: [],
      pushKeys: undefined,
      requestsPerSecond: {},
      metrics: undefined,
      tracesTo: undefined,
      slowQueryMs: 500,
      stopDelaySeconds: 0,
      remarks: [],
    });
  });

  it('reads how many requests a second are taken, and refuses what is none', () => {
    const rates = { TOKEN_REQUESTS_PER_SECOND: '200', WEBHOOK_REQUESTS_PER_SECOND: '1' };
    expect(readEnvironment(rates).requestsPerSecond).toEqual({ token: 200, webhook: 1 });
    for (const text of ['0', '-1', '1.5', 'many', '1000000'])
      expect(() => readEnvironment({ REQUESTS_PER_SECOND: text })).toThrow(StartError);
  });

  it('reads push services of the operator, and a pair of keys or none', () => {
    const origins = 'https://push.example.org, http://10.0.0.5:8080';
    expect(readEnvironment({ PUSH_ORIGINS: origins }).pushOrigins).toEqual([
      'https://push.example.org',
      'http://10.0.0.5:8080',
    ]);
    expect(() => readEnvironment({ PUSH_ORIGINS: 'push.example.org' })).toThrow(/^PUSH_ORIGINS must look/);
    const keys = { VAPID_PUBLIC_KEY: `B${'a'.repeat(86)}`, VAPID_PRIVATE_KEY: 'b'.repeat(43) };
    expect(readEnvironment(keys).pushKeys).toEqual({
      publicKey: keys.VAPID_PUBLIC_KEY,
      privateKey: keys.VAPID_PRIVATE_KEY,
    });
    for (const lacking of [
      { VAPID_PUBLIC_KEY: keys.VAPID_PUBLIC_KEY },
      { ...keys, VAPID_PRIVATE_KEY: 'short' },
    ])
      expect(() => readEnvironment(lacking)).toThrow(/^VAPID_PUBLIC_KEY and/);
  });

  const PROVIDER = {
    ORIGIN: 'https://chat.example.org',
    CAIRN_OIDC_ISSUER: 'https://id.example.org/realms/field/',
    CAIRN_OIDC_CLIENT_ID: 'cairn',
  };

  it('reads where people may sign in besides here', () => {
    expect(readEnvironment(PROVIDER).provider).toEqual({
      issuer: 'https://id.example.org/realms/field',
      clientId: 'cairn',
      clientSecret: undefined,
      name: 'id.example.org',
      claim: 'preferred_username',
      scope: ['openid', 'profile'],
      unknown: 'refuse',
      redirectUri: 'https://chat.example.org/sign-in/provider/callback',
    });
    const chosen = { CAIRN_OIDC_NAME: 'Field ID', CAIRN_OIDC_CLAIM: 'employee', CAIRN_OIDC_UNKNOWN: 'join' };
    expect(readEnvironment({ ...PROVIDER, ...chosen }).provider).toMatchObject({
      name: 'Field ID',
      claim: 'employee',
      unknown: 'join',
    });
  });

  it.each([
    { PORT: 'http' },
    { PORT: '65536' },
    { PORT: '-1' },
    { PORT: '3000.5' },
    { ORIGIN: 'chat.example.org' },
    { ORIGIN: 'https://chat.example.org/cairn' },
    { ORIGIN: 'ftp://chat.example.org' },
    { ADDRESS_HEADER: 'x real ip' },
    { DATABASE_URL: 'mysql://db/cairn' },
    { ...PROVIDER, ORIGIN: '' },
    { ...PROVIDER, CAIRN_OIDC_CLIENT_ID: '' },
    { ...PROVIDER, CAIRN_OIDC_ISSUER: 'http://id.example.org' },
    { ...PROVIDER, CAIRN_OIDC_ISSUER: 'id.example.org' },
    { ...PROVIDER, CAIRN_OIDC_UNKNOWN: 'administrator' },
    { LOG_LEVEL: 'loud' },
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' },
    { SLOW_QUERY_MS: '0.5' },
    { STOP_DELAY_SECONDS: '301' },
  ])('refuses %o in one sentence', (env) => {
    expect(() => readEnvironment(env)).toThrow(StartError);
    expect(() => readEnvironment(env)).toThrow(/^[A-Z_]+ must [^\n]+\.$/);
  });

  it.each([
    [{ CAIRN_OIDC_CLIENT_ID: 'cairn' }, ['CAIRN_OIDC_CLIENT_ID', 'CAIRN_OIDC_ISSUER']],
    [{ METRICS_HOST: '::' }, ['METRICS_HOST', 'METRICS_PORT']],
    [{ METRICS_PORT: '3000' }, ['METRICS_PORT', 'PORT']],
    [{ METRICS_PORT: '80', PORT: '80', HOST: '0.0.0.0' }, ['METRICS_PORT', 'PORT']],
  ])('refuses %o, which contradicts itself, and names both', (env, names) => {
    expect(() => readEnvironment(env)).toThrow(StartError);
    for (const name of names) expect(() => readEnvironment(env)).toThrow(name);
  });

  it('remarks on names that are nearly ours, and on unknown ones that begin like ours', () => {
    const env = {
      DATABSE_URL: 'x',
      POTR: '1',
      cairn_oidc_issuer: 'x',
      CAIRN_COLOUR: 'red',
      HOME: '/',
      PATH: '/',
    };
    expect(readEnvironment(env).remarks).toEqual([
      'DATABSE_URL is no setting of Cairn. Did you mean DATABASE_URL?',
      'POTR is no setting of Cairn. Did you mean PORT?',
      'cairn_oidc_issuer is no setting of Cairn. Did you mean CAIRN_OIDC_ISSUER?',
      'CAIRN_COLOUR is no setting of Cairn, and changes nothing.',
    ]);
  });

  it('reads every variable that is declared', () => {
    const read = new Set<string>();
    const env: NodeJS.ProcessEnv = new Proxy<NodeJS.ProcessEnv>(PROVIDER, {
      get: (target, name) => (read.add(String(name)), target[String(name)]),
    });
    readEnvironment(env);
    expect([...read].sort()).toEqual(Object.keys(VARIABLES).sort());
  });

  it('never repeats a database address, which may hold a password', () => {
    let message = '';
    try {
      readEnvironment({ DATABASE_URL: 'mysql://ada:hunter2@db/cairn' });
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toBe('DATABASE_URL must start with postgres:// or postgresql://.');
  });
});
