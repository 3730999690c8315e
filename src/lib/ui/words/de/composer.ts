import { format } from '#client/format.ts';
import type { ComposerWords } from '../en/composer.ts';
import { plural } from './plural.ts';

const { number } = format;
const characters = (count: number): string => `${number(count)} Zeichen`;

export const composer: ComposerWords = {
  message: 'Nachricht',
  messageTo: (group) => `Nachricht an ${group}`,
  send: 'Senden',
  emoji: 'Emoji',
  notLoaded:
    'Diese Unterhaltung ist noch nicht auf diesem Gerät angekommen. Was Sie geschrieben haben, bleibt erhalten.',
  noFiles: 'Hier lässt sich nur Text senden, keine Dateien. Es wurde nichts hinzugefügt.',

  editing: 'Bearbeiten',
  replyTo: (author) => `Antwort an ${author}`,
  someMessage: 'eine Nachricht',
  cancelEditing: 'Bearbeiten abbrechen',
  cancelReply: 'Antwort abbrechen',
  begun: 'Sie hatten begonnen zu schreiben:',

  denied:
    'Sie sind nicht mehr Mitglied dieser Gruppe. Was hier steht, können Sie lesen und kopieren, aber nichts schreiben.',
  archived:
    'Diese Gruppe ist archiviert. Sie können darin lesen, aber nicht schreiben. Ein Admin kann sie wieder öffnen.',
  offline: 'Keine Verbindung. Was Sie schreiben, bleibt auf diesem Gerät und geht von selbst hinaus.',
  signedOut: 'Sie sind abgemeldet. Was Sie schreiben, bleibt auf diesem Gerät, bis Sie sich wieder anmelden.',
  tooMany: (count) =>
    `${characters(count)} zu viel. Bitte kürzen oder in Teilen senden; nichts davon geht verloren.`,
  left: (count) => `Noch ${characters(count)}`,
  fewerLeft: (count) => `Noch weniger als ${characters(count)}`,
  outsiders: (names, count) =>
    plural(count, {
      one: `${names} ist nicht in dieser Gruppe und wird das nicht sehen.`,
      other: `${names} sind nicht in dieser Gruppe und werden das nicht sehen.`,
    }),
  callsOthers: (count) =>
    plural(count, {
      one: '@all ruft das andere Mitglied dieser Gruppe.',
      other: `@all ruft alle ${number(count)} anderen in dieser Gruppe.`,
    }),
  callTitle: (count) => `Alle ${number(count)} anderen rufen?`,
  callAction: 'An alle senden',
  callText: (count) =>
    `In dieser Nachricht steht @all. Das ruft alle ${number(count)} anderen Mitglieder, was auch immer sie gerade tun. Ohne @all wartet die Nachricht auf sie wie jede andere.`,

  suggestions: 'Vorschläge',
  suggestionsSaid: (count) =>
    `${plural(count, { one: '1 Vorschlag', other: `${number(count)} Vorschläge` })}. Mit den Pfeilen wählen, mit Enter übernehmen.`,
  outsider: 'nicht in dieser Gruppe',
  everybody: 'Alle in dieser Gruppe',

  chooseEmoji: 'Emoji wählen',
  searchEmoji: 'Emoji suchen (englisch)',
  emojiKinds: 'Arten',
  emojiGroups: {
    Smileys: 'Smileys',
    People: 'Personen',
    'Animals and nature': 'Tiere und Natur',
    'Food and drink': 'Essen und Trinken',
    'Travel and places': 'Reisen und Orte',
    Activities: 'Aktivitäten',
    Objects: 'Gegenstände',
    Symbols: 'Symbole',
    Flags: 'Flaggen',
  },
  emojiFound: 'Gefunden',
  noEmoji: 'Kein Emoji heißt so. Bitte ein anderes Wort versuchen.',
  emojiNotLoaded: 'Die Emojis ließen sich nicht laden.',

  oneWrites: (name) => `${name} schreibt …`,
  twoWrite: (first, second) => `${first} und ${second} schreiben …`,
  manyWrite: (first, second, more) =>
    plural(more, {
      one: `${first}, ${second} und eine weitere Person schreiben …`,
      other: `${first}, ${second} und ${number(more)} weitere schreiben …`,
    }),
  presence: { online: 'online', away: 'abwesend' },
  here: (count) => `${number(count)} gerade hier`,
  away: (count) => `${number(count)} abwesend`,
  hereAndAway: (here, away) => `${number(here)} gerade hier, ${number(away)} abwesend`,
};
