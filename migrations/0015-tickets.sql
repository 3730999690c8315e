-- What a device shows at its socket: asked for over HTTP, taken once within 30 s, by any instance. Unlogged, because a
-- crash may take them all: the sockets end with it, and a device asks for another.
create unlogged table tickets (
  -- The SHA-256 of the ticket.
  hash bytea primary key check (octet_length(hash) = 32),
  session_id text not null references sessions (id) on delete cascade,
  expires_at timestamptz(3) not null
);
create index tickets_session on tickets (session_id);
