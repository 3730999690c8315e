/** Builds what one process has one of, from the environment: database, sign-in, groups, log and sync server. */
import { fileURLToPath } from 'node:url';
import { requestRates } from '#server/api/request-limit.ts';
import type { Application } from '#server/application.ts';
import { createAuth } from '#server/auth.ts';
import { answerCommands } from '#server/copy/answer-commands.ts';
import { openDatabase } from '#server/database.ts';
import { Eraser } from '#server/eraser.ts';
import { Bus } from '#server/bus.ts';
import { readEnding, type Ending } from '#server/ending.ts';
import type { Environment } from '#server/env.ts';
import { Groups } from '#server/groups.ts';
import { createInvites } from '#server/invites.ts';
import { log } from '#server/log.ts';
import { migrate } from '#server/migrate.ts';
import { createOrganisation } from '#server/organisation.ts';
import { OrganisationGroups } from '#server/organisation-groups.ts';
import { createPeople } from '#server/people.ts';
import { Pusher } from '#server/push/pusher.ts';
import { Profiles } from '#server/profiles.ts';
import { Reading } from '#server/reading.ts';
import { Receipts } from '#server/receipts.ts';
import { Retention } from '#server/retention.ts';
import { OrganisationSettings, RETENTION_SETTINGS } from '#server/settings.ts';
import { Tickets } from '#server/tickets.ts';
import { Tokens } from '#server/tokens.ts';
import { UpdateLog } from '#server/update-log.ts';
import { Vacuum } from '#server/vacuum.ts';
import { VolumeSnapshots } from '#server/volume-snapshot.ts';
import { Webhooks } from '#server/webhooks.ts';
import { recordWriter } from '#server/write-record.ts';
import { Coalesced } from './coalesced.ts';
import { SyncServer } from './create-sync-server.ts';
import { faults } from './faults.ts';
import { LogFollower } from './follow-log.ts';
import { OpenDocuments } from './open-documents.ts';
import { TaskCounts } from './metrics/count-tasks.ts';
import { Metrics } from './metrics/metrics.ts';
import { readFigures } from './metrics/read-figures.ts';
import { RecentFigures } from './metrics/recent-figures.ts';
import { Readiness } from './readiness.ts';
import { reportSlow } from './report-slow.ts';
import { EVERYTHING, type Role } from './role.ts';
import { SharedPresence } from './share-presence.ts';

/** What those outside see of the process. */
export interface Watched {
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly role?: Role;
}

export interface Running {
  readonly application: Application;
  readonly sync: SyncServer;
  readonly updates: UpdateLog;
  /** Writes what is queued and closes sockets and database. */
  close(): Promise<void>;
}

/**
 * @param watched is told how far it got, and what happens from then on
 * @throws StartError with a sentence for the administrator
 */
