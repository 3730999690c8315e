-- What happens to a group besides what is said in it stands in its volumes, under a client id whose clock is this count.
alter table volumes
  add column events integer not null default 0,
  -- Whether they tell more than who came: then who may not see the past begins in a volume of their own.
  add column tells_of_past boolean not null default false;
