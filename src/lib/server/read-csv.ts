/** Reads an employee list: whatever its encoding, its separator and the names of its columns. */
import { CsvError, parse } from 'csv-parse/sync';
import { isUtf8 } from 'node:buffer';

export const CSV_BYTES_MAX = 256 * 1024;
export const CSV_LINES_MAX = 1_000;

export interface CsvLine {
  /** As an editor counts, from 1. */
  readonly line: number;
  readonly employeeId: string;
  readonly name: string;
  readonly title: string;
  readonly role: string;
}
export type CsvColumn = 'employeeId' | 'name' | 'firstName' | 'lastName' | 'title' | 'role';

/** The lines below the header, or the sentence why this is no such list. Cells are text, whatever they start with. */
export function readCsv(bytes: Uint8Array): { lines: CsvLine[] } | { problem: string } {
  if (bytes.byteLength > CSV_BYTES_MAX)
    return { problem: `The file is larger than ${CSV_BYTES_MAX / 1024} KB. Split it, nothing was read.` };
  const text = decode(bytes);
  if (text.includes('\0')) return { problem: 'This is not a text file. Save the list as CSV and try again.' };
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      delimiter: separatorOf(text),
      info: true,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    }) as unknown as typeof records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return {
      problem: `The file cannot be read as CSV, from line ${String(error.lines)} on: a quotation mark stands where none may, or is not closed.`,
    };
  }
  const header = records.shift();
  if (!header) return { problem: 'The file is empty.' };
  const columns = header.record.map(columnOf);
  const has = (column: CsvColumn) => columns.includes(column);
  if (!has('employeeId') || !(has('name') || (has('firstName') && has('lastName'))))
    return {
      problem:
        'The first line must name the columns: “Employee ID” and “Name” (or “First name” and “Last name”), and if you like “Title” and “Role”.',
    };
  const twice = columns.find((column, at) => column !== null && columns.indexOf(column) !== at);
  if (twice) return { problem: `Two columns say what “${header.record[columns.lastIndexOf(twice)]}” says.` };
  if (records.length > CSV_LINES_MAX)
    return { problem: `The file has more than ${CSV_LINES_MAX} people. Split it, nothing was read.` };
  return { lines: records.map(({ record, info }) => toLine(record, columns, info.lines)) };
}

function toLine(record: readonly string[], columns: readonly (CsvColumn | null)[], line: number): CsvLine {
  const cell = (column: CsvColumn) => record[columns.indexOf(column)] ?? '';
  const name = columns.includes('name') ? cell('name') : `${cell('firstName')} ${cell('lastName')}`.trim();
  return { line, employeeId: cell('employeeId'), name, title: cell('title'), role: cell('role') };
}

/** By its mark; without one by the zeros that UTF-16 has, then UTF-8 where it is, then what Windows wrote. */
function decode(bytes: Uint8Array): string {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (a !== undefined && a !== 0 && b === 0) return new TextDecoder('utf-16le').decode(bytes);
  if (a === 0 && b !== undefined && b !== 0) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'windows-1252').decode(bytes);
}

/** The one that the header has most of. */
function separatorOf(text: string): ',' | ';' | '\t' {
  const header = /^[^\r\n]*/.exec(text.trimStart())![0].replace(/"[^"]*"/g, '');
  const count = (separator: string) => header.split(separator).length;
  return ([',', ';', '\t'] as const).reduce((best, one) => (count(one) > count(best) ? one : best));
}

const SPELLINGS: Record<CsvColumn, readonly string[]> = {
  employeeId: [
    'employeeid',
    'employeenumber',
    'employeeno',
    'employee',
    'id',
    'number',
    'staffid',
    'staffnumber',
    'personnelnumber',
    'personnelid',
    'personalnummer',
    'username',
    'matricule',
  ],
  name: ['name', 'fullname', 'displayname', 'employeename', 'nom'],
  firstName: ['firstname', 'givenname', 'forename', 'vorname', 'prenom'],
  lastName: ['lastname', 'surname', 'familyname', 'nachname', 'nomdefamille'],
  title: ['title', 'jobtitle', 'position', 'function', 'job', 'funktion', 'fonction'],
  role: ['role', 'rolle'],
};

function columnOf(heading: string): CsvColumn | null {
  const plain = heading
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  const found = Object.entries(SPELLINGS).find(([, spellings]) => spellings.includes(plain));
  return (found?.[0] as CsvColumn | undefined) ?? null;
}
