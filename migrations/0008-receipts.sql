-- What others may see of how far a person is: what has arrived on a device of theirs, and whether they show it.

-- The highest seq without a gap on a disk of this person; what is read counts as delivered, whatever stands here.
alter table read_positions add column delivered bigint not null default 0;

alter table users add column shows_receipts boolean not null default true;
