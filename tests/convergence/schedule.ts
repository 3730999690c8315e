/**
 * One random schedule: people post, reply, edit, delete and react on- and offline, while frames are delayed, lost and
 * delivered twice, connections break, devices reload, crash, begin anew and are destroyed, and the server is killed.
 * Then everything heals. The seed decides all of it.
 */
import { createChance, type Chance } from '../support/chance.ts';
import { Device, type Tab, type Written } from './device.ts';
import { ada, ben, cai } from './people.ts';
import { Server } from './server.ts';

const STEPS = 220;
const EMOJI = ['👍', '❤️', '😀'];

/** What really happened, so that a batch of schedules can show that its promises were put to the test. */
export const SITUATIONS = [
  'written online',
  'written offline',
  'delivered twice',
  'connection broken with frames under way',
  'frame skipped',
  'passed over until answered',
  'gap',
  'several submissions in one commit',
  'committed again at the same place',
  'refused: malformed',
  'refused: duplicate',
  'refused: target-deleted',
  'refused: not-yours',
  'reloaded offline with unsent records',
  'backlog of several sessions',
  'power cut with unflushed records',
  'began anew with unsent records',
  'destroyed with unsent records',
  'server killed between commit and broadcast',
  'server killed before a commit',
  'compacted',
  'neighbouring tab heard',
  'edited by two devices at once',
] as const;
export type Situation = (typeof SITUATIONS)[number];

export class Schedule {
  readonly operations: string[] = [];
  readonly happened = new Map<Situation, number>();
  readonly server = new Server();
  readonly devices: Device[];
  /** Checks after each operation; set by the test. */
  onStep: (tab: Tab | null) => void = () => {};
  readonly #chance: Chance;
  #now = 0;

