-- Rows about a client repeat the columns that row rules read. Whoever writes such a row read them a flight earlier:
-- these functions hold the parent until the commit, and refuse (NU409) when it was moved or taken out of sight since.
create function app.hold_client(organisation_id uuid, id uuid, site_id uuid, worker_ids uuid[]) returns void
language plpgsql as $$
begin
  perform from public.client parent
    where parent.organisation_id = $1 and parent.id = $2 and parent.site_id = $3 and parent.worker_ids = $4
    for share;
  if not found then
    raise exception 'client % changed hands', $2 using errcode = 'NU409';
  end if;
end
$$;

create function app.hold_case(organisation_id uuid, id uuid, site_id uuid, worker_ids uuid[]) returns void
language plpgsql as $$
begin
  perform from public.client_case parent
    where parent.organisation_id = $1 and parent.id = $2 and parent.site_id = $3 and parent.worker_ids = $4
    for share;
  if not found then
    raise exception 'case % changed hands', $2 using errcode = 'NU409';
  end if;
end
$$;
