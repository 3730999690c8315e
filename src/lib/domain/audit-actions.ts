/** Everything that the audit log may say that somebody did: one closed list, each with the words for people. */
export const AUDIT_ACTIONS = {
  'organisation.created': 'set up the organisation',
  'settings.changed': 'changed settings of the organisation',
  'person.created': 'added a person',
  'person.joined': 'joined by an invite',
  'person.changed': 'changed a person',
  'person.deactivated': 'deactivated a person',
  'person.reactivated': 'reactivated a person',
  'people.imported': 'imported a list of people',
  'invite.created': 'made an invite link',
  'invite.revoked': 'withdrew an invite link',
  'session.created': 'signed in',
  'session.refused': 'was refused at the sign-in',
  'session.left': 'signed out',
  'session.ended': 'signed a device out',
  'sessions.ended': 'signed all devices of a person out',
  'password.changed': 'changed their password',
  'password.reset': 'gave a person a new password',
  'second-factor.on': 'turned their second factor on',
  'second-factor.off': 'turned their second factor off',
  'second-factor.renewed': 'made new recovery codes',
  'second-factor.reset': 'took the second factor from a person',
  'token.created': 'made an access token',
  'token.revoked': 'revoked an access token',
  'group.created': 'made a group',
  'group.changed': 'changed a group',
  'group.archived': 'archived a group',
  'group.reopened': 'reopened a group',
  'group.member-added': 'added a member to a group',
  'group.member-removed': 'removed a member from a group',
  'group.member-changed': 'changed the role of a member of a group',
  'webhook.created': 'made a webhook',
  'webhook.revoked': 'revoked a webhook',
} as const satisfies Record<string, string>;

export type AuditAction = keyof typeof AUDIT_ACTIONS;

export const isAuditAction = (text: string): text is AuditAction => Object.hasOwn(AUDIT_ACTIONS, text);
