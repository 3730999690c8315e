-- Programs that act in somebody's name: with a token of theirs, or by posting to an address that they gave away.

create table tokens (
  id text primary key,
  token_hash bytea not null unique,          -- SHA-256: 256 random bits need no slow hash
  user_id text not null references users (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 80),
  scopes text[] not null,
  created_at timestamptz(3) not null default now(),
  last_used_at timestamptz(3),               -- to the minute
  expires_at timestamptz(3)                  -- null: until it is revoked
);
create index tokens_user on tokens (user_id);

-- Whoever knows the secret writes into the group in the name of who made it, for as long as that is a member.
create table webhooks (
  id text primary key,
  secret_hash bytea not null unique,
  group_id text not null references groups (id) on delete cascade,
  user_id text not null references users (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 80),
  created_at timestamptz(3) not null default now(),
  last_used_at timestamptz(3)
);
create index webhooks_group on webhooks (group_id);
