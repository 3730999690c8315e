-- When a device is not to be told of anything: minutes of its day, in its own time zone. Null for never.
alter table push_subscriptions
  add column quiet_from smallint check (quiet_from between 0 and 1439),
  add column quiet_to smallint check (quiet_to between 0 and 1439),
  add column time_zone text,
  add check ((quiet_from is null) = (quiet_to is null) and (quiet_from is null) = (time_zone is null));

-- When somebody may be told: now, or where it is quiet now, at the end of that.
create function told_from(quiet_from smallint, quiet_to smallint, time_zone text) returns timestamptz
language sql stable as $$
  select case
    when quiet_from is null then now()
    when (minute - quiet_from + 1440) % 1440 < (quiet_to - quiet_from + 1440) % 1440
      then now() + make_interval(mins => (quiet_to - minute + 1440) % 1440)
    else now()
  end
  from (select (extract(hour from local) * 60 + extract(minute from local))::integer as minute
        from (select now() at time zone coalesce(time_zone, 'UTC') as local) as here) as clock
$$;
