/** Who may do what in the organisation: asked by screens before they offer it and by the server before it does it. */
export const ROLES = ['owner', 'administrator', 'member', 'guest'] as const;
export type Role = (typeof ROLES)[number];

/** Of a person, what rights depend on. */
export interface RoleOf {
  readonly id: string;
  readonly role: Role;
}

/** Whether they see the administration at all. */
export const mayAdminister = (role: Role): boolean => role === 'owner' || role === 'administrator';

/** Owners are the affair of owners: an administrator who could change one would be one. */
export const mayChangePerson = (actor: RoleOf, target: RoleOf): boolean =>
  mayAdminister(actor.role) && (target.role !== 'owner' || actor.role === 'owner');

/** Which roles somebody can give to others. */
export const rolesToGive = (role: Role): readonly Role[] => {
  if (role === 'owner') return ROLES;
  return role === 'administrator' ? ROLES.filter((one) => one !== 'owner') : [];
};

/** Nobody locks themselves out. */
export const mayDeactivate = (actor: RoleOf, target: RoleOf): boolean =>
  actor.id !== target.id && mayChangePerson(actor, target);
