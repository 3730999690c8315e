/** Conversations longer than one volume: opened at their end, read upwards, changed far back. */
import { expect, test, type Browser } from '@playwright/test';
import { headDocument } from '#domain/document-names.ts';
import type { GroupId, RecordId } from '#domain/ids.ts';
import { VOLUME } from '#domain/limits.ts';
import { readHead } from '#domain/server-documents.ts';
import { newId } from '#client/random.ts';
import { Device, makeGroup, type DeviceGroup } from '../support/device.ts';
import { Screen } from '../support/journey.ts';
import { callAs, type TestPerson } from '../support/people.ts';
import { readRows } from '../support/read-rows.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';
import { watchFor } from '../support/watch-for.ts';

/** Pages to go up through a volume at most, with some to spare. */
const STEPS_MAX = 250;
/** Far fewer than a volume has. */
const ROWS_MAX = 300;

let server: ServerProcess;
let ada: Screen;
let ben: Screen;
let asAda: TestPerson;
let asBen: TestPerson;

test.beforeAll(async ({ browser }: { browser: Browser }) => {
  server = await startServer();
  ada = await Screen.open(browser, server.url);
  await ada.found('ada');
  ben = await Screen.open(browser, server.url);
  await ben.join(await ada.createInvite(), 'ben');
  await ben.untilReadyForOffline();
  [asAda, asBen] = [await ada.person(), await ben.person()];
});
test.afterAll(async () => {
  await ada?.close();
  await ben?.close();
  await server?.stop();
});

const line = (at: number) => `line ${String(at).padStart(4, '0')}`;

/** Writes so many messages at once: a fold for each would take longer than all else. */
async function fill(group: DeviceGroup, from: number, to: number, by: TestPerson): Promise<void> {
  const records = Array.from({ length: to - from }, (_, at) => {
    return { id: newId<RecordId>(), by: by.id, text: line(from + at), at: Date.now() };
  });
  void group.replica.write(() => group.volume.messages.push(records));
  await group.untilSent();
}

/** A group whose first volume is full: by ben's first message, "line 0000", and ada's. */
async function fillVolume(device: Device, name: string): Promise<{ id: GroupId; first: DeviceGroup }> {
  const id = await makeGroup([asAda, asBen], name);
  const head = device.open(headDocument(id));
  const first = device.group(id, 1);
  const bens = new Device(asBen);
  await fill(bens.group(id, 1), 0, 1, asBen);
  await bens.close();
  await first.untilTexts(line(0));
  await fill(first, 1, VOLUME.messages, asAda);
  await device.until('the next volume is open', () => readHead(head.doc)?.liveVolume === 2);
  return { id, first };
}

/**
 * Goes up until nothing older comes. Each time, what is read must stay where it is, and what is shown stays bounded.
 * @returns how often something was added
 */
async function goUp(screen: Screen): Promise<number> {
  for (let step = 0; step < STEPS_MAX; step++) {
    const moved = await screen.list.evaluate(stepUp);
    if (moved === null) return step;
    expect(Math.abs(moved), 'pixels by which the text moved').toBeLessThanOrEqual(1);
    expect(await screen.list.getByRole('listitem').count()).toBeLessThan(ROWS_MAX);
  }
  throw new Error('There was always something older.');
}

/** In the page: scrolls near the top and waits for what comes. @returns how far the first message moved, null at the top */
async function stepUp(list: HTMLElement): Promise<number | null> {
  const button = list.querySelector<HTMLElement>('.column > button');
  const first = list.querySelector('[data-id]')!;
  if (!button) return null;
  const added = new Promise<void>((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('Nothing older came.')), 15_000);
    const observer = new MutationObserver(() => {
      if (list.querySelector('[data-id]') === first) return;
      observer.disconnect();
      clearTimeout(limit);
      resolve();
    });
    observer.observe(list, { childList: true, subtree: true });
  });
  list.scrollTop = 300;
  const before = first.getBoundingClientRect().bottom;
  await added;
  // After the page has put things right and drawn them.
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  return first.getBoundingClientRect().bottom - before;
}

