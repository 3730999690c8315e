/** The figures that stand somewhere in this process already, or in its database. */
import type { Database } from '#server/database.ts';
import type { UpdateLog } from '#server/update-log.ts';
import type { SyncServer } from '../create-sync-server.ts';
import { FAULT_KINDS, type Faults } from '../faults.ts';
import type { OpenDocuments } from '../open-documents.ts';
import type { TaskCounts } from './count-tasks.ts';
import type { Metrics } from './metrics.ts';

export interface Sources {
  readonly database: Database;
  readonly sync: SyncServer;
  readonly open: OpenDocuments;
  readonly updates: UpdateLog;
  readonly faults: Faults;
  readonly tasks: TaskCounts;
}

export function readFigures(
  metrics: Metrics,
  { database, sync, open, updates, faults, tasks }: Sources,
): void {
  const one = (name: string, help: string, read: () => number) =>
    metrics.gauge({ name, help }, () => [[{}, read()]]);
  one('cairn_sync_sockets', 'Open sockets of devices and programs.', () => sync.sockets);
  one('cairn_open_documents', 'Documents held in memory.', () => open.size);
  one('cairn_records_waiting', 'Records that wait for the database.', () => updates.waitingRecords);
  one('cairn_database_waiting', 'Statements that wait for a connection.', () => database.pool.waitingCount);
  metrics.gauge(
    {
      name: 'cairn_database_connections',
      help: 'Connections to the database.',
      labels: ['state'],
    },
    () => {
      const { totalCount, idleCount } = database.pool;
      return [
        [{ state: 'idle' }, idleCount],
        [{ state: 'busy' }, totalCount - idleCount],
      ];
    },
  );
  metrics.counter(
    {
      name: 'cairn_faults_total',
      help: 'What went wrong and stopped nobody else, by kind.',
      labels: ['kind'],
    },
    () => FAULT_KINDS.map((kind) => [{ kind }, faults.count(kind)]),
  );
  readTasks(metrics, tasks);
}

function readTasks(metrics: Metrics, tasks: TaskCounts): void {
  const owed = (name: string, help: string, of: 'waiting' | 'retrying' | 'oldestSeconds') =>
    metrics.gauge({ name, help, labels: ['kind'] }, async () =>
      (await tasks.current()).map((row) => [{ kind: row.kind }, row[of]]),
    );
  owed('cairn_tasks_waiting', 'Work owed after a commit, of all instances.', 'waiting');
  owed('cairn_tasks_retrying', 'Of that, what was tried and failed.', 'retrying');
  owed('cairn_tasks_oldest_seconds', 'For how long the oldest of it has been due.', 'oldestSeconds');
}
