import type { Topic } from './scene.ts';

/** One person of the demo organisation, and how they come across in a chat. */
export interface Person {
  key: string;
  name: string;
  /** What colleagues call them. */
  called: string;
  employeeId: string;
  role: 'owner' | 'administrator' | 'member';
  /** How much they write, 1 is usual. */
  talkative: number;
  /** `lower` starts without a capital and drops the last full stop. */
  voice: 'neat' | 'plain' | 'lower';
  /** What others ask them about. */
  knows: readonly Topic[];
  /** Works where there is no network, so that a backlog arrives hours later. */
  remote: boolean;
}

const person = (
  key: string,
  name: string,
  called: string,
  number: number,
  rest: Pick<Person, 'voice' | 'knows' | 'talkative'> & Partial<Pick<Person, 'role' | 'remote'>>,
): Person => ({ key, name, called, employeeId: `NS${number}`, role: 'member', remote: false, ...rest });

export const people: readonly Person[] = [
  person('ingrid', 'Ingrid Solheim', 'Ingrid', 1001, {
    role: 'owner',
    talkative: 0.9,
    voice: 'neat',
    knows: ['shifts', 'visit'],
  }),
  person('amara', 'Amara Okonkwo', 'Amara', 1002, {
    role: 'administrator',
    talkative: 1.2,
    voice: 'neat',
    knows: ['wells', 'readings'],
  }),
  person('tomasz', 'Tomasz Wieczorek', 'Tomasz', 1004, {
    role: 'administrator',
    talkative: 1.4,
    voice: 'plain',
    knows: ['pumps'],
  }),
  person('rafael', 'Rafael Quispe', 'Rafael', 1007, {
    talkative: 1.3,
    voice: 'plain',
    knows: ['routes', 'vehicles'],
    remote: true,
  }),
  person('leilani', 'Leilani Kahale', 'Leilani', 1008, {
    talkative: 0.9,
    voice: 'neat',
    knows: ['safety', 'weather'],
  }),
  person('minhanh', 'Nguyễn Minh Anh', 'Minh Anh', 1011, {
    talkative: 1.1,
    voice: 'lower',
    knows: ['readings'],
  }),
  person('yusuf', 'Yusuf Demirci', 'Yusuf', 1012, {
    talkative: 1.2,
    voice: 'lower',
    knows: ['vehicles'],
    remote: true,
  }),
  person('priya', 'Priya Raghunathan', 'Priya', 1015, {
    talkative: 1.1,
    voice: 'plain',
    knows: ['readings', 'wells'],
    remote: true,
  }),
  person('sione', 'Sione Taufa', 'Sione', 1018, {
    talkative: 0.8,
    voice: 'lower',
    knows: ['routes', 'weather'],
    remote: true,
  }),
  person('chloe', 'Chloé Marchetti', 'Chloé', 1021, {
    talkative: 1.0,
    voice: 'plain',
    knows: ['wells', 'routes'],
    remote: true,
  }),
  person('kenji', 'Kenji Nakagawa', 'Kenji', 1023, {
    talkative: 0.7,
    voice: 'neat',
    knows: ['pumps', 'safety'],
  }),
  person('zainab', 'Zainab Al-Khatib', 'Zainab', 1026, {
    talkative: 1.0,
    voice: 'plain',
    knows: ['stock', 'camp'],
  }),
];
