/** What this device remembers of its session, so that it knows offline whose it is. */
import * as v from 'valibot';
import { isDeviceId, isUserId, type DeviceId, type UserId } from '#domain/ids.ts';
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
  organisation: v.nullable(v.object({ name: v.string() })),
  person: v.nullable(person),
});
export type SessionAnswer = v.InferOutput<typeof sessionAnswer>;

const remembered = v.object({ organisation: v.string(), me: person });
export type Remembered = v.InferOutput<typeof remembered>;

const SESSION = 'cairn.session';
const DEVICE = 'cairn.device';
const IN_STEP = 'cairn.upToDateAt';

/** The session of this device, or null when nobody signed in here. */
export function rememberedSession(): Remembered | null {
  const stored = localStorage.getItem(SESSION);
  if (stored === null) return null;
  try {
    const parsed = v.safeParse(remembered, JSON.parse(stored));
    return parsed.success ? parsed.output : null;
  } catch {
    return null; // Written by something else; signing in again mends it.
  }
}

export const rememberSession = (session: Remembered): void =>
  localStorage.setItem(SESSION, JSON.stringify(session));

/** One id for this browser profile, kept over sign-ins. */
export function deviceId(): DeviceId {
  const stored = localStorage.getItem(DEVICE);
  if (isDeviceId(stored)) return stored;
  const made = newId<DeviceId>();
  localStorage.setItem(DEVICE, made);
  return made;
}

export const rememberedUpToDateAt = (): number | null => Number(localStorage.getItem(IN_STEP)) || null;
export const rememberUpToDateAt = (at: number): void => localStorage.setItem(IN_STEP, String(at));

/** Prefix of a person's databases on this device. */
export const diskPrefix = (userId: UserId): string => `cairn/${userId}/`;

/** Removes a person's documents and session from this device. The device's own id stays. */
export async function forget(userId: UserId): Promise<void> {
  localStorage.removeItem(SESSION);
  localStorage.removeItem(IN_STEP);
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

/** Asks the server who is signed in. @throws when it cannot be reached or answers nonsense */
export async function fetchSession(): Promise<SessionAnswer> {
  const response = await fetch('/api/v1/session', { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`session: ${response.status}`);
  return v.parse(sessionAnswer, await response.json());
}
