import { format } from '#client/format.ts';
import type { NotDeliveredWords } from '../en/not-delivered.ts';
import { plural } from './plural.ts';

const { number } = format;

export const notDelivered: NotDeliveredWords = {
  title: 'Nicht zugestellt',
  lead: 'Nur auf diesem Gerät aufbewahrt, bis Sie es löschen',
  nothing: 'Hier ist nichts',
  nothingWhy:
    'Was der Server nicht annimmt, wird hier mit dem Grund aufbewahrt: etwa wenn eine Gruppe archiviert wurde, während Sie keine Verbindung hatten.',
  kinds: {
    message: 'Nachricht',
    edit: 'Bearbeitung einer Nachricht',
    deletion: 'Löschung einer Nachricht',
    conversation: 'Neue Unterhaltung',
  },
  counts: {
    message: (count) => plural(count, { one: '1 Nachricht', other: `${number(count)} Nachrichten` }),
    edit: (count) => plural(count, { one: '1 Bearbeitung', other: `${number(count)} Bearbeitungen` }),
    deletion: (count) => plural(count, { one: '1 Löschung', other: `${number(count)} Löschungen` }),
    conversation: (count) =>
      plural(count, { one: '1 Unterhaltung', other: `${number(count)} Unterhaltungen` }),
  },
  wereNot: (what, count) => `${what} ${plural(count, { one: 'wurde', other: 'wurden' })} nicht zugestellt`,
  show: 'Anzeigen',
  written: (moment) => `geschrieben ${moment}`,
  whenAdded: 'Ein neuer Versuch ist möglich, wenn Sie wieder hinzugefügt werden.',
  whenOpen: 'Ein neuer Versuch ist möglich, wenn sie wieder offen ist.',
  editAndSend: 'Bearbeiten und senden',
  deleteTitle: 'Endgültig löschen?',
  deleteText:
    'Niemand hat es erhalten, und es ist nirgends als auf diesem Gerät. Das lässt sich nicht rückgängig machen.',
  someGroup: 'Eine Gruppe',
  archived: 'archiviert',
  notHere: 'nicht auf diesem Gerät',
  waiting: 'Wartet auf das Senden',
  waitingLead: 'Auf diesem Gerät. Es geht von selbst hinaus, sobald eine Verbindung besteht.',
  waitingCount: (count) => plural(count, { one: '1 wartet', other: `${number(count)} warten` }),
  waitingSince: (count, moment, characters) =>
    plural(count, {
      one: `1 wartet, ${number(characters)} Zeichen, seit ${moment}`,
      other: `${number(count)} warten, ${number(characters)} Zeichen, am längsten seit ${moment}`,
    }),
  waitingLong:
    'Manches davon wartet seit mehr als einem Tag. Bitte eine Verbindung suchen, oder unten nachsehen, was es hält.',
};
