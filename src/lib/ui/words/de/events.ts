import type { EventWords, Whom } from '../en/events.ts';

/** The subject with its auxiliary verb: Sie haben, Ben hat, Ben und Cai haben. */
const has = ({ isMe, names, count }: Whom): string =>
  isMe ? 'Sie haben' : `${names} ${count === 1 ? 'hat' : 'haben'}`;
const is = ({ isMe, names, count }: Whom): string =>
  isMe ? 'Sie sind' : `${names} ${count === 1 ? 'ist' : 'sind'}`;
const whom = ({ isMe, names }: Whom): string => (isMe ? 'Sie' : names);
const withWhom = ({ isMe, names }: Whom): string => (isMe ? 'Ihnen' : names);

export const events: EventWords = {
  meAmong: 'Sie',
  others: (count) => (count === 1 ? 'eine weitere Person' : `${count} weitere Personen`),
  created: (by, people) =>
    `${has(by)} die Gruppe${people === null ? '' : ` mit ${withWhom(people)}`} angelegt`,
  createdChannel: (by) => `${has(by)} den Kanal angelegt`,
  added: (by, people) => `${has(by)} ${whom(people)} hinzugefügt`,
  joined: (by) => `${is(by)} beigetreten`,
  left: (by) => `${has(by)} die Gruppe verlassen`,
  removed: (by, people) => `${has(by)} ${whom(people)} entfernt`,
  renamed: (by, name) => `${has(by)} die Gruppe in „${name}“ umbenannt`,
  unnamed: (by) => `${has(by)} den Namen der Gruppe entfernt`,
  described: (by) => `${has(by)} die Beschreibung der Gruppe geändert`,
  archived: (by) => `${has(by)} die Gruppe archiviert`,
  reopened: (by) => `${has(by)} die Gruppe wieder geöffnet`,
  madeAdmin: (by, people) => `${has(by)} ${whom(people)} zum Admin gemacht`,
  madeMember: (by, people) => `${has(by)} ${whom(people)} zum Mitglied gemacht`,
  steppedDown: (by) => `${has(by)} die Verwaltung der Gruppe abgegeben`,
  becameAdmin: (by) => `${is(by)} jetzt Admin`,
  openedHistory: (by) => `${has(by)} eingestellt, dass neue Mitglieder sehen, was vorher geschrieben wurde`,
  closedHistory: (by) =>
    `${has(by)} eingestellt, dass neue Mitglieder nur sehen, was nach ihrem Beitritt geschrieben wird`,
};
