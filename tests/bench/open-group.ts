/**
 * How long a group with a long past takes to open, over one with a short past: in Chromium, started anew each time,
 * without a network, from what the device has on its disk.
 */
import { median, rounded, type Benchmark, type Figure } from './benchmark.ts';
import { msUntilShown, openFilledProfile, pageOf } from './filled-profile.ts';

/** The newest volume holds 1,000 messages in both: what differs is the past. */
const FEW = 1_000;
const MANY = 1_001_000;
const ROUNDS = 7;

export const openGroup: Benchmark = {
  figures: ['open_ratio_1m'],
  async run(seed): Promise<Figure[]> {
    const profile = await openFilledProfile([FEW, MANY], seed);
    const times: number[][] = profile.groups.map(() => []);
    for (let round = 0; round < ROUNDS; round++)
      for (const [at, { id, newest }] of profile.groups.entries()) {
        const context = await profile.open();
        await context.setOffline(true);
        const page = pageOf(context);
        await page.goto(`/g/${id}`);
        times[at]!.push(await msUntilShown(page, newest));
        await context.close();
      }
    await profile.close();
    const [few, many] = times.map(median) as [number, number];
    const parts = { messages: MANY, ms: rounded(many), ms_of_few: rounded(few), few: FEW };
    return [{ name: 'open_ratio_1m', value: many / few, goal: 1.2, parts }];
  },
};
