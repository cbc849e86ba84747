-- Volunteers and hours of before this platform, from an organisation's own table. Whoever is in it has no account here: the entry of the book waits
-- for its holder, who comes later and is told to be the same by somebody of the organisation.
alter table volunteer add column is_brought boolean not null default false;
comment on column volunteer.is_brought is 'from a table of the organisation''s, without an account that it is the entry of';
create index volunteer_brought_idx on volunteer (organisation_id, id) where is_brought;

create table volunteer_import (
  organisation_id uuid not null constraint volunteer_import_organisation_fkey references organisation (id),
  id uuid not null,
  entered_by uuid not null,
  entered_at timestamptz not null,
  people int not null,
  services int not null,
  constraint volunteer_import_pkey primary key (organisation_id, id)
);
comment on table volunteer_import is 'a table of volunteers and hours that was brought in; its hours are approved together';
call app.distribute('volunteer_import', 'tenant');

create table volunteer_import_column (
  organisation_id uuid not null constraint volunteer_import_column_organisation_fkey references organisation (id),
  heading bigint not null,
  field text,
  updated_at timestamptz not null,
  constraint volunteer_import_column_pkey primary key (organisation_id, heading)
);
comment on table volunteer_import_column is 'what somebody said that a column of such tables means, for the next one';
comment on column volunteer_import_column.heading is '64 bits of a keyed HMAC of the heading, without spaces and remarks';
comment on column volunteer_import_column.field is 'what the column means; null: it is not used';
call app.distribute('volunteer_import_column', 'tenant');

alter table service_record drop constraint service_record_source_check;
alter table service_record add constraint service_record_source_check
  check (source in ('attendance', 'back_filled', 'claimed', 'help', 'imported'));
alter table service_record add column import_id uuid;
alter table service_record add column is_day_only boolean not null default false;
alter table service_record add constraint service_record_import_fkey foreign key (organisation_id, import_id)
  references volunteer_import (organisation_id, id);
alter table service_record add constraint service_record_imported_check check (
  (source = 'imported') = (import_id is not null) and (source = 'imported' or not is_day_only)
);
comment on column service_record.import_id is 'of service of before this platform: the table that it came with';
comment on column service_record.is_day_only is 'which hours of the day it was nobody wrote down: the times begin with the day and say only how long it was';
create index service_record_import_idx on service_record (organisation_id, import_id) where import_id is not null;
-- the second wall, where the first is that imports of an organisation come one after the other
create unique index service_record_imported_key on service_record (organisation_id, volunteer_id, served_from, served_until, title)
  where source = 'imported' and state in ('pending', 'recorded');
drop index service_record_pending_idx;
create index service_record_pending_idx on service_record (organisation_id, served_until) where state = 'pending' and import_id is null;

-- One organisation's tables come in one after the other, and whoever asks to be in the book meanwhile is compared with all of them.
create function app.hold_volunteer_imports() returns void
  language sql volatile set search_path = pg_catalog
begin atomic
  select pg_advisory_xact_lock(hashtextextended('volunteer-import|' || app.actor_organisation_id(), 0));
end;

-- Of service that is known by its day alone nobody can say that it was at the time of another.
create or replace function app.is_served(organisation_id uuid, volunteer_id uuid, began timestamptz, ended timestamptz, but uuid)
  returns boolean
  language sql stable security definer set search_path = pg_catalog
return exists (
  select from public.service_record other
    where other.organisation_id = $1 and other.volunteer_id = $2 and other.state = 'recorded' and other.minutes > 0
      and not other.is_day_only
      and other.served_from < $4 and other.served_until > $3
      -- none lasts longer than a day: those of years ago are not looked at
      and other.served_from > $3 - interval '24 hours'
      and other.id is distinct from $5
);

create or replace function app.keep_service() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
begin
  -- the row rules refuse it
  if new.organisation_id is distinct from app.actor_organisation_id() then
    return new;
  end if;
  if tg_op = 'INSERT' then
    -- the check-out's own record comes from app.depart alone
    if new.source = 'attendance' then
      if pg_trigger_depth() < 2 then
        raise exception 'only a check-out credits an attendance' using errcode = '42501';
      end if;
      return new;
    end if;
    -- that somebody helped is noted at the contact or the session, and waits as all else
    if new.source = 'help' then
      if pg_trigger_depth() < 2 or new.state <> 'pending' or new.decided_by is not null or new.decided_at is not null then
        raise exception 'help is noted where it was' using errcode = '42501';
      end if;
      return new;
    end if;
    if app.actor_scope() = 'own' and (new.source <> 'claimed' or new.entered_by is not null)
      or app.actor_scope() <> 'own' and new.entered_by is null
    then
      raise exception 'a volunteer claims, staff enter' using errcode = '42501';
    end if;
    if new.decided_by is not null or new.decided_at is not null then
      raise exception 'nothing is decided as it is entered' using errcode = '42501';
    end if;
    new.state := 'pending';
    return new;
  end if;
  if old.state = 'pending' and new.state = 'withdrawn' and old.source = 'help' and pg_trigger_depth() > 1 then
    return new;
  end if;
  if app.actor_scope() = 'own' then
    raise exception 'a volunteer decides on nothing' using errcode = '42501';
  end if;
  -- sealed anew, it says the same
  if (new.state, new.decided_by, new.decided_at) is not distinct from (old.state, old.decided_by, old.decided_at) then
    return new;
  end if;
  if old.state = 'recorded' and new.state = 'replaced' and pg_trigger_depth() > 1 then
    return new;
  end if;
  if old.state <> 'pending' or new.state not in ('recorded', 'declined') or new.decided_by is null then
    raise exception 'service % was decided', old.id using errcode = 'NU463';
  end if;
  if new.state = 'declined' then
    return new;
  end if;
  perform from public.volunteer of_volunteer
    where of_volunteer.organisation_id = new.organisation_id and of_volunteer.id = new.volunteer_id
    for no key update;
  -- that somebody did not help stands against what stands there by now, also where a correction was approved meanwhile
  while new.source = 'help' and old.minutes = 0 and exists (
    select from public.service_record before
      where before.organisation_id = new.organisation_id and before.id = new.replaces_id and before.state = 'replaced'
  ) loop
    select later.id into strict new.replaces_id from public.service_record later
      where later.organisation_id = new.organisation_id and later.volunteer_id = new.volunteer_id
        and later.replaces_id = new.replaces_id and later.state in ('recorded', 'replaced');
  end loop;
  if not new.is_day_only
    and app.is_served(new.organisation_id, new.volunteer_id, new.served_from, new.served_until, new.replaces_id)
  then
    raise exception 'service % is of a time that counts already', new.id using errcode = 'NU464';
  end if;
  if new.replaces_id is not null then
    update public.service_record replaced set state = 'replaced'
      where replaced.organisation_id = new.organisation_id and replaced.id = new.replaces_id
        and replaced.volunteer_id = new.volunteer_id and replaced.state = 'recorded';
    if not found then
      raise exception 'service % corrects none', new.id using errcode = 'NU465';
    end if;
  end if;
  return new;
end
$$;
