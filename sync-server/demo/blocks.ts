/** Texts with a layout: tables of readings, logs and handovers, as people paste them into a chat. */
import type { Phrasebook, Scope } from './phrase.ts';
import { Bag, type Random } from './random.ts';
import { companions, sections } from './reports.ts';

const fence = (lines: string[]): string => ['```', ...lines, '```'].join('\n');

const clock = (wallClock: number, minutesAgo: number): string =>
  new Date(wallClock - minutesAgo * 60_000).toISOString().slice(11, 16);

export function makeBlocks(
  random: Random,
  phrases: () => Phrasebook,
): Record<string, (scope: Scope) => string> {
  const decimal = (low: number, high: number, digits: number): string =>
    random.between(low, high).toFixed(digits);
  const wellNames = (count: number): string[] => {
    const first = random.integer(2, 40);
    return Array.from(
      { length: count },
      (_, i) => `BH-${String(first + i * random.integer(1, 2)).padStart(2, '0')}`,
    );
  };

  const table = (): string => {
    const rows = [...new Set(wellNames(random.integer(3, 8)))].map((well) =>
      [
        well.padEnd(7),
        decimal(7, 29, 2).padStart(7),
        String(random.integer(480, 760)).padStart(6),
        decimal(6.7, 7.6, 1).padStart(5),
        decimal(0.2, 3.9, 1).padStart(6),
      ].join(''),
    );
    return fence(['well    level m  EC   pH   NTU', ...rows]);
  };

  const csv = (scope: Scope): string => {
    const start = random.integer(90, 600);
    let level = random.between(9, 26);
    const rows = Array.from({ length: random.integer(4, 9) }, (_, i) => {
      level += random.between(-0.06, 0.09);
      return `${clock(scope.wallClock, start - i * 15)},${level.toFixed(3)},${decimal(11.2, 11.9, 1)}`;
    });
    return fence(['time,level_m,temp_c', ...rows]);
  };

  const pumplog = (scope: Scope): string => {
    let minutesAgo = random.integer(200, 700);
    const states = [
      'start, level low',
      'running {41-50} Hz {9.8-14.9} A',
      'stop, level high',
      'trip E{07-31}, {15.8-24.4} A',
      'restart {1-3} of 3',
      'ramp down {2-12} s',
      'pressure {1.1-4.6} bar',
      'supply {352-404} V',
    ];
    const rows = Array.from({ length: random.integer(4, 8) }, () => {
      minutesAgo -= random.integer(1, 19);
      return `${clock(scope.wallClock, minutesAgo)} ${phrases().say(random.pick(states), scope)}`;
    });
    return fence(rows);
  };

  const sheet = (): string =>
    fence([
      `static level   ${decimal(8, 26, 2)} m`,
      `dynamic level  ${decimal(27, 36, 2)} m`,
      `flow           ${decimal(0.8, 3.6, 2)} l/s`,
      `pressure       ${decimal(2.4, 4.8, 1)} bar`,
      `current        ${decimal(9, 15, 1)} / ${decimal(9, 15, 1)} / ${decimal(9, 15, 1)} A`,
      `insulation     ${random.integer(60, 420)} MΩ`,
    ]);

  const stocktable = (scope: Scope): string => {
    const names = ['part', 'part2', 'part3', 'part4', 'part5'].slice(0, random.integer(3, 5));
    return names.map((name) => `- ${phrases().say(`{${name}}`, scope)}: ${random.integer(0, 48)}`).join('\n');
  };

  const write =
    (first: keyof typeof sections) =>
    (scope: Scope): string => {
      const others = random.shuffle(companions[first]).slice(0, random.integer(2, 3));
      return [first, ...others].map((name) => paragraph(name, scope)).join('\n\n');
    };
  const sectionBags = new Map(
    Object.entries(sections).map(([name, sentences]) => [name, new Bag(sentences, random)]),
  );
  const paragraph = (name: string, scope: Scope): string => {
    const bag = sectionBags.get(name) as Bag<string>;
    const sentences = new Set(Array.from({ length: random.integer(2, 4) }, () => bag.draw()));
    return [...sentences].map((sentence) => phrases().say(sentence, scope)).join(' ');
  };

  return {
    table,
    csv,
    pumplog,
    sheet,
    stocktable,
    aboutPumps: write('pumps'),
    aboutLevels: write('levels'),
    aboutRoads: write('roads'),
    aboutJobs: write('jobs'),
    aboutSafety: write('safety'),
    aboutStock: write('stock'),
  };
}
