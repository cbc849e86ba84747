-- What columns of a site's rosters mean is told to whoever reaches the site, by the rows themselves as well.
create or replace procedure app.secure_table(target regclass, kind text)
language plpgsql as $$
declare
  rule text := case kind
    when 'organisation' then 'organisation_id = app.actor_organisation_id()'
    when 'site' then
      'organisation_id = app.actor_organisation_id() and app.in_scope(site_id, null)'
    when 'person' then
      'organisation_id = app.actor_organisation_id() and app.in_scope(site_id, worker_ids)'
    when 'person_or_none' then
      'organisation_id = app.actor_organisation_id() and (client_id is null or app.in_scope(site_id, worker_ids))'
    when 'holder' then
      'organisation_id = app.actor_organisation_id()
       and (app.actor_scope() = ''organisation'' or (app.actor_scope() = ''own'' and account_id = app.actor_id()))'
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

-- the rules of before would let everybody of the organisation in beside those of the site
drop policy if exists select_organisation on roster_column;
drop policy if exists insert_organisation on roster_column;
drop policy if exists update_organisation on roster_column;
drop policy if exists delete_organisation on roster_column;
