/** Sizes that client and server both keep to. Lengths are UTF-16 code units unless a name says otherwise. */

/** A message or an edit. The longest of 6,000 real messages had 4,300. */
export const TEXT_MAX = 8_000;
/** One emoji, with skin tone and joiners: a family of four takes 25. */
export const EMOJI_MAX = 32;
/** Names of people, groups and the organisation. */
export const NAME_MAX = 80;
/** What a group is for, in a few lines. */
export const DESCRIPTION_MAX = 500;
/** Members named when a group is made, or added at once. */
export const MEMBERS_MAX = 1_000;
/** Members named when a group is made on a device: it stands in the person's own document until it is created. */
export const REQUEST_MEMBERS_MAX = 200;
/** Groups that wait on one person's devices for being created: a device makes no more until some are. */
export const REQUESTS_MAX = 100;
/** Days for which messages may be kept, where not for ever. */
export const RETENTION_DAYS_MAX = 3_650;
/** When a volume is full. */
export interface VolumeLimits {
  /** Messages in a volume; the next one then opens. */
  readonly messages: number;
  /** Characters at which it closes before it is full of messages, see `sizeOf`. */
  readonly size: number;
  /** Ledger entries at which it closes, whatever they are. */
  readonly records: number;
  /** Once closed it still takes edits and reactions, up to this many times what closed it; then none. */
  readonly excess: number;
}
/** 2,000 messages are about 200 KB and take 7 ms to load (2026-11, 2 cores); of the longest they would be 16 MB. */
export const VOLUME: VolumeLimits = { messages: 2_000, size: 2 * 1024 * 1024, records: 10_000, excess: 4 };
/** One frame on the socket. A full volume of 2,000 records takes about 200 KB. */
export const FRAME_BYTES_MAX = 4 * 1024 * 1024;
/** Records in one update: six busy hours offline are about 200. */
export const RECORDS_PER_UPDATE_MAX = 5_000;
/** Structs and deleted ranges in one update, other people's included: a full volume repeated whole has about 10,000. */
export const STRUCTS_PER_UPDATE_MAX = 25_000;
/** JSON values in one update, at all depths: a record has about six. */
export const VALUES_PER_UPDATE_MAX = 500_000;
/** Depth of a JSON value. Records are flat; those of a later version, which are refused one by one, need not be. */
export const NESTING_MAX = 64;
/** Client ids with new records in one update: each visit that wrote offline is one. */
export const SESSIONS_PER_UPDATE_MAX = 1_000;
/** Entries of a state vector, one for each session that ever wrote in the document. */
export const STATE_VECTOR_BYTES_MAX = 256 * 1024;
/** One person's own document: about 60 bytes for each group and device. */
export const USER_KEYS_MAX = 5_000;
/**
 * Characters in all drafts of one person, on all their devices. Two devices apart may come to more; what a device
 * begins anew it therefore fills to half.
 */
export const DRAFTS_SIZE_MAX = 400_000;
/** One awareness update with the one state that a device may have. */
export const PRESENCE_BYTES_MAX = 512;
/** A device that changed its state five times a second would get there after 13 years. */
export const PRESENCE_CLOCK_MAX = 2 ** 31;
