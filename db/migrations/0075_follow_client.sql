-- Every row about a person repeats the site and the workers that row rules read. They follow the person by one mechanism,
-- a call per table: `call app.follow('encounter', 'client_case')`. Rows hang on the client, or on a case, an alert or a
-- membership that hangs on the client.
--   * When the parent's place changes, its rows change with it, in the same transaction.
--   * Whoever adds a row read the parent a flight earlier: the parent is held until the commit, and a row that does not
--     stand where its parent stands now, or is about somebody who was erased since, is refused (NU409) and tried anew.
-- As definer: a worker who gives a client away may not see the rows in their new place, and a parent may be out of sight.
create function app.follow_parent() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  -- child, whose workers ('parent' or 'own'), and the child's columns that name the parent
  child text := tg_argv[0];
  has_own_workers boolean := tg_argv[1] = 'own';
begin
  execute format(
    'update public.%I set site_id = $1.site_id %s where organisation_id = $1.organisation_id and %s
       and (site_id %s) is distinct from ($1.site_id %s)',
    child,
    case when has_own_workers then '' else ', worker_ids = $1.worker_ids' end,
    case tg_table_name
      when 'client' then 'client_id = $1.id'
      when 'client_case' then 'case_id = $1.id'
      when 'alert' then 'alert_id = $1.id'
      when 'group_member' then 'group_id = $1.group_id and client_id = $1.client_id'
    end,
    case when has_own_workers then '' else ', worker_ids' end,
    case when has_own_workers then '' else ', $1.worker_ids' end
  ) using new;
  return null;
end
$$;

create function app.hold_parent() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  place record;
  has_own_workers boolean := tg_argv[1] = 'own';
begin
  case tg_argv[0]
    when 'client' then
      select parent.site_id, parent.worker_ids into place from public.client parent
        where parent.organisation_id = new.organisation_id and parent.id = new.client_id and parent.card is not null
        for share;
    when 'client_case' then
      select parent.site_id, parent.worker_ids into place from public.client_case parent
        where parent.organisation_id = new.organisation_id and parent.id = new.case_id and parent.client_id = new.client_id
        for share;
      -- an erasure takes the person's key and leaves the case
      perform from public.person_key
        where organisation_id = new.organisation_id and person_id = new.client_id
        for key share;
    when 'alert' then
      select parent.site_id, parent.worker_ids into place from public.alert parent
        where parent.organisation_id = new.organisation_id and parent.id = new.alert_id and parent.client_id = new.client_id
        for share;
    when 'group_member' then
      select parent.site_id, parent.worker_ids into place from public.group_member parent
        where parent.organisation_id = new.organisation_id and parent.group_id = new.group_id
          and parent.client_id = new.client_id
        for share;
  end case;
  if not found or new.site_id is distinct from place.site_id
    or not has_own_workers and new.worker_ids is distinct from place.worker_ids
  then
    raise exception '% of % changed hands', tg_argv[0], tg_table_name using errcode = 'NU409';
  end if;
  return new;
end
$$;

-- `workers`: 'parent' where they are the parent's, 'own' where the row has its own (a case has), and only the site follows
create procedure app.follow(child regclass, parent regclass, workers text default 'parent')
language plpgsql as $$
begin
  execute format(
    'create trigger hold_parent before insert on %s for each row execute function app.hold_parent(%L, %L)',
    child, parent::text, workers
  );
  execute format(
    'create trigger %I after update of site_id, worker_ids on %s for each row
       when ((old.site_id, old.worker_ids) is distinct from (new.site_id, new.worker_ids))
       execute function app.follow_parent(%L, %L)',
    'follow_' || child::text, parent, child::text, workers
  );
end
$$;

drop trigger client_move_casework on client;
drop trigger client_move_group_rows on client;
drop trigger client_move_measures on client;
drop trigger client_move_relatives on client;
drop function app.move_casework();
drop function app.move_group_rows();
drop function app.move_measures();
drop function app.move_relatives();
drop function app.hold_client(uuid, uuid, uuid, uuid[]);
drop function app.hold_case(uuid, uuid, uuid, uuid[]);

call app.follow('client_token', 'client');
call app.follow('guardian', 'client');
call app.follow('consent', 'client');
call app.follow('client_relative', 'client');
call app.follow('referral', 'client');
call app.follow('client_case', 'client', 'own');
call app.follow('case_event', 'client_case');
call app.follow('encounter', 'client_case');
call app.follow('alert', 'client');
call app.follow('alert_event', 'alert');
call app.follow('mandatory_report', 'client');
call app.follow('group_member', 'client');
call app.follow('group_attendance', 'group_member');
call app.follow('invitation', 'client');
call app.follow('response', 'client');

-- Rows that earlier versions left at old places, of the actor's organisation. Their parents are held first: a parent
-- that moves beside this is read in its new place.
create function app.mend_strays() returns table (name text, mended bigint)
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
    where tgfoid = 'app.hold_parent'::regproc
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
