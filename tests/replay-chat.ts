/**
 * Writes a real conversation through the real client code, a device for each of its people, and opens it in a
 * browser. The file stays outside the project: one JSON object a line, `{user, at, text, thread?}`.
 *
 *   npm run replay -- FILE
 */
import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import type { RecordId } from '#domain/ids.ts';
import { browserArguments, ensureBrowser } from './support/browser.ts';
import { Device, makeGroup } from './support/device.ts';
import { Screen } from './support/journey.ts';
import { foundOrganisation, join, type TestPerson } from './support/people.ts';
import { startServer } from './support/server-process.ts';

/** Messages between two waits for everything to be sent, so that the order of the file is roughly kept. */
const BURST = 60;

interface Line {
  readonly user: string;
  readonly text: string;
  readonly thread?: string;
}

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('Which conversation? npm run replay -- FILE');
  process.exit(1);
}
const lines = readFileSync(file, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Line);
const users = [...new Set(lines.map(({ user }) => user))];

const server = await startServer();
const owner = await foundOrganisation(server.url, users[0]);
const people: TestPerson[] = [owner];
for (const user of users.slice(1)) people.push(await join(owner, user));
console.log(`${people.length} people have joined.`);

const groupId = await makeGroup([owner, ...people.slice(1)], 'Replayed');
const devices = new Map(people.map((person) => [person.name, new Device(person)]));
const groups = new Map([...devices].map(([name, device]) => [name, device.group(groupId)]));
await Promise.all(
  [...devices.values()].map((device) => device.until('it has the group', () => device.wire.isSynced)),
);

const begun = performance.now();
const threads = new Map<string, RecordId>();
const refused: string[] = [];
for (let from = 0; from < lines.length; from += BURST) {
  const writing = new Set<string>();
  for (const { user, text, thread } of lines.slice(from, from + BURST)) {
    const written = groups
      .get(user)!
      .writer.post(text, thread === undefined ? undefined : threads.get(thread));
    if ('refusal' in written) refused.push(written.refusal);
    else if (thread !== undefined && !threads.has(thread)) threads.set(thread, written.id);
    writing.add(user);
  }
  await Promise.all([...writing].map((user) => groups.get(user)!.untilSent()));
}
const expected = lines.length - refused.length;
const seconds = (performance.now() - begun) / 1_000;
console.log(
  `${expected} messages sent in ${seconds.toFixed(1)} s; ${refused.length} refused (${refused.join(', ')}).`,
);

const first = groups.get(owner.name)!;
let differing = 0;
for (const [name, group] of groups) {
  await devices.get(name)!.until('it has every message', () => group.messages.length === expected);
  if (JSON.stringify(group.messages) !== JSON.stringify(first.messages)) differing++;
}
console.log(`${groups.size} devices hold ${expected} messages each, ${differing} differ from the first.`);
const newest = first.texts.at(-1)!;
await Promise.all([...devices.values()].map((device) => device.close()));

const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: browserArguments });
const screen = await Screen.open(browser, server.url);
await screen.signIn(owner.name);
const opened = performance.now();
await screen.openGroup('Replayed');
await screen.message(newest.split('\n')[0]!.slice(0, 40)).last().waitFor();
console.log(
  `In the browser the newest message is there after ${(performance.now() - opened).toFixed(0)} ms.`,
);
await screen.page.screenshot({ path: '.artifacts/replay.png' });
await browser.close();
process.exit((await server.stop()) || (differing === 0 ? 0 : 1));
