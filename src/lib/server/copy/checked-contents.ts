import { StartError } from '../start-error.ts';
import type { Part, TableDigest } from './contents.ts';
import { RowsDigest } from './rows-digest.ts';

export const damaged = (what: string): StartError => new StartError(`The backup is damaged: ${what}.`);

/** Hands the parts on as they are. @throws StartError where one is not as it was written, or is missing */
export async function* checked(parts: AsyncIterable<Part>): AsyncGenerator<Part> {
  const check = new Check();
  for await (const part of parts) {
    check.see(part);
    yield part;
  }
  if (!check.isComplete) throw damaged('its end is missing');
}

class Check {
  isComplete = false;
  #isBegun = false;
  #table: { name: string; digest: RowsDigest } | undefined;
  #tables = 0;
  #rows = 0;

  see(part: Part): void {
    if (this.#isBegun === 'about' in part || this.isComplete) throw damaged('its parts are not in order');
    this.#isBegun = true;
    if ('begin' in part) this.#table = { name: part.begin, digest: new RowsDigest() };
    else if ('rows' in part) this.#open().digest.add(part.rows);
    else if ('end' in part) this.#close(part.end);
    else if ('complete' in part)
      this.isComplete = part.complete.tables === this.#tables && part.complete.rows === this.#rows;
  }

  #open(): { name: string; digest: RowsDigest } {
    if (!this.#table) throw damaged('its parts are not in order');
    return this.#table;
  }

  #close(written: TableDigest): void {
    const { name, digest } = this.#open();
    const read = digest.of(name);
    if (read.table !== written.table || read.rows !== written.rows || read.digest !== written.digest)
      throw damaged(`the rows of ${name} are not those that were written`);
    this.#table = undefined;
    this.#tables++;
    this.#rows += read.rows;
  }
}
