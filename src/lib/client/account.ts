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

/** What setting up a second factor shows once. */
export interface NewSecondFactor {
  /** For the QR code. */
  readonly uri: string;
  readonly recoveryCodes: readonly string[];
}

const SECOND_FACTOR = '/api/v1/me/second-factor';

/** Whether this person has a second factor. @throws CairnError */
export async function hasSecondFactor(): Promise<boolean> {
  return (await call<{ isOn: boolean }>('GET', SECOND_FACTOR)).isOn;
}

/** Makes a secret, which counts once a code of it was confirmed. @throws CairnError */
export const beginSecondFactor = (password: string): Promise<NewSecondFactor> =>
  call('POST', SECOND_FACTOR, { password });

/** Turns the second factor on. @param code of the app, six digits @throws CairnError */
export async function confirmSecondFactor(code: string): Promise<void> {
  await call('PUT', SECOND_FACTOR, { code });
}

/** Turns the second factor off. @throws CairnError */
export async function turnOffSecondFactor(password: string): Promise<void> {
  await call('DELETE', SECOND_FACTOR, { password });
}

/** Replaces the recovery codes. @throws CairnError */
export async function renewRecoveryCodes(password: string): Promise<readonly string[]> {
  const path = `${SECOND_FACTOR}/recovery-codes`;
  return (await call<{ recoveryCodes: string[] }>('POST', path, { password })).recoveryCodes;
}
