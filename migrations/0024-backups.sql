-- What is known of backups, and of the times that this database was restored from one.

-- The last that was made, and the last that failed. One row; no row while none was tried.
create table last_backup (
  is_only boolean primary key default true check (is_only),
  made_at timestamptz(3),                    -- of when it holds the database
  bytes bigint,
  took_ms integer,
  failed_at timestamptz(3),                  -- of a failure since; null when the last one was made
  problem text,                              -- a sentence
  check ((made_at is null) = (bytes is null) and (made_at is null) = (took_ms is null)),
  check ((failed_at is null) = (problem is null))
);

-- Each restore begins an epoch.
create table restores (
  epoch integer primary key,
  made_at timestamptz(3) not null,           -- of the backup
  restored_at timestamptz(3) not null default now(),
  -- [{"group", "name", "records"}]: what the database that was replaced had more. Null where it could not be read.
  lost jsonb
);

-- Those records by id, so that it can be said which of them devices have brought back.
create table lost_records (
  epoch integer not null references restores (epoch) on delete cascade,
  group_id text not null,                    -- may be lost as well
  id text not null,
  primary key (epoch, group_id, id)
);
