/**
 * What happened to a group, a line each between its messages. People come as names and a number: 0 for the reader, else
 * how many they are.
 */
import { format } from '#client/format.ts';
import { plural } from './plural.ts';

const { number } = format;

export const events = {
  /** The reader, who did it. */
  me: 'You',
  /** The reader, to whom it was done, or among several. */
  meToo: 'you',
  others: (count: number) => plural(count, { one: '1 other', other: `${number(count)} others` }),
  created: (by: string, _by: number) => `${by} created the group`,
  createdWith: (by: string, _by: number, people: string, _people: number) =>
    `${by} created the group with ${people}`,
  createdChannel: (by: string, _by: number) => `${by} created the channel`,
  added: (by: string, _by: number, people: string, _people: number) => `${by} added ${people}`,
  joined: (by: string, _by: number) => `${by} joined`,
  left: (by: string, _by: number) => `${by} left`,
  removed: (by: string, _by: number, people: string, _people: number) => `${by} removed ${people}`,
  renamed: (by: string, _by: number, name: string) => `${by} renamed the group “${name}”`,
  unnamed: (by: string, _by: number) => `${by} took the name of the group away`,
  described: (by: string, _by: number) => `${by} changed what the group is for`,
  archived: (by: string, _by: number) => `${by} archived the group`,
  reopened: (by: string, _by: number) => `${by} reopened the group`,
  madeAdmin: (by: string, _by: number, people: string, _people: number) => `${by} made ${people} an admin`,
  madeMember: (by: string, _by: number, people: string, _people: number) => `${by} made ${people} a member`,
  handedOver: (by: string, _by: number) => `${by} handed the administration over`,
  becameAdmin: (by: string, count: number) =>
    count === 0 ? 'You are an admin now' : `${by} is an admin now`,
  openedHistory: (by: string, _by: number) => `${by} lets newcomers see what was written before`,
  keptForEver: (by: string, _by: number) => `${by} had messages kept for ever`,
  keptFor: (by: string, _by: number, days: number) =>
    `${by} had messages deleted after ${plural(days, { one: '1 day', other: `${number(days)} days` })}`,
  keptAsElsewhere: (by: string, _by: number) => `${by} had messages kept as long as the organisation says`,
  closedHistory: (by: string, _by: number) => `${by} lets newcomers see only what is written after they join`,
};
export type EventWords = typeof events;
