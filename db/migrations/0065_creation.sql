-- What was created by which request: the id that the caller gave, and a keyed digest of all that the request said. The
-- same request again is answered with what is there; the same id with other words is refused, and nothing is dropped.
create table creation (
  organisation_id uuid not null constraint creation_organisation_fkey references organisation (id),
  id uuid not null,
  digest bytea not null,
  created_at timestamptz not null,
  constraint creation_pkey primary key (organisation_id, id)
);
comment on column creation.id is 'id of the row that was created, in whatever table';
comment on column creation.digest is 'HMAC under the organisation''s index key: tells nobody what was said';
call app.distribute('creation', 'tenant');

-- First statement of a creation. Of two at once the second waits here for the first one's commit.
create function app.claim_creation(organisation_id uuid, id uuid, digest bytea, at timestamptz) returns void
language plpgsql as $$
declare
  known bytea;
begin
  insert into public.creation (organisation_id, id, digest, created_at) values ($1, $2, $3, $4)
    on conflict do nothing;
  if found then
    return;
  end if;
  select existing.digest into known from public.creation existing
    where existing.organisation_id = $1 and existing.id = $2;
  if known = $3 then
    raise exception 'creation % was done before', $2 using errcode = 'NU208';
  end if;
  raise exception 'id % belongs to another creation', $2 using errcode = 'NU422';
end
$$;
