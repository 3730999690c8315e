/** A real nginx or Caddy in front of Cairn, with the configuration that Cairn ships. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { commandPath, installDebianPackages } from '../../sync-server/set-up/debian-packages.mjs';
import { root } from '../../sync-server/set-up/root.mjs';
import { SetUpError } from '../../sync-server/set-up/set-up-error.mjs';
import { freePort } from './server-process.ts';

const START_MS = 10_000;

export const PROXIES = ['nginx', 'caddy'] as const;
export type ProxyKind = (typeof PROXIES)[number];

/** Where the parts of Cairn listen; two that sync, which may be one. */
export interface Behind {
  readonly web: number;
  readonly syncs: readonly [number, number];
}

export interface Certificate {
  readonly folder: string;
  readonly file: string;
  readonly key: string;
  readonly pem: string;
}

export interface FrontProxy {
  /** Where it sends those who come without TLS. */
  readonly plainPort: number;
  stop(): Promise<void>;
}

/** A certificate for localhost that nobody else has signed. */
export async function makeCertificate(): Promise<Certificate> {
  const openssl = await ensureCommand('openssl');
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-tls-'));
  const [file, key] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
  const made = spawnSync(openssl, [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-keyout', key, '-out', file, '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
  ]);
  if (made.status !== 0) throw new Error(`openssl failed: ${made.error?.message ?? String(made.stderr)}`);
  return { folder, file, key, pem: readFileSync(file, 'utf8') };
}

/** Starts it at a port of localhost; of the shipped file only addresses and the certificate are others. */
export async function startFrontProxy(
  kind: ProxyKind,
  port: number,
  behind: Behind,
  certificate: Certificate,
): Promise<FrontProxy> {
  const command = await ensureCommand(kind);
  const folder = mkdtempSync(path.join(tmpdir(), `cairn-${kind}-`));
  const plainPort = await freePort();
  const args = write[kind](folder, { port, plainPort, behind, certificate });
  const child = spawn(command, args, {
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-8_000)));
  const endNow = () => child.kill('SIGKILL');
  process.once('exit', endNow);
  const deadline = Date.now() + START_MS;
  while (!(await answers(port))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`${kind} did not start:\n${said}`);
    await delay(50);
  }
  return {
    plainPort,
    async stop() {
      process.off('exit', endNow);
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ensureCommand(kind: ProxyKind | 'openssl'): Promise<string> {
  // Debian keeps what only an administrator starts out of everybody's PATH.
  const find = () => commandPath(kind) ?? commandPath(`../sbin/${kind}`);
  const found = find();
  if (found) return found;
  await installDebianPackages(kind, [kind]);
  const installed = find();
  if (!installed) throw new SetUpError(`${kind} was installed and is still not found in PATH.`);
  return installed;
}

interface Place {
  readonly port: number;
  readonly plainPort: number;
  readonly behind: Behind;
  readonly certificate: Certificate;
}

const shipped = (file: string): string => readFileSync(path.join(root, 'sync-server/deploy', file), 'utf8');

/** @throws when the shipped file does not hold what is to be replaced: the test would not test it then */
function replaced(text: string, replacements: readonly (readonly [string, string])[]): string {
  return replacements.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`The shipped configuration has no "${from}".`);
    return before.replaceAll(from, to);
  }, text);
}

const addresses = ({ web, syncs: [first, second] }: Behind): [string, string][] => [
  ['127.0.0.1:3000', `127.0.0.1:${web}`],
  ['127.0.0.1:3001', `127.0.0.1:${first}`],
  ['127.0.0.1:3002', `127.0.0.1:${second}`],
];

/** Writes the configuration. @returns the arguments to start with */
const write: Record<ProxyKind, (folder: string, place: Place) => string[]> = {
  nginx(folder, { port, plainPort, behind, certificate }) {
    const site = replaced(shipped('nginx.conf'), [
      ['listen 80;', `listen 127.0.0.1:${plainPort};`],
      ['listen 443 ', `listen ${port} `],
      ['/etc/letsencrypt/live/chat.example.org/fullchain.pem', certificate.file],
      ['/etc/letsencrypt/live/chat.example.org/privkey.pem', certificate.key],
      ['chat.example.org', 'localhost'],
      ...addresses(behind),
    ]);
    writeFileSync(path.join(folder, 'site.conf'), site);
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((name) => `${name}_temp_path ${folder}/${name};`)
      .join(' ');
    const main = path.join(folder, 'main.conf');
    writeFileSync(
      main,
      `daemon off; master_process off; pid ${folder}/pid; error_log stderr;
       events {} http { access_log ${folder}/access.log; ${temporary} include ${folder}/site.conf; }`,
    );
    return ['-p', folder, '-c', main, '-e', 'stderr'];
  },
  caddy(folder, { port, behind, certificate }) {
    const site = replaced(shipped('Caddyfile'), [
      ['chat.example.org {', `https://localhost:${port} {\n\ttls ${certificate.file} ${certificate.key}`],
      ...addresses(behind),
    ]);
    const file = path.join(folder, 'Caddyfile');
    writeFileSync(file, `{\n\tadmin off\n\tauto_https off\n}\n${site}`);
    return ['run', '--config', file, '--adapter', 'caddyfile'];
  },
};

async function answers(port: number): Promise<boolean> {
  try {
    // 502 is an answer, too: the proxy is there.
    await (
      await fetch(`https://localhost:${port}/healthz`, { signal: AbortSignal.timeout(2_000) })
    ).body?.cancel();
    return true;
  } catch {
    return false; // Not listening yet.
  }
}
