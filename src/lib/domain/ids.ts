/**
 * Ids of everything that has a name of its own. All are made by the device that makes the thing, so that
 * nothing needs the network to exist; none is ever reused.
 */
declare const kind: unique symbol;
type Id<Kind extends string> = string & { readonly [kind]: Kind };

export type UserId = Id<'user'>;
export type GroupId = Id<'group'>;
export type RecordId = Id<'record'>;
export type DeviceId = Id<'device'>;

/** Random bytes in one id: 96 bits, 16 characters of base64url. */
export const ID_BYTES = 12;

const ID = /^[A-Za-z0-9_-]{16}$/;
const GROUP_ID = /^(?:[A-Za-z0-9_-]{16}|dm-[A-Za-z0-9_-]{22})$/;

export const isUserId = (value: unknown): value is UserId => typeof value === 'string' && ID.test(value);
export const isRecordId = (value: unknown): value is RecordId => typeof value === 'string' && ID.test(value);
export const isDeviceId = (value: unknown): value is DeviceId => typeof value === 'string' && ID.test(value);
/** A group's id; that of a direct conversation is a hash of its two members under the prefix `dm-`. */
export const isGroupId = (value: unknown): value is GroupId =>
  typeof value === 'string' && GROUP_ID.test(value);

/** Writes 12 random bytes as an id. The caller brings the randomness: this folder has none. */
export function idFromBytes(bytes: Uint8Array): string {
  if (bytes.length !== ID_BYTES) throw new RangeError(`an id takes ${ID_BYTES} bytes, got ${bytes.length}`);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  let id = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const three = (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!;
    for (const shift of [18, 12, 6, 0]) id += alphabet[(three >> shift) & 63];
  }
  return id;
}
