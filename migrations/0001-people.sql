-- The organisation, its people, and how they sign in. The tables users, sessions, accounts and verifications are
-- better-auth's (its user, session, account and verification), with our names and our columns.

-- One row. Its existence says that the first run is over.
create table organisation (
  id smallint primary key default 1 check (id = 1),
  name text not null check (char_length(name) between 1 and 80),
  created_at timestamptz not null default now()
);

-- What every instance must know and nobody has to configure: the key that signs cookies.
create table organisation_secrets (
  name text primary key,
  value text not null,
  created_at timestamptz not null default now()
);

-- A person's slot is the upper part of the client ids of their devices in documents. Slot 0 is the server's; a slot is
-- given once and never again, so numbers skipped by a rolled back insert stay skipped.
create sequence slots as integer minvalue 1 maxvalue 2097151 no cycle;

create table users (
  id text primary key check (id ~ '^[A-Za-z0-9_-]{16}$'),
  name text not null check (char_length(name) between 1 and 80),
  -- Made from the employee id: better-auth needs one, Cairn sends no mail.
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- The employee id in lower case, by which it is unique, and as it was typed, as which it is shown.
  username text not null unique,
  display_username text not null,
  role text not null default 'member' check (role in ('owner', 'administrator', 'member', 'guest')),
  slot integer not null unique default nextval('slots') check (slot between 1 and 2097151),
  active boolean not null default true
);
alter sequence slots owned by users.slot;

create table sessions (
  id text primary key,
  -- The SHA-256 of the token in the cookie: who reads this table cannot sign in with it.
  token text not null unique,
  user_id text not null references users (id) on delete cascade,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sessions_by_user on sessions (user_id);
create index sessions_by_expiry on sessions (expires_at);

create table accounts (
  id text primary key,
  account_id text not null,
  provider_id text not null,
  user_id text not null references users (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  -- The scrypt hash of the password, for provider_id 'credential'.
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index accounts_by_user on accounts (user_id);

create table verifications (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verifications_by_identifier on verifications (identifier);

create table invites (
  -- The SHA-256 of the code in the link: who reads this table cannot join with it.
  code_hash bytea primary key check (octet_length(code_hash) = 32),
  created_by text not null references users (id),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  uses_left integer not null check (uses_left >= 0),
  revoked_at timestamptz
);
create index invites_by_creator on invites (created_by);
