-- Joining says to nobody but staff what stood in the record of before; whoever left is known again by a table; and hours of a table count for whoever
-- is accepted alone.
alter table volunteer_correction add column is_of_join boolean not null default false;
comment on column volunteer_correction.is_of_join is 'what stood in a record of a table before somebody said whose it is: for staff alone';

create table volunteer_gone (
  organisation_id uuid not null constraint volunteer_gone_organisation_fkey references organisation (id),
  volunteer_id uuid not null,
  digest bytea not null,
  gone_at timestamptz not null,
  constraint volunteer_gone_pkey primary key (organisation_id, volunteer_id, digest)
);
comment on table volunteer_gone is 'that somebody who left or was ended was in the book: a later table brings nobody back unasked';
comment on column volunteer_gone.digest is 'keyed digest of the document, the telephone, or the name with the date of birth';
call app.distribute('volunteer_gone', 'tenant');

-- whoever did something here has a record of their own, which no join may throw away
create function app.has_served_here(organisation_id uuid, volunteer_id uuid) returns boolean
  language sql stable set search_path = pg_catalog
return exists (select from public.service_record served where served.organisation_id = $1 and served.volunteer_id = $2)
  or exists (select from public.sign_up place where place.organisation_id = $1 and place.volunteer_id = $2)
  or exists (select from public.certificate paper where paper.organisation_id = $1 and paper.volunteer_id = $2);

-- the second wall behind what the service says: a guardian nobody asked, or somebody who left, is credited with nothing of a table
create function app.keep_imported() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
begin
  if not exists (
    select from public.volunteer credited
      where credited.organisation_id = new.organisation_id and credited.id = new.volunteer_id and credited.state = 'accepted'
  ) then
    raise exception 'volunteer % is not accepted', new.volunteer_id using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger keep_imported before update of state on service_record for each row
  when (new.source = 'imported' and old.state = 'pending' and new.state = 'recorded') execute function app.keep_imported();

-- an account's membership is of another entry only by the book's word
create function app.keep_membership() returns trigger
  language plpgsql set search_path = pg_catalog
as $$
begin
  if app.actor_scope() is distinct from 'organisation' then
    raise exception 'a holder names no entry' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger keep_membership before update of id on public_membership for each row
  when (new.id is distinct from old.id) execute function app.keep_membership();

alter table certificate drop constraint certificate_failed_because_check;
alter table certificate add constraint certificate_failed_because_check
  check (failed_because in ('erased', 'not_accepted', 'nothing_recorded'));
