import type { KitWords } from '../en/kit.ts';

export const kit: KitWords = {
  back: 'Zurück',
  cancel: 'Abbrechen',
  close: 'Schließen',
  copy: 'Kopieren',
  copied: 'Kopiert.',
  copyRefused:
    'Dieser Browser hat das Kopieren nicht erlaubt. Der Text lässt sich markieren und von Hand kopieren.',
  dayAndTime: (day, time) => `${day}, ${time}`,
  delete: 'Löschen',
  deleted: 'Diese Nachricht wurde gelöscht',
  done: 'Fertig',
  loading: 'Wird geladen …',
  menu: 'Menü',
  newConversation: 'Neue Unterhaltung',
  notKnown: 'Das hat nicht geklappt, und der Grund ist nicht bekannt. Bitte noch einmal versuchen.',
  save: 'Speichern',
  toConversations: 'Zurück zu den Unterhaltungen',
  tryAgain: 'Noch einmal versuchen',
  unread: 'ungelesen',
  you: 'Sie',

  noServer: 'Keine Verbindung zum Server',
  noServerText:
    'Auf diesem Gerät hat sich noch niemand angemeldet. Dafür braucht es einmal eine Verbindung; danach geht alles auch ohne.',
  nothingHere: 'Hier ist nichts',
  didNotWork: 'Das hat nicht geklappt',
  checkAddress: 'Stimmt die Adresse? Sonst geht es bei den Unterhaltungen weiter.',
  needsConnection: 'Diese Seite braucht eine Verbindung zum Server. Ihre Unterhaltungen sind auch ohne da.',
  goToConversations: 'Zu den Unterhaltungen',
  roles: { owner: 'Inhaber', administrator: 'Administrator', member: 'Mitglied', guest: 'Gast' },
};
