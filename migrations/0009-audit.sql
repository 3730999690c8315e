-- Who did what, when: written in the transaction that does it and read by administrators. Never a message's text,
-- never a secret.

create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz(3) not null default now(),
  actor text references users (id),          -- null for somebody who is not signed in
  action text not null,
  target_kind text,
  target_id text,
  detail jsonb not null default '{}',
  address text,
  check ((target_kind is null) = (target_id is null))
);
create index audit_log_actor on audit_log (actor, id);
create index audit_log_action on audit_log (action, id);
create index audit_log_at on audit_log (at);
