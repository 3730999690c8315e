import { Duplex } from 'node:stream';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { isConnectionLoss, isTransient } from './transient.ts';

const withCode = (code: string, more: object = {}): Error =>
  Object.assign(new Error('it failed'), { code, ...more });

describe('isTransient', () => {
  it.each([
    '08006',
    '08003',
    '40001',
    '40P01',
    '53300',
    '53100',
    '55P03',
    '57P01',
    '57P02',
    '57P03',
    '57014',
    '25P03',
  ])('SQLSTATE %s may succeed later', (code) => expect(isTransient(withCode(code))).toBe(true));

  it.each([
    '23505',
    '23503',
    '22021',
    '22P02',
    '42P01',
    '42601',
    '54000',
    '0A000',
    'P0001',
    '25P02',
    '28P01',
  ])('SQLSTATE %s fails again', (code) => expect(isTransient(withCode(code))).toBe(false));

  it.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'])(
    'socket error %s may succeed later',
    (code) => {
      expect(isTransient(withCode(code))).toBe(true);
      expect(isConnectionLoss(withCode(code))).toBe(true);
    },
  );

  it('knows a missing unix socket from a missing file', () => {
    expect(isTransient(withCode('ENOENT', { syscall: 'connect' }))).toBe(true);
    expect(isTransient(withCode('ENOENT', { syscall: 'open' }))).toBe(false);
  });

  it('knows what pg really says when nothing listens, when a pool is full, and when it was closed', async () => {
    const refused = new pg.Pool({ host: '127.0.0.1', port: 1 });
    expect(isTransient(await refused.query('select 1').catch((error: unknown) => error))).toBe(true);
    const silent = new pg.Pool({ host: '127.0.0.1', port: 1, connectionTimeoutMillis: 1, stream: silence });
    expect(isTransient(await silent.query('select 1').catch((error: unknown) => error))).toBe(true);
    await refused.end();
    expect(isTransient(await refused.query('select 1').catch((error: unknown) => error))).toBe(true);
  });

  it('looks at every attempt and through wrapping errors', () => {
    expect(isTransient(new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')]))).toBe(true);
    expect(isTransient(new AggregateError([withCode('ECONNREFUSED'), withCode('EACCES')]))).toBe(false);
    expect(isTransient(new Error('outer', { cause: withCode('57P01') }))).toBe(true);
  });

  it('takes programming errors and anything else for lasting', () => {
    for (const value of [new TypeError('x is undefined'), 'ECONNREFUSED', null, undefined, 57]) {
      expect(isTransient(value)).toBe(false);
    }
  });
});

describe('isConnectionLoss', () => {
  it('is about the connection: a deadlock or a time limit leaves it usable', () => {
    for (const code of ['40P01', '40001', '55P03', '57014'])
      expect(isConnectionLoss(withCode(code))).toBe(false);
    for (const code of ['57P01', '08006']) expect(isConnectionLoss(withCode(code))).toBe(true);
  });
});

/** A socket that connects to nothing and never says so. */
function silence(): Duplex {
  const socket = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() });
  return Object.assign(socket, {
    connect: () => socket,
    setNoDelay: () => socket,
    setKeepAlive: () => socket,
  });
}
