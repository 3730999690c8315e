-- Codes of authenticator apps that opened an account already: each opens once, though an app shows it for 30 seconds and
-- it is taken for 90.

create table used_codes (
  user_id text not null references users (id) on delete cascade,
  -- Kept for five minutes; nobody can compute another code from it.
  code text not null check (code ~ '^[0-9]{6}$'),
  used_at timestamptz(3) not null default now(),
  primary key (user_id, code)
);