  constructor(seed: number) {
    this.#chance = createChance(seed);
    const tabs = () => (this.#chance.next() < 0.3 ? 2 : 1);
    const owners = [
      ['ada-1', ada],
      ['ada-2', ada],
      ['ben-1', ben],
      ['cai-1', cai],
      ['cai-2', cai],
    ] as const;
    this.devices = owners
      .slice(0, this.#chance.integer(3, owners.length))
      .map(([name, person]) => new Device(name, person, this.#chance, tabs()));
  }

  get written(): Written[] {
    return this.devices.flatMap(({ written }) => written);
  }
  get living(): Device[] {
    return this.devices.filter(({ isDestroyed }) => !isDestroyed);
  }
  get tabs(): Tab[] {
    return this.living.flatMap(({ tabs }) => tabs);
  }

  run(): void {
    for (const tab of this.tabs) if (this.#chance.next() < 0.7) this.#connect(tab);
    for (let step = 0; step < STEPS; step++) {
      this.#now += this.#chance.integer(1, 60_000);
      this.onStep(this.#step());
    }
    this.heal();
  }

  /** Everybody connects anew, and nothing is lost any more. */
  heal(): void {
    this.#note('heal');
    this.server.restart();
    for (const device of this.living) device.flush();
    for (const tab of this.tabs) this.#connect(tab);
    for (let turns = 0; ; turns++) {
      if (turns > 10_000) throw new Error('it does not come to rest');
      const tab = this.tabs.find((one) => this.#canMove(one));
      if (tab) this.#move(tab, false);
      else if (this.server.waiting > 0) this.#commit(false);
      else break;
      this.onStep(tab ?? null);
    }
  }

  #step(): Tab | null {
    const roll = this.#chance.next();
    const tab = this.#pick(this.tabs);
    if (roll < 0.25) return this.#write(tab);
    if (roll < 0.74) return this.#deliver();
    if (roll < 0.83) this.#commit(false);
    else if (roll < 0.9) this.#toggle(tab);
    else if (roll < 0.93) this.#reload(tab);
    else if (roll < 0.945) tab.device.flush();
    else if (roll < 0.955) this.#crash(tab.device);
    else if (roll < 0.965) this.#startOver(tab);
    else if (roll < 0.975) this.#commit(true);
    else if (roll < 0.98) this.#killServer();
    else if (roll < 0.99) this.#compact();
    else if (roll < 0.993) this.#destroy(tab.device);
    return tab;
  }

  #write(tab: Tab): Tab {
    // Several in a row, as people write.
    for (let count = this.#chance.integer(1, 3); count > 0; count--) {
      const targets = tab.fold().filter(({ id }) => !this.written.some((one) => one.id === id && one.isBad));
      const target =
        this.#chance.next() < 0.4 ? targets.at(-1) : targets.length ? this.#pick(targets) : undefined;
      const id = this.#writeOne(tab, target);
      if (id === null) continue;
      this.#note(`${nameOf(tab)} writes ${id.replace(/-+$/, '')}`);
      this.#saw(tab.connection?.isOpen ? 'written online' : 'written offline');
    }
    return tab;
  }

  #writeOne(tab: Tab, target: ReturnType<Tab['fold']>[number] | undefined): string | null {
    const roll = this.#chance.next();
    const [now, emoji, isOn] = [this.#now, this.#pick(EMOJI), this.#chance.next() < 0.6];
    if (target === undefined || roll < 0.45) return tab.post(now);
    if (roll < 0.52) return tab.post(now, target);
    if (roll < 0.7) return this.#edit(tab, target);
    if (roll < 0.78) return tab.remove(now, target);
    if (roll < 0.97) return tab.react(now, target, emoji, isOn);
    const isMine = target.by === tab.device.person.userId;
    return tab.writeBad(now, isMine || target.seq === null || target.deleted ? undefined : target);
  }

  #edit(tab: Tab, target: ReturnType<Tab['fold']>[number]): string | null {
    const mine = tab
      .fold()
      .filter(({ by, deleted, seq }) => by === tab.device.person.userId && !deleted && seq);
    const one = mine.length > 0 && this.#chance.next() < 0.7 ? this.#pick(mine) : target;
    return tab.edit(this.#now, one);
  }

  #deliver(): Tab | null {
    let last: Tab | null = null;
    for (let count = this.#chance.integer(1, 8); count > 0; count--) {
      const movable = this.tabs.filter((tab) => this.#canMove(tab));
      if (movable.length === 0) return last;
      last = this.#pick(movable);
      this.#move(last, true);
    }
    return last;
  }

  #canMove({ connection, heard }: Tab): boolean {
    if (heard.length > 0) return true;
    return (
      connection !== null && (connection.down.length > 0 || (connection.up.length > 0 && !connection.isBusy))
    );
  }

  /** Takes the next frame of one of a tab's queues. @param isUnreliable it may get lost, or come once more */
  #move(tab: Tab, isUnreliable: boolean): void {
    const { connection, heard, device } = tab;
    const queues = [
      ...(heard.length > 0 ? ['heard'] : []),
      ...(connection && connection.down.length > 0 ? ['down'] : []),
      ...(connection && connection.up.length > 0 && !connection.isBusy ? ['up'] : []),
    ];
    const queue = this.#pick(queues);
    if (queue === 'heard') {
      this.#note(`${nameOf(tab)} hears its neighbour`);
      this.#saw('neighbouring tab heard');
      return tab.hear();
    }
    const frames = queue === 'up' ? connection!.up : connection!.down;
    const roll = isUnreliable ? this.#chance.next() : 1;
    const frame = frames[0]!;
    if (roll < 0.02) return this.#break(tab);
    if (roll < 0.08 && queue === 'up' && frame.kind === 'update' && device.tabs.length === 1)
      return this.#skip(tab);
    const isRepeated = roll < 0.08;
    if (isRepeated) this.#saw('delivered twice');
    else frames.shift();
    const what = `${nameOf(tab)} ${queue} ${frame.kind}${isRepeated ? ', and once more' : ''}`;
    if (queue === 'down') {
      this.#note(what);
      return tab.receive(frame);
    }
    const before = this.#sessionsIn(tab);
    const verdict = this.server.receive(connection!, frame);
    this.#note(`${what}: ${verdict}`);
    if (verdict === 'passed over') this.#saw('passed over until answered');
    if (verdict === 'gap') this.#saw('gap');
    if (verdict === 'reset') throw new Error(`an honest device was reset: ${device.name}`);
    if (verdict === 'waits' && before > 1) this.#saw('backlog of several sessions');
  }

  #break(tab: Tab): void {
    this.#saw('connection broken with frames under way');
    this.#disconnect(tab);
  }

  /** A device of one tab fails to send an update; its own clock will tell the server. */
  #skip({ device, connection }: Tab): void {
    this.#note(`${device.name} fails to send`);
    this.#saw('frame skipped');
    connection!.up.shift();
  }

  /** How many sessions the unsent records of a tab stem from. */
  #sessionsIn(tab: Tab): number {
    const unsent = new Set(tab.unsent.map(({ record }) => record.id));
    return new Set(tab.device.written.filter(({ id }) => unsent.has(id)).map(({ session }) => session)).size;
  }

