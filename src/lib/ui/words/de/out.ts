import type { OutWords } from '../en/out.ts';

export const out: OutWords = {
  language: 'Sprache',
  problem: 'Problem: ',
  problemTitle: 'Problem',
  didNotWork: 'Das hat nicht geklappt',
  tryAgain: 'Noch einmal versuchen',

  name: 'Ihr Name',
  employeeId: 'Personalkennung',
  employeeIdHint: 'Damit melden Sie sich an: Buchstaben, Ziffern, Punkte, Unter- und Bindestriche.',
  password: 'Passwort',
  passwordHint: 'Mindestens 10 Zeichen.',

  signIn: 'Anmelden',
  signInWith: (provider) => `Anmelden mit ${provider}`,
  usePasskey: 'Stattdessen einen Passkey benutzen',
  newHere: 'Neu hier? Öffnen Sie den Einladungslink, den Ihnen jemand aus Ihrer Organisation geschickt hat.',
  providerProblems: {
    unreachable: (name) =>
      `${name} antwortet nicht. Bitte mit dem Passwort anmelden, oder es bei besserem Netz noch einmal versuchen.`,
    cancelled: (name) =>
      `Die Anmeldung ist nicht erfolgt: ${name} hat sie beendet. Bitte noch einmal versuchen oder mit dem Passwort anmelden.`,
    expired: () => 'Das hat länger als fünf Minuten gedauert oder war schon beantwortet. Bitte neu beginnen.',
    refused: (name) =>
      `Die Anmeldung ist nicht erfolgt: Die Antwort von ${name} ließ sich nicht prüfen. Bitte neu beginnen.`,
    'unknown-person': (name) =>
      `${name} kennt Sie, diese Organisation aber nicht. Bitten Sie einen Administrator, Sie hinzuzufügen.`,
    'other-account': (name) =>
      `Zu dieser Person gehört schon ein anderes Konto von ${name}. Fragen Sie einen Administrator.`,
    'not-active': () => 'Dieses Konto ist nicht aktiv. Fragen Sie einen Administrator Ihrer Organisation.',
    'too-many': () => 'Zu viele Versuche. Bitte in einigen Minuten noch einmal versuchen.',
  },

  codeTitle: 'Code eingeben',
  codeLead: 'Ihr Konto hat einen zweiten Faktor.',
  code: 'Code',
  codeHint: 'Sechs Ziffern aus Ihrer Authentifizierungs-App oder einer Ihrer Wiederherstellungscodes.',
  startAgain: 'Neu beginnen',
  noCode: 'Weder App noch Wiederherstellungscodes? Fragen Sie einen Administrator.',

  passkeyTitle: 'Mit einem Passkey anmelden',
  passkeyLead: 'Entsperren Sie ihn mit Fingerabdruck, Gesicht oder der PIN des Geräts, das ihn hat.',
  passkeyNoScripts:
    'Passkeys brauchen Skripte, die dieser Browser nicht ausführt. Bitte mit dem Passwort anmelden.',
  passkeyNone:
    'Dieser Browser hat keine Passkeys, oder diese Adresse beginnt nicht mit https. Bitte mit dem Passwort anmelden.',
  unlock: 'Passkey entsperren',
  withPassword: 'Mit dem Passwort anmelden',

  join: 'Beitreten',
  joinTitle: (organisation) => `${organisation} beitreten`,
  invitedBy: (name) => `${name} lädt Sie ein.`,
  invitedInto: (name, groups) => `${name} lädt Sie ein, auch in: ${groups}.`,
  unnamedGroup: 'eine Unterhaltung ohne Namen',
  missedGroups: (count) =>
    count === 1
      ? 'Der Link nennt auch eine Gruppe, die niemanden mehr darüber aufnimmt.'
      : `Der Link nennt auch ${count} Gruppen, die niemanden mehr darüber aufnehmen.`,
  member: 'Schon Mitglied?',

  passwordTitle: 'Passwort wählen',
  passwordLead:
    'Sie haben sich mit einem Passwort angemeldet, das jemand anderes kennt. Wählen Sie ein eigenes, um fortzufahren.',
  saveAndGoOn: 'Speichern und weiter',
  newPassword: 'Neues Passwort',
  again: 'Noch einmal dasselbe',

  setUp: 'Cairn einrichten',
  setUpLead: 'Sie sind hier die erste Person. Benennen Sie Ihre Organisation, und werden Sie ihr Inhaber.',
  organisation: 'Organisation',
  create: 'Organisation anlegen',
};
