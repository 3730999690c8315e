import type { GroupId } from '#domain/ids.ts';

const LIMIT_MS = 10_000;

/**
 * Fetches the whole of a volume that this device does not hold, as one Yjs update.
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
