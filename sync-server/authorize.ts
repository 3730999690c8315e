/** May this person open this document? Asked each time a device sends its Auth message for one. */
import { parseDocumentName, type DocumentName } from '#domain/document-names.ts';
import type { Scope } from '#domain/scopes.ts';
import type { Groups } from '#server/groups.ts';
import type { Log } from '#server/log.ts';
import { CLOSE, Refused } from './close-reasons.ts';
import type { SocketContext } from './context.ts';

/**
 * @throws Refused `forbidden` for what is not theirs and for what does not exist alike, `busy` while the database
 * cannot say
 */
export async function authorize(
  name: string,
  context: SocketContext,
  groups: Groups,
  log: Log,
): Promise<void> {
  let allowed: boolean;
  try {
    allowed = await mayOpen(name, context, groups);
  } catch (error) {
    log.warn({ event: 'authorize-failed', ...context.socket.who, error: (error as Error).message });
    throw new Refused(CLOSE.busy);
  }
  if (!allowed) throw new Refused(CLOSE.forbidden);
}

/** What a token needs to read each kind of document; `messages:write` is asked for by the gate. */
const SCOPE: Readonly<Record<DocumentName['kind'], Scope>> = {
  directory: 'people:read',
  inbox: 'groups:read',
  head: 'groups:read',
  group: 'messages:read',
  user: 'messages:read',
};

async function mayOpen(name: string, { userId, scopes }: SocketContext, groups: Groups): Promise<boolean> {
  const parsed = parseDocumentName(name);
  if (parsed && scopes && !scopes.has(SCOPE[parsed.kind])) return false;
  switch (parsed?.kind) {
    case 'directory':
      return groups.mayReadDirectory(userId);
    case 'user':
    case 'inbox':
      return parsed.userId === userId;
    case 'head':
      return groups.isMember(parsed.groupId, userId);
    case 'group':
      return groups.mayRead(parsed.groupId, parsed.volume, userId);
    case undefined:
      return false;
  }
}
