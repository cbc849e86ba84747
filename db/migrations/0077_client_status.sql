-- A client's status follows from cases and groups and is never typed: nobody has served the person yet (registered; a
-- record that was brought from paper may begin as closed), a case or a group goes on (in_service), all that was has
-- ended (closed). Archived is a person's decision, or the person's end, and stays until somebody lifts it. As definer:
-- a worker does not see colleagues' cases, and the status counts them.
create function app.client_status(organisation_id uuid, client_id uuid) returns text
language sql stable security definer set search_path = pg_catalog as $$
  select case
    when exists (
      select from public.client_case known
      where known.organisation_id = $1 and known.client_id = $2 and known.closed_at is null
    ) or exists (
      select from public.group_member member
      join public.group_session session
        on session.organisation_id = member.organisation_id and session.group_id = member.group_id
      where member.organisation_id = $1 and member.client_id = $2 and member.left_on is null and session.held_on is null
    ) then 'in_service'
    when exists (
      select from public.client_case known where known.organisation_id = $1 and known.client_id = $2
    ) or exists (
      select from public.group_member member where member.organisation_id = $1 and member.client_id = $2
    ) then 'closed'
    else 'registered'
  end
$$;

-- the version counts each change of the status: client_count is keyed by it
create function app.follow_service() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_table_name = 'group_session' then
    update public.client
      set status = app.client_status(client.organisation_id, client.id), version = client.version + 1
      from public.group_member member
      where member.organisation_id = new.organisation_id and member.group_id = new.group_id and member.left_on is null
        and client.organisation_id = member.organisation_id and client.id = member.client_id
        and client.status not in ('archived', app.client_status(client.organisation_id, client.id));
  else
    update public.client set status = app.client_status(organisation_id, id), version = version + 1
      where organisation_id = new.organisation_id and id = new.client_id
        and status not in ('archived', app.client_status(organisation_id, id));
  end if;
  return null;
end
$$;

create trigger follow_service after insert or update of closed_at on client_case
  for each row execute function app.follow_service();
create trigger follow_service after insert or update of left_on on group_member
  for each row execute function app.follow_service();
create trigger follow_service after update of held_on on group_session
  for each row when ((old.held_on is null) is distinct from (new.held_on is null))
  execute function app.follow_service();

-- whoever lifts the archive does not say what the person is then
create function app.derive_client_status() returns trigger
language plpgsql as $$
begin
  new.status := app.client_status(new.organisation_id, new.id);
  return new;
end
$$;
create trigger derive_status before update of status on client
  for each row when (new.status is distinct from old.status and new.status <> 'archived')
  execute function app.derive_client_status();

update client set status = app.client_status(organisation_id, id), version = version + 1
  where status not in ('archived', app.client_status(organisation_id, id))
    and app.client_status(organisation_id, id) <> 'registered';
