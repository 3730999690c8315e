import { format } from '#client/format.ts';
import type { PeopleWords } from '../en/people.ts';
import { plural } from './plural.ts';

const { number } = format;

export const people: PeopleWords = {
  whatToBegin: 'Was beginnen soll',
  ways: { people: 'Personen', channel: 'Neuer Kanal', join: 'Kanal beitreten' },
  name: 'Name',
  purpose: 'Wozu er da ist',
  nameNote: 'Ohne Namen wird es eine direkte Unterhaltung der gewählten Personen.',
  channelNote: 'Alle in der Organisation finden ihn und können beitreten; Gäste nicht.',
  createChannel: 'Kanal anlegen',
  createGroup: 'Gruppe anlegen',
  openConversation: 'Unterhaltung öffnen',
  startConversation: 'Unterhaltung beginnen',
  nameChannel: 'Bitte dem Kanal einen Namen geben.',
  pickPerson: 'Bitte die Person wählen, der Sie schreiben möchten.',
  pickOrName: 'Bitte jemanden wählen oder der Gruppe einen Namen geben.',
  history: 'Wer später dazukommt, sieht',
  histories: {
    all: 'alles, was zuvor geschrieben wurde',
    joined: 'nur, was danach geschrieben wird',
  },

  people: 'Personen',
  picked: (count) => `Personen · ${number(count)} gewählt`,
  find: 'Personen suchen',
  nobodyElse: 'Im Verzeichnis dieses Geräts ist noch niemand sonst.',
  nobodyCalled: 'Niemand hat das im Namen, in der Funktion oder in der Personalkennung.',
  moreFound: (count) => `${number(count)} weitere. Ein Teil des Namens grenzt sie ein.`,

  askingChannels: 'Der Server wird nach den Kanälen gefragt …',
  findChannel: 'Kanal suchen',
  members: (count) => plural(count, { one: '1 Mitglied', other: `${number(count)} Mitglieder` }),
  seeAll: 'Sie sehen alles, was zuvor geschrieben wurde',
  seeNew: 'Sie sehen, was nach Ihrem Beitritt geschrieben wird',
  open: 'Öffnen',
  join: 'Beitreten',
  openOne: (channel) => `${channel} öffnen`,
  joinOne: (channel) => `${channel} beitreten`,
  noChannels: 'Es gibt noch keine Kanäle.',
  noSuchChannel: 'Kein Kanal heißt so.',

  invite: 'Personen einladen',
  inviteText: (organisation, until) =>
    `Wer diesen Link öffnet, kann ${organisation} beitreten. Er gilt bis: ${until}.`,
  inviteLink: 'Einladungslink',
  linkSelected: 'Der Link ist markiert: Bitte von Hand kopieren.',
  makingLink: 'Ein Link wird erstellt …',
  inviteGuestText: (organisation, until) =>
    `Wer diesen Link öffnet, kann ${organisation} als Gast beitreten. Er gilt bis: ${until}.`,
  alsoInto: 'Auch aufnehmen in',
  linkAnew: 'Link neu erstellen',
  joinedTitle: (organisation) => `Willkommen bei ${organisation}`,
  missedGroups:
    'Der Link galt auch für eine Gruppe, die niemanden mehr darüber aufnimmt: Sie ist archiviert, oder wer Sie eingeladen hat, verwaltet sie nicht mehr. Bitten Sie darum, hinzugefügt zu werden.',
  goOn: 'Weiter',

  administration: 'Verwaltung',
  settings: 'Einstellungen',
  shortcuts: 'Tastenkürzel',
  signOut: 'Abmelden',
  signOutTitle: 'Abmelden?',
  signOutText:
    'Ihre Unterhaltungen werden von diesem Gerät entfernt. Beim nächsten Anmelden kommen sie zurück.',
  unsentLost: (count) =>
    `${plural(count, { one: '1 Änderung ist', other: `${number(count)} Änderungen sind` })} nur auf diesem Gerät. Beim Abmelden gehen verloren: Nachrichten, Bearbeitungen oder Reaktionen, die der Server nicht erhalten hat. Wenn möglich, warten Sie, bis alles gesendet ist.`,
  undeliveredLost: (what, count) =>
    plural(count, {
      one: `Unter „Nicht zugestellt“: ${what}. Das ist nur auf diesem Gerät und würde gelöscht. Kopieren Sie, was Sie behalten möchten.`,
      other: `Unter „Nicht zugestellt“: ${what}. Sie sind nur auf diesem Gerät und würden gelöscht. Kopieren Sie, was Sie behalten möchten.`,
    }),
};
