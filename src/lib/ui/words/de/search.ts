import { format } from '#client/format.ts';
import type { SearchWords } from '../en/search.ts';
import { plural } from './plural.ts';

const { number } = format;

export const search: SearchWords = {
  title: 'Suche',
  messages: 'Nachrichten durchsuchen',
  clear: 'Leeren',
  count: (count) => plural(count, { one: '1 Nachricht', other: `${number(count)} Nachrichten` }),
  messagesCounted: (count) => plural(count, { one: 'Nachricht', other: 'Nachrichten' }),
  failing: 'Dieser Browser lässt Cairn nicht in Nachrichten suchen. Namen werden trotzdem gefunden.',
  reading: 'Was auf diesem Gerät ist, wird gelesen …',
  noneHere: 'Auf diesem Gerät sind noch keine Nachrichten',
  since: (day) => `Auf diesem Gerät, seit ${day}`,
  noDate: (part) => `„${part}“ ist kein Datum. Eines sieht so aus: 2026-05-03.`,
  nobody: (part) => `„${part}“ gibt es auf diesem Gerät nicht, weder als Person noch als Unterhaltung.`,
  showMore: (count) => `${number(count)} weitere anzeigen`,
  newestOf: (shown, all) =>
    `Zu sehen sind die neuesten ${number(shown)} von ${number(all)}. Ein weiteres Wort grenzt sie ein.`,
  namesTitle: 'Unterhaltungen und Personen',
  nothing: 'Nichts gefunden',
  less: 'Mit weniger Vorgaben findet sich mehr:',
  anywhere: (words) => `Die Wörter von ${words} an beliebiger Stelle`,
  without: (part) => `Ohne ${part}`,
  hint: 'Ein Wort wird an seinem Anfang erkannt: „Pumpe“ findet „Pumpen“. Nachrichten, die nie auf diesem Gerät waren, lassen sich nicht finden; ältere kommen hierher, wenn Sie in einer Unterhaltung nach oben scrollen.',
  help: 'Wörter werden an ihrem Anfang erkannt, in jeder Nachricht auf diesem Gerät. Eingrenzen lässt sich die Suche mit',
  operators: {
    'from:': 'was jemand geschrieben hat; from:me sind Sie',
    'in:': 'in einer bestimmten Unterhaltung',
    'before:': 'vor einem Tag, Monat oder Jahr, etwa 2026-05-03',
    'after:': 'danach',
    '"': 'genau diese Wortfolge, in Anführungszeichen',
  },
};
