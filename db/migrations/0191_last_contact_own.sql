-- The last contact is told of the actor's own organisation alone, whatever it is asked for.
create or replace function app.last_contact(organisation_id uuid, client_id uuid) returns timestamptz
  language sql stable security definer set search_path = pg_catalog
as $$
  select max(coalesce(
    (
      select corrected.occurred_at from public.correction corrected
      where corrected.organisation_id = $1 and corrected.encounter_id = met.id
      order by corrected.version desc
      limit 1
    ),
    met.occurred_at
  ))
  from public.encounter met
  where met.organisation_id = $1 and met.client_id = $2 and $1 = app.actor_organisation_id()
$$;
revoke execute on function app.last_contact(uuid, uuid) from public;
grant execute on function app.last_contact(uuid, uuid) to nuantu_app;
