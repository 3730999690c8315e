/** What was found out about what is not gone, line by line. */
import { CLOCK_OFF_MS } from '#client/clock.ts';
import type { ConnectionState } from '#client/connection.svelte.ts';
import type { Diagnosed } from '#client/diagnosis.svelte.ts';
import { format } from '#client/format.ts';
import type { StorageState } from '#client/storage.svelte.ts';
import type { Verdict } from '#client/verdict.ts';
import { clockWords } from '../kit/clock-words.ts';
import { fieldWords } from '../words/field-words.ts';

export interface Line {
  readonly label: string;
  readonly verdict: Verdict;
  readonly text: string;
}
type Said = Omit<Line, 'label'>;

const CONNECTION: Readonly<Record<ConnectionState, Verdict>> = {
  offline: 'bad',
  connecting: 'unknown',
  syncing: 'weak',
  'up to date': 'good',
  'signed out': 'bad',
};
const STORAGE: Readonly<Record<StorageState, Verdict>> = {
  lasting: 'good',
  evictable: 'weak',
  opening: 'unknown',
  full: 'bad',
  failing: 'bad',
};

export function diagnosisLines(found: Diagnosed, now: number): readonly Line[] {
  const { labels, found: say } = fieldWords();
  const { server, connection, storage, lastAttemptAt, upToDateAt } = found;
  const notAsked: Said = { verdict: 'unknown', text: say.notAsked };
  const network: Said =
    found.network === 'online'
      ? { verdict: 'good', text: say.network }
      : { verdict: 'bad', text: say.noNetwork };
  const answer: Said = server
    ? { verdict: 'good', text: say.serverAnswered(server.tookMs) }
    : { verdict: 'bad', text: say.serverSilent(format.moment(found.at, now)) };
  const moments = [
    say.connection[connection],
    ...(lastAttemptAt === null ? [] : [say.lastAttempt(format.moment(lastAttemptAt, now))]),
    ...(upToDateAt === null ? [] : [say.inStep(format.moment(upToDateAt, now))]),
  ];
  const clock: Said | null = server && {
    verdict: Math.abs(server.clockAheadMs) < CLOCK_OFF_MS ? 'good' : 'weak',
    text: clockWords(server.clockAheadMs),
  };
  return [
    { label: labels.network, ...network },
    { label: labels.server, ...answer },
    { label: labels.connection, verdict: CONNECTION[connection], text: moments.join(' ') },
    { label: labels.session, ...(server === null ? notAsked : signInOf(server.expiresAt, now)) },
    { label: labels.clock, ...(clock ?? notAsked) },
    { label: labels.storage, verdict: STORAGE[storage], text: say[storage] },
    { label: labels.agreement, ...agreementOf(found) },
  ];
}

function signInOf(expiresAt: number | null, now: number): Said {
  const say = fieldWords().found;
  return expiresAt === null
    ? { verdict: 'bad', text: say.signedOut }
    : { verdict: 'good', text: say.signedInUntil(format.moment(expiresAt, now)) };
}

function agreementOf({ groups, compared }: Diagnosed): Said {
  const say = fieldWords().found;
  const differing = groups.filter(({ agreement }) => agreement === 'differs').length;
  if (differing > 0) return { verdict: 'bad', text: say.differ(differing) };
  return compared === 0
    ? { verdict: 'unknown', text: say.notCompared }
    : { verdict: 'good', text: say.agree(compared) };
}
