/** What this device remembers of its session, so that it knows offline whose it is. */
import * as v from 'valibot';
import { isDeviceId, isUserId, type DeviceId, type UserId } from '#domain/ids.ts';
import { call } from './api.ts';
import { answered, committed } from './indexeddb.ts';
import { endScreens } from './kept-screens.ts';
import { forgetListTimes } from './list-order.ts';
import { newId } from './random.ts';

const ROLES = ['owner', 'administrator', 'member', 'guest'] as const;

const person = v.object({
  id: v.custom<UserId>(isUserId),
  name: v.string(),
  employeeId: v.string(),
  role: v.picklist(ROLES),
  slot: v.number(),
});
export type Me = v.InferOutput<typeof person>;

const sessionAnswer = v.object({
  organisation: v.nullable(
    v.object({ name: v.string(), epoch: v.number(), traceDays: v.optional(v.number(), 0) }),
  ),
  person: v.nullable(person),
});
export type SessionAnswer = v.InferOutput<typeof sessionAnswer>;

const remembered = v.object({
  organisation: v.string(),
  /** Of the server's database: replicas of another one are built anew. */
  epoch: v.optional(v.number(), 1),
  /** For how many days the trace of a deleted message is shown; 0 for ever. */
  traceDays: v.optional(v.number(), 0),
  me: person,
});
export type Remembered = v.InferOutput<typeof remembered>;

/** What is to be remembered of what the server says. */
export const toRemembered = (
  { name, epoch, traceDays }: NonNullable<SessionAnswer['organisation']>,
  me: Me,
): Remembered => ({ organisation: name, epoch, traceDays, me });

/**
 * Not localStorage: Chromium writes that seconds later, and a browser that was killed in between found its
 * documents and no longer knew whose they were (seen with 156, 2026-11).
 */
const DATABASE = 'cairn-device';
const STORE = 'device';
/** What is to be kept is not waited for longer: everything else works without. */
const WRITE_LIMIT_MS = 3_000;
/** What is remembered is all that a start without a network has, and a busy disk takes its time. */
const READ_LIMIT_MS = 30_000;

/** What this browser profile knows of itself. */
export interface Device {
  /** One id for the profile, kept over sign-ins. */
  readonly id: DeviceId;
  /** Who signed in here last, or null. */
  readonly session: Remembered | null;
}

/** Reads what is remembered; where nothing can be kept, `deviceOfThisVisit`. Never rejects. */
export async function readDevice(): Promise<Device> {
  try {
    const { id, session } = await read();
    const parsed = v.safeParse(remembered, session);
    const known = isDeviceId(id) ? id : newId<DeviceId>();
    if (known !== id) await write('id', known);
    return { id: known, session: parsed.success ? parsed.output : null };
  } catch {
    return deviceOfThisVisit();
  }
}

/** One that knows nothing, and is forgotten with the page. */
export const deviceOfThisVisit = (): Device => ({ id: newId<DeviceId>(), session: null });

/** Keeps who is signed in; resolves when it is on the disk, or cannot be. */
export async function rememberSession(session: Remembered | null): Promise<void> {
  try {
    await write('session', session);
  } catch {
    // This browser keeps nothing; the connection line says so, and the next visit asks the server.
  }
}

async function read(): Promise<{ id: unknown; session: unknown }> {
  const db = await opened(READ_LIMIT_MS);
  const store = db.transaction(STORE).objectStore(STORE);
  const both = Promise.all([answered<unknown>(store.get('id')), answered<unknown>(store.get('session'))]);
  const [id, session] = await both.finally(() => db.close());
  return { id, session };
}

async function write(key: 'id' | 'session', value: unknown): Promise<void> {
  const db = await opened(WRITE_LIMIT_MS);
  const transaction = db.transaction(STORE, 'readwrite', { durability: 'strict' });
  transaction.objectStore(STORE).put(value, key);
  await committed(transaction).finally(() => db.close());
}

function opened(limitMs: number): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => void request.result.createObjectStore(STORE);
  const limit = new Promise<never>((_resolve, reject) =>
    setTimeout(() => reject(new Error('the database did not open')), limitMs),
  );
  return Promise.race([answered(request), limit]);
}

const IN_STEP = 'cairn.upToDateAt';
export const rememberedUpToDateAt = (): number | null => Number(localStorage.getItem(IN_STEP)) || null;
export const rememberUpToDateAt = (at: number): void => localStorage.setItem(IN_STEP, String(at));

/** Prefix of a person's databases on this device. */
export const diskPrefix = (userId: UserId): string => `cairn/${userId}/`;

/** Removes a person's documents and session from this device. The device's own id stays. */
export async function forget(userId: UserId): Promise<void> {
  await rememberSession(null);
  localStorage.removeItem(IN_STEP);
  forgetListTimes(userId);
  // What the service worker kept of people. Only over https and on localhost is there such a thing.
  await globalThis.caches?.delete('cairn-pictures');
  await endScreens();
  const databases = await indexedDB.databases();
  await Promise.all(
    databases
      .filter(({ name }) => name?.startsWith(diskPrefix(userId)))
      .map(
        ({ name }) =>
          new Promise<void>((resolve) => {
            const request = indexedDB.deleteDatabase(name!);
            // Another tab may hold it open; the browser deletes it when that tab lets go.
            request.onsuccess = request.onerror = request.onblocked = () => resolve();
          }),
      ),
  );
}

/** A ticket for one socket. @throws CairnError with what keeps it from being had */
export const fetchTicket = async (): Promise<string> =>
  (await call<{ ticket: string }>('POST', '/api/v1/me/tickets')).ticket;

/** Asks the server who is signed in. @throws when it cannot be reached or answers nonsense */
export async function fetchSession(): Promise<SessionAnswer> {
  const response = await fetch('/api/v1/session', { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`session: ${response.status}`);
  return v.parse(sessionAnswer, await response.json());
}
