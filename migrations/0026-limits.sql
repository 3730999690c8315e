-- What administrators bound; 0 is no bound. Groups that have more members already keep them.
alter table organisation
  add column group_members_max integer not null default 0 check (group_members_max between 0 and 100000),
  add column groups_a_day_max integer not null default 0 check (groups_a_day_max between 0 and 100000);
