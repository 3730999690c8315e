/** What happened to a group, a line each between its messages. */

/** Whom a line is about: the reader, one other, or several in a list. */
export interface Whom {
  /** With signs around each that keep its direction to itself. */
  readonly names: string;
  readonly count: number;
  /** It is the reader and nobody else. */
  readonly isMe: boolean;
}

const who = ({ isMe, names }: Whom): string => (isMe ? 'You' : names);
const whom = ({ isMe, names }: Whom): string => (isMe ? 'you' : names);

export const events = {
  /** The reader within a list of several. */
  meAmong: 'you',
  others: (count: number) => (count === 1 ? '1 other' : `${count} others`),
  created: (by: Whom, people: Whom | null) =>
    `${who(by)} created the group${people === null ? '' : ` with ${whom(people)}`}`,
  createdChannel: (by: Whom) => `${who(by)} created the channel`,
  added: (by: Whom, people: Whom) => `${who(by)} added ${whom(people)}`,
  joined: (by: Whom) => `${who(by)} joined`,
  left: (by: Whom) => `${who(by)} left`,
  removed: (by: Whom, people: Whom) => `${who(by)} removed ${whom(people)}`,
  renamed: (by: Whom, name: string) => `${who(by)} renamed the group “${name}”`,
  unnamed: (by: Whom) => `${who(by)} took the name of the group away`,
  described: (by: Whom) => `${who(by)} changed what the group is for`,
  archived: (by: Whom) => `${who(by)} archived the group`,
  reopened: (by: Whom) => `${who(by)} reopened the group`,
  madeAdmin: (by: Whom, people: Whom) => `${who(by)} made ${whom(people)} an admin`,
  madeMember: (by: Whom, people: Whom) => `${who(by)} made ${whom(people)} a member`,
  steppedDown: (by: Whom) => `${who(by)} handed the administration over`,
  becameAdmin: (by: Whom) => (by.isMe ? 'You are an admin now' : `${by.names} is an admin now`),
  openedHistory: (by: Whom) => `${who(by)} lets newcomers see what was written before`,
  closedHistory: (by: Whom) => `${who(by)} lets newcomers see only what is written after joining`,
};
export type EventWords = typeof events;
