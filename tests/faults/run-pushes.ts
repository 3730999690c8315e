/** Kills the server while it owes notifications, and holds what devices were told against what there was to tell. */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { GroupId, RecordId, UserId } from '#domain/ids.ts';
import { newId } from '#client/random.ts';
import type { Chance } from '../support/chance.ts';
import { makeGroup } from '../support/device.ts';
import {
  callAs,
  foundOrganisation,
  join,
  requestAs,
  signInAgain,
  type TestPerson,
} from '../support/people.ts';
import type { PushDevice, PushService } from '../support/push-service.ts';
import type { ServerProcess } from '../support/server-process.ts';

export interface PushLoad {
  readonly people: number;
  readonly devicesEach: number;
  readonly messages: number;
  readonly kills: number;
}

/** Each names what is not as promised. */
export interface PushFindings {
  /** Devices that were not told of the newest message that their person has not read. */
  readonly missed: readonly string[];
  /** Notifications of what had been read or erased before. */
  readonly late: readonly string[];
  /** Notifications that would stand beside an earlier one of the same conversation. */
  readonly apart: readonly string[];
  readonly pushes: number;
}

/** As many as are told of one by one; of more a device hears in one notification. */
const GROUPS = 3;
const PAUSE_MS = 25;
const SETTLED_MS = 240_000;
/** A request that was on its way when the message was read or erased. */
const UNDER_WAY_MS = 5_000;

interface Posted {
  readonly id: RecordId;
  readonly groupId: GroupId;
  readonly seq: number;
  /** When the server had said that it is erased, by `performance.now()`; null for what is still there. */
  erasedAt: number | null;
}

interface Read {
  readonly by: UserId;
  readonly groupId: GroupId;
  readonly upTo: number;
  readonly at: number;
}

export class PushScene {
  readonly #server: ServerProcess;
  readonly #chance: Chance;
  readonly #author: TestPerson;
  readonly #groups: readonly GroupId[];
  readonly #devices: readonly PushDevice[];
  readonly #posted: Posted[] = [];
  readonly #read: Read[] = [];

  private constructor(
    server: ServerProcess,
    chance: Chance,
    of: { author: TestPerson; groups: GroupId[]; devices: PushDevice[] },
  ) {
    this.#server = server;
    this.#chance = chance;
    this.#author = of.author;
    this.#groups = of.groups;
    this.#devices = of.devices;
  }

  /** Founds an organisation where everybody is in every group and is told on each of their devices. */
  static async set(
    server: ServerProcess,
    service: PushService,
    { people, devicesEach, chance }: Pick<PushLoad, 'people' | 'devicesEach'> & { chance: Chance },
  ): Promise<PushScene> {
    const author = await foundOrganisation(server.url);
    const others: TestPerson[] = [];
    const devices: PushDevice[] = [];
    for (let at = 0; at < people; at++) {
      const person = await join(author, `person${at}`);
      others.push(person);
      devices.push(await service.device(person));
      for (let more = 1; more < devicesEach; more++)
        devices.push(await service.device(await signInAgain(person)));
    }
    const groups = [];
    for (let at = 0; at < GROUPS; at++) groups.push(await makeGroup([author, ...others], `Group ${at}`));
    return new PushScene(server, chance, { author, groups, devices });
  }

  /** Writes, reads and erases, while the server is killed at moments that chance picks. */
  async run({ messages, kills }: Pick<PushLoad, 'messages' | 'kills'>): Promise<void> {
    const moments = new Set(
      Array.from({ length: kills }, (_, at) => Math.floor((messages * (at + 1)) / (kills + 1))),
    );
    for (let at = 0; at < messages; at++) {
      await this.#post();
      if (at % 10 === 9) await this.#readSome();
      if (at % 25 === 24) await this.#eraseSome();
      if (moments.has(at)) await this.#kill();
      await delay(PAUSE_MS);
    }
  }

