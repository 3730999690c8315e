/** What an admin can do with a member, and what follows from it, in a sentence. */
import type { GroupAdministration } from '#client/group-administration.ts';
import type { UserId } from '#domain/ids.ts';

export type MemberAct = 'make-admin' | 'make-member' | 'hand-over' | 'remove';

/** Something to be confirmed. */
export interface Consequence {
  readonly title: string;
  readonly action: string;
  readonly text: string;
  run(): Promise<void>;
}

interface Around {
  readonly id: UserId;
  readonly name: string;
  readonly me: UserId;
  readonly administration: GroupAdministration;
}

/** The question to ask before something is done with a member. */
export function consequenceOf(act: MemberAct, { id, name, me, administration }: Around): Consequence {
  switch (act) {
    case 'make-admin':
      return {
        title: `Make ${name} an admin?`,
        action: 'Make admin',
        text: `${name} can then rename and archive the group, add and remove people, and delete messages.`,
        run: () => administration.setRole(id, 'admin'),
      };
    case 'make-member':
      return {
        title: `Make ${name} a member?`,
        action: 'Make member',
        text: `${name} stays in the group and no longer administers it.`,
        run: () => administration.setRole(id, 'member'),
      };
    case 'hand-over':
      return {
        title: `Hand over to ${name}?`,
        action: 'Hand over',
        text: `${name} becomes an admin of the group and you become a member. Only an admin can make you one again.`,
        run: () => administration.handOver(id, me),
      };
    case 'remove':
      return {
        title: `Remove ${name}?`,
        action: 'Remove',
        text: `The conversation disappears from all devices of ${name} at once. What they wrote stays here; what they have not sent yet is handed back to them.`,
        run: () => administration.remove(id),
      };
  }
}
