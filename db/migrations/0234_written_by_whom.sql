-- Rows that one side alone writes and the other reads, still by one permissive policy for each command.
create or replace procedure app.secure_table(target regclass, kind text)
language plpgsql as $$
declare
  in_organisation constant text := 'organisation_id = app.actor_organisation_id()';
  rule text := case kind
    when 'organisation' then in_organisation
    when 'site' then in_organisation || ' and app.in_scope(site_id, null)'
    when 'person' then in_organisation || ' and app.in_scope(site_id, worker_ids)'
    when 'person_or_none' then in_organisation || ' and (client_id is null or app.in_scope(site_id, worker_ids))'
    when 'holder' then in_organisation
      || ' and (app.actor_scope() = ''organisation'' or (app.actor_scope() = ''own'' and account_id = app.actor_id()))'
    -- an entry of a book: read by its holder too, who acts here under the entry's id; written by whoever decides on it alone
    when 'entry' then in_organisation || ' and (app.actor_scope() = ''organisation'' or %s)'
    when 'of_volunteer' then in_organisation || ' and (app.actor_scope() = ''organisation'' or %s)'
    -- what a volunteer may write too, of themselves alone
    when 'by_volunteer' then in_organisation
      || ' and (app.actor_scope() = ''organisation'' or (app.actor_scope() = ''own'' and volunteer_id = app.actor_id()))'
    -- what everybody reads once it is published, of whatever organisation
    when 'published' then in_organisation || ' and app.actor_scope() = ''organisation'''
    -- what a volunteer says of themselves alone; it goes with them, and is sealed anew
    when 'said_by_volunteer' then in_organisation
      || ' and (app.actor_scope() = ''organisation'' or (app.actor_scope() = ''own'' and volunteer_id = app.actor_id()))'
    -- the same, of which nobody else changes a word either
    when 'shown_by_volunteer' then in_organisation
      || ' and (app.actor_scope() = ''organisation'' or (app.actor_scope() = ''own'' and volunteer_id = app.actor_id()))'
    -- what staff decide and everybody who acts in the organisation reads
    when 'run_by_staff' then in_organisation
    -- what colleagues tell each other of somebody who may sign in here
    when 'staff' then in_organisation || ' and app.actor_scope() = ''organisation'''
  end;
  own constant text := case kind
    when 'entry' then 'app.actor_scope() = ''own'' and id = app.actor_id()'
    when 'of_volunteer' then 'app.actor_scope() = ''own'' and volunteer_id = app.actor_id()'
  end;
  own_alone constant text := in_organisation || ' and app.actor_scope() = ''own'' and volunteer_id = app.actor_id()';
  of_command text;
  command text;
begin
  if rule is null then
    raise exception 'unknown kind of table: %', kind;
  end if;
  execute format('alter table %s enable row level security', target);
  foreach command in array array['select', 'insert', 'update', 'delete'] loop
    of_command := case
      when kind = 'published' and command = 'select' then 'is_published or (' || rule || ')'
      when kind = 'said_by_volunteer' and command = 'insert' then own_alone
      when kind = 'shown_by_volunteer' and command in ('insert', 'update') then own_alone
      when kind = 'run_by_staff' and command <> 'select' then rule || ' and app.actor_scope() = ''organisation'''
      when own is null then rule
      else replace(rule, '%s', case when command = 'select' then '(' || own || ')' else 'false' end)
    end;
    execute format('drop policy if exists %I on %s', command || '_' || kind, target);
    execute format(
      'create policy %I on %s for %s to nuantu_app %s %s',
      command || '_' || kind, target, command,
      case when command = 'insert' then '' else 'using (' || of_command || ')' end,
      case when command in ('insert', 'update') then 'with check (' || of_command || ')' else '' end
    );
  end loop;
end
$$;
