-- When somebody of the station was last in contact with a client: as it was recorded, or as it was corrected.
create function app.last_contact(organisation_id uuid, client_id uuid) returns timestamptz
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
  where met.organisation_id = $1 and met.client_id = $2
$$;
