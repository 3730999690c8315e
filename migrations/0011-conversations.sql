-- What newcomers see of a group: all that was said, or what follows their joining. Said to those who are invited.
alter table groups add column history text not null default 'all' check (history in ('all', 'joined'));

-- Number of the last message before somebody came: what was said up to there is no news to them.
alter table group_members add column joined_seq bigint not null default 0;

-- Channels are listed to everybody, by name.
create index groups_channels on groups (name, id) where kind = 'channel';
