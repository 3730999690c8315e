/** Passkeys: made and asked for by the browser, kept by the device or a security key, checked by the server. */
import { call, CairnError } from './api.ts';

export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
}

type Json = Record<string, unknown>;
const PASSKEYS = '/api/v1/me/passkeys';

/** Whether this browser can. Without https, but for localhost, none can. */
export const hasPasskeys = (): boolean =>
  typeof PublicKeyCredential === 'function' &&
  typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function';

/** Newest first. @throws CairnError */
export async function fetchPasskeys(): Promise<readonly Passkey[]> {
  return (await call<{ passkeys: Passkey[] }>('GET', PASSKEYS)).passkeys;
}

/** Makes one on this device or a security key. @throws CairnError, also when the person thinks better of it */
export async function makePasskey({ password, name }: { password: string; name: string }): Promise<void> {
  const { options } = await call<{ options: Json }>('POST', `${PASSKEYS}/challenges`, { password });
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as never);
  const made = await orNone(navigator.credentials.create({ publicKey }));
  await call('POST', PASSKEYS, { name, response: made });
}

/** @throws CairnError */
export async function removePasskey(id: string): Promise<void> {
  await call('DELETE', `${PASSKEYS}/${encodeURIComponent(id)}`);
}

/** Signs this browser in. @throws CairnError, also when the person thinks better of it */
export async function signInWithPasskey(): Promise<void> {
  const { options } = await call<{ options: Json }>('POST', '/sign-in/passkey');
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as never);
  const found = await orNone(navigator.credentials.get({ publicKey }));
  await call('PUT', '/sign-in/passkey', { response: found });
}

/** Browsers say the same of a person who cancels, of time that ran out, and of a device that has none. */
async function orNone(asked: Promise<Credential | null>): Promise<unknown> {
  let credential: Credential | null;
  try {
    credential = await asked;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'InvalidStateError')
      throw new CairnError('This device has a passkey of yours already.');
    throw new CairnError('No passkey was used. Nothing was changed; try again.');
  }
  return (credential as PublicKeyCredential).toJSON();
}
