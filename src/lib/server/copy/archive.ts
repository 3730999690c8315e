/**
 * A backup's file: the contents of a database as lines of JSON, compressed, so that `zcat` shows what is in it. The
 * first line says what it is, the last one has the digest of all before it.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip, createGzip } from 'node:zlib';
import { StartError } from '../start-error.ts';
import { damaged } from './checked-contents.ts';
import type { Part } from './contents.ts';

const FORMAT = { format: 'cairn-backup', version: 1 } as const;

/** Writes a new file that only this user can read, and waits until it is on the disk. */
export async function writeArchive(file: string, contents: AsyncIterable<Part>): Promise<void> {
  const onDisk = createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true });
  await pipeline(Readable.from(linesOf(contents)), createGzip(), onDisk);
}

async function* linesOf(contents: AsyncIterable<Part>): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const line = (value: unknown): string => {
    const text = `${JSON.stringify(value)}\n`;
    hash.update(text);
    return text;
  };
  yield line(FORMAT);
  for await (const part of contents) yield line(part);
  yield `${JSON.stringify({ sha256: hash.digest('hex') })}\n`;
}

/** Reads what `writeArchive` wrote, a line at a time. @throws StartError for a file that is no backup, or damaged */
export async function* readArchive(file: string): AsyncGenerator<Part> {
  const hash = createHash('sha256');
  let isFirst = true;
  let said: unknown;
  for await (const line of readLines(file)) {
    if (said !== undefined) throw damaged('something follows its end');
    const value = parse(file, line, isFirst);
    if ('sha256' in value) said = value.sha256;
    else {
      hash.update(line).update('\n');
      if (!isFirst) yield value as Part;
    }
    isFirst = false;
  }
  if (said === undefined) throw damaged('its end is missing');
  if (said !== hash.digest('hex')) throw damaged('its lines are not those that were written');
}

function parse(file: string, line: string, isFirst: boolean): object {
  const value = parseObject(line);
  if (!isFirst) {
    if (!value) throw damaged('a line of it cannot be read');
    return value;
  }
  if (!value || !('format' in value) || value.format !== FORMAT.format) throw isNone(file);
  if (!('version' in value) || value.version !== FORMAT.version)
    throw new StartError(`${file} was written by a newer version of Cairn: use that.`);
  return value;
}

function parseObject(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined; // The caller says what that means.
  }
}

async function* readLines(file: string): AsyncGenerator<string> {
  const unzip = createGunzip({ chunkSize: 256 * 1024 });
  const stored = createReadStream(file).on('error', (error) => unzip.destroy(error));
  const decoder = new StringDecoder('utf8');
  let begun: string[] = []; // A line may be longer than many chunks: joined once.
  try {
    for await (const chunk of stored.pipe(unzip)) {
      const [first = '', ...others] = decoder.write(chunk as Buffer).split('\n');
      begun.push(first);
      for (const next of others) {
        yield begun.join('');
        begun = [next];
      }
    }
  } catch (error) {
    throw explained(file, error as NodeJS.ErrnoException);
  } finally {
    stored.destroy();
  }
  if (begun.join('') !== '') throw damaged('its end is missing');
}

const isNone = (file: string): StartError => new StartError(`${file} is not a backup of Cairn.`);

function explained(file: string, error: NodeJS.ErrnoException): Error {
  switch (error.code) {
    case 'ENOENT':
      return new StartError(`There is no file ${file}.`);
    case 'EACCES':
    case 'EPERM':
      return new StartError(`${file} may not be read by this user.`);
    case 'EISDIR':
      return new StartError(`${file} is a folder: name the file of a backup.`);
    case 'Z_BUF_ERROR':
      return damaged('its end is missing');
    case 'Z_DATA_ERROR':
      return error.message === 'incorrect header check' ? isNone(file) : damaged('it cannot be uncompressed');
    default:
      return error;
  }
}
