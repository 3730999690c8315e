-- Notifications to devices that do not look: where they are sent to, and which are owed.

-- What push services know this server by (VAPID, RFC 8292). One row.
create table push_keys (
  is_only boolean primary key default true check (is_only),
  public_key text not null,
  private_key text not null
);

-- Goes with its session: who has signed out is told nothing more.
create table push_subscriptions (
  session_id text primary key references sessions (id) on delete cascade,
  endpoint text not null unique,
  p256dh text not null,
  auth text not null,
  origin text not null,                      -- how the device reaches this server
  created_at timestamptz(3) not null default now()
);

-- Messages that somebody may have to be told of once they have had time to read them; written in their commit.
create table push_tasks (
  group_id text not null references groups (id) on delete cascade,
  seq bigint not null,
  due_at timestamptz(3) not null,
  primary key (group_id, seq)
);
create index push_tasks_due on push_tasks (due_at);

-- What one device is to be told of one conversation: however much there is, it is one notification.
create table push_deliveries (
  session_id text not null references push_subscriptions (session_id) on delete cascade,
  group_id text not null references groups (id) on delete cascade,
  seq bigint not null,                       -- of the latest message
  is_urgent boolean not null,                -- a mention, or a direct conversation
  attempts integer not null default 0,
  next_at timestamptz(3) not null default now(),
  primary key (session_id, group_id)
);
create index push_deliveries_next on push_deliveries (next_at);

-- Which messages a person wants to be told of where it is not all: derived from their own document.
create table notification_rules (
  user_id text not null references users (id) on delete cascade,
  group_id text not null references groups (id) on delete cascade,
  rule text not null check (rule in ('mentions', 'nothing')),
  primary key (user_id, group_id)
);

-- Whether a notification holds the beginning of the message.
alter table organisation add column push_text boolean not null default false;
