-- Postgres tells every instance what any of them committed, in the commit itself: whatever appends to the log or ends
-- something is heard, also when it is killed a moment later, and also what is done here by hand.

-- Who writes, as `database.ts` sets it for each transaction: an instance need not be told what it did itself. The
-- embedded database has one process, `alone`.
create function bus_instance() returns text language sql stable as $$
  select coalesce(current_setting('cairn.instance', true), '')
$$;

-- A notification holds less than 8,000 bytes, a document's name about 50: fifty rows to each.
create function tell_updates() returns trigger language plpgsql as $$
begin
  perform pg_notify('cairn_updates', bus_instance() || E'\n' || string_agg(id || ' ' || document, E'\n' order by id))
  from (select id, document, (row_number() over (order by id) - 1) / 50 as part from added) as numbered
  group by part;
  return null;
end $$;
create trigger tell_updates after insert on document_updates referencing new table as added
  for each statement when (current_setting('cairn.instance', true) is distinct from 'alone')
  execute function tell_updates();

create function tell_ending() returns trigger language plpgsql as $$
begin
  perform pg_notify('cairn_endings', bus_instance() || E'\n' || case tg_argv[0]
    when 'membership' then json_build_object('what', 'membership', 'groupId', to_jsonb(old) ->> 'group_id',
      'userId', to_jsonb(old) ->> 'user_id')
    when 'session' then json_build_object('what', 'session', 'sessionId', to_jsonb(old) ->> 'id')
    else json_build_object('what', tg_argv[0], 'userId', to_jsonb(old) ->> 'id')
  end::text);
  return null;
end $$;
create trigger tell_membership_ended after delete on group_members
  for each row execute function tell_ending('membership');
create trigger tell_session_ended after delete on sessions
  for each row execute function tell_ending('session');
create trigger tell_token_ended after delete on tokens
  for each row execute function tell_ending('session');
create trigger tell_person_ended after update of active on users
  for each row when (old.active and not new.active) execute function tell_ending('person');
create trigger tell_directory_ended after update of role on users
  for each row when (old.role <> 'guest' and new.role = 'guest') execute function tell_ending('directory');
