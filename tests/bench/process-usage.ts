/** What another process has used, as Linux counts it. */
import { readFileSync } from 'node:fs';

/** Linux' USER_HZ: 100 on every architecture that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Milliseconds of all cores that a process and its threads were given since it began. */
export function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name in brackets and may hold spaces: fields are counted from its end.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = [Number(fields[11]), Number(fields[12])];
  return ((user + system) * 1_000) / TICKS_PER_SECOND;
}

/** Kilobytes of memory that a process holds now. */
export function residentKb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s*(\d+)/m.exec(status)![1]);
}
