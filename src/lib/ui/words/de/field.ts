import { format } from '#client/format.ts';
import type { FieldWords } from '../en/field.ts';
import { plural } from './plural.ts';

const { number } = format;
const minutesOf = (minutes: number) =>
  plural(minutes, { one: '1 Minute', other: `${number(minutes)} Minuten` });

export const field: FieldWords = {
  labels: {
    text: 'Nachrichten',
    search: 'Suche',
    storage: 'Speicher',
    space: 'Platz',
    installation: 'Installiert',
    session: 'Anmeldung',
    clock: 'Uhr',
    push: 'Benachrichtigungen',
    network: 'Netz',
    server: 'Server',
    connection: 'Verbindung',
    agreement: 'Übereinstimmung',
  },
  verdicts: { good: 'gut', weak: 'könnte besser sein', bad: 'nicht gut', unknown: 'nicht bekannt' },
  readiness: {
    title: 'Bereit für draußen',
    lead: 'Was Sie hier wählen, kommt auf dieses Gerät, solange eine Verbindung besteht, und lässt sich danach ohne Netz lesen und durchsuchen.',
    howFarBack: 'Wie weit zurück',
    days: (days) =>
      days === 7
        ? 'Eine Woche'
        : days === 365
          ? 'Ein Jahr'
          : plural(days, { one: '1 Tag', other: `${number(days)} Tage` }),
    conversations: 'Unterhaltungen',
    all: 'Alle, auch künftige',
    check: 'Holen und prüfen',
    checking: 'Wird geprüft…',
    looking: 'Wird nachgesehen…',
    notReady: 'Noch nicht bereit.',
    seeBelow: 'Was fehlt, steht unten.',
    readyUntil: (moment) => `Bereit bis ${moment}.`,
    checks: 'Prüfungen',
    askBrowser: 'Browser fragen',
    onIos:
      'Auf iPhone und iPad im Teilen-Menü von Safari „Zum Home-Bildschirm“ wählen: Was eine Seite speichert, wird dort nach sieben Tagen ohne Besuch gelöscht; was eine installierte Anwendung speichert, nicht.',
    signIn: 'Anmelden',
    whoIsReady: 'Wer bereit ist',
    someAreReady: (ready, all) =>
      `${number(ready)} von ${number(all)} bereit für draußen. Jedes Gerät prüft sich selbst, unter Einstellungen → Bereit für draußen.`,
    deviceReady: (moment) => `bereit für draußen bis ${moment}`,
    deviceNotReady: 'nicht bereit für draußen',
    neverChecked: 'nie geprüft',
    lastSeen: (moment) => `zuletzt gesehen ${moment}`,
    nowhere: 'Nirgends angemeldet',
  },
  found: {
    textHere: 'Alles Gewählte ist auf diesem Gerät.',
    textMissing: (conversations) =>
      plural(conversations, {
        one: 'Einer Unterhaltung fehlen ältere Nachrichten. Sie werden geholt, solange eine Verbindung besteht.',
        other: `${number(conversations)} Unterhaltungen fehlen ältere Nachrichten. Sie werden geholt, solange eine Verbindung besteht.`,
      }),
    searching: (messages) =>
      plural(messages, {
        one: 'Findet 1 Nachricht ohne Netz.',
        other: `Findet ${number(messages)} Nachrichten ohne Netz.`,
      }),
    notSearching: 'In diesem Browser läuft die Suche nicht.',
    beingRead: 'Wird gelesen…',
    lasting: 'Der Browser verspricht, alles auf diesem Gerät zu behalten.',
    evictable: 'Der Browser behält es, verspricht aber nichts für den Fall, dass der Platz knapp wird.',
    full: 'Auf diesem Gerät ist kein Platz mehr: Geschriebenes bleibt nur, solange diese Seite offen ist.',
    failing:
      'Auf diesem Gerät lässt sich nichts speichern: Geschriebenes bleibt nur, solange diese Seite offen ist.',
    opening: 'Wird geöffnet.',
    megabytesFree: (megabytes) => `${number(megabytes)} MB frei für Cairn.`,
    installed: 'Es öffnet sich vom Startbildschirm.',
    notInstalled: 'Es läuft nur in einem Browserfenster.',
    signedInUntil: (moment) => `Angemeldet bis ${moment}.`,
    signedOut: 'Dieses Gerät ist abgemeldet. Geschriebenes bleibt hier, bis Sie sich anmelden.',
    clockAgrees: 'Sie stimmt mit dem Server überein.',
    clockAhead: (minutes) =>
      `Sie geht ${minutesOf(minutes)} vor. Nichts wartet deshalb; andere sehen eine andere Zeit als Sie.`,
    clockBehind: (minutes) =>
      `Sie geht ${minutesOf(minutes)} nach. Nichts wartet deshalb; andere sehen eine andere Zeit als Sie.`,
    pushOn: 'Sie sind eingeschaltet.',
    pushOff: 'Sie sind auf diesem Gerät ausgeschaltet.',
    notSaid: 'Dieser Browser sagt es nicht.',
    notAsked: 'Der Server war nicht zu erreichen.',
    network: 'Dieses Gerät ist mit einem Netz verbunden.',
    noNetwork: 'Dieses Gerät hat kein Netz. Geschriebenes geht von selbst hinaus, sobald es eines gibt.',
    serverAnswered: (milliseconds) => `Er hat in ${number(milliseconds)} ms geantwortet.`,
    serverSilent: (moment) => `Er hat um ${moment} nicht geantwortet.`,
    connection: {
      offline: 'Es gibt keine; sie wird immer wieder versucht.',
      connecting: 'Sie wird aufgebaut.',
      syncing: 'Sie steht, und Nachrichten sind unterwegs.',
      'up to date': 'Alles von diesem Gerät ist auf dem Server.',
      'signed out': 'Sie wartet, bis Sie sich anmelden.',
    },
    lastAttempt: (moment) => `Letzter Versuch um ${moment}.`,
    inStep: (moment) => `Zuletzt auf gleichem Stand um ${moment}.`,
    differ: (conversations) =>
      `${plural(conversations, { one: 'Eine Unterhaltung weicht', other: `${number(conversations)} Unterhaltungen weichen` })} vom Server ab. Bitte den Bericht kopieren und an die Betreuung von Cairn senden.`,
    agree: (conversations) =>
      `Gerät und Server stimmen überein, verglichen in ${plural(conversations, { one: 'einer Unterhaltung', other: `${number(conversations)} Unterhaltungen` })}.`,
    notCompared: 'Nichts konnte mit dem Server verglichen werden.',
  },
  diagnosis: {
    title: 'Warum ist etwas nicht fort?',
    lead: 'Sieht nach Netz, Server, Anmeldung, Uhr und Speicher dieses Geräts und vergleicht jede Unterhaltung mit dem Server.',
    look: 'Nachsehen',
    lookAgain: 'Noch einmal nachsehen',
    looking: 'Wird nachgesehen…',
    copyReport: 'Bericht kopieren',
    results: 'Was gefunden wurde',
    reportHolds: 'Der Bericht enthält Kennungen, Zahlen und Zeiten: keinen Text und keine Namen.',
  },
  share: {
    title: 'Teilen',
    lead: 'Wählen Sie eine Unterhaltung. Gesendet wird erst, wenn Sie es sagen.',
    nothing: 'Die andere Anwendung hat keinen Text übergeben. Cairn nimmt Text und Links.',
    tooLong: (characters) =>
      `Das ist um ${number(characters)} Zeichen zu lang für eine Nachricht: bitte vor dem Senden kürzen.`,
    conversations: 'Unterhaltungen, in die geteilt werden kann',
    noConversations: 'Es gibt noch keine Unterhaltung, in die Sie schreiben können.',
  },
};
