/** What administrators ask of the server. Every function throws CairnError with a sentence for the person. */
import { ROLES, rolesToGive, mayAdminister, type Role } from '#domain/rights.ts';
import { call } from './api.ts';

export { mayAdminister, ROLES, rolesToGive, type Role };

export interface AdministeredPerson {
  id: string;
  name: string;
  employeeId: string;
  title: string;
  role: Role;
  active: boolean;
}
export interface AdministeredInvite {
  id: string;
  createdBy: { name: string };
  expiresAt: string;
  uses: number;
  usesLeft: number;
  role: 'member' | 'guest';
  groups: { id: string; name: string }[];
  state: 'open' | 'revoked' | 'expired' | 'used';
}
export interface AdministeredDevice {
  id: string;
  person: { id: string; name: string; role: Role };
  /** Browser and system. */
  name: string;
  address: string | null;
  signedInAt: string;
  lastUsedAt: string;
  /** Null where it is not ready for work without a network. */
  readyUntil: string | null;
  /** Null where it never looked whether it is. */
  checkedAt: string | null;
  isThis: boolean;
}
export interface AdministeredGroup {
  id: string;
  name: string;
  kind: 'group' | 'channel';
  members: number;
  admins: number;
  archived: boolean;
  lastMessageAt: string | null;
}
export interface OverseenMember {
  id: string;
  name: string;
  role: 'admin' | 'member';
  active: boolean;
}
export interface Settings {
  name: string;
  signUp: 'invite' | 'closed';
  /** Whether a notification holds the beginning of the message. */
  pushText: boolean;
  /** Days that the trace of a deleted message is shown; 0 for ever. */
  traceDays: number;
  /** Days that groups keep messages which do not say so themselves, and the bounds of those that do; 0 for none. */
  retentionDays: number;
  retentionLeastDays: number;
  retentionMostDays: number;
  /** Members of a group, and groups that a person may make in a day; 0 for no bound. */
  groupMembersMax: number;
  groupsADayMax: number;
  receipts: boolean;
}
/** How the server does; see `GET /api/v1/server`. */
export interface ServerState {
  startedAt: string;
  database: 'embedded' | 'postgres';
  /** Whether devices are connected to the process that answers. */
  syncs: boolean;
  everySeconds: number;
  until: string;
  figures: { name: ServerFigure; unit: 'count' | 'per-minute' | 'ms' | 'bytes'; values: (number | null)[] }[];
  backup: {
    state: 'none' | 'old' | 'good';
    made: { at: string; bytes: number; ms: number } | null;
    /** What went wrong with the last attempt, in English. */
    failed: { at: string; problem: string } | null;
  };
}
export type ServerFigure =
  | 'sockets'
  | 'records'
  | 'commit'
  | 'lag'
  | 'requests'
  | 'failures'
  | 'refused'
  | 'tasks'
  | 'documents'
  | 'statements'
  | 'delay'
  | 'memory';
export interface AuditEntry {
  id: number;
  at: string;
  actor: { name: string } | null;
  action: string;
  /** What it was, in English. */
  words: string;
  target: { kind: string; id: string; name: string | null } | null;
  detail: Record<string, unknown>;
  address: string | null;
}
interface Place {
  line: number;
  employeeId: string;
}
export interface ImportOutcome {
  /** What is to be made; with passwords once it has been. */
  create: (Place & { name: string; password?: string })[];
  change: (Place & { change: Record<string, unknown> })[];
  unchanged: number;
  refused: (Place & { sentence: string })[];
}

const queryOf = (given: object): string =>
  new URLSearchParams(Object.entries(given).filter(([, value]) => value !== '' && value != null)).toString();
const api = '/api/v1';

export const administration = {
  people: (query: { search: string; role: string; active: string; after?: string | undefined }) =>
    call<{ people: AdministeredPerson[]; next: string | null; total: number }>(
      'GET',
      `${api}/people?${queryOf(query)}`,
    ),
  createPerson: (wish: { name: string; employeeId: string; title: string; role: Role }) =>
    call<{ person: AdministeredPerson; password: string }>('POST', `${api}/people`, wish),
  changePerson: (
    id: string,
    change: Partial<Pick<AdministeredPerson, 'name' | 'title' | 'role' | 'active'>>,
  ) => call<{ person: AdministeredPerson }>('PATCH', `${api}/people/${id}`, change),
  giveFirstPassword: (id: string) => call<{ password: string }>('PUT', `${api}/people/${id}/password`),
  resetSecondFactor: (id: string) => call('DELETE', `${api}/people/${id}/second-factor`),

  invites: async () => (await call<{ invites: AdministeredInvite[] }>('GET', `${api}/invites`)).invites,
  createInvite: (wish: { uses: number; days: number; role: 'member' | 'guest'; groups: string[] }) =>
    call<{ url: string; expiresAt: string }>('POST', `${api}/invites`, wish),
  revokeInvite: (id: string) => call('DELETE', `${api}/invites/${id}`),

  devices: (after?: string) =>
    call<{ devices: AdministeredDevice[]; next: string | null }>(
      'GET',
      `${api}/devices?${queryOf({ after })}`,
    ),
  signOutEverywhere: (userId: string) => call('DELETE', `${api}/people/${userId}/devices`),
  signOut: (id: string) => call('DELETE', `${api}/devices/${id}`),

  groups: (after?: string) =>
    call<{ groups: AdministeredGroup[]; next: string | null }>(
      'GET',
      `${api}/organisation/groups?${queryOf({ after })}`,
    ),
  archive: (id: string, archived: boolean) => call('PATCH', `${api}/organisation/groups/${id}`, { archived }),
  group: (id: string) => call<AdministeredGroup>('GET', `${api}/organisation/groups/${id}`),
  groupMembers: async (id: string) =>
    (await call<{ members: OverseenMember[] }>('GET', `${api}/organisation/groups/${id}/members`)).members,
  appointAdmin: (id: string, userId: string) =>
    call('PUT', `${api}/organisation/groups/${id}/admins/${userId}`),

  settings: () => call<{ settings: Settings; limits: Record<string, number> }>('GET', `${api}/settings`),
  changeSettings: async (change: Settings) =>
    (await call<{ settings: Settings }>('PATCH', `${api}/settings`, change)).settings,

  server: () => call<ServerState>('GET', `${api}/server`),

  audit: (query: AuditQuery & { before?: number | undefined }) =>
    call<{ entries: AuditEntry[]; next: number | null; actions: Record<string, string> }>(
      'GET',
      `${api}/audit?${queryOf(query)}`,
    ),
  auditFile: (query: AuditQuery) => `${api}/audit.csv?${queryOf(query)}`,

  previewImport: async (file: Blob) => importFile(file, false),
  runImport: async (file: Blob) => importFile(file, true),
};

export interface AuditQuery {
  actor: string;
  action: string;
  /** ISO times. */
  from: string;
  to: string;
}

async function importFile(file: Blob, run: boolean): Promise<ImportOutcome> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  const answer = await call<ImportOutcome & { created?: ImportOutcome['create'] }>('POST', `${api}/imports`, {
    file: btoa(binary),
    run,
  });
  return { ...answer, create: answer.created ?? answer.create };
}
