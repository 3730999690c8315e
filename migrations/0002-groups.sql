-- Groups, who is in them, and the chain of volumes that holds their messages.

create table groups (
  id text primary key,                       -- made by the device that made the group
  name text not null,
  description text not null default '',
  kind text not null default 'group' check (kind in ('group', 'channel', 'direct')),
  created_by text not null references users (id),
  created_at timestamptz(3) not null default now(),
  archived_at timestamptz(3),
  last_seq bigint not null default 0,        -- number of the newest message, 0 when there is none
  live_volume integer not null default 1
);

create table group_members (
  group_id text not null references groups (id) on delete cascade,
  user_id text not null references users (id),
  role text not null check (role in ('admin', 'member')),
  first_volume integer not null default 1,   -- oldest volume this member may read
  joined_at timestamptz(3) not null default now(),
  primary key (group_id, user_id)
);
create index group_members_user on group_members (user_id);

create table volumes (
  group_id text not null references groups (id) on delete cascade,
  volume integer not null check (volume >= 1),
  last_rev bigint not null default 0,        -- number of the newest ledger entry, 0 when there is none
  messages integer not null default 0,
  opened_at timestamptz(3) not null default now(),
  closed_at timestamptz(3),
  primary key (group_id, volume)
);