  #commit(isKilled: boolean): void {
    const { waiting, rows } = this.server;
    if (waiting === 0) return;
    this.#note(`commit of ${waiting}${isKilled ? ', then killed' : ''}`);
    if (waiting > 1) this.#saw('several submissions in one commit');
    if (isKilled) this.#saw('server killed between commit and broadcast');
    const before = rows.decided.length;
    this.server.commit(isKilled);
    const { repeats, duplicates, malformed } = rows.takeCounts();
    this.#saw('committed again at the same place', repeats);
    this.#saw('refused: duplicate', duplicates);
    this.#saw('refused: malformed', malformed);
    for (const { refusal, kind, record } of rows.decided.slice(before)) {
      if (refusal === 'target-deleted' || refusal === 'not-yours') this.#saw(`refused: ${refusal}`);
      if (refusal === null && kind === 'edit' && record && 'to' in record)
        this.#noteEdit(record.to, record.id);
    }
    this.#forgetClosed();
  }

  readonly #editors = new Map<string, Set<Device>>();
  #noteEdit(target: string, edit: string): void {
    const device = this.written.find(({ id }) => id === edit)?.device;
    const editors = this.#editors.get(target) ?? new Set();
    this.#editors.set(target, editors);
    if (device) editors.add(device);
    if (editors.size > 1) this.#saw('edited by two devices at once');
  }

  #toggle(tab: Tab): void {
    if (tab.connection === null) this.#connect(tab);
    else if (this.#chance.next() < 0.5) this.#disconnect(tab);
  }

  #connect(tab: Tab): void {
    this.#note(`${nameOf(tab)} connects`);
    tab.connect(this.server.connect(tab.device.person));
  }

  #disconnect(tab: Tab): void {
    this.#note(`${nameOf(tab)} disconnects`);
    this.server.disconnected(tab.connection!);
    tab.connection = null;
  }

  #reload(tab: Tab): void {
    this.#note(`${nameOf(tab)} reloads`);
    if (tab.connection === null && tab.unsent.length > 0) this.#saw('reloaded offline with unsent records');
    tab.reload();
  }

  #crash(device: Device): void {
    this.#note(`${device.name} loses power`);
    if (device.written.some(({ fate }) => fate === 'unflushed'))
      this.#saw('power cut with unflushed records');
    device.crash(true);
  }

  #startOver(tab: Tab): void {
    if (tab.device.tabs.length > 1) return;
    this.#note(`${tab.device.name} begins anew`);
    if (tab.startOver() > 0) this.#saw('began anew with unsent records');
  }

  #killServer(): void {
    this.#note('server killed');
    if (this.server.waiting > 0) this.#saw('server killed before a commit');
    this.server.restart();
    this.#forgetClosed();
  }

  #compact(): void {
    this.#note('compacted');
    this.#saw('compacted');
    this.server.compact();
  }

  #destroy(device: Device): void {
    if (this.living.length <= 2) return;
    this.#note(`${device.name} is destroyed`);
    if (device.tabs.some(({ unsent }) => unsent.length > 0)) this.#saw('destroyed with unsent records');
    for (const tab of device.tabs) if (tab.connection) this.#disconnect(tab);
    device.isDestroyed = true;
  }

  #forgetClosed(): void {
    for (const tab of this.tabs) if (tab.connection && !tab.connection.isOpen) tab.connection = null;
  }

  #pick<T>(from: readonly T[]): T {
    return from[this.#chance.integer(0, from.length - 1)]!;
  }

  #note(operation: string): void {
    this.operations.push(operation);
  }

  #saw(situation: Situation, times = 1): void {
    if (times > 0) this.happened.set(situation, (this.happened.get(situation) ?? 0) + times);
  }
}

/** A tab is known by its device and session. */
const nameOf = ({ device, session }: Tab): string => `${device.name}/${session}`;
