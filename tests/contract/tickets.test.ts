import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TICKET_MS } from '#server/tickets.ts';
import { DATABASES, startServerOn, type ServerOnDatabase } from '../support/databases.ts';
import { foundOrganisation, requestAs, ticketOf, type TestPerson } from '../support/people.ts';
import { RawSocket } from '../support/raw-socket.ts';

describe.each(DATABASES)('on the %s database', (kind) => {
  let on: ServerOnDatabase;
  let ada: TestPerson;

  beforeAll(async () => {
    on = await startServerOn(kind);
    ada = await foundOrganisation(on.server.url);
  });
  afterAll(async () => {
    await on?.stop();
  });

  async function reasonsFor(ticket: string): Promise<string[]> {
    const socket = await RawSocket.open(ada);
    socket.ticket = ticket;
    socket.authenticate('directory');
    await socket.until(
      'it is told',
      () => socket.isIn('directory') || socket.reasons('directory').length > 0,
    );
    socket.close();
    return socket.reasons('directory');
  }

  test('a ticket is good for 30 s, and its row is a hash', async () => {
    const [early, late] = [await ticketOf(ada), await ticketOf(ada)];
    const rows = await on.look(async ({ pool }) => {
      const { rows } = await pool.query<{ left: number }>(
        `select *, extract(epoch from expires_at - now())::float as left from tickets`,
      );
      // The later one is of a socket that took its time.
      await pool.query(`update tickets set expires_at = now() where hash = sha256(convert_to($1, 'UTF8'))`, [
        late,
      ]);
      return rows;
    });
    expect(rows).toHaveLength(2);
    for (const { left } of rows) expect(left).toBeLessThanOrEqual(TICKET_MS / 1_000);
    for (const ticket of [early, late]) expect(JSON.stringify(rows)).not.toContain(ticket);
    expect(TICKET_MS).toBe(30_000);
    expect(await reasonsFor(late)).toEqual(['ticket']);
    expect(await reasonsFor(early)).toEqual([]);
  });

  test('no other site gets one', async () => {
    const headers = {
      cookie: ada.cookie,
      origin: 'https://elsewhere.example',
      'content-type': 'application/json',
    };
    const answer = await fetch(`${ada.url}/api/v1/me/tickets`, { method: 'POST', headers, body: '{}' });
    expect(answer.status).toBe(403);
    expect((await requestAs({ url: ada.url }, 'POST', '/api/v1/me/tickets')).status).toBe(401);
  });
});