export async function createApplication(
  environment: Environment,
  { readiness, metrics, role = EVERYTHING }: Watched = { readiness: new Readiness(), metrics: new Metrics() },
): Promise<Running> {
  const { dataDir, databaseUrl, origin, provider } = environment;
  const noteSlow = reportSlow(environment.slowQueryMs, faults);
  const database = await openDatabase({ dataDir, databaseUrl }, (asked) => {
    metrics.asked(asked);
    noteSlow(asked);
  });
  const open = new OpenDocuments();
  const bus = new Bus(database, log);
  const follower = new LogFollower(database, open, log, (seconds) => metrics.followed(seconds));
  try {
    readiness.opened(database);
    await migrate(database, fileURLToPath(new URL('../migrations', import.meta.url)));
    readiness.reached('migrations');
    const people = createPeople(database);
    const end = (ending: Ending) => sync.end(ending);
    const organisation = createOrganisation(database, people);
    const auth = await createAuth(database, people, {
      origin,
      provider,
      ended: (sessionId) => end({ what: 'session', sessionId }),
    });
    const tokens = new Tokens(database, (tokenId) => end({ what: 'session', sessionId: tokenId }));
    const tickets = new Tickets(database);
    const presence = new SharedPresence((said) => void bus.say('cairn_presence', said));
    const eraser = new Eraser(database, log, dataDir, (outcome, count) =>
      metrics.settled('erasure', outcome, count),
    );
    const updates = new UpdateLog(database, log, {
      announce: (committed) => open.apply(committed),
      erasureOwed: () => eraser.wake(),
      moved: (submission) => receipts.note(submission),
      committed: (batch) => metrics.committed(batch),
    });
    const receipts = new Receipts(database, log, (committed) => updates.announce(committed));
    const groups = new Groups(database, {
      announce: (committed) => updates.announce(committed),
      removed: (groupId, userId) => end({ what: 'membership', groupId, userId }),
      retentionChanged: () => retention.wake(),
    });
    const sync = new SyncServer({
      database,
      groups,
      updates,
      open,
      presence,
      log,
      faults,
      origin,
      catchUp: follower.catchUp.bind(follower),
      epoch: async () => (await organisation.current())?.epoch ?? 1,
      sessionOf: auth.sessionOf.bind(auth),
      takeTicket: tickets.take.bind(tickets),
      bearerOf: tokens.bearerOf.bind(tokens),
      livingSessions: async (ids) =>
        new Set([...(await auth.livingSessions(ids)), ...(await tokens.living(ids))]),
    });
    if (role.sync)
      await bus.listen({
        heard: {
          cairn_updates: (said) => follower.hear(said),
          cairn_endings: (said) => sync.end(readEnding(said)),
          cairn_presence: (said) => presence.hear(said),
        },
        missed: async () => {
          await follower.look();
          await sync.checkAccess();
        },
        assure: () => follower.look(),
      });
    // Whoever joined while no process looked, and whoever joins from now on.
    await groups.writeDirectory();
    const notWritten = (error: unknown) => {
      log.error({ event: 'directory-failed', error: (error as Error).message });
    };
    const directory = new Coalesced(() => groups.writeDirectory().catch(notWritten));
    people.onChange((person) => {
      if (!person.active) end({ what: 'person', userId: person.id });
      if (person.role === 'guest') end({ what: 'directory', userId: person.id });
      directory.ask();
      void groups.writeInbox(person.id).catch(notWritten);
    });
    eraser.wake(); // What a crash left undone.
    const invites = createInvites(database, people, (committed) => updates.announce(committed));
    const settings = new OrganisationSettings(database, (changed) => {
      if (changed.has('receipts')) void receipts.noteAll();
      if (RETENTION_SETTINGS.some((name) => changed.has(name))) retention.wake();
    });
    const snapshots = new VolumeSnapshots(database);
    const push = await Pusher.open(database, log, {
      keys: environment.pushKeys,
      origins: environment.pushOrigins,
      settled: (outcome) => metrics.pushed(outcome),
      spread: (count) => metrics.settled('push', 'done', count),
    });
    const vacuum = new Vacuum(database, log);
    const retention = new Retention(database, log, {
      announce: (committed) => updates.announce(committed),
      erasureOwed: () => eraser.wake(),
    });
    const commands = await answerCommands(database, dataDir);
    if (role.sync) for (const work of [push, vacuum, retention]) work.start();
    const tasks = new TaskCounts(database, log);
    readFigures(metrics, { database, sync, open, updates, faults, tasks });
    const figures = new RecentFigures(metrics, { database: database.kind, syncs: role.sync });
    await figures.start();
    faults.observe((kind, { verdict }) => {
      if (kind === 'document-closed') metrics.closed(String(verdict));
    });
    return {
      application: {
        database,
        organisation,
        people,
        profiles: new Profiles(database, people),
        invites,
        auth,
        groups,
        organisationGroups: new OrganisationGroups(database, (committed) => updates.announce(committed)),
        settings,
        push,
        snapshots,
        tickets,
        tokens,
        webhooks: new Webhooks(database),
        writeRecord: recordWriter(database, updates),
        requestRates: requestRates(environment.requestsPerSecond),
        reading: new Reading(database, receipts, (committed) => updates.announce(committed)),
        figures,
        log,
      },
      sync,
      updates,
      async close() {
        await commands.close();
        sync.close();
        await updates.close();
        await receipts.close();
        await push.close();
        await retention.close();
        await eraser.close();
        await vacuum.close();
        figures.close();
        sync.terminate();
        presence.close();
        await follower.close();
        await bus.close();
        await database.close();
      },
    };
  } catch (error) {
    await follower.close();
    await bus.close();
    await database.close();
    throw error;
  }
}
