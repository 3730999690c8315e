import { format } from '#client/format.ts';
import type { MessageWords } from '../en/message.ts';
import { plural } from './plural.ts';

const { number } = format;

export const message: MessageWords = {
  message: 'Nachricht',
  notShown: 'Diese Nachricht lässt sich nicht anzeigen.',
  progress: {
    saving: 'wird gespeichert',
    'on this device': 'auf diesem Gerät',
    sent: 'gesendet',
    delivered: 'zugestellt',
    read: 'gelesen',
  },
  late: (written, arrived) => `geschrieben ${written} · angekommen ${arrived}`,
  writtenAt: (time) => `Geschrieben: ${time}`,
  arrivedAt: (time) => `Angekommen: ${time}`,
  editedAt: (time) => `Bearbeitet: ${time}`,
  edited: (edits) => plural(edits, { one: 'bearbeitet', other: `${number(edits)}-mal bearbeitet` }),
  showBefore: 'Frühere Fassungen anzeigen',
  changeWaits: 'Änderung auf diesem Gerät',

  react: 'Reagieren',
  reactWith: 'Reagieren mit',
  otherEmoji: 'Anderes Emoji',
  reply: 'Antworten',
  edit: 'Bearbeiten',
  copyLink: 'Link kopieren',
  history: 'Verlauf',
  info: 'Info',
  markUnread: 'Als ungelesen markieren',
  more: 'Mehr',
  moreActions: 'Weitere Aktionen',

  code: 'Code',
  copyCode: 'Code kopieren',
  showLess: 'Weniger anzeigen',
  showMore: 'Mehr anzeigen',
  showAll: 'Alles anzeigen',
  everybody: 'Alle in dieser Gruppe',
  olderMessage: 'Eine ältere Nachricht',
  inReplyTo: 'Antwort auf',

  historyTitle: 'Verlauf dieser Nachricht',
  original: 'Original',
  editNumber: (place) => `Bearbeitung ${number(place)}`,
  onThisDevice: 'auf diesem Gerät',
  shownNow: 'jetzt zu sehen',

  aboutTitle: 'Über diese Nachricht',
  by: 'Von',
  written: 'Geschrieben',
  arrived: 'Angekommen',
  whyNotGone: 'Warum ist sie nicht fort?',
  notArrived: 'Noch nicht: Sie ist auf diesem Gerät und geht von selbst hinaus.',
  deliveredTo: 'Zugestellt an',
  readBy: 'Gelesen von',
  nobodyYet: 'Noch niemand',
  people: (count) => plural(count, { one: '1 Person', other: `${number(count)} Personen` }),
  editedTerm: 'Bearbeitet',
  editedTimes: (time, edits) => `${time}, insgesamt ${number(edits)}-mal`,
  reactions: 'Reaktionen',
  you: 'Sie',
};
