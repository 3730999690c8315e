import * as v from 'valibot';
import { ROLES } from '#domain/rights.ts';
import { operation } from '#server/api/operation.ts';
import { problem } from '#server/api/problem.ts';
import { application } from '#server/application.ts';
import { planImport, runImport } from '#server/import-people.ts';
import { CSV_BYTES_MAX } from '#server/read-csv.ts';

const at = { line: v.number(), employeeId: v.string() };
const outcome = v.object({
  create: v.optional(
    v.array(v.object({ ...at, name: v.string(), title: v.string(), role: v.picklist(ROLES) })),
  ),
  created: v.optional(v.array(v.object({ ...at, name: v.string(), password: v.string() }))),
  change: v.array(v.object({ ...at, id: v.string(), change: v.record(v.string(), v.unknown()) })),
  unchanged: v.number(),
  refused: v.array(v.object({ ...at, sentence: v.string() })),
});

export const POST = operation(
  {
    summary: 'Say what a CSV list of people would do, or do it',
    description:
      'A refused line does not stop the others, and a list that is imported twice changes nothing the second time. First passwords are in this answer and nowhere else.',
    tag: 'people',
    who: 'administrator',
    body: v.strictObject({
      file: v.pipe(
        v.string(),
        v.base64('This is no base64. Send the bytes of the file: its encoding is found out.'),
      ),
      run: v.boolean('This is true or false.'),
    }),
    // A third more as base64, and room for a file that is too large to be told so in a sentence.
    bodyBytesMax: 2 * CSV_BYTES_MAX,
    answers: { 200: outcome },
  },
  async ({ me, body, address }) => {
    const { database, people } = application();
    const acting = { database, people, by: me, address };
    const bytes = Buffer.from(body.file, 'base64');
    const said = body.run ? await runImport(acting, bytes) : await planImport(acting, bytes);
    return 'problem' in said ? problem(400, 'bad-file', said.problem) : said;
  },
);
