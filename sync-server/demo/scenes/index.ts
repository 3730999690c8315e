/** The phrase bank by topic. */
import type { Scene } from '../scene.ts';
import { backInRange, camp, notes, visit } from './camp.ts';
import { pumps } from './pumps.ts';
import { readings } from './readings.ts';
import { safety } from './safety.ts';
import { stock } from './stock.ts';
import { routes, vehicles } from './vehicles.ts';
import { weather } from './weather.ts';
import { wells } from './wells.ts';
import { shifts, work } from './work.ts';

const bank: Record<string, readonly Scene[]> = {
  pumps,
  wells,
  readings,
  routes,
  vehicles,
  weather,
  stock,
  safety,
  shifts,
  work,
  camp,
  visit,
  notes,
  backInRange,
};

export function scenesOf(topic: string): readonly Scene[] {
  const scenes = bank[topic];
  if (!scenes) throw new Error(`no scenes about ${topic}`);
  return scenes;
}
