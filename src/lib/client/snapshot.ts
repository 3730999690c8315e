import type { GroupId } from '#domain/ids.ts';
import { VOLUME } from '#domain/limits.ts';

const LIMIT_MS = 10_000;
/**
 * Records that take as many bytes uncompressed, on the socket, as a whole volume does compressed: 2,000 messages and
 * 500 reactions are 496 KB and 181 KB (2026-11).
 */
const RECORDS_AS_LONG_AS_SNAPSHOT = 900;

/**
 * Whether a volume's snapshot brings what a device lacks of it in fewer bytes than sync does.
 * @param held ledger entries on the device
 * @param inAll ledger entries that a closed volume has, as far as is known; the live one is better synced
 */
export const isSnapshotShorter = (held: number, inAll: number = VOLUME.messages): boolean =>
  inAll - held >= RECORDS_AS_LONG_AS_SNAPSHOT;

/**
 * Fetches the whole of a volume, as one Yjs update.
 * @returns null on any failure and after 10 s: sync brings the same, only slower
 */
export async function fetchSnapshot(groupId: GroupId, volume: number): Promise<Uint8Array | null> {
  try {
    const response = await fetch(`/api/v1/groups/${groupId}/volumes/${volume}`, {
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    // A network that wants a sign-in of its own answers everything with a page.
    const isUpdate = response.headers.get('content-type') === 'application/octet-stream';
    return response.ok && isUpdate ? new Uint8Array(await response.arrayBuffer()) : null;
  } catch {
    return null;
  }
}
