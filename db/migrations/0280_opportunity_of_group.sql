-- For which groups volunteers are asked. It stands where the group does and not with what is published: neither volunteers nor strangers learn that
-- there is a group at all.
create table opportunity_group (
  organisation_id uuid not null,
  opportunity_id uuid not null,
  group_id uuid not null,
  site_id uuid not null,
  worker_ids uuid[] not null,
  noted_by uuid not null,
  noted_at timestamptz not null,
  constraint opportunity_group_pkey primary key (organisation_id, opportunity_id, group_id),
  constraint opportunity_group_opportunity_fkey foreign key (organisation_id, opportunity_id)
    references opportunity (organisation_id, id),
  constraint opportunity_group_group_fkey foreign key (organisation_id, group_id) references service_group (organisation_id, id)
);
comment on table opportunity_group is 'whoever helped at sessions of the group is known there, and is matched first where continuity is wished';
create index opportunity_group_group_idx on opportunity_group (organisation_id, group_id);
call app.distribute('opportunity_group', 'tenant');

-- It stands where its group does, which never moves.
create function app.place_asked_group() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
begin
  select known.site_id, known.worker_ids into new.site_id, new.worker_ids from public.service_group known
    where known.organisation_id = new.organisation_id and known.id = new.group_id;
  if not found then
    raise exception 'group % is not there', new.group_id using errcode = 'NU409';
  end if;
  return new;
end
$$;
create trigger place_asked_group before insert on opportunity_group for each row execute function app.place_asked_group();
