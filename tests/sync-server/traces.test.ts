/** Traces of the running server, at a collector. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GroupId } from '#domain/ids.ts';
import { Device, makeGroup } from '../support/device.ts';
import { foundOrganisation, join, type TestPerson } from '../support/people.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';
import { TraceCollector, type CollectedSpan } from '../support/trace-collector.ts';

let collector: TraceCollector;
let server: ServerProcess;
let ada: TestPerson;
let ben: TestPerson;
let groupId: GroupId;

beforeAll(async () => {
  collector = await new TraceCollector().start();
  server = await startServer({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint } });
  ada = await foundOrganisation(server.url);
  ben = await join(ada, 'ben');
  groupId = await makeGroup([ada, ben]);
});
afterAll(async () => {
  await server?.stop();
  await collector?.stop();
});

const namesOf = (spans: readonly CollectedSpan[]) => spans.map(({ name }) => name);
const isSaid = ({ attributes }: CollectedSpan, key: string, said: unknown) =>
  attributes.some((one) => one.key === key && Object.values(one.value).includes(said));

test('a request is a span below the one of its caller, and its statements are below it', async () => {
  const [traceId, spanId] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'];
  await fetch(`${server.url}/api/v1/groups/${groupId}/messages`, {
    headers: {
      cookie: ada.cookie,
      traceparent: `00-${traceId}-${spanId}-01`,
      'x-request-id': 'traced-request',
    },
  });
  const route = 'GET /api/v1/groups/[groupId]/messages';
  const find = () => collector.spans.find((span) => span.traceId === traceId && span.name === route);
  await expect.poll(find, { timeout: 10_000 }).toMatchObject({ parentSpanId: spanId });
  const request = find()!;
  expect(isSaid(request, 'cairn.request', 'traced-request')).toBe(true);
  await expect.poll(() => namesOf(collector.childrenOf(request))).toContain('select');
});

test('an update goes through the gate, is committed by statements, and is applied', async () => {
  const device = new Device(ben);
  const group = device.group(groupId);
  await device.until('it is open', () => group.replica.isSynced);
  group.writer.post('under the old bridge');
  await group.untilSent();
  await device.close();
  const written = () =>
    collector.spans.find(
      (span) => span.name === 'update' && namesOf(collector.childrenOf(span)).includes('commit'),
    );
  await expect.poll(written, { timeout: 10_000 }).toBeDefined();
  const parts = collector.childrenOf(written()!);
  expect(namesOf(parts).sort()).toEqual(['apply', 'commit', 'gate']);
  const commit = parts.find(({ name }) => name === 'commit')!;
  expect(namesOf(collector.childrenOf(commit))).toContain('insert');
});

test('says whose they are, and nothing of what people wrote', () => {
  expect([...collector.services]).toEqual(['cairn']);
  const said = JSON.stringify(collector.spans);
  expect(said).toContain('insert into');
  for (const secret of ['under the old bridge', ada.cookie.split('=')[1]!, groupId])
    expect(said.includes(secret), secret).toBe(false);
});

test('what is made at the end is sent before it stops', async () => {
  const before = collector.spans.length;
  await fetch(`${server.url}/api/v1/session`, { headers: { cookie: ada.cookie } });
  await server.stop();
  const after = namesOf(collector.spans.slice(before));
  expect(after).toContain('GET /api/v1/session');
});
