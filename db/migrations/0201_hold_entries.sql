-- A person has 68 search entries, and for each of them the person was held, compared and looked up again by the foreign key: of 32 µs
-- that an entry of a roster took, 24 went there (timed with both, with one and without). Now once per person and statement.
create function app.hold_clients() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  given record;
  place record;
begin
  -- in one order, so that of two statements about the same persons one waits for the other
  for given in
    select distinct organisation_id, client_id, site_id, worker_ids from added order by organisation_id, client_id
  loop
    select parent.site_id, parent.worker_ids into place from public.client parent
      where parent.organisation_id = given.organisation_id and parent.id = given.client_id and parent.card is not null
      for share;
    if not found or (given.site_id, given.worker_ids) is distinct from (place.site_id, place.worker_ids) then
      raise exception 'client of % changed hands', tg_table_name using errcode = 'NU409';
    end if;
  end loop;
  return null;
end
$$;

drop trigger hold_parent on client_entry;
create trigger hold_parent after insert on client_entry referencing new table as added
  for each statement execute function app.hold_clients('client', 'parent');

-- What the foreign key kept: no entry without its person. The trigger above says it of whoever adds one, this of whoever removes the person.
create function app.keep_entries() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (
    select from public.client_entry where organisation_id = old.organisation_id and client_id = old.id
  ) then
    raise exception 'client % has entries', old.id using errcode = 'foreign_key_violation', constraint = 'client_entry_client';
  end if;
  return null;
end
$$;
alter table client_entry drop constraint client_entry_client_fkey;
-- after the row: whoever adds an entry holds it, and is waited for
create trigger keep_entries after delete or update of organisation_id, id on client
  for each row execute function app.keep_entries();

create or replace function app.mend_strays() returns table (name text, mended bigint)
language plpgsql security definer set search_path = pg_catalog as $$
declare
  pair record;
  stray text;
begin
  for pair in
    select relation.relname as child, arguments[1] as parent, arguments[2] = 'own' as has_own_workers
    from pg_trigger
    join pg_class relation on relation.oid = tgrelid
    cross join lateral string_to_array(encode(tgargs, 'escape'), '\000') arguments
    where tgfoid in ('app.hold_parent'::regproc, 'app.hold_clients'::regproc)
    -- from the client down
    order by arguments[1] <> 'client', relation.relname
  loop
    stray := format(
      'child.organisation_id = app.actor_organisation_id() and parent.organisation_id = child.organisation_id and %s
         and (child.site_id %s) is distinct from (parent.site_id %s)',
      case pair.parent
        when 'client' then 'parent.id = child.client_id'
        when 'client_case' then 'parent.id = child.case_id'
        when 'alert' then 'parent.id = child.alert_id'
        when 'group_member' then 'parent.group_id = child.group_id and parent.client_id = child.client_id'
      end,
      case when pair.has_own_workers then '' else ', child.worker_ids' end,
      case when pair.has_own_workers then '' else ', parent.worker_ids' end
    );
    execute format(
      'select from public.%I parent where exists (select from public.%I child where %s) for share', pair.parent, pair.child, stray
    );
    execute format(
      'update public.%I child set site_id = parent.site_id %s from public.%I parent where %s',
      pair.child, case when pair.has_own_workers then '' else ', worker_ids = parent.worker_ids' end, pair.parent, stray
    );
    get diagnostics mended = row_count;
    name := pair.child;
    if mended > 0 then return next; end if;
  end loop;
end
$$;
