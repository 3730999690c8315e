-- How long messages are kept. A group may say so within what the organisation allows; 0 days are for ever.

alter table organisation
  add column retention_days integer not null default 0 check (retention_days between 0 and 3650),
  -- What groups may choose between; 0 is no bound.
  add column retention_least_days integer not null default 0 check (retention_least_days between 0 and 3650),
  add column retention_most_days integer not null default 0 check (retention_most_days between 0 and 3650),
  add constraint retention_bounds check (retention_most_days = 0 or retention_least_days <= retention_most_days);

alter table groups
  -- Null: as the organisation has it.
  add column retention_days integer check (retention_days between 0 and 3650),
  -- Messages up to this number have been looked at and are gone: they are accepted in the order of their numbers.
  add column expired_seq bigint not null default 0;

-- For how many days a group keeps its messages, whatever it chose before the bounds were others; 0 for ever.
create function kept_days(own integer) returns integer language sql stable as $$
  select case
    when days = 0 then most
    when most > 0 and days > most then most
    else greatest(days, least)
  end
  from (select coalesce(own, retention_days) as days, retention_least_days as least, retention_most_days as most
        from organisation) as rules
$$;
