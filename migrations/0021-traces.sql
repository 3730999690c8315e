-- For how many days people are shown that there was a message which was deleted; 0 for ever.
alter table organisation add column trace_days integer not null default 0 check (trace_days between 0 and 3650);
