-- Clients who are family of one another. Each link stands twice, once about each of the two: row rules read the columns
-- of the client whom a row is about.
create table client_relative (
  organisation_id uuid not null,
  client_id uuid not null,
  relative_id uuid not null,
  site_id uuid not null,
  worker_ids uuid[] not null,
  relation text not null constraint client_relative_relation_check check (relation in
    ('sibling', 'parent', 'child', 'grandparent', 'grandchild', 'spouse', 'cousin', 'other_relative')),
  recorded_by uuid not null,
  created_at timestamptz not null,
  constraint client_relative_pkey primary key (organisation_id, client_id, relative_id),
  constraint client_relative_client_fkey foreign key (organisation_id, client_id)
    references client (organisation_id, id),
  constraint client_relative_relative_fkey foreign key (organisation_id, relative_id)
    references client (organisation_id, id),
  constraint client_relative_another_check check (client_id <> relative_id)
);
comment on column client_relative.relation is 'what the relative is to the client; the row of the other direction says the inverse';
call app.distribute('client_relative', 'tenant');

-- Neither half of a link outlives the other. As definer, since whoever removes it may no longer see the other client.
create function app.unlink_relative() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  delete from public.client_relative where organisation_id = old.organisation_id
    and client_id = old.relative_id and relative_id = old.client_id;
  return null;
end
$$;

create trigger client_relative_unlink after delete on client_relative
  for each row execute function app.unlink_relative();

-- As definer, like the other rows that follow a client: see app.move_casework.
create function app.move_relatives() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update public.client_relative set site_id = new.site_id, worker_ids = new.worker_ids
    where organisation_id = new.organisation_id and client_id = new.id;
  return null;
end
$$;

create trigger client_move_relatives after update of site_id, worker_ids on client
  for each row when ((old.site_id, old.worker_ids) is distinct from (new.site_id, new.worker_ids))
  execute function app.move_relatives();

-- a guardian's phone changes: who corrects it says which version they saw
alter table guardian add column version int not null default 1;
