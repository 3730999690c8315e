import { describe, expect, it } from 'vitest';
import { readCsv } from './read-csv.ts';
import { toCsv } from './to-csv.ts';

const LIST = 'Personalnummer,Vorname,Nachname,Role\r\n7,"Zoë ""Z""",Ünal,guest\r\n';
const ZOE = { line: 2, employeeId: '7', name: 'Zoë "Z" Ünal', title: '', role: 'guest' };
const utf16 = (mark: boolean): Buffer => Buffer.from((mark ? '\uFEFF' : '') + LIST, 'utf16le');

describe('an employee list', () => {
  it.each([
    ['UTF-8', Buffer.from(LIST)],
    ['UTF-8 with a mark', Buffer.from('\uFEFF' + LIST)],
    ['Windows-1252', Buffer.from(LIST, 'latin1')],
    ['UTF-16 with a mark', utf16(true)],
    ['UTF-16 without one', utf16(false)],
    ['big-endian UTF-16', utf16(true).swap16()],
    ['semicolons', Buffer.from(LIST.replaceAll(',', ';'))],
    ['tabs', Buffer.from(LIST.replaceAll(',', '\t'))],
  ])('is read in %s', (_, bytes) => {
    expect(readCsv(bytes)).toEqual({ lines: [ZOE] });
  });

  it.each([
    ['nothing', '', 'empty'],
    ['no such columns', 'a,b\n1,2\n', 'first line'],
    ['an open quote', 'id,name\n1,"x\n', 'line'],
    ['a column twice', 'id,name,name\n1,x,y\n', 'Two columns'],
    ['too many lines', 'id,name\n' + '1,x\n'.repeat(1_001), '1000'],
    ['too many bytes', 'id,name\n' + 'x'.repeat(300_000), 'larger'],
  ])('with %s is refused with a sentence', (_, text, part) => {
    expect(readCsv(Buffer.from(text))).toMatchObject({ problem: expect.stringContaining(part) as string });
  });

  it('takes formulas as text, and writes none', () => {
    expect(readCsv(Buffer.from('id,name\n1,=1+1\n'))).toMatchObject({ lines: [{ name: '=1+1' }] });
    expect(toCsv([['=1+1', ' @x', '-1', 'a"b']])).toBe('\uFEFF"\'=1+1","\' @x","\'-1","a""b"\r\n');
  });
});
