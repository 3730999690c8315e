import { expect, test } from '@playwright/test';
import { LAPTOP, PHONE, Screen } from '../support/journey.ts';
import { startServer } from '../support/server-process.ts';

test('[S1] [S2] [S5] [S12] [S17] [S24] three devices of two people part, write, and agree again, over a killed server', async ({
  browser,
}) => {
  const server = await startServer();
  const laptop = await Screen.open(browser, server.url, LAPTOP);
  const phone = await Screen.open(browser, server.url, PHONE);
  const other = await Screen.open(browser, server.url, LAPTOP);
  const screens = [laptop, phone, other];

  await test.step('ada names the organisation, ben joins by her invite, her phone is her second device', async () => {
    await laptop.found('ada');
    await other.join(await laptop.createInvite(), 'ben');
    await phone.signIn('ada');
  });

  await test.step('ada makes a group, and all three are in it', async () => {
    await laptop.createGroup('Ridge team', ['ben']);
    await other.openGroup('Ridge team');
    await phone.openGroup('Ridge team');
    await laptop.send('Pump two is back.');
    await other.send('Good work.');
    for (const screen of screens) await expect(screen.message('Good work.')).toBeVisible();
    await expect.poll(() => laptop.states()).toEqual(['sent', 'sent']);
  });

  await test.step('all three lose the network and go on', async () => {
    for (const screen of screens) await screen.untilReadyForOffline();
    for (const screen of screens) await screen.goOffline();
    await laptop.send('From the laptop, offline.');
    await phone.reply('Good work.', 'From the phone, offline.');
    await other.send('From ben, offline.');
    await other.send('From ben, a mistake.');
    await laptop.edit('Pump two is back.', 'Pump two is back since nine.');
    await phone.edit('Pump two is back.', 'Pump two is back since ten.');
    await other.react('Pump two is back.', '👍');
    await other.remove('From ben, a mistake.');
  });

  await test.step('each reloads while still offline and shows its own state', async () => {
    for (const screen of screens) await screen.page.reload();
    await expect(laptop.message('Pump two is back since nine.')).toBeVisible();
    await expect(laptop.message('From the laptop, offline.')).toBeVisible();
    await expect(phone.message('Pump two is back since ten.')).toBeVisible();
    await expect(phone.message('From the phone, offline.')).toContainText('Good work.');
    await expect(other.message('From ben, offline.')).toBeVisible();
    await expect(other.message('This message was deleted')).toBeVisible();
    await expect(other.message('Pump two is back.').getByRole('button', { name: /👍/ })).toBeVisible();
    expect(await laptop.states()).toEqual(['sent', 'sent', 'on this device']);
    expect(await phone.states()).toEqual(['sent', 'sent', 'on this device']);
    expect(await other.states()).toEqual(['sent', 'sent', 'on this device', 'on this device']);
  });

  await test.step('the server is killed and started again, and all come back', async () => {
    await server.kill('SIGKILL');
    await server.restart();
    for (const screen of screens) await screen.goOnline();
    for (const screen of screens)
      await expect(screen.page.getByText('Up to date', { exact: true }).first()).toBeAttached();
    for (const screen of screens) await expect.poll(() => screen.states()).toEqual(Array(6).fill('sent'));
  });

  await test.step('all three show the same list in the same order', async () => {
    const shown = await laptop.shown();
    await expect.poll(() => phone.shown()).toEqual(shown);
    await expect.poll(() => other.shown()).toEqual(shown);
    expect(shown.filter((one) => one.endsWith(' deleted'))).toHaveLength(1);
    expect(shown[0]).toMatch(/Pump two is back since (nine|ten)\.$/);
  });

  await test.step('both edits are in the history', async () => {
    for (const screen of screens) {
      const history = await screen.openHistory('Pump two is back since');
      for (const version of [
        'Pump two is back.',
        'Pump two is back since nine.',
        'Pump two is back since ten.',
      ])
        await expect(history.getByText(version, { exact: true })).toBeVisible();
      await screen.page.keyboard.press('Escape');
      await expect(
        screen.message('Pump two is back since').getByRole('button', { name: /👍/ }),
      ).toBeVisible();
    }
  });

  for (const screen of screens) await screen.close();
  await server.stop();
});

test('[S1] what was accepted before the first message that one wrote is shown above it', async ({
  browser,
}) => {
  const server = await startServer();
  const ada = await Screen.open(browser, server.url);
  await ada.found('ada');
  const ben = await Screen.open(browser, server.url);
  await ben.join(await ada.createInvite(), 'ben');
  await ada.createGroup('Ridge team', ['ben']);
  await ben.openGroup('Ridge team');
  await ben.goOffline();
  // The conversation opens with it: nothing else is there yet.
  await ben.send('Good work.');
  await ada.send('Pump two is back.');
  await expect.poll(() => ada.states()).toEqual(['sent']);
  await ben.goOnline();
  await expect(ada.message('Good work.')).toBeVisible();
  await expect(ben.message('Pump two is back.')).toBeVisible();
  await expect(ben.page.getByRole('button', { name: 'Show earlier messages' })).toHaveCount(0);
  expect(await ben.shown()).toEqual(await ada.shown());
  for (const screen of [ada, ben]) await screen.close();
  await server.stop();
});
