import { format } from '#client/format.ts';
import type { AdminWords } from '../en/admin.ts';
import { plural } from './plural.ts';
import { server } from './server.ts';

const { number } = format;

export const admin: AdminWords = {
  title: 'Verwaltung',
  pages: {
    people: 'Personen',
    groups: 'Gruppen',
    invites: 'Einladungen',
    devices: 'Geräte',
    audit: 'Protokoll',
    settings: 'Einstellungen',
    server: 'Server',
  },
  notForYou: 'Hier ist nichts für Sie',
  notForYouText: (organisation) =>
    `Diese Seite sehen nur der Inhaber und die Administratoren von ${organisation}. Wenn Sie dazugehören sollten, fragen Sie einen von ihnen.`,
  showMore: 'Mehr anzeigen',

  who: 'Wer',
  everybody: 'Alle',
  what: 'Was',
  everything: 'Alles',
  from: 'Von',
  to: 'Bis',
  exportCsv: 'Als CSV ausgeben',
  somebody: 'Jemand',
  noEntries: 'Nichts, was dieser Filter durchlässt.',
  showOlder: 'Ältere anzeigen',

  devicesLead:
    'Wo Personen angemeldet sind. Ein Gerät abzumelden trennt seine Verbindung sofort; was es nicht gesendet hat, bleibt auf ihm.',
  signOut: 'Abmelden',
  signOutOne: (device, person) => `${device} von ${person} abmelden`,
  signOutOneTitle: (device, person) => `${device} von ${person} abmelden?`,
  signOutEverywhere: 'Überall abmelden',
  signOutEverywhereTitle: (person) => `${person} überall abmelden?`,
  signedOut: (device, person) => `${device} von ${person} ist abgemeldet.`,
  signedOutEverywhere: (person) => `${person} ist überall abgemeldet.`,
  deviceStops: 'Es empfängt und sendet sofort nicht mehr. Eine neue Anmeldung mit dem Passwort ist möglich.',
  devicesStop:
    'Diese Geräte empfangen und senden sofort nicht mehr. Eine neue Anmeldung mit dem Passwort ist möglich.',
  deviceUsed: (used, signedIn, address) =>
    `Zuletzt benutzt: ${used} · angemeldet: ${signedIn}${address === null ? '' : `, von ${address}`}`,
  thisDevice: 'Dieses Gerät',

  groupsLead:
    'Gruppen und Kanäle der Organisation. Eine archivierte Gruppe bleibt lesbar und nimmt keine Nachrichten mehr an. Was in Gruppen gesagt wird, sehen nur ihre Mitglieder. Wird der letzte aktive Admin einer Gruppe deaktiviert, schreiben ihre Mitglieder weiter, und niemand kann sie ändern: Ernennen Sie eines von ihnen.',
  kinds: { channel: 'Kanal', group: 'Gruppe' },
  members: (count) => plural(count, { one: '1 Mitglied', other: `${number(count)} Mitglieder` }),
  lastMessage: (when) => `letzte Nachricht: ${when}`,
  noMessages: 'keine Nachrichten',
  noAdmin: 'Kein aktiver Admin',
  appointAdmin: 'Admin ernennen',
  appointIn: (group) => `Einen Admin von ${group} ernennen`,
  appointText:
    'Damit kann die Person andere hinzufügen und entfernen, die Gruppe umbenennen und archivieren und Nachrichten löschen. Was in der Gruppe gesagt wird, sehen Sie dadurch nicht.',
  appoint: 'Ernennen',
  appointOne: (name) => `${name} ernennen`,
  askingMembers: 'Es wird nachgesehen, wer dabei ist …',
  nobodyActive: 'Niemand darin ist aktiv.',
  allGroups: 'Alle Gruppen anzeigen',
  archived: 'Archiviert',
  archive: 'Archivieren',
  reopen: 'Wieder öffnen',
  archiveOne: (group) => `${group} archivieren`,
  reopenOne: (group) => `${group} wieder öffnen`,
  archiveTitle: (group) => `${group} archivieren?`,
  archiveText:
    'Sie bleibt für ihre Mitglieder lesbar und nimmt keine Nachrichten mehr an. Hier lässt sie sich wieder öffnen.',
  noGroups: 'Noch keine Gruppen.',

  importTitle: 'Eine Liste von Personen einlesen',
  importLead:
    'Eine CSV-Datei, deren erste Zeile die Spalten nennt: Employee ID, Name und wahlweise Title und Role. Höchstens 1.000 Personen. Sie sehen vorher, was geschehen würde; dieselbe Liste zweimal einzulesen ändert nichts.',
  csvFile: 'CSV-Datei',
  working: 'In Arbeit …',
  wouldBe: (create, change, unchanged, refused) =>
    `${number(create)} anzulegen, ${number(change)} zu ändern, ${number(unchanged)} unverändert, ${number(refused)} abgelehnt`,
  was: (created, changed, unchanged, refused) =>
    `${number(created)} angelegt, ${number(changed)} geändert, ${number(unchanged)} unverändert, ${number(refused)} abgelehnt`,
  downloadReport: 'Bericht herunterladen',
  keepReport: 'Erste Passwörter werden nur jetzt gezeigt: den Bericht behalten, bis sie übergeben sind.',
  import: 'Einlesen',
  line: (line) => `Zeile ${line}`,
  refused: 'Abgelehnt',
  new: 'Neu',
  change: 'Änderung',
  changed: 'Geändert',

  newInvite: 'Neue Einladung',
  howMany: 'Wie viele Personen',
  daysOpen: 'Tage, die sie gilt',
  joinAs: 'Beitritt als',
  makeLink: 'Link erstellen',
  qrCode: 'QR-Code des Einladungslinks',
  openUntil: (when) =>
    `Gültig bis: ${when}. Der Link wird nur jetzt gezeigt: bitte kopieren oder scannen lassen.`,
  copyLink: 'Link kopieren',
  invites: 'Einladungen',
  joined: (role, joined, uses) => `${role} · ${number(joined)} von ${number(uses)} beigetreten`,
  inviteBy: (name, until) => `Von ${name}, gültig bis: ${until}`,
  alsoInto: 'Auch in:',
  unnamedGroup: 'eine Unterhaltung ohne Namen',
  withdraw: 'Zurückziehen',
  inviteStates: { revoked: 'Zurückgezogen', expired: 'Abgelaufen', used: 'Aufgebraucht' },
  noInvites: 'Noch keine Einladungen.',

  findPeople: 'Personen suchen',
  role: 'Rolle',
  state: 'Zustand',
  all: 'Alle',
  active: 'Aktiv',
  deactivated: 'Deaktiviert',
  addPerson: 'Person hinzufügen',
  importList: 'Liste einlesen',
  people: (count) => plural(count, { one: '1 Person', other: `${number(count)} Personen` }),
  edit: 'Bearbeiten',
  editOne: (name) => `${name} bearbeiten`,
  nobody: 'Hier ist niemand, auf den das zutrifft.',
  name: 'Name',
  employeeId: 'Personalkennung',
  jobTitle: 'Funktion',
  firstPassword: (name) =>
    `${name} kann sich mit diesem ersten Passwort anmelden. Es wird nur jetzt gezeigt: bitte übergeben.`,
  ownersOnly: 'Nur ein Inhaber kann einen Inhaber ändern.',
  deactivateText:
    'Deaktivieren meldet sofort alle Geräte der Person ab. Ihre Nachrichten und Mitgliedschaften bleiben.',
  reactivateText: 'Wieder aktiviert, kann sich die Person anmelden und findet ihre Gruppen wie zuvor.',
  forgotText:
    'Wer sein Passwort vergessen hat, erhält ein erstes und ist überall abgemeldet, bis es benutzt wird.',
  newFirstPassword: 'Neues erstes Passwort',
  deactivate: 'Deaktivieren',
  reactivate: 'Wieder aktivieren',
  add: 'Hinzufügen',

  organisation: 'Organisation',
  newPeople: 'Neue Personen',
  signUps: {
    invite: 'treten mit Einladung bei oder werden hinzugefügt',
    closed: 'werden nur von Administratoren hinzugefügt',
  },
  receipts: 'Empfangs- und Lesebestätigungen',
  receiptsOn: 'Wer schreibt, sieht, wer die Nachricht erhalten und gelesen hat',
  receiptsOff: 'Niemand sieht, wer eine Nachricht erhalten und gelesen hat',
  notifications: 'Benachrichtigungen',
  pushNames: 'Sagen, wer geschrieben hat und wo',
  pushText: 'Auch den Anfang der Nachricht zeigen',
  saved: 'Gespeichert.',
  limits: 'Grenzen',
  limitsLead:
    'Anfragen von Programmen und Geräten begrenzt der Server; wer ihn betreibt, kann das einstellen.',
  limitNames: {
    messageCharacters: 'Zeichen in einer Nachricht',
    nameCharacters: 'Zeichen in einem Namen',
    descriptionCharacters: 'Zeichen in der Beschreibung einer Gruppe',
    newGroupPeople: 'Personen beim Anlegen einer Gruppe; weitere lassen sich hinzufügen',
    addedPeople: 'Personen, die einer Gruppe auf einmal hinzugefügt werden',
    pictureBytes: 'Bytes in einem Bild',
    listBytes: 'Bytes in einer Liste von Personen',
    listPeople: 'Personen in einer Liste',
    tokens: 'Token einer Person',
    personRequests: 'Anfragen einer Person in der Sekunde',
    tokenRequests: 'Anfragen mit einem Token in der Sekunde',
    webhookRequests: 'Anfragen an einen Webhook in der Sekunde',
  },
  traceDays: 'Tage, die zu sehen ist, dass eine Nachricht gelöscht wurde (0: immer)',
  server,
};
