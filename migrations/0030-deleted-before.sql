-- Messages that were deleted, and that a restored backup does not have: a device may still bring them back, and they are
-- deleted as they come.
create table deleted_before (
  group_id text not null,                      -- may be lost as well
  message_id text not null,
  primary key (group_id, message_id)
);
