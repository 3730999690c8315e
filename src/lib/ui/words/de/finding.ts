import { format } from '#client/format.ts';
import type { FindingWords } from '../en/finding.ts';

const { number } = format;

export const finding: FindingWords = {
  searchMessages: 'Nachrichten durchsuchen',
  searchFor: (typed) => `Nachrichten durchsuchen nach „${typed}“`,
  namesTitle: 'Unterhaltungen und Personen',
  findOrJump: 'Suchen oder springen',
  findOrJumpButton: 'Suchen oder springen …',
  place: 'Unterhaltung oder Person',
  found: (count) => `${number(count)} gefunden.`,

  shortcutsTitle: 'Tastenkürzel',
  anywhereTitle: 'Überall',
  inConversation: 'In einer Unterhaltung',
  whileWriting: 'Beim Schreiben',
  keys: {
    switcher: 'Unterhaltung oder Person suchen und hinspringen',
    previous: 'Vorige Unterhaltung',
    next: 'Nächste Unterhaltung',
    previousUnread: 'Vorige ungelesene Unterhaltung',
    nextUnread: 'Nächste ungelesene Unterhaltung',
    shortcuts: 'Diese Tastenkürzel, solange nichts geschrieben wird',
    markRead: 'Als gelesen markieren und ans Ende gehen',
    toMessages: 'Vom Schreibfeld zu den Nachrichten',
    messageBefore: 'Vorige Nachricht, bei den Nachrichten',
    messageAfter: 'Nächste Nachricht, bei den Nachrichten',
    messageActions: 'Aktionen der Nachricht',
    editLast: 'Meine letzte Nachricht bearbeiten, bei leerem Schreibfeld',
    leave: 'Bearbeitung oder Antwort verlassen',
    mention: 'Jemanden erwähnen',
    emoji: 'Emoji nach Namen',
    send: 'Senden',
    newLine: 'Neue Zeile',
  },
};
