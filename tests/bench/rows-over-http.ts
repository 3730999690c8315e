/** The reference for catching up: a server that answers `/<groupId>/<seq>` with all later messages as gzipped JSON. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import pg from 'pg';

const gzip = promisify(zlib.gzip);
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] });

async function laterMessages(groupId: string, seq: number): Promise<Buffer> {
  const { rows } = await pool.query(
    `select id, seq::int, author, text, reply_to as "replyTo", written_at as "writtenAt",
       accepted_at as "acceptedAt", edit_count as "editCount", deleted_at is not null as deleted
     from messages where group_id = $1 and seq > $2 order by seq`,
    [groupId, seq],
  );
  return gzip(JSON.stringify(rows));
}

const server = createServer((request, response) => {
  const [, groupId = '', seq = '0'] = (request.url ?? '').split('/');
  laterMessages(groupId, Number(seq)).then(
    (body) =>
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(body),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
