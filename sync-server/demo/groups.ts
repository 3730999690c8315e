import type { Topic } from './scene.ts';

/** A group of the demo organisation: who is in it, and what share of all messages it holds, on which topics. */
export interface GroupPlan {
  key: string;
  name: string;
  description: string;
  members: readonly string[];
  createdBy: string;
  /** Share of all messages. Zero: only the few messages of its `visit` scenes. */
  share: number;
  topics: Partial<Record<Topic, number>>;
  /** Where people who were out of reach write their notes. */
  notes?: true;
}

const everybody = [
  'ingrid',
  'amara',
  'tomasz',
  'rafael',
  'leilani',
  'minhanh',
  'yusuf',
  'priya',
  'sione',
  'chloe',
  'kenji',
  'zainab',
];

export const groups: readonly GroupPlan[] = [
  {
    key: 'field',
    name: 'Field operations',
    description: 'Where everybody is, what is broken, what comes next. Emergencies by radio, channel 4.',
    members: everybody,
    createdBy: 'ingrid',
    share: 0.44,
    topics: {
      pumps: 2,
      wells: 2,
      readings: 1.5,
      routes: 2.5,
      weather: 2.5,
      vehicles: 1.5,
      stock: 1.2,
      safety: 1.5,
      shifts: 3,
      work: 4,
    },
    notes: true,
  },
  {
    key: 'pumps',
    name: 'Pumps and power',
    description: 'Faults, spares, drives, solar. Write the pump and the site in the first line, please.',
    members: ['tomasz', 'kenji', 'amara', 'yusuf', 'rafael', 'zainab', 'priya'],
    createdBy: 'tomasz',
    share: 0.16,
    topics: { pumps: 8, work: 1, stock: 0.8 },
    notes: true,
  },
  {
    key: 'readings',
    name: 'Readings',
    description: 'Levels, EC, chlorine. One message a round, in a code block.',
    members: ['amara', 'minhanh', 'priya', 'chloe', 'sione', 'ingrid'],
    createdBy: 'amara',
    share: 0.13,
    topics: { readings: 8, wells: 2, work: 0.6 },
    notes: true,
  },
  {
    key: 'vehicles',
    name: 'Vehicles and routes',
    description: 'Who has which truck, which roads are open.',
    members: ['rafael', 'yusuf', 'sione', 'chloe', 'zainab', 'leilani', 'tomasz', 'priya'],
    createdBy: 'rafael',
    share: 0.1,
    topics: { vehicles: 5, routes: 5, weather: 1 },
  },
  {
    key: 'stores',
    name: 'Stores',
    description: 'Ask here before you take the last one. Deliveries on Tuesdays and Fridays.',
    members: ['zainab', 'tomasz', 'yusuf', 'kenji', 'priya', 'ingrid', 'rafael'],
    createdBy: 'zainab',
    share: 0.07,
    topics: { stock: 8, work: 0.6 },
  },
  {
    key: 'camp',
    name: 'Camp life',
    description: 'Food, football, lost property and the coffee machine.',
    members: everybody,
    createdBy: 'zainab',
    share: 0.06,
    topics: { camp: 1 },
  },
  {
    key: 'safety',
    name: 'Safety',
    description: 'Near misses, lone work, first aid. Nobody is blamed for what they report here.',
    members: everybody,
    createdBy: 'leilani',
    share: 0.04,
    topics: { safety: 6, weather: 1 },
  },
  {
    key: 'visit',
    name: 'Open day planning',
    description: 'For the visit of the water committee in spring.',
    members: ['ingrid', 'amara', 'leilani', 'zainab'],
    createdBy: 'ingrid',
    share: 0,
    topics: { visit: 1 },
  },
];
