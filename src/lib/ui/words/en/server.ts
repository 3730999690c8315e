/** How the server does, for administrators. */
import { format } from '#client/format.ts';

const { number } = format;
const units = {
  count: number,
  'per-minute': (value: number) => `${number(value)} a minute`,
  ms: (value: number) => `${number(value)} ms`,
  bytes: (value: number) => `${number(Math.round(value / 1e6))} MB`,
};
const names = {
  sockets: 'Devices connected',
  records: 'Messages, edits and reactions accepted',
  commit: 'Time to save what is sent',
  lag: 'Behind other instances',
  requests: 'Requests',
  failures: 'Failed requests',
  refused: 'Refused messages, edits and reactions',
  tasks: 'Notifications and erasures still owed',
  documents: 'Documents in memory',
  statements: 'Time for a database statement',
  delay: 'Delay before work begins',
  memory: 'Memory',
};

export const server = {
  units,
  names,
  lead: (since: string) =>
    `The last hour of the instance that answers. Running since: ${since}. Times are those that nineteen of twenty stayed under.`,
  databases: {
    embedded: 'It uses the embedded database.',
    postgres: 'It uses Postgres.',
  },
  pagesOnly:
    'This process serves pages and the API only: devices are connected to others, whose figures are at their /metrics.',
  nothing: 'nothing yet',
  chart: (name: string, now: string, low: string, high: string) =>
    `${name}: ${now} now, between ${low} and ${high} in this time.`,
  empty: (name: string) => `${name}: nothing to measure in this time.`,
  asTable: 'As a table',
  now: 'Now',
  lowest: 'Lowest',
  average: 'Average',
  highest: 'Highest',
  backup: 'Last backup',
  backupMade: (when: string, size: string) => `${when}, ${size}.`,
  backupOld: (when: string, size: string) =>
    `The last backup is old: ${when}, ${size}. What was written since would be lost with the disk. Make one with:`,
  backupNone: 'There is no backup yet. Whoever runs the server makes one with:',
  backupFailed: (when: string) => `The last attempt failed: ${when}.`,
};
export type ServerWords = typeof server;