test('[U11] [U13] [U18] [U25] 2,100 messages open at their end, and older ones come while scrolling, offline too after the first time', async () => {
  const device = new Device(asAda);
  const { id, first } = await fillVolume(device, 'Long talk');
  const live = device.group(id, 2);
  await fill(live, VOLUME.messages, VOLUME.messages + 99, asAda);
  live.writer.post('An answer to the first line.', first.messages[0]!.id);
  await live.untilSent();

  await test.step('it opens where ben has not read, with its newest volume', async () => {
    await ben.openGroup('Long talk');
    await expect(ben.page.getByText('New messages', { exact: true })).toBeInViewport();
    await ben.page.getByRole('button', { name: 'Jump to present' }).click();
    await expect(ben.message('An answer to the first line.')).toBeInViewport();
    expect(await ben.list.getByRole('listitem').count()).toBeLessThan(ROWS_MAX);
  });

  await test.step('the quoted message is far away: a click brings it', async () => {
    const answer = ben.message('An answer to the first line.');
    await answer.getByRole('button', { name: line(0) }).click();
    await expect(ben.list.locator(`[data-id="${first.messages[0]!.id}"]`)).toBeInViewport();
    await expect(answer).toHaveCount(0);
    await expect(ben.list.getByRole('listitem')).not.toHaveCount(0);
    expect(await ben.list.getByRole('listitem').count()).toBeLessThan(ROWS_MAX);
    await ben.page.getByRole('button', { name: 'Jump to present' }).click();
    await expect(answer).toBeInViewport();
  });

  await test.step('another time, without a network, everything is there', async () => {
    await ben.context.setOffline(true);
    await ben.page.reload();
    await ben.openGroup('Long talk');
    await expect(ben.message('An answer to the first line.')).toBeInViewport();
    await expect(ben.message(line(0))).toHaveCount(0);
    expect(await goUp(ben)).toBeGreaterThan(5);
    await expect(ben.message(line(0))).toBeVisible();
    await expect(ben.page.getByRole('button', { name: 'Show earlier messages' })).toHaveCount(0);
  });

  await test.step('[S17] an edit of the first message, written offline, reaches everybody', async () => {
    await ben.message(line(0)).scrollIntoViewIfNeeded();
    await ben.act(line(0), 'Edit');
    await ben.composer.fill('line zero, edited');
    await ben.page.getByRole('button', { name: 'Send' }).click();
    await expect(ben.message('line zero, edited')).toContainText('change on this device');
    await ben.goOnline();
    await device.until('the edit arrives', () => first.messages[0]!.text === 'line zero, edited');
    await expect(ben.message('line zero, edited')).not.toContainText('change on this device');
  });
  await device.close();
});

test('[S4] a conversation whose live volume has just begun shows the end of the one before', async () => {
  const device = new Device(asAda);
  const { id } = await fillVolume(device, 'Just turned');
  const row = ben.page.getByRole('navigation').getByRole('link', { name: /Just turned/ });
  await expect(row).toContainText(line(VOLUME.messages - 1));
  await ben.openGroup('Just turned');
  await ben.page.getByRole('button', { name: 'Jump to present' }).click();
  await expect(ben.message(line(VOLUME.messages - 1))).toBeInViewport();
  await ben.send('First of the second volume.');
  await device.group(id, 2).untilTexts('First of the second volume.');
  await ben.page.reload();
  await expect(ben.message(line(VOLUME.messages - 1))).toBeInViewport();
  await expect(ben.message('First of the second volume.')).toBeInViewport();
  const shown = await ben.shown();
  expect(shown.slice(-2).map((one) => one.split(' ').slice(1).join(' '))).toEqual([
    line(VOLUME.messages - 1),
    'First of the second volume.',
  ]);
  await callAs(asBen, 'DELETE', `/api/v1/groups/${id}/members/me`);
  await device.close();
});

test('[S15] what was deleted in a closed volume leaves a device that was away before anything new is shown there', async () => {
  const device = new Device(asAda);
  const { id, first } = await fillVolume(device, 'Old talk');
  const secret = line(VOLUME.messages - 1);
  const rows = () => ben.page.evaluate(readRows, id);
  await ben.openGroup('Old talk');
  await ben.page.getByRole('button', { name: 'Jump to present' }).click();
  await expect(ben.message(secret)).toBeInViewport();
  await expect.poll(rows).toContain(secret);
  await ben.untilIn();

  await ben.goOffline();
  const deleted = first.messages.find(({ text }) => text === secret)!;
  const removal = first.writer.remove(deleted, { userId: asAda.id, role: 'admin', isOwner: true });
  expect(removal).not.toHaveProperty('refusal');
  await first.untilSent();
  const live = device.group(id, 2);
  live.writer.post('something new');
  await live.untilSent();
  const seen = await ben.page.evaluateHandle(watchFor, { first: 'something new', gone: secret });
  await ben.goOnline();
  await expect(ben.message('something new')).toBeVisible();
  expect(await seen.jsonValue()).toEqual({ isThere: true, goneWasThere: false });
  await expect.poll(rows).not.toContain(secret);
  expect(await rows()).toContain(line(VOLUME.messages - 2));
  await device.close();
});
