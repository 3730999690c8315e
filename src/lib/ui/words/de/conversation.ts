import { format } from '#client/format.ts';
import type { ConversationWords } from '../en/conversation.ts';
import { plural } from './plural.ts';

const { number } = format;

export const conversation: ConversationWords = {
  conversations: 'Unterhaltungen',
  noConversations:
    'Noch keine Unterhaltungen. Mit dem Stift oben beginnt eine neue; oder jemand fügt Sie zu einer hinzu.',
  fetching: 'Unterhaltungen werden geholt',
  notDelivered: (count) => `${number(count)} nicht zugestellt`,
  draft: 'Entwurf',
  noMessages: 'Noch keine Nachrichten',
  muted: 'stummgeschaltet',
  waiting: (count) =>
    plural(count, { one: '1 wartet auf das Senden', other: `${number(count)} warten auf das Senden` }),
  markRead: 'Als gelesen markieren',
  pinned: 'angeheftet',
  pin: 'Anheften',
  unpin: 'Lösen',
  mute: 'Stummschalten',
  unmute: 'Stummschaltung aufheben',
  archiveForMe: 'Für mich archivieren',
  archivedForMe: 'Für mich archiviert',
  backToList: 'Zurück in die Liste',
  youAreMentioned: 'Sie werden erwähnt',
  markUnread: 'Als ungelesen markieren',

  pick: 'Wählen Sie eine Unterhaltung, oder legen Sie eine neue Gruppe an.',
  notHere: 'Diese Unterhaltung ist nicht auf diesem Gerät.',
  notHereWhy: 'Vielleicht sind Sie kein Mitglied, oder sie ist noch nicht angekommen.',
  keptHere: (what) => `${what}. Was Sie geschrieben haben, ist auf diesem Gerät aufbewahrt:`,
  showWhat: 'anzeigen',

  notOnServer: 'Noch nicht auf dem Server',
  direct: 'Direkte Unterhaltung',
  partnerGone: 'Nicht mehr in der Organisation',
  you: 'Sie',
  comma: ', ',
  names: (...names) => names.join(', '),
  members: (count) => plural(count, { one: '1 Mitglied', other: `${number(count)} Mitglieder` }),
  searchHere: 'Hier suchen',
  details: 'Einzelheiten',

  messages: 'Nachrichten',
  earlier: 'Frühere Nachrichten anzeigen',
  empty: 'Hier wurde noch nichts gesagt. Schreiben Sie unten die erste Nachricht.',
  newMessages: 'Neue Nachrichten',
  manyNew: (count) => `${number(count)} neue Nachrichten`,
  wroteAway: (name, count) =>
    `${name} hat das ohne Verbindung geschrieben · ${plural(count, { one: '1 Nachricht', other: `${number(count)} Nachrichten` })}`,
  jumpToPresent: 'Zur neuesten Nachricht',
  jumpToNew: 'Zur ersten ungelesenen',
  newNotFetched: 'Die erste ungelesene Nachricht ließ sich gerade nicht holen.',
  backToPlace: 'Zurück zur vorigen Stelle',
  backToSearch: 'Zurück zur Suche',
  olderNotFetched: 'Diese ältere Nachricht ließ sich gerade nicht holen.',

  updateReady: 'Eine neue Version ist bereit.',
  updateKeeps: 'Was nicht gesendet ist, bleibt auf diesem Gerät.',
  update: 'Aktualisieren',
  notifications: 'Benachrichtigungen',
  notifyWhy: 'Auf diesem Gerät erfahren, wenn jemand antwortet, auch während Cairn geschlossen ist.',
  notify: 'Einschalten',
  installation: 'Installation von Cairn',
  installWhy:
    'Installiert öffnet sich Cairn vom Startbildschirm, und der Browser behält, was auf diesem Gerät ist.',
  installByHand:
    'Sonst löscht Safari es nach sieben Tagen ohne Besuch. Im Teilen-Menü „Zum Home-Bildschirm“ wählen.',
  install: 'Installieren',
  notNow: 'Nicht jetzt',

  deleteTitle: 'Diese Nachricht löschen?',
  deleteText: 'Sie verschwindet für alle. Das lässt sich nicht rückgängig machen.',

  connection: {
    offline: 'Keine Verbindung',
    offlineSince: (moment) => `Keine Verbindung · Stand: ${moment}`,
    syncing: 'Wird abgeglichen …',
    syncingCount: (count) => `Wird abgeglichen: ${number(count)}`,
    upToDate: 'Auf dem neuesten Stand',
    signedOut: 'Abgemeldet: zum Senden anmelden',
    connecting: 'Verbindung wird hergestellt …',
  },
  storage: {
    full: 'Auf diesem Gerät ist kein Platz mehr: Nachrichten bleiben nur im Arbeitsspeicher, solange diese Seite offen ist, und werden gesendet, solange eine Verbindung besteht.',
    failing:
      'Dieser Browser speichert nichts: Nachrichten bleiben nur im Arbeitsspeicher, solange diese Seite offen ist, und werden gesendet, solange eine Verbindung besteht.',
    evictable:
      'Ungesendete Nachrichten sind auf diesem Gerät; ein privates Fenster vergisst sie aber beim Schließen.',
  },
};
