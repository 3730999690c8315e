/**
 * Sends what waits on this device while no page is at work, where the browser wakes its service worker for that
 * (Chromium's Background Sync). It reads the disk and never writes it: what the server says of a record, a refusal too,
 * the next page hears for itself, with all it takes to keep a text. Groups that were made offline wait for a page.
 */
import * as Y from 'yjs';
import { volumeOf } from '#domain/group-document.ts';
import { waitingRecords } from '#domain/own-records.ts';
import { diskPrefix, fetchTicket, readDevice, type Remembered } from './device.ts';
import { HeldVolumes } from './held-volumes.ts';
import { newClientId } from './random.ts';
import { Loader, Rows } from './rows.ts';
import { syncUrl, Wire, type WireEvents } from './wire.ts';

/** A browser ends a worker that takes longer than a few minutes. */
const LIMIT_MS = 60_000;

/** @returns whether nothing is left that another attempt could send. @throws when the disk cannot be read */
export async function sendUnsent(): Promise<boolean> {
  const { session } = await readDevice();
  if (session === null) return true;
  const held = new HeldVolumes(diskPrefix(session.me.id), session.epoch);
  await held.ready;
  let giveUp!: () => void;
  const isCutOff = new Promise<false>((resolve) => (giveUp = () => resolve(false)));
  const onStatus: WireEvents['onStatus'] = (status) => {
    // The browser knows best when to try again; until then this would keep an update of the worker waiting.
    if (status === 'failed' || status === 'disconnected') giveUp();
  };
  const wire = new Wire(syncUrl(session.epoch), fetchTicket, { onStatus, onSync() {} });
  const sent = Promise.all(held.unsent.map((name) => send(wire, name, session)));
  try {
    return await Promise.race([sent.then((each) => each.every(Boolean)), isCutOff]);
  } finally {
    wire.close();
  }
}

async function send(wire: Wire, name: string, { me, epoch }: Remembered): Promise<boolean> {
  const doc = new Y.Doc();
  doc.clientID = newClientId(me.slot);
  const rows = await Rows.open(`${diskPrefix(me.id)}${name}`, () => {});
  const facts = await rows.read(doc, new Loader(), () => true).finally(() => rows.close());
  // Rows of another epoch must not meet the server as they are.
  const isOfThisEpoch = facts.epoch === undefined || facts.epoch === epoch;
  if (!isOfThisEpoch || !isWaiting(doc, me)) return true;
  return new Promise((resolve) => {
    const done = (isSent: boolean) => {
      clearTimeout(limit);
      doc.off('update', look);
      resolve(isSent);
    };
    const limit = setTimeout(() => done(false), LIMIT_MS);
    const look = () => {
      if (!isWaiting(doc, me)) done(true);
    };
    doc.on('update', look);
    // What is denied or has to be built anew is a page's work.
    wire.attach(name, doc, { onDenied: () => done(true), onReset: () => done(true) });
  });
}

const isWaiting = (doc: Y.Doc, me: Remembered['me']): boolean =>
  waitingRecords(volumeOf(doc), me.id).length > 0;
