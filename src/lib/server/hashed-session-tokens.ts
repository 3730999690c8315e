import { createHash } from 'node:crypto';
import type { DBAdapter, Where } from 'better-auth';

/**
 * Keeps session tokens out of the database: between better-auth, which stores and seeks them as they are (1.7.25), and
 * the table, every token is replaced by its SHA-256. What is read back carries the token that it was sought by. Lists
 * of sessions carry hashes, so end a session of a list by its id.
 */
export function hashedSessionTokens(adapter: DBAdapter): DBAdapter {
  const hashed: DBAdapter = {
    ...adapter,
    async create(call) {
      const token = call.model === 'session' ? (call.data as { token?: string }).token : undefined;
      if (token === undefined) return adapter.create(call);
      const created = await adapter.create<Record<string, unknown>>({
        ...call,
        data: { ...call.data, token: hashOf(token) },
      });
      return { ...created, token } as never;
    },
    findOne: async <T>(call: Parameters<DBAdapter['findOne']>[0]) =>
      withToken(await adapter.findOne<T>(hashedWhere(call)), call),
    findMany: async <T>(call: Parameters<DBAdapter['findMany']>[0]) =>
      (await adapter.findMany<T>(hashedWhere(call))).map((row) => withToken(row, call)),
    update: async <T>(call: Parameters<DBAdapter['update']>[0]) =>
      withToken(await adapter.update<T>(hashedWhere(call)), call),
    count: (call) => adapter.count(hashedWhere(call)),
    updateMany: (call) => adapter.updateMany(hashedWhere(call)),
    delete: (call) => adapter.delete(hashedWhere(call)),
    deleteMany: (call) => adapter.deleteMany(hashedWhere(call)),
    consumeOne: async <T>(call: Parameters<DBAdapter['consumeOne']>[0]) =>
      withToken(await adapter.consumeOne<T>(hashedWhere(call)), call),
    transaction: (work) => adapter.transaction((inner) => work(hashedSessionTokens(inner as DBAdapter))),
  };
  return hashed;
}

interface Call {
  model: string;
  where?: Where[] | undefined;
}

function hashedWhere<C extends Call>(call: C): C {
  if (call.model !== 'session' || !call.where) return call;
  const where = call.where.map((clause) => {
    if (clause.field !== 'token') return clause;
    const { value } = clause;
    const hash = Array.isArray(value) ? value.map((token) => hashOf(String(token))) : hashOf(String(value));
    return { ...clause, value: hash };
  });
  return { ...call, where };
}

function withToken<T>(row: T, { model, where }: Call): T {
  const token = where?.find(({ field }) => field === 'token')?.value;
  return model === 'session' && row && typeof token === 'string' ? { ...row, token } : row;
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');
