import { format } from '#client/format.ts';
import type { ServerWords } from '../en/server.ts';

const { number } = format;

export const server: ServerWords = {
  units: {
    count: number,
    'per-minute': (value) => `${number(value)} pro Minute`,
    ms: (value) => `${number(value)} ms`,
    bytes: (value) => `${number(Math.round(value / 1e6))} MB`,
  },
  names: {
    sockets: 'Verbundene Geräte',
    records: 'Angenommene Nachrichten, Bearbeitungen und Reaktionen',
    commit: 'Zeit, Gesendetes zu speichern',
    lag: 'Hinter anderen Instanzen zurück',
    requests: 'Anfragen',
    failures: 'Gescheiterte Anfragen',
    refused: 'Abgelehnte Nachrichten, Bearbeitungen und Reaktionen',
    tasks: 'Ausstehende Benachrichtigungen und Löschungen',
    documents: 'Dokumente im Speicher',
    statements: 'Zeit für eine Anweisung an die Datenbank',
    delay: 'Verzögerung, bis Arbeit beginnt',
    memory: 'Arbeitsspeicher',
  },
  lead: (since) =>
    `Die letzte Stunde der Instanz, die antwortet. Sie läuft seit: ${since}. Zeiten sind die, unter denen neunzehn von zwanzig blieben.`,
  databases: {
    embedded: 'Sie benutzt die eingebaute Datenbank.',
    postgres: 'Sie benutzt Postgres.',
  },
  pagesOnly:
    'Dieser Prozess liefert nur Seiten und API: Geräte sind mit anderen verbunden, deren Werte unter ihrem /metrics stehen.',
  nothing: 'noch nichts',
  chart: (name, now, low, high) => `${name}: jetzt ${now}, in dieser Zeit zwischen ${low} und ${high}.`,
  empty: (name) => `${name}: in dieser Zeit nichts zu messen.`,
  asTable: 'Als Tabelle',
  now: 'Jetzt',
  lowest: 'Min.',
  average: 'Mittel',
  highest: 'Max.',
  backup: 'Letzte Sicherung',
  backupMade: (when, size) => `${when}, ${size}.`,
  backupOld: (when, size) =>
    `Die letzte Sicherung ist alt: ${when}, ${size}. Was seither geschrieben wurde, ginge mit dem Datenträger verloren. Eine neue entsteht mit:`,
  backupNone: 'Es gibt noch keine Sicherung. Wer den Server betreibt, macht eine mit:',
  backupFailed: (when) => `Der letzte Versuch ist gescheitert: ${when}.`,
};
