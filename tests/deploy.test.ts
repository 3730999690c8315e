/**
 * What is given to operators to start from. No container engine and no init runs here: the files are read as those
 * would read them, and held against the server that they start.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { VARIABLES } from '../src/lib/server/variables.ts';
import { commandPath } from '../sync-server/set-up/debian-packages.mjs';
import { root } from '../sync-server/set-up/root.mjs';

const read = (name: string) => readFileSync(path.join(root, 'sync-server/deploy', name), 'utf8');
const serve = readFileSync(path.join(root, 'sync-server/serve.ts'), 'utf8');
const stopLimitMs = Number(/STOP_LIMIT_MS = ([\d_]+)/.exec(serve)![1]!.replaceAll('_', ''));
/** What Node and the image read themselves. */
const OF_OTHERS = ['NODE_ENV'];
const isKnown = (name: string) => name in VARIABLES || OF_OTHERS.includes(name);

interface Service {
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly restart: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes: readonly string[];
  readonly healthcheck: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly stop_grace_period: string;
  readonly read_only?: boolean;
  readonly security_opt?: readonly string[];
}
const compose = parse(read('compose.yaml')) as {
  readonly services: Readonly<Record<'cairn' | 'database', Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
};
const { cairn, database } = compose.services;

/** Instructions of a Containerfile, with continued lines as one. */
const instructions = read('Containerfile')
  .replaceAll(/\\\n\s*/g, ' ')
  .split('\n')
  .filter((line) => /^[A-Z]/.test(line))
  .map((line) => ({ name: line.split(' ')[0]!, rest: line.slice(line.indexOf(' ') + 1) }));
const all = (name: string) => instructions.filter((one) => one.name === name).map(({ rest }) => rest);
const imageEnv = Object.fromEntries(
  all('ENV').flatMap((rest) => rest.split(' ').map((pair) => pair.split('=') as [string, string])),
);

