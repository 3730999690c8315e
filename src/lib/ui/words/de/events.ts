import { format } from '#client/format.ts';
import type { EventWords } from '../en/events.ts';
import { plural } from './plural.ts';

const { number } = format;

/** Who did it with the verb: Ben hat, Ben und Cai haben, Sie haben. */
const has = (by: string, count: number): string => `${by} ${count === 1 ? 'hat' : 'haben'}`;
const is = (by: string, count: number): string => `${by} ${count === 1 ? 'ist' : 'sind'}`;

export const events: EventWords = {
  me: 'Sie',
  meToo: 'Sie',
  others: (count) =>
    plural(count, { one: 'eine weitere Person', other: `${number(count)} weitere Personen` }),
  created: (by, count) => `${has(by, count)} die Gruppe angelegt`,
  createdWith: (by, count, people) => `${has(by, count)} die Gruppe angelegt, dabei: ${people}`,
  createdChannel: (by, count) => `${has(by, count)} den Kanal angelegt`,
  added: (by, count, people) => `${has(by, count)} ${people} hinzugefügt`,
  joined: (by, count) => `${is(by, count)} beigetreten`,
  left: (by, count) => `${has(by, count)} die Gruppe verlassen`,
  removed: (by, count, people) => `${has(by, count)} ${people} entfernt`,
  renamed: (by, count, name) => `${has(by, count)} die Gruppe in „${name}“ umbenannt`,
  unnamed: (by, count) => `${has(by, count)} den Namen der Gruppe entfernt`,
  described: (by, count) => `${has(by, count)} die Beschreibung der Gruppe geändert`,
  archived: (by, count) => `${has(by, count)} die Gruppe archiviert`,
  reopened: (by, count) => `${has(by, count)} die Gruppe wieder geöffnet`,
  madeAdmin: (by, count, people) => `${has(by, count)} ${people} zum Admin gemacht`,
  madeMember: (by, count, people) => `${has(by, count)} ${people} zum Mitglied gemacht`,
  handedOver: (by, count) => `${has(by, count)} die Verwaltung der Gruppe abgegeben`,
  becameAdmin: (by, count) => `${is(by, count)} jetzt Admin`,
  openedHistory: (by, count) => `${has(by, count)} neuen Mitgliedern gezeigt, was vorher geschrieben wurde`,
  keptForEver: (by, count) => `${has(by, count)} festgelegt: Nachrichten bleiben für immer`,
  keptFor: (by, count, days) =>
    `${has(by, count)} festgelegt: Nachrichten werden nach ${plural(days, { one: '1 Tag', other: `${number(days)} Tagen` })} gelöscht`,
  keptAsElsewhere: (by, count) =>
    `${has(by, count)} festgelegt: Nachrichten bleiben so lange, wie die Organisation es bestimmt`,
  closedHistory: (by, count) =>
    `${has(by, count)} neuen Mitgliedern verborgen, was vor ihrem Beitritt geschrieben wurde`,
};
