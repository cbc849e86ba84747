-- Passengers of a flight differ by their person alone, mostly: what is said already is not said again. Still by `set local`, which
-- alone is passed on to shards.
create or replace function app.set_actor(organisation_id uuid, actor_id uuid, scope text, site_ids uuid[]) returns void
language plpgsql as $$
begin
  if organisation_id is distinct from app.actor_organisation_id() then
    execute format('set local app.organisation_id = %L', coalesce(organisation_id::text, ''));
  end if;
  if actor_id is distinct from app.actor_id() then
    execute format('set local app.actor_id = %L', coalesce(actor_id::text, ''));
  end if;
  if scope is distinct from app.actor_scope() then
    execute format('set local app.scope = %L', scope);
  end if;
  if site_ids is distinct from app.actor_site_ids() then
    execute format('set local app.site_ids = %L', site_ids::text);
  end if;
end
$$;

-- whoever checks in is found among all who signed up for the shift
create index sign_up_place_idx on sign_up (organisation_id, shift_id, volunteer_id);
