/** What a token may be allowed to do. An operation without a scope takes a signed-in device only, and no token. */
export const SCOPES = {
  'groups:read': 'See your groups and their members',
  'groups:write': 'Make and change groups, and join and leave them',
  'messages:read': 'Read and search messages in your groups',
  'messages:write': 'Write, edit, delete and react in your name',
  'people:read': 'See the people of the organisation',
  administration: 'Administer the organisation, where you may',
} as const satisfies Record<string, string>;
export type Scope = keyof typeof SCOPES;

export const isScope = (text: string): text is Scope => Object.hasOwn(SCOPES, text);
