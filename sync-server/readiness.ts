/**
 * What a load balancer asks. `/healthz`: does this process answer at all? Restart it when not. `/readyz`: may people
 * be sent here? Not while it starts or stops, nor while its database is away. Neither says more than which part lacks.
 */
import type { RequestListener } from 'node:http';
import type { Database } from '#server/database.ts';
import { currentRequest } from '#server/request-scope.ts';

const LIMIT_MS = 3_000;

/** In the order in which a start gets to them. */
const PARTS = ['database', 'migrations', 'sync'] as const;
export type Part = (typeof PARTS)[number];

type Word = 'ok' | 'starting' | 'stopping' | 'unavailable';
export type Look = { readonly status: Word } & Readonly<Record<Part, Word>>;

export class Readiness {
  readonly #reached = new Set<Part>();
  #isStopping = false;
  #database: Database | undefined;
  /** Many may ask at once: one question to the database answers them all. */
  #asking: Promise<boolean> | undefined;

  /** Open; from now on it is asked each time. */
  opened(database: Database): void {
    this.#database = database;
    this.reached('database');
  }

  reached(part: Part): void {
    this.#reached.add(part);
  }

  /** From now on nobody is to be sent here. */
  stop(): void {
    this.#isStopping = true;
  }

  async look(): Promise<Look> {
    const isThere = !this.#database || (await (this.#asking ??= this.#ask(this.#database)));
    const wordOf = (part: Part): Word => {
      if (!this.#reached.has(part)) return 'starting';
      if (part === 'database' && !isThere) return 'unavailable';
      return part === 'sync' && this.#isStopping ? 'stopping' : 'ok';
    };
    const [database, migrations, sync] = PARTS.map(wordOf) as [Word, Word, Word];
    const status = [sync, database, migrations].find((word) => word !== 'ok') ?? 'ok';
    return { status, database, migrations, sync };
  }

  async #ask({ pool }: Database): Promise<boolean> {
    let limit: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => (limit = setTimeout(resolve, LIMIT_MS, false)));
    const answered = pool.query('select 1').then(
      () => true,
      () => false, // Which is what is asked.
    );
    try {
      return await Promise.race([answered, late]);
    } finally {
      clearTimeout(limit);
      this.#asking = undefined;
    }
  }
}

/** Answers the two addresses. @returns false for any other, which is left alone */
export function answerHealth(
  readiness: Readiness,
  ...[request, response]: Parameters<RequestListener>
): boolean {
  const path = request.url?.split('?')[0];
  if (path !== '/healthz' && path !== '/readyz') return false;
  const scope = currentRequest();
  if (scope) scope.route = path;
  const say = (status: number, body: object): void => {
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(request.method === 'HEAD' ? undefined : JSON.stringify(body));
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') say(405, { status: 'GET only' });
  else if (path === '/healthz') say(200, { status: 'ok' });
  else void readiness.look().then((look) => say(look.status === 'ok' ? 200 : 503, look));
  return true;
}
