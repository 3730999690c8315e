import { randomBytes } from 'node:crypto';
import { ID_BYTES, idFromBytes, type RecordId } from '#domain/ids.ts';

/** For a record that the server writes. */
export const newRecordId = (): RecordId => idFromBytes(randomBytes(ID_BYTES)) as RecordId;
