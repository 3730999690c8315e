import { format } from '#client/format.ts';
import type { SettingsWords } from '../en/settings.ts';
import { plural } from './plural.ts';

const { number } = format;

export const settings: SettingsWords = {
  title: 'Einstellungen',
  pages: {
    profile: 'Profil',
    language: 'Sprache',
    readiness: 'Bereit für draußen',
    notifications: 'Benachrichtigungen',
    writing: 'Schreiben',
    privacy: 'Privatsphäre',
    security: 'Anmeldung & Sicherheit',
    devices: 'Geräte',
    tokens: 'Token',
  },
  asking: 'Der Server wird gefragt …',

  language: 'Sprache',
  languageLead:
    'In welcher Sprache Cairn auf diesem Gerät spricht. Was Menschen schreiben, bleibt, wie sie es geschrieben haben.',
  languageNotLoaded:
    'Diese Sprache ließ sich nicht laden. Dafür braucht es einmal eine Verbindung; es wurde nichts geändert.',

  you: 'Sie',
  youLead: 'So finden andere Sie, auf jedem ihrer Geräte.',
  changePicture: 'Bild ändern',
  choosePicture: 'Bild wählen',
  removePicture: 'Bild entfernen',
  picture: 'Bild',
  pictureSet: 'Das ist jetzt Ihr Bild.',
  pictureRemoved: 'Ihr Bild ist entfernt. An seiner Stelle stehen Ihre Initialen.',
  name: 'Name',
  jobTitle: 'Funktion',
  jobTitleHint: 'Was Sie tun. Darf leer bleiben.',
  profileSaved: 'Gespeichert. Alle sehen es.',
  employeeId: 'Personalkennung',
  organisation: 'Organisation',
  role: 'Rolle',

  notifications: 'Benachrichtigungen',
  notificationsLead:
    'Cairn meldet diesem Gerät Nachrichten, die Sie zehn Sekunden später noch nicht gelesen haben, eine Benachrichtigung je Unterhaltung. Sobald Sie sie irgendwo lesen, verschwindet sie.',
  notificationStates: {
    impossible:
      'Dieser Browser kann hier nicht benachrichtigt werden. Auf einem iPhone oder iPad muss Cairn zuerst auf den Home-Bildschirm; sonst muss diese Adresse mit https beginnen.',
    refused:
      'Diesem Browser wurde untersagt, Benachrichtigungen von Cairn zu zeigen. Erlauben Sie sie in seinen Einstellungen für diese Seite, und kommen Sie dann zurück.',
    off: 'Sie sind auf diesem Gerät ausgeschaltet.',
    on: 'Sie sind auf diesem Gerät eingeschaltet.',
  },
  notificationsHint:
    'Was in einer Unterhaltung gemeldet wird, steht in ihren Einzelheiten: jede Nachricht, nur solche, die Sie erwähnen, oder keine.',
  quietHours: 'Ruhezeit auf diesem Gerät',
  quietHoursHint:
    'Was in dieser Zeit kommt, wird danach gemeldet, falls Sie es bis dahin nicht gelesen haben.',
  quietFrom: 'Von',
  quietTo: 'Bis',
  turnOn: 'Einschalten',
  turnOff: 'Ausschalten',
  sendTest: 'Probe senden',
  testSent: 'Gesendet. Sie sollte gleich erscheinen.',
  lookAgain: 'Noch einmal nachsehen',

  writing: 'Schreiben',
  writingLead:
    'Was Sie zu schreiben beginnen, bleibt erhalten und wartet auch auf Ihren anderen Geräten. Diese Wahl gilt für alle.',
  enterSends: 'Enter sendet die Nachricht',
  enterHint: (commandKey) =>
    `Eingeschaltet macht Umschalt+Enter eine neue Zeile. Ausgeschaltet macht das Enter, und ${commandKey}+Enter sendet. Auf einer Bildschirmtastatur macht Enter immer eine neue Zeile.`,

  receipts: 'Empfangs- und Lesebestätigungen',
  receiptsLead:
    'In Gruppen bis 200 Personen sehen andere, ob eine Nachricht bei Ihnen angekommen ist und ob Sie sie gelesen haben; in kleinen Gruppen sehen sie Ihren Namen.',
  showReceipts: 'Anderen zeigen, was ich erhalten und gelesen habe',
  receiptsHint:
    'Ausgeschaltet sieht es niemand von Ihnen, auf keinem Ihrer Geräte, und Sie sehen es nicht von anderen.',

  password: 'Passwort',
  passwordLead:
    'Eine Änderung meldet Sie auf allen anderen Geräten ab. Was diese noch nicht gesendet haben, bleibt auf ihnen.',
  currentPassword: 'Aktuelles Passwort',
  newPassword: 'Neues Passwort',
  newPasswordHint: 'Mindestens 10 Zeichen.',
  newPasswordAgain: 'Neues Passwort noch einmal',
  changePassword: 'Passwort ändern',
  enterCurrent: 'Bitte das aktuelle Passwort eingeben.',
  notTheSame: 'Das neue Passwort ist nicht in beiden Feldern gleich.',
  passwordChanged: (others) =>
    others === 0
      ? 'Ihr Passwort ist geändert. Kein anderes Gerät war angemeldet.'
      : plural(others, {
          one: 'Ihr Passwort ist geändert. 1 anderes Gerät wurde abgemeldet.',
          other: `Ihr Passwort ist geändert. ${number(others)} andere Geräte wurden abgemeldet.`,
        }),

  passkeys: 'Passkeys',
  passkeysLead: 'Anmelden mit Fingerabdruck, Gesicht oder der PIN eines Geräts, statt mit Passwort und Code.',
  made: (day) => `Angelegt: ${day}`,
  remove: 'Entfernen',
  removeOne: (name) => `${name} entfernen`,
  removeTitle: (name) => `${name} entfernen?`,
  removed: (name) => `${name} ist entfernt.`,
  passkeyRemoveText: 'Er öffnet Ihr Konto nicht mehr. Löschen Sie ihn auch auf dem Gerät, das ihn hat.',
  noPasskeys: 'Dieser Browser kann keine Passkeys anlegen, oder diese Adresse beginnt nicht mit https.',
  passkeyName: 'Name des Passkeys',
  passkeyNameHint: 'Woran Sie ihn erkennen, etwa „Mein Telefon“.',
  passkeyPassword: 'Passwort, um ihn anzulegen',
  makePasskey: 'Passkey anlegen',
  passkeyMade: 'Der Passkey öffnet von jetzt an Ihr Konto.',

  secondFactor: 'Zweiter Faktor',
  secondFactorLead:
    'Ein Code aus einer Authentifizierungs-App, nach dem im Anschluss an das Passwort gefragt wird. Das Telefon braucht dafür keine Verbindung.',
  scan: 'Scannen Sie das mit Ihrer Authentifizierungs-App, oder geben Sie den Schlüssel von Hand ein. Geben Sie dann den Code ein, den die App zeigt.',
  qrCode: 'QR-Code für Ihre Authentifizierungs-App',
  key: 'Schlüssel:',
  codeFromApp: 'Code aus der App',
  yourPassword: 'Ihr Passwort',
  newCodes: 'Neue Wiederherstellungscodes',
  setUp: 'Einrichten',
  secondFactorOn: 'Der zweite Faktor ist eingeschaltet.',
  secondFactorOff: 'Der zweite Faktor ist ausgeschaltet.',
  oldCodesGone: 'Die alten Wiederherstellungscodes gelten nicht mehr.',
  keepCodes: 'Diese Wiederherstellungscodes aufbewahren.',
  keepCodesText:
    'Jeder öffnet Ihr Konto einmal, falls Sie die App verlieren. Sie werden nur dieses eine Mal gezeigt.',
  recoveryCodes: 'Wiederherstellungscodes',
  download: 'Herunterladen',

  devices: 'Wo Sie angemeldet sind',
  devicesLead:
    'Ein abgemeldetes Gerät empfängt und sendet sofort nicht mehr. Was es noch nicht gesendet hat, bleibt auf ihm und geht hinaus, wenn Sie sich dort wieder anmelden.',
  thisDevice: 'Dieses Gerät',
  lastUsed: (when) => `Zuletzt benutzt: ${when}`,
  signedIn: (when, address) => `Angemeldet: ${when}, von ${address}`,
  unknownAddress: 'einer unbekannten Adresse',
  signOut: 'Abmelden',
  signOutOne: (name) => `${name} abmelden`,
  signOutTitle: (name) => `${name} abmelden?`,
  signOutText:
    'Es empfängt sofort nichts mehr. Seine Unterhaltungen bleiben darauf lesbar, bis sich dort wieder jemand anmeldet.',
  signOutOthers: 'Überall sonst abmelden',
  signOutOthersTitle: 'Überall sonst abmelden?',
  signOutOthersText:
    'Sie bleiben nur auf diesem Gerät angemeldet. Falls jemand anderes Ihr Passwort kennt, ändern Sie es ebenfalls.',
  signedOut: (name) => `${name} ist abgemeldet.`,
  othersSignedOut: (count) =>
    plural(count, { one: '1 Gerät ist abgemeldet.', other: `${number(count)} Geräte sind abgemeldet.` }),

  newToken: 'Neues Token',
  newTokenLead:
    'Für einen Bot oder ein anderes Programm, das in Ihrem Namen liest oder schreibt. Geben Sie ihm nicht mehr, als es braucht.',
  copyToken: 'Dieses Token jetzt kopieren.',
  shownOnce: 'Es wird nur dieses eine Mal gezeigt; der Server behält keine Kopie.',
  tokenNameHint: 'Wozu es da ist',
  mayDo: 'Was es darf',
  scopes: {
    'groups:read': 'Ihre Gruppen und deren Mitglieder sehen',
    'groups:write': 'Gruppen anlegen, ändern, ihnen beitreten und sie verlassen',
    'messages:read': 'Nachrichten in Ihren Gruppen lesen und durchsuchen',
    'messages:write': 'In Ihrem Namen schreiben, bearbeiten, löschen und reagieren',
    'people:read': 'Die Personen der Organisation sehen',
    administration: 'Die Organisation verwalten, soweit Sie das dürfen',
  },
  goodFor: 'Gültig',
  lifetimes: { '30': '30 Tage', '365': 'Ein Jahr', '': 'Bis zum Widerruf' },
  makeToken: 'Token anlegen',
  enterName: 'Bitte einen Namen eingeben.',
  chooseScopes: 'Bitte wählen, was es darf.',
  yourTokens: 'Ihre Token',
  yourTokensLead: 'Ein widerrufenes Token öffnet sofort nichts mehr.',
  tokenLife: (made, used, until) =>
    [
      `Angelegt: ${made}`,
      used === null ? 'noch nicht benutzt' : `zuletzt benutzt: ${used}`,
      ...(until === null ? [] : [`gültig bis: ${until}`]),
    ].join(', '),
  revoke: 'Widerrufen',
  revokeOne: (name) => `${name} widerrufen`,
  revokeTitle: (name) => `${name} widerrufen?`,
  revokeText:
    'Das Programm, das es benutzt, wird sofort getrennt und kommt mit demselben Token nicht wieder herein.',
  revoked: (name) => `${name} ist widerrufen.`,
  noTokens: 'Sie haben keine.',
  apiHint: (api) => `Was Programme damit tun können, steht in ${api}.`,
  api: 'der API-Beschreibung',
};
