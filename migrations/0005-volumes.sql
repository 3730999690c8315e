-- Volumes that close and are followed by the next, records carried between them, and what is owed after a deletion.

alter table volumes
  add column size bigint not null default 0,       -- characters of all records, roughly
  add column carried integer not null default 0,   -- records that the server wrote here, taken from older volumes
  add column closed_rev bigint;                    -- last_rev when it closed: what came after is news to its holders

-- Refused records are in the ledger too, so that their device learns why; an unreadable one is named by its place.
alter table outcomes
  drop constraint outcomes_check,
  add column target text,                          -- the message that an edit, deletion or reaction is about
  add constraint outcomes_rev_check check (outcome <> 'accepted' or rev is not null);
create index outcomes_target on outcomes (group_id, target) where target is not null;

-- The places that carried records were taken from, and their entries in those ledgers.
create table carried (
  group_id text not null references groups (id) on delete cascade,
  volume integer not null,
  rev bigint not null,
  id text not null,
  client bigint not null,
  clock bigint not null,
  to_volume integer not null,
  decided_at timestamptz(3) not null,
  primary key (group_id, volume, rev),
  unique (group_id, volume, client, clock),
  foreign key (group_id, volume) references volumes (group_id, volume),
  foreign key (group_id, to_volume) references volumes (group_id, volume)
);

-- Messages whose text is to leave snapshot and log of their volume. Kept for ever: a restored backup erases again.
create table erasures (
  group_id text not null references groups (id) on delete cascade,
  message_id text not null,
  volume integer not null,
  requested_at timestamptz(3) not null,
  done_at timestamptz(3),
  primary key (group_id, message_id)
);
create index erasures_owed on erasures (group_id, volume) where done_at is null;

-- Raised when the database is restored to an older state: devices then begin anew and bring what is missing.
alter table organisation add column epoch integer not null default 1 check (epoch >= 1);
