import { format } from '#client/format.ts';
import type { DetailsWords } from '../en/details.ts';
import { plural } from './plural.ts';

export const details: DetailsWords = {
  leave: 'Gruppe verlassen',
  leaveTitle: (group) => `${group} verlassen?`,
  leaveChannelText:
    'Die Unterhaltung verschwindet von allen Ihren Geräten. Dem Kanal können Sie wieder beitreten.',
  leaveGroupText:
    'Die Unterhaltung verschwindet von allen Ihren Geräten. Nur ein Mitglied kann Sie zurückholen.',
  leaveUnsent: (count) =>
    `Was Sie hier geschrieben haben und noch nicht gesendet ist (${format.number(count)}), kommt auf diesem Gerät zu „Nicht zugestellt“, Reaktionen ausgenommen.`,
  archive: 'Archivieren',
  archiveTitle: (group) => `${group} archivieren?`,
  archiveText:
    'Alle können weiter darin lesen; schreiben kann niemand, bis ein Admin die Gruppe wieder öffnet.',
  reopen: 'Wieder öffnen',
  add: 'Personen hinzufügen',
  inviteByLink: 'Per Link einladen',
  addToGroup: 'Zur Gruppe hinzufügen',
  addedSeeAll: 'Wer hinzukommt, sieht alles, was hier bisher geschrieben wurde.',
  addedSeeNew: 'Wer hinzukommt, sieht nur, was von jetzt an geschrieben wird.',
  joinersSeeAll: 'Wer später dazukommt, sieht alles, was zuvor geschrieben wurde.',
  joinersSeeNew: 'Wer später dazukommt, sieht nur, was danach geschrieben wird.',
  retention: 'Nachrichten bleiben',
  retentionOfOrganisation: 'so lange, wie die Organisation es bestimmt',
  keptForEver: 'für immer',
  keptFor: (days) => plural(days, { one: '1 Tag lang', other: `${format.number(days)} Tage lang` }),
  deletedAfter: (days) =>
    `Nachrichten werden ${plural(days, { one: '1 Tag', other: `${format.number(days)} Tage` })} nach dem Senden gelöscht.`,
  requested:
    'Diese Unterhaltung ist auf diesem Gerät. Auf dem Server entsteht sie bei der nächsten Verbindung.',
  change: 'Ändern',
  name: 'Name',
  purpose: 'Wozu sie da ist',

  youAmong: ' (Sie)',
  deactivated: 'deaktiviert',
  admin: 'Admin',
  whatToDoWith: (name) => `Aktionen für ${name}`,
  writeTo: 'Nachricht schreiben',
  makeAdmin: 'Zum Admin machen',
  makeAdminTitle: (name) => `${name} zum Admin machen?`,
  makeAdminText: (name) =>
    `${name} kann dann die Gruppe umbenennen und archivieren, Personen hinzufügen und entfernen und Nachrichten löschen.`,
  makeMember: 'Zum Mitglied machen',
  makeMemberTitle: (name) => `${name} zum Mitglied machen?`,
  makeMemberText: (name) => `${name} bleibt in der Gruppe und verwaltet sie nicht mehr.`,
  handOver: 'Übergeben',
  handOverTo: 'Gruppe übergeben',
  handOverTitle: (name) => `An ${name} übergeben?`,
  handOverText: (name) =>
    `${name} wird Admin der Gruppe und Sie werden Mitglied. Nur ein Admin kann Sie wieder zu einem machen.`,
  remove: 'Entfernen',
  removeFromGroup: 'Aus der Gruppe entfernen',
  removeTitle: (name) => `${name} entfernen?`,
  removeText: (name) =>
    `Die Unterhaltung verschwindet sofort von allen Geräten von ${name}. Was ${name} geschrieben hat, bleibt hier; was noch nicht gesendet ist, geht an ${name} zurück.`,

  notifyOf: 'Benachrichtigen bei',
  notifies: {
    all: 'jeder Nachricht',
    mentions: 'Nachrichten, die mich erwähnen',
    nothing: 'nichts (stummgeschaltet)',
  },

  webhooks: 'Webhooks',
  webhooksLead:
    'Ein Webhook ist eine Adresse, über die ein Programm hier schreibt, im Namen der Person, die ihn angelegt hat. Wer die Adresse kennt, kann das.',
  noWebhooks: 'Diese Gruppe hat keine.',
  copyAddress: 'Diese Adresse jetzt kopieren.',
  shownOnce: 'Sie wird nur dieses eine Mal gezeigt; der Server behält keine Kopie.',
  webhookName: 'Name eines neuen Webhooks',
  makeWebhook: 'Webhook anlegen',
  enterName: 'Bitte einen Namen eingeben.',
  revoke: 'Widerrufen',
  revokeNow: 'Jetzt widerrufen',
  revokeOne: (name) => `${name} widerrufen`,
  revokeOneNow: (name) => `${name} jetzt widerrufen`,
  revoked: (name) => `${name} ist widerrufen.`,
  webhookUsed: (name, made, used) => `Angelegt von ${name}, ${made}; zuletzt benutzt: ${used}`,
  webhookUnused: (name, made) => `Angelegt von ${name}, ${made}; noch nicht benutzt`,
};
