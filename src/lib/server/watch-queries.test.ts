import { expect, it } from 'vitest';
import { statementOf } from './watch-queries.ts';

it('says a statement on one line, without what stands in quotes', () => {
  const text = `select *
    from users where name = 'Ada''s' and note = 'a' and id = $1`;
  expect(statementOf({ text })).toBe("select * from users where name = '…' and note = '…' and id = $1");
  expect(statementOf("select 'cut off")).toBe("select '…'");
  expect(statementOf(null)).toBe('');
  expect(statementOf('x'.repeat(5_000))).toHaveLength(1_000);
});
