/** The audit log: who did what, when. Rows are written in the transaction that does it, and never changed. */
import type pg from 'pg';
import { AUDIT_ACTIONS, type AuditAction } from '#domain/audit-actions.ts';
import { GROUP_NAME } from './list-groups.ts';

export interface AuditEntry {
  readonly action: AuditAction;
  /** Null for somebody who is not signed in. */
  readonly actor: string | null;
  readonly target?: { readonly kind: AuditTarget; readonly id: string } | undefined;
  /** Small facts for the reader: never a message's text, never a secret. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
  /** Of the client, as the server sees it. */
  readonly address?: string | null | undefined;
}
export type AuditTarget = 'person' | 'group' | 'invite' | 'session' | 'token' | 'webhook' | 'organisation';

type On = Pick<pg.ClientBase | pg.Pool, 'query'>;

/** Adds an entry, in the caller's transaction where it has one. */
export async function writeAudit(
  on: On,
  { action, actor, target, detail = {}, address = null }: AuditEntry,
): Promise<void> {
  await on.query(
    `insert into audit_log (actor, action, target_kind, target_id, detail, address) values ($1, $2, $3, $4, $5, $6)`,
    [actor, action, target?.kind ?? null, target?.id ?? null, JSON.stringify(detail), address],
  );
}

export interface AuditFilter {
  /** User id. */
  readonly actor?: string | undefined;
  readonly action?: AuditAction | undefined;
  readonly from?: Date | undefined;
  /** Exclusive. */
  readonly to?: Date | undefined;
  /** Entries older than this one. */
  readonly before?: number | undefined;
  readonly limit: number;
}

export interface AuditRow {
  readonly id: number;
  readonly at: Date;
  readonly actor: { readonly id: string; readonly name: string } | null;
  readonly action: AuditAction;
  /** What was done, in words that follow the actor's name. */
  readonly words: string;
  /** `name` is that of a person or group as it is now. */
  readonly target: { readonly kind: AuditTarget; readonly id: string; readonly name: string | null } | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly address: string | null;
}

/** Newest first. */
export async function readAudit(on: On, filter: AuditFilter): Promise<AuditRow[]> {
  const { rows } = await on.query<Row>(
    `select audit_log.id, at, actor, people.name as actor_name, action, target_kind, target_id,
       coalesce(targets.name, case when groups.id is not null then ${GROUP_NAME} end) as target_name, detail, address
     from audit_log
     left join users as people on people.id = actor
     left join users as targets on target_kind = 'person' and targets.id = target_id
     left join groups on target_kind = 'group' and groups.id = target_id
     where ($1::text is null or actor = $1) and ($2::text is null or action = $2)
       and ($3::timestamptz is null or at >= $3) and ($4::timestamptz is null or at < $4)
       and ($5::bigint is null or audit_log.id < $5)
     order by audit_log.id desc limit $6`,
    [
      filter.actor ?? null,
      filter.action ?? null,
      filter.from ?? null,
      filter.to ?? null,
      filter.before ?? null,
      filter.limit,
    ],
  );
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    actor: row.actor === null ? null : { id: row.actor, name: row.actor_name ?? '' },
    action: row.action,
    words: AUDIT_ACTIONS[row.action],
    target:
      row.target_kind === null ? null : { kind: row.target_kind, id: row.target_id!, name: row.target_name },
    detail: row.detail,
    address: row.address,
  }));
}

interface Row {
  id: number;
  at: Date;
  actor: string | null;
  actor_name: string | null;
  action: AuditAction;
  target_kind: AuditTarget | null;
  target_id: string | null;
  target_name: string | null;
  detail: Record<string, unknown>;
  address: string | null;
}
