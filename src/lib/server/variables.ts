/**
 * Every variable of the environment that the server reads: the one place where a name, its default and its meaning
 * stand. `env.ts` takes the defaults from here and can read nothing else, unknown names are measured against it, and
 * a test compares the table in README.md with it.
 */

interface Variable {
  /** What an unset one counts as. */
  readonly default?: string;
  /** In the table, where there is no default: what applies then. */
  readonly unset?: string;
  /** In the table. */
  readonly meaning: string;
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

export const VARIABLES = {
  PORT: { default: '3000', meaning: 'where to listen' },
  HOST: { default: '127.0.0.1', meaning: 'on which address; `0.0.0.0` for every one of this machine' },
  DATA_DIR: { default: '.data', meaning: 'the embedded database; one process at a time' },
  DATABASE_URL: { meaning: 'use this Postgres (15 or newer) instead' },
  ORIGIN: {
    meaning: 'the public address, such as `https://chat.example.org`, when a proxy with TLS stands in front',
  },
  ADDRESS_HEADER: {
    meaning: 'where that proxy names the client, such as `x-real-ip`: limits go by that address',
  },
  LOG_LEVEL: { default: 'info', meaning: '`debug`, `info`, `warn`, `error` or `silent`' },
  METRICS_PORT: {
    meaning: 'where `/metrics` listens for Prometheus, with `/healthz` and `/readyz`; unset, nowhere',
  },
  METRICS_HOST: { default: '127.0.0.1', meaning: 'on which address; it asks nobody who they are' },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    meaning:
      'a collector of OpenTelemetry that traces are sent to, such as `http://127.0.0.1:4318`; unset, none are made',
  },
  SLOW_QUERY_MS: {
    default: '500',
    meaning: 'a statement of the database that takes longer is logged; `0` for none',
  },
  STOP_DELAY_SECONDS: {
    default: '0',
    meaning: 'how long `/readyz` says 503 before a stop begins, for load balancers that ask now and then',
  },
  REQUESTS_PER_SECOND: {
    unset: '`100`',
    meaning: "what one person's devices may ask of the API; a change counts five times",
  },
  TOKEN_REQUESTS_PER_SECOND: { unset: '`20`', meaning: 'the same for a token' },
  WEBHOOK_REQUESTS_PER_SECOND: { unset: '`5`', meaning: 'the same for a webhook' },
  PUSH_ORIGINS: {
    meaning: 'push services of your own besides those of the browsers: `https://push.example.org`, …',
  },
  VAPID_PUBLIC_KEY: {
    unset: 'in the database',
    meaning: 'the key by which push services know this server; with another, every device subscribes again',
  },
  VAPID_PRIVATE_KEY: { unset: 'in the database', meaning: 'the other half of it' },
  CAIRN_OIDC_ISSUER: {
    meaning: 'a provider of OpenID Connect, where people may sign in too; needs `ORIGIN`',
  },
  CAIRN_OIDC_CLIENT_ID: { meaning: 'as the provider gave it' },
  CAIRN_OIDC_CLIENT_SECRET: { meaning: 'likewise; without one Cairn is a public client' },
  CAIRN_OIDC_NAME: { unset: "the issuer's host", meaning: 'as people call it: “Sign in with …”' },
  CAIRN_OIDC_CLAIM: { default: 'preferred_username', meaning: 'which claim is the employee ID' },
  CAIRN_OIDC_SCOPE: { default: 'openid profile', meaning: 'what to ask for' },
  CAIRN_OIDC_UNKNOWN: {
    default: 'refuse',
    meaning: '`join` makes members of people whom nobody has added',
  },
} as const satisfies Readonly<Record<string, Variable>>;

export type VariableName = keyof typeof VARIABLES;
type WithDefault = {
  [Name in VariableName]: (typeof VARIABLES)[Name] extends { default: string } ? Name : never;
}[VariableName];

/** What is set, and what applies where nothing is. An empty variable counts as unset. */
export class Variables {
  readonly #env: NodeJS.ProcessEnv;

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env;
  }

  set(name: VariableName): string | undefined {
    return this.#env[name]?.trim() || undefined;
  }

  get(name: WithDefault): string {
    return this.set(name) ?? VARIABLES[name].default;
  }
}
