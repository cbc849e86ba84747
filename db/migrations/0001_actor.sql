-- The actor of a transaction and the building blocks of every row rule.
create schema app;
comment on schema app is 'functions that row rules and the application share; no tables';
grant usage on schema app to nuantu_app, nuantu_report;
grant usage on schema public to nuantu_app, nuantu_report;

-- `set local` and not set_config(): only statements are passed on to shards
create function app.set_actor(organisation_id uuid, actor_id uuid, scope text, site_ids uuid[]) returns void
language plpgsql as $$
begin
  execute format('set local app.organisation_id = %L', coalesce(organisation_id::text, ''));
  execute format('set local app.actor_id = %L', coalesce(actor_id::text, ''));
  execute format('set local app.scope = %L', scope);
  execute format('set local app.site_ids = %L', site_ids::text);
end
$$;

-- an unset setting reads as '' after its first transaction, so '' must mean nobody
create function app.actor_organisation_id() returns uuid
language sql stable parallel safe
return nullif(current_setting('app.organisation_id', true), '')::uuid;

create function app.actor_id() returns uuid
language sql stable parallel safe
return nullif(current_setting('app.actor_id', true), '')::uuid;

create function app.actor_scope() returns text
language sql stable parallel safe
return nullif(current_setting('app.scope', true), '');

create function app.actor_site_ids() returns uuid[]
language sql stable parallel safe
return nullif(current_setting('app.site_ids', true), '')::uuid[];

create function app.in_scope(site_id uuid, worker_ids uuid[]) returns boolean
language sql stable parallel safe
return case app.actor_scope()
  when 'organisation' then true
  when 'site' then site_id = any (app.actor_site_ids())
  when 'own' then app.actor_id() = any (worker_ids)
  else false
end;
comment on function app.in_scope is 'case-level access: scope aggregate and no scope see nothing';

-- Row rules of a tenant table: one permissive policy per command, since restrictive ones turn permissive on shards.
-- Kinds: organisation (the tenant's wall) and person (the wall and the case-level scope).
create procedure app.secure_table(target regclass, kind text)
language plpgsql as $$
declare
  rule text := case kind
    when 'organisation' then 'organisation_id = app.actor_organisation_id()'
    when 'person' then
      'organisation_id = app.actor_organisation_id() and app.in_scope(site_id, worker_ids)'
  end;
  command text;
begin
  if rule is null then
    raise exception 'unknown kind of table: %', kind;
  end if;
  execute format('alter table %s enable row level security', target);
  foreach command in array array['select', 'insert', 'update', 'delete'] loop
    execute format('drop policy if exists %I on %s', command || '_' || kind, target);
    execute format(
      'create policy %I on %s for %s to nuantu_app %s %s',
      command || '_' || kind, target, command,
      case when command = 'insert' then '' else 'using (' || rule || ')' end,
      case when command in ('insert', 'update') then 'with check (' || rule || ')' else '' end
    );
  end loop;
end
$$;

-- A no-op on one machine; on a sharded cluster its body places the table.
create procedure app.distribute(target regclass, kind text)
language plpgsql as $$
begin
  if kind not in ('tenant', 'reference') then
    raise exception 'unknown kind of distribution: %', kind;
  end if;
end
$$;
