/** What an admin can do with a member, and what follows from it, in a sentence. */
import type { GroupAdministration } from '#client/group-administration.ts';
import type { UserId } from '#domain/ids.ts';
import { detailsWords } from '../words/details-words.ts';

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
  const say = detailsWords();
  switch (act) {
    case 'make-admin':
      return {
        title: say.makeAdminTitle(name),
        action: say.makeAdmin,
        text: say.makeAdminText(name),
        run: () => administration.setRole(id, 'admin'),
      };
    case 'make-member':
      return {
        title: say.makeMemberTitle(name),
        action: say.makeMember,
        text: say.makeMemberText(name),
        run: () => administration.setRole(id, 'member'),
      };
    case 'hand-over':
      return {
        title: say.handOverTitle(name),
        action: say.handOver,
        text: say.handOverText(name),
        run: () => administration.handOver(id, me),
      };
    case 'remove':
      return {
        title: say.removeTitle(name),
        action: say.remove,
        text: say.removeText(name),
        run: () => administration.remove(id),
      };
  }
}
