/** The person's own account, which lives on the server: where they are signed in, and their password. */
import { call } from './api.ts';

export interface SignedInDevice {
  readonly id: string;
  /** Browser and system. */
  readonly name: string;
  /** Where it signed in from. */
  readonly address: string | null;
  readonly signedInAt: string;
  readonly lastUsedAt: string;
  readonly isThis: boolean;
}

/** Where this person is signed in, this device first. @throws CairnError */
export async function fetchDevices(): Promise<SignedInDevice[]> {
  const { devices } = await call<{ devices: SignedInDevice[] }>('GET', '/api/v1/me/devices');
  return devices.sort((a, b) => Number(b.isThis) - Number(a.isThis));
}

/** Signs another device of this person out. @throws CairnError */
export async function endDevice(id: string): Promise<void> {
  await call('DELETE', `/api/v1/me/devices/${encodeURIComponent(id)}`);
}

/** Signs all other devices of this person out. @returns how many @throws CairnError */
export async function endOtherDevices(): Promise<number> {
  return (await call<{ ended: number }>('DELETE', '/api/v1/me/devices')).ended;
}

/** Changes the password and signs all other devices out. @returns how many @throws CairnError */
export async function changePassword(change: { current: string; next: string }): Promise<number> {
  return (await call<{ ended: number }>('PUT', '/api/v1/me/password', change)).ended;
}
