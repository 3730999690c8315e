-- Every Yjs document: its latest compacted state, and the log of updates since then.

create table documents (
  name text primary key,
  state bytea,                               -- null until the first compaction
  compactions bigint not null default 0,     -- counts up with every state: an older one never replaces a newer
  compacted_at timestamptz(3)
);

create table document_updates (
  id bigint generated always as identity primary key,
  document text not null references documents (name) on delete cascade,
  payload bytea not null,
  created_at timestamptz(3) not null default now()
);
create index document_updates_document on document_updates (document, id);
