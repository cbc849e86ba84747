-- A client who moves to another site takes the casework along: its rows repeat the site that row rules read. Workers of
-- a case are the case's own; referrals and alerts follow whoever is responsible for the client. As definer, since a
-- worker who gives a client away may no longer see the rows in their new place.
create function app.move_casework() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update public.client_case set site_id = new.site_id
    where organisation_id = new.organisation_id and client_id = new.id and site_id <> new.site_id;
  update public.case_event set site_id = new.site_id
    where organisation_id = new.organisation_id and client_id = new.id and site_id <> new.site_id;
  update public.encounter set site_id = new.site_id
    where organisation_id = new.organisation_id and client_id = new.id and site_id <> new.site_id;
  update public.referral set site_id = new.site_id, worker_ids = new.worker_ids
    where organisation_id = new.organisation_id and client_id = new.id;
  update public.alert set site_id = new.site_id, worker_ids = new.worker_ids
    where organisation_id = new.organisation_id and client_id = new.id;
  return null;
end
$$;

create trigger client_move_casework after update of site_id, worker_ids on client
  for each row when ((old.site_id, old.worker_ids) is distinct from (new.site_id, new.worker_ids))
  execute function app.move_casework();

-- by client and not by case: few rows, but the move must not read them all
create index case_event_client_idx on case_event (organisation_id, client_id);
create index encounter_client_idx on encounter (organisation_id, client_id);
create index alert_client_idx on alert (organisation_id, client_id);
