/** All of a group as one device has it: every volume, in step with the server. */
import { headDocument } from '#domain/document-names.ts';
import type { FoldedMessage } from '#domain/fold-group.ts';
import type { GroupId, RecordId } from '#domain/ids.ts';
import { isAccepted } from '#domain/ledger.ts';
import { readHead } from '#domain/server-documents.ts';
import type { Device, DeviceGroup } from './device.ts';

export interface WholeGroup {
  /** What the server accepted, in the order of `seq`. */
  readonly messages: readonly FoldedMessage[];
  /** Every record in an array of a member, as often as it stands there. */
  readonly records: readonly RecordId[];
  /** Every record that a ledger names as accepted. */
  readonly accepted: ReadonlySet<string>;
}

/** Opens what the device lacks of the group and waits until it has what the server has. */
export async function readWholeGroup(device: Device, groupId: GroupId): Promise<WholeGroup> {
  const head = device.open(headDocument(groupId));
  await device.until('it knows the volumes', () => readHead(head.doc) !== null && device.wire.isSynced);
  const { liveVolume } = readHead(head.doc)!;
  const volumes = Array.from({ length: liveVolume }, (_, at) => device.group(groupId, at + 1));
  await device.until('it has every volume', () => device.wire.isSynced);
  return mergeVolumes(volumes);
}

function mergeVolumes(volumes: readonly DeviceGroup[]): WholeGroup {
  const messages = volumes.flatMap((group) => group.messages).filter(({ seq }) => seq !== null);
  return {
    messages: messages.sort((a, b) => a.seq! - b.seq!),
    records: volumes.flatMap(({ volume }) =>
      [volume.messages, volume.edits, volume.reactions].flatMap((array) => array.map(({ id }) => id)),
    ),
    accepted: new Set(
      volumes.flatMap(({ volume }) => volume.ledger.toArray().filter(isAccepted)).map(([id]) => id),
    ),
  };
}
