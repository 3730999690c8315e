-- The picture of a person: small, checked by its bytes, and under an id that only those hear who may see the person.

create table pictures (
  id text primary key check (id ~ '^[A-Za-z0-9_-]{22}$'),
  user_id text not null unique references users (id) on delete cascade,
  type text not null check (type in ('image/webp', 'image/jpeg')),
  bytes bytea not null check (octet_length(bytes) between 1 and 65536),
  created_at timestamptz(3) not null default now()
);
