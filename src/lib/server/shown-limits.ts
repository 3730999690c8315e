/** The limits that administrators are shown: what they cannot change here, and what the operator can by environment. */
import { DESCRIPTION_MAX, MEMBERS_MAX, NAME_MAX, REQUEST_MEMBERS_MAX, TEXT_MAX } from '#domain/limits.ts';
import type { RequestRates } from './api/request-limit.ts';
import { PICTURE_BYTES_MAX } from './picture-type.ts';
import { CSV_BYTES_MAX, CSV_LINES_MAX } from './read-csv.ts';
import { TOKENS_PER_PERSON_MAX } from './tokens.ts';

export const shownLimits = ({ person, token, webhook }: RequestRates) => ({
  messageCharacters: TEXT_MAX,
  nameCharacters: NAME_MAX,
  descriptionCharacters: DESCRIPTION_MAX,
  /** A group may have more; so many are named when it is made, and added at once. */
  newGroupPeople: REQUEST_MEMBERS_MAX,
  addedPeople: MEMBERS_MAX,
  pictureBytes: PICTURE_BYTES_MAX,
  listBytes: CSV_BYTES_MAX,
  listPeople: CSV_LINES_MAX,
  tokens: TOKENS_PER_PERSON_MAX,
  /** Requests a second; what changes something counts five times. */
  personRequests: person.perSecond,
  tokenRequests: token.perSecond,
  webhookRequests: webhook.perSecond,
});
