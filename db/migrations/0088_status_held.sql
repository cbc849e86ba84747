-- A client's status is computed by whoever holds the client. Before, two who ended the last two things that kept a person
-- in service (two sessions, a case and a session) at once did not see each other's end, and an enrolment beside the last
-- session was seen by neither: the person stayed in service for ever. The order is the group, then its clients by id.

-- Held by whoever lets somebody in and by whoever holds, adds or takes away a session. As definer: the application may not
-- change a group, and so not lock it.
create function app.hold_group(organisation_id uuid, group_id uuid) returns void
language sql security definer set search_path = pg_catalog as $$
  select from public.service_group held where held.organisation_id = $1 and held.id = $2 for no key update
$$;

create or replace function app.follow_service() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  changed record;
  client_ids uuid[];
begin
  if tg_op = 'DELETE' then changed := old; else changed := new; end if;
  if tg_table_name = 'group_session' then
    perform app.hold_group(changed.organisation_id, changed.group_id);
    select array_agg(member.client_id) into client_ids from public.group_member member
      where member.organisation_id = changed.organisation_id and member.group_id = changed.group_id
        and member.left_on is null;
  else
    client_ids := array[changed.client_id];
  end if;
  if tg_table_name = 'group_member' and tg_op <> 'DELETE' then
    -- who leaves is seen by the session beside it as a member still, and held by both: the group need not be
    if changed.left_on is null then perform app.hold_group(changed.organisation_id, changed.group_id); end if;
  end if;
  perform from public.client where organisation_id = changed.organisation_id and id = any(client_ids)
    order by id for no key update;
  -- a statement of its own: it sees what was committed while this waited for the clients
  update public.client set status = app.client_status(organisation_id, id), version = version + 1
    where organisation_id = changed.organisation_id and id = any(client_ids)
      and status not in ('archived', app.client_status(organisation_id, id));
  return null;
end
$$;

drop trigger follow_service on client_case;
drop trigger follow_service on group_member;
drop trigger follow_service on group_session;
create trigger follow_service after insert or delete or update of closed_at on client_case
  for each row execute function app.follow_service();
create trigger follow_service after insert or delete or update of left_on on group_member
  for each row execute function app.follow_service();
create trigger follow_service after insert or delete on group_session
  for each row execute function app.follow_service();
create trigger follow_holding after update of held_on on group_session
  for each row when ((old.held_on is null) is distinct from (new.held_on is null))
  execute function app.follow_service();

-- Statuses that earlier versions left wrong, of one organisation. A record that was brought from paper as closed stays so.
create function app.mend_statuses(organisation_id uuid) returns bigint
language plpgsql security definer set search_path = pg_catalog as $$
declare
  client_ids uuid[];
  mended bigint;
begin
  select array_agg(wrong.id) into client_ids from (
    select known.id from public.client known
    where known.organisation_id = $1 and known.status not in ('archived', app.client_status(known.organisation_id, known.id))
      and app.client_status(known.organisation_id, known.id) <> 'registered'
    order by known.id for no key update
  ) wrong;
  update public.client known
    set status = app.client_status(known.organisation_id, known.id), version = known.version + 1
    where known.organisation_id = $1 and known.id = any(client_ids)
      and known.status not in ('archived', app.client_status(known.organisation_id, known.id));
  get diagnostics mended = row_count;
  return mended;
end
$$;

select app.mend_statuses(id) from organisation order by id;
