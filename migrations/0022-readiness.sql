-- What each device says of itself: until when its person can work on it without a network.

-- Null where it is not ready, or was never asked.
alter table sessions add column ready_until timestamptz(3);
-- When it last looked; null for never.
alter table sessions add column readiness_at timestamptz(3);