describe('the container', () => {
  const kept = readFileSync(path.join(root, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  const copies = all('COPY').map((rest) => rest.split(' '));

  test('copies what there is, and what is left out of nothing', () => {
    const fromOutside = copies
      .filter(([first]) => !first!.startsWith('--from'))
      .flatMap((one) => one.slice(0, -1));
    expect(fromOutside.length).toBeGreaterThan(5);
    for (const source of fromOutside) expect(existsSync(path.join(root, source)), source).toBe(true);
    expect([...kept].sort()).toEqual([...fromOutside].sort());
  });

  test('takes from its first stage what the server needs, and only what that made', () => {
    const fromBuild = copies
      .filter(([first]) => first === '--from=build')
      .map(([, source]) => source!.slice('/app/'.length));
    const made = ['node_modules', '.build'];
    const given = copies.flat();
    for (const source of fromBuild)
      expect(made.includes(source) || given.includes(source), source).toBe(true);
    // The room of the program, what it imports by package.json, and what it reads beside itself.
    expect(fromBuild.sort()).toEqual([
      '.build',
      'migrations',
      'node_modules',
      'package.json',
      'src',
      'sync-server',
    ]);
  });

  test('fetches and builds while it is made, and starts the server itself, as nobody in particular', () => {
    expect(all('RUN').some((run) => run.startsWith('npm ci'))).toBe(true);
    expect(JSON.parse(all('CMD').at(-1)!)).toEqual(['node', 'sync-server/main.ts']);
    expect(existsSync(path.join(root, 'sync-server/main.ts'))).toBe(true);
    expect(all('USER')).toEqual(['node']);
    const order = instructions.map(({ name }) => name);
    expect(order.lastIndexOf('USER')).toBeGreaterThan(order.lastIndexOf('RUN'));
    expect(all('FROM').every((from) => from.includes('node:24'))).toBe(true);
  });

  test('sets what the server knows, and writes where its volume is', () => {
    expect(Object.keys(imageEnv).filter((name) => !isKnown(name))).toEqual([]);
    expect(all('VOLUME')).toEqual([imageEnv['DATA_DIR']]);
    expect(all('EXPOSE')).toEqual([imageEnv['PORT']]);
    expect(all('HEALTHCHECK')[0]).toContain('${process.env.PORT}/readyz');
  });
});

describe('compose', () => {
  test('builds from what is there, and sets what the server knows', () => {
    const context = path.join(root, 'sync-server/deploy', cairn.build!.context);
    expect(path.resolve(context)).toBe(root);
    expect(existsSync(path.join(context, cairn.build!.dockerfile))).toBe(true);
    expect(Object.keys(cairn.environment).filter((name) => !isKnown(name))).toEqual([]);
  });

  test('publishes the port that the server listens on, to this machine only, and asks it whether it is ready', () => {
    expect(cairn.ports).toEqual([`127.0.0.1:3000:${cairn.environment['PORT']}`]);
    expect(imageEnv['HOST']).toBe('0.0.0.0');
    expect(cairn.healthcheck.test.at(-1)).toContain(`127.0.0.1:${cairn.environment['PORT']}/readyz`);
    expect(cairn.environment['METRICS_PORT']).not.toBe(cairn.environment['PORT']);
  });

  test('keeps what has to be kept in volumes, and lets nothing else be written', () => {
    const named = [...cairn.volumes, ...database.volumes].map((one) => one.split(':')[0]!);
    expect(named.sort()).toEqual(Object.keys(compose.volumes).sort());
    expect(cairn.volumes.map((one) => one.split(':')[1])).toEqual([cairn.environment['DATA_DIR']]);
    expect(cairn.read_only).toBe(true);
  });

  test('holds no secret, and begins with a database that answers', () => {
    expect(database.environment['POSTGRES_PASSWORD']).toMatch(/^\$\{POSTGRES_PASSWORD:\?/);
    const address = cairn.environment['DATABASE_URL']!.replace(/\$\{[^}]*\}/, 'secret');
    const { username, hostname, pathname } = new URL(address);
    expect([username, hostname, pathname]).toEqual([
      database.environment['POSTGRES_USER'],
      'database',
      `/${database.environment['POSTGRES_DB']}`,
    ]);
    expect(cairn.depends_on).toEqual({ database: { condition: 'service_healthy' } });
    expect(database.healthcheck.test).toContain('pg_isready');
  });

  test('starts what ended again, and lets a stop take its time', () => {
    for (const service of [cairn, database]) {
      expect(service.restart).toBe('unless-stopped');
      expect(service.security_opt).toContain('no-new-privileges:true');
      expect(Number.parseInt(service.stop_grace_period) * 1_000).toBeGreaterThan(stopLimitMs);
    }
  });
});

describe('the unit of systemd', () => {
  const lines = read('cairn.service')
    .split('\n')
    .filter((line) => /^[A-Z]\w*=/.test(line));
  const values = (name: string) =>
    lines.filter((line) => line.startsWith(`${name}=`)).map((line) => line.slice(name.length + 1));

  test('starts what is there, with what the server knows, and writes to its state only', () => {
    const folder = values('WorkingDirectory')[0]!;
    const [program, script] = values('ExecStart')[0]!.split(' ') as [string, string];
    expect(existsSync(path.join(root, program.replace(folder, '')))).toBe(true);
    expect(existsSync(path.join(root, script))).toBe(true);
    const environment = values('Environment').map((pair) => pair.split('='));
    expect(environment.filter(([name]) => !isKnown(name!))).toEqual([]);
    expect(environment).toContainEqual(['DATA_DIR', `/var/lib/${values('StateDirectory')[0]}`]);
    expect([values('DynamicUser'), values('ProtectSystem')]).toEqual([['yes'], ['strict']]);
  });

  test('starts it again, and lets a stop take its time', () => {
    expect([values('Restart'), values('KillSignal')]).toEqual([['always'], ['SIGTERM']]);
    expect(Number(values('TimeoutStopSec')[0]) * 1_000).toBeGreaterThan(stopLimitMs);
  });

  test('is one that systemd takes, where there is a systemd to ask', () => {
    const analyze = commandPath('systemd-analyze');
    if (!analyze) return expect(values('Type')).toEqual(['exec']);
    const folder = mkdtempSync(path.join(tmpdir(), 'cairn-unit-'));
    const unit = path.join(folder, 'cairn.service');
    // Of the checkout at hand: it asks whether the program is there.
    writeFileSync(unit, read('cairn.service').replaceAll('/opt/cairn', root));
    const { status, stdout, stderr } = spawnSync(analyze, ['verify', '--man=no', unit], { encoding: 'utf8' });
    rmSync(folder, { recursive: true, force: true });
    const said = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('cairn'));
    expect([status, said]).toEqual([0, []]);
    return undefined;
  });
});
