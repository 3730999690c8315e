-- The second factor: better-auth's twoFactor, with our names. Secret and recovery codes are encrypted with the key that
-- signs cookies.

alter table users add column two_factor_enabled boolean not null default false;

create table second_factors (
  id text primary key,
  user_id text not null unique references users (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default false,
  failed_verification_count integer not null default 0,
  locked_until timestamptz(3)
);
