import { request as httpRequest, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { fetchSnapshot } from '#client/snapshot.ts';
import { newId } from '#client/random.ts';
import { contentOf, volumeOf } from '#domain/group-document.ts';
import type { GroupId } from '#domain/ids.ts';
import { Device, makeGroup } from '../support/device.ts';
import { callAs, foundOrganisation, join, type TestPerson } from '../support/people.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

describe.each(['embedded', 'postgres'] as const)('a snapshot of a volume on the %s database', (kind) => {
  let postgres: TestPostgres | undefined;
  let server: ServerProcess;
  let ada: TestPerson;
  let ben: TestPerson;
  let cai: TestPerson;
  let groupId: GroupId;
  let device: Device;

  beforeAll(async () => {
    if (kind === 'postgres') postgres = await startPostgres();
    server = await startServer(postgres ? { databaseUrl: await postgres.createDatabase() } : {});
    ada = await foundOrganisation(server.url);
    ben = await join(ada, 'ben');
    cai = await join(ada, 'cai');
    groupId = await makeGroup([ada, ben]);
    device = new Device(ada);
    const group = device.group(groupId);
    for (let at = 0; at < 50; at++) group.writer.post(`message ${at} about the same old pump`);
    await group.untilSent();
  });
  afterAll(async () => {
    await device?.close();
    await server?.stop();
    await postgres?.stop();
  });
  afterEach(() => vi.unstubAllGlobals());

  const path = (id: string = groupId, volume: number | string = 1) =>
    `/api/v1/groups/${id}/volumes/${volume}`;
  /** What the device that wrote it shows. */
  const expected = () => contentOf(device.group(groupId).volume);

  function contentIn(update: Uint8Array) {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, update);
    return contentOf(volumeOf(doc));
  }

  test.each([
    ['br', (bytes: Buffer) => brotliDecompressSync(bytes)],
    ['gzip', (bytes: Buffer) => gunzipSync(bytes)],
    [undefined, (bytes: Buffer) => bytes],
  ])('is all there is, compressed as asked: %s', async (encoding, decompress) => {
    const answer = await get(ben, path(), encoding === undefined ? {} : { 'accept-encoding': encoding });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'cache-control': 'private, no-store',
    });
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(contentIn(decompress(await buffer(answer)))).toEqual(expected());
  });

  test('a client that has it is told so, until something is accepted', async () => {
    const { etag } = (await get(ben, path())).headers;
    expect((await get(ben, path(), { 'if-none-match': etag! })).statusCode).toBe(304);
    const group = device.group(groupId);
    group.writer.post('one more');
    await group.untilSent();
    const later = await get(ben, path(), { 'if-none-match': etag! });
    expect(later.statusCode).toBe(200);
    expect(contentIn(await buffer(later))).toEqual(expected());
  });

  test('[S18] who is no member is told no more than who names what does not exist', async () => {
    await callAs(ada, 'POST', '/api/v1/groups', { id: newId(), name: 'Pumps', members: [cai.id] });
    const answers = [];
    for (const [person, address] of [
      [cai, path()],
      [cai, path('AAAAAAAAAAAAAAAA')],
      [cai, path('nonsense')],
      [ben, path(groupId, 2)],
      [ben, path(groupId, 0)],
      [ben, path(groupId, '1e0')],
    ] as const) {
      const answer = await get(person, address);
      const { code, detail } = JSON.parse((await buffer(answer)).toString()) as Record<string, string>;
      answers.push([answer.statusCode, code, detail]);
    }
    expect(new Set(answers.map((answer) => answer.join()))).toEqual(
      new Set(['404,not-found,You are not a member of such a group.']),
    );
    expect((await get({ ...ben, cookie: '' }, path())).statusCode).toBe(401);
  });

  test('a device fetches it, and gets nothing where there is nothing for it', async () => {
    const asBrowser = (person: TestPerson) =>
      vi.stubGlobal('fetch', (address: string, init: RequestInit) =>
        realFetch(person.url + address, { ...init, headers: { cookie: person.cookie } }),
      );
    const realFetch = fetch;
    asBrowser(ben);
    expect(contentIn((await fetchSnapshot(groupId, 1))!)).toEqual(expected());
    expect(await fetchSnapshot(groupId, 2)).toBeNull();
    asBrowser({ ...ben, url: 'http://127.0.0.1:1' });
    expect(await fetchSnapshot(groupId, 1)).toBeNull();
  });
});

/** Asks as it is: fetch would decompress what comes. */
function get({ url, cookie }: TestPerson, path: string, headers: Record<string, string> = {}) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest(url + path, { headers: { cookie, ...headers } }, resolve)
      .on('error', reject)
      .end();
  });
}
