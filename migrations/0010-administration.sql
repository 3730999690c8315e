-- What administrators decide: about people, about the organisation, and about whom an invite lets in.

alter table users add column title text not null default '' check (char_length(title) <= 80);

alter table organisation
  add column sign_up text not null default 'invite' check (sign_up in ('invite', 'closed')),
  add column receipts boolean not null default true;

-- Named by a part of the hash: known to administrators, and no way back to the code.
alter table invites
  add column id text not null unique generated always as (left(encode(code_hash, 'hex'), 16)) stored,
  add column role text not null default 'member' check (role in ('member', 'guest')),
  add column uses integer;
update invites set uses = uses_left;
alter table invites alter column uses set not null;
create index invites_by_date on invites (created_at);