  /** Waits until nothing is owed any more, and judges. */
  async judge(databaseUrl: string): Promise<PushFindings> {
    await untilNothingIsOwed(databaseUrl);
    const findings = { missed: [] as string[], late: [] as string[], apart: [] as string[], pushes: 0 };
    for (const device of this.#devices) {
      const { notifications, pushes } = device;
      findings.pushes += pushes.length;
      const told = new Map<GroupId, number>();
      for (const [at, { navigate, tag }] of notifications.entries()) {
        const posted = this.#named(navigate);
        const { groupId, seq } = posted;
        told.set(groupId, seq);
        const of = `${device.person.name}, message ${seq} of ${groupId}`;
        if (tag !== groupId || pushes[at]!.headers['topic'] !== groupId.slice(0, 32)) findings.apart.push(of);
        if (this.#wasOver(posted, device.person.id, pushes[at]!.at - UNDER_WAY_MS)) findings.late.push(of);
      }
      for (const groupId of this.#groups) {
        const newest = this.#newestUnread(groupId, device.person.id);
        if (newest > (told.get(groupId) ?? 0))
          findings.missed.push(`${device.person.name}, message ${newest} of ${groupId}`);
      }
    }
    return findings;
  }

  #named(navigate: string): Posted {
    const id = new URL(navigate).searchParams.get('message');
    const posted = this.#posted.find((one) => one.id === id);
    if (!posted) throw new Error(`A notification leads to ${navigate}, which nobody wrote.`);
    return posted;
  }

  /** Whether somebody had nothing to look at there any more. */
  #wasOver({ groupId, seq, erasedAt }: Posted, by: UserId, at: number): boolean {
    if (erasedAt !== null && erasedAt < at) return true;
    return this.#read.some(
      (read) => read.by === by && read.groupId === groupId && read.upTo >= seq && read.at < at,
    );
  }

  #newestUnread(groupId: GroupId, by: UserId): number {
    const upTo = Math.max(
      0,
      ...this.#read.flatMap((r) => (r.by === by && r.groupId === groupId ? [r.upTo] : [])),
    );
    const seqs = this.#posted.flatMap((one) =>
      one.groupId === groupId && one.erasedAt === null && one.seq > upTo ? [one.seq] : [],
    );
    return Math.max(0, ...seqs);
  }

  async #post(): Promise<void> {
    const [groupId, id] = [this.#oneOf(this.#groups), newId<RecordId>()];
    const path = `/api/v1/groups/${groupId}/messages`;
    const text = `number ${this.#posted.length}`;
    const { seq } = await untilAnswered(() =>
      callAs<{ seq: number }>(this.#author, 'POST', path, { id, text }),
    );
    this.#posted.push({ id, groupId, seq, erasedAt: null });
  }

  async #readSome(): Promise<void> {
    const { person } = this.#oneOf(this.#devices);
    const { groupId, seq } = this.#oneOf(this.#posted);
    const path = `/api/v1/groups/${groupId}/read-position`;
    await untilAnswered(() => callAs(person, 'PUT', path, { seq }));
    this.#read.push({ by: person.id, groupId, upTo: seq, at: performance.now() });
  }

  async #eraseSome(): Promise<void> {
    const posted = this.#oneOf(this.#posted);
    const path = `/api/v1/groups/${posted.groupId}/messages/${posted.id}`;
    await untilAnswered(async () => {
      const { status } = await requestAs(this.#author, 'DELETE', path);
      if (status >= 500) throw new Error(String(status));
    });
    posted.erasedAt ??= performance.now();
  }

  async #kill(): Promise<void> {
    await this.#server.kill('SIGKILL');
    await this.#server.restart();
  }

  #oneOf<T>(all: readonly T[]): T {
    return all[this.#chance.integer(0, all.length - 1)]!;
  }
}

/** Asks again while the server is away: whether it had taken the request before it was killed, nobody knows. */
async function untilAnswered<T>(request: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await request();
    } catch (error) {
      if (attempt === 50) throw error;
      await delay(200);
    }
  }
}

async function untilNothingIsOwed(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const deadline = Date.now() + SETTLED_MS; ; await delay(500)) {
      const { rows } = await client.query<{ owed: number }>(
        'select ((select count(*) from push_tasks) + (select count(*) from push_deliveries))::int as owed',
      );
      if (rows[0]!.owed === 0) return;
      if (Date.now() > deadline) throw new Error(`${rows[0]!.owed} notifications are still owed.`);
    }
  } finally {
    await client.end();
  }
}
