-- What the documents say, as rows: derivable from them, written in the same commit.

-- What became of each record. The accepted ones, by rev, are the ledger of their volume.
create table outcomes (
  group_id text not null references groups (id) on delete cascade,
  id text not null,
  volume integer not null,
  author text not null references users (id),
  kind text not null check (kind in ('message', 'edit', 'deletion', 'reaction')),
  client bigint not null,                    -- where it stands in its document: a record that is delivered
  clock bigint not null,                     -- twice stands at the same place, a duplicate does not
  outcome text not null check (outcome in ('accepted', 'refused')),
  reason text,
  rev bigint,                                -- from 1 without gaps within the volume, accepted ones only
  seq bigint,                                -- from 1 without gaps within the group, accepted messages only
  decided_at timestamptz(3) not null,
  primary key (group_id, id),
  foreign key (group_id, volume) references volumes (group_id, volume),
  check ((outcome = 'accepted') = (rev is not null)),
  check ((outcome = 'refused') = (reason is not null))
);
create unique index outcomes_rev on outcomes (group_id, volume, rev);
-- Two instances must not accept two records for one place: one of the transactions fails, its device comes again.
create unique index outcomes_place on outcomes (group_id, volume, client, clock);

create table messages (
  group_id text not null references groups (id) on delete cascade,
  id text not null,
  seq bigint not null,
  volume integer not null,
  author text not null references users (id),
  text text not null,                        -- the current text; empty once deleted
  reply_to text,                             -- may name a message that was never accepted here
  written_at timestamptz(3) not null,        -- by the writer's clock
  accepted_at timestamptz(3) not null,       -- by the server's
  edited_at timestamptz(3),
  edit_count integer not null default 0,
  deleted_at timestamptz(3),
  deleted_by text references users (id),
  primary key (group_id, id),
  unique (group_id, seq)
);

create table message_edits (
  group_id text not null,
  id text not null,
  message_id text not null,
  rev bigint not null,
  text text not null,
  written_at timestamptz(3) not null,
  accepted_at timestamptz(3) not null,
  primary key (group_id, id),
  foreign key (group_id, message_id) references messages (group_id, id) on delete cascade
);
create index message_edits_message on message_edits (group_id, message_id, rev);

create table reactions (
  group_id text not null,
  message_id text not null,
  author text not null references users (id),
  emoji text not null,
  is_on boolean not null,                    -- the record accepted last counts
  rev bigint not null,
  written_at timestamptz(3) not null,
  accepted_at timestamptz(3) not null,
  primary key (group_id, message_id, author, emoji),
  foreign key (group_id, message_id) references messages (group_id, id) on delete cascade
);

-- How far each person has read: derived from their own documents.
create table read_positions (
  group_id text not null references groups (id) on delete cascade,
  user_id text not null references users (id),
  seq bigint not null,
  primary key (group_id, user_id)
);
