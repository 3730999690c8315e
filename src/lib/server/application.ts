import type { RequestRates } from './api/request-limit.ts';
import type { Auth } from './auth.ts';
import type { Database } from './database.ts';
import type { Groups } from './groups.ts';
import type { Invites } from './invites.ts';
import type { Log } from './log.ts';
import type { Organisation } from './organisation.ts';
import type { OrganisationGroups } from './organisation-groups.ts';
import type { People } from './people.ts';
import type { Pusher } from './push/pusher.ts';
import type { Profiles } from './profiles.ts';
import type { Reading } from './reading.ts';
import type { Tickets } from './tickets.ts';
import type { Tokens } from './tokens.ts';
import type { ServerState } from './server-state.ts';
import type { OrganisationSettings } from './settings.ts';
import type { VolumeSnapshots } from './volume-snapshot.ts';
import type { Webhooks } from './webhooks.ts';
import type { WriteRecord } from './write-record.ts';

/**
 * What one process has one of. `sync-server/main.ts` makes it; the routes, which Kit bundles separately and would
 * otherwise have a second copy of every module, find it under a global symbol. This file imports types only.
 */
export interface Application {
  database: Database;
  organisation: Organisation;
  people: People;
  profiles: Profiles;
  /** How many requests somebody may make. */
  requestRates: RequestRates;
  invites: Invites;
  auth: Auth;
  groups: Groups;
  organisationGroups: OrganisationGroups;
  settings: OrganisationSettings;
  push: Pusher;
  snapshots: VolumeSnapshots;
  tickets: Tickets;
  tokens: Tokens;
  webhooks: Webhooks;
  writeRecord: WriteRecord;
  reading: Reading;
  /** How this process does. */
  figures: { state(): ServerState };
  log: Log;
}

const KEY = Symbol.for('cairn.application');
const home = globalThis as { [KEY]?: Application };

export function setApplication(application: Application): void {
  home[KEY] = application;
}

/** Throws where no application was set: while building, or in a process that is not `sync-server/main.ts`. */
export function application(): Application {
  const found = home[KEY];
  if (!found) throw new Error('There is no application in this process.');
  return found;
}
