-- Whoever works at a site lists its clients, newest change first, as quickly as a supervisor lists those of the organisation.
create index client_site_list_idx on client (organisation_id, site_id, status, updated_at desc, id desc);
create index client_site_updated_idx on client (organisation_id, site_id, updated_at desc, id desc);

-- Cases that name the actor as a worker. An index on worker_ids serves no reading under row rules: of comparing arrays
-- PostgreSQL does not say that it tells nothing of hidden rows. The owner's reading has no row rules, so this says itself
-- whose cases it gives: only those that the rules show to their workers at every scope.
create index client_case_worker_idx on client_case using gin (worker_ids);
create function app.own_cases() returns setof uuid
language sql stable security definer rows 100 set search_path = '' as $$
  select id from public.client_case
  where organisation_id = app.actor_organisation_id() and worker_ids @> array[app.actor_id()]
$$;
revoke execute on function app.own_cases() from public;
grant execute on function app.own_cases() to nuantu_app;
