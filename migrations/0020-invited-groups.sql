-- Groups that whoever joins by an invite is put into, where its maker may still do that then.
create table invite_groups (
  invite_id text not null references invites (id) on delete cascade,
  group_id text not null references groups (id) on delete cascade,
  primary key (invite_id, group_id)
);
create index invite_groups_group on invite_groups (group_id);
