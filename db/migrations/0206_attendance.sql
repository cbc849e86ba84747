-- Who came to a shift, by what that is known, and the hours that they served. What a code proves the application judges; what follows from it is
-- decided by triggers: no statement credits a time that nobody checked in to or approved, or one time twice.
alter table opportunity add column check_in jsonb not null default '{}';
comment on column opportunity.check_in is 'CheckInRules of the domain: those that are not there are as usual';

create table attendance (
  organisation_id uuid not null,
  id uuid not null,
  sign_up_id uuid not null,
  shift_id uuid not null,
  volunteer_id uuid not null,
  in_at timestamptz not null,
  in_by text not null constraint attendance_in_by_check check (in_by in ('code', 'station', 'staff')),
  in_metres int,
  in_told_at timestamptz not null,
  in_noted_by uuid,
  out_at timestamptz,
  out_by text constraint attendance_out_by_check check (out_by in ('code', 'station', 'staff', 'self')),
  out_metres int,
  out_told_at timestamptz,
  out_noted_by uuid,
  constraint attendance_pkey primary key (organisation_id, id),
  constraint attendance_sign_up_key unique (organisation_id, sign_up_id),
  constraint attendance_sign_up_fkey foreign key (organisation_id, sign_up_id) references sign_up (organisation_id, id),
  constraint attendance_out_check check (out_at >= in_at and (out_at is null) = (out_by is null) and (out_at is null) = (out_told_at is null))
);
comment on table attendance is 'that somebody with a place was at a shift';
comment on column attendance.in_at is 'when; in_told_at: when the server heard of it, which is later where the telephone had no network';
comment on column attendance.in_metres is 'from the place, where the shift asks for it; where somebody was is not kept';
create index attendance_shift_idx on attendance (organisation_id, shift_id);
create index attendance_volunteer_idx on attendance (organisation_id, volunteer_id) where out_at is null;
call app.distribute('attendance', 'tenant');

create table shift_absence (
  organisation_id uuid not null,
  sign_up_id uuid not null,
  shift_id uuid not null,
  volunteer_id uuid not null,
  reason text not null,
  noted_by uuid not null,
  noted_at timestamptz not null,
  constraint shift_absence_pkey primary key (organisation_id, sign_up_id),
  constraint shift_absence_sign_up_fkey foreign key (organisation_id, sign_up_id) references sign_up (organisation_id, id)
);
comment on table shift_absence is 'that somebody with a place was not at a shift, as staff noted it; where a check-in is told later, that counts';
create index shift_absence_shift_idx on shift_absence (organisation_id, shift_id);
call app.distribute('shift_absence', 'tenant');

create table service_record (
  organisation_id uuid not null,
  id uuid not null,
  volunteer_id uuid not null,
  shift_id uuid,
  opportunity_id uuid,
  attendance_id uuid,
  replaces_id uuid,
  site_id uuid not null,
  site_name text not null,
  programme text not null,
  category text,
  title text not null,
  served_from timestamptz not null,
  served_until timestamptz not null,
  excluded_minutes int not null default 0,
  minutes int not null generated always as
    (floor(extract(epoch from served_until - served_from) / 60)::int - excluded_minutes) stored,
  source text not null constraint service_record_source_check check (source in ('attendance', 'back_filled', 'claimed')),
  state text not null
    constraint service_record_state_check check (state in ('pending', 'recorded', 'declined', 'replaced')),
  sealed bytea,
  entered_by uuid,
  entered_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  constraint service_record_pkey primary key (organisation_id, id),
  constraint service_record_volunteer_fkey foreign key (organisation_id, volunteer_id)
    references volunteer (organisation_id, id),
  constraint service_record_attendance_fkey foreign key (organisation_id, attendance_id)
    references attendance (organisation_id, id),
  constraint service_record_times_check check (
    served_until > served_from and served_until - served_from <= interval '24 hours'
    and excluded_minutes >= 0 and minutes >= 0
  ),
  constraint service_record_other_check check (decided_by is distinct from entered_by or decided_by is null)
);
comment on table service_record is 'a time that a volunteer served, or says to have served; recorded, it counts';
comment on column service_record.sealed is 'why it was entered afterwards and what was answered, by the key of the volunteer';
comment on column service_record.entered_by is 'of the staff; null: the volunteer, or a check-out';
comment on column service_record.replaces_id is 'a record that this one corrects: approved, it stands in its place';
comment on column service_record.excluded_minutes is 'travel, meals and whatever else was no service';
create index service_record_volunteer_idx on service_record (organisation_id, volunteer_id, served_from desc, id desc);
create index service_record_shift_idx on service_record (organisation_id, shift_id);
create index service_record_served_idx on service_record (organisation_id, served_from) where state = 'recorded';
create index service_record_pending_idx on service_record (organisation_id, served_until) where state = 'pending';
call app.distribute('service_record', 'tenant');

create table station_code (
  organisation_id uuid not null,
  site_id uuid not null,
  id uuid not null,
  made_by uuid not null,
  made_at timestamptz not null,
  constraint station_code_pkey primary key (organisation_id, site_id),
  constraint station_code_site_fkey foreign key (organisation_id, site_id) references site (organisation_id, id)
);
comment on table station_code is 'that a QR of a site checks volunteers in; its code is made of the id and the organisation''s key';
call app.distribute('station_code', 'tenant');

-- Somebody with a place is there. The sign-up is held: nobody leaves while they arrive.
create function app.arrive() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
declare
  held public.sign_up;
begin
  -- the row rules refuse it, and nothing of another organisation's is told
  if new.organisation_id is distinct from app.actor_organisation_id() then
    return new;
  end if;
  if app.actor_scope() = 'own' and (new.in_by not in ('code', 'station') or new.in_noted_by is not null) then
    raise exception 'a volunteer checks in by a code' using errcode = '42501';
  end if;
  select * into held from public.sign_up signed
    where signed.organisation_id = new.organisation_id and signed.id = new.sign_up_id
      and signed.volunteer_id = new.volunteer_id
    for share;
  if not found or held.state <> 'confirmed' then
    raise exception 'sign-up % has no place', new.sign_up_id using errcode = 'NU461';
  end if;
  -- moved to another time since it was judged; nobody checks in earlier than four hours before
  if new.in_at < held.starts_at - interval '4 hours' or new.in_at >= held.ends_at then
    raise exception 'shift % is at another time', held.shift_id using errcode = 'NU468';
  end if;
  new.shift_id := held.shift_id;
  return new;
end
$$;
create trigger arrive before insert on attendance for each row execute function app.arrive();

-- Somebody leaves: the time within the shift is served. It waits for somebody of the staff where all that is known of its beginning or end
-- is what the volunteer told later, and where the same time counts already.
create function app.depart() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
declare
  held public.sign_up;
  of_shift public.shift;
  asking public.opportunity;
  began timestamptz;
  ended timestamptz;
begin
  if old.out_at is not null
    or (new.sign_up_id, new.shift_id, new.volunteer_id, new.in_at, new.in_by, new.in_metres, new.in_told_at)
      is distinct from (old.sign_up_id, old.shift_id, old.volunteer_id, old.in_at, old.in_by, old.in_metres, old.in_told_at)
  then
    raise exception 'who has left has left' using errcode = 'NU462';
  end if;
  if app.actor_scope() = 'own' and (new.out_by = 'staff' or new.out_noted_by is not null) then
    raise exception 'a volunteer checks out themselves' using errcode = '42501';
  end if;
  if new.out_at is null then
    return new;
  end if;
  -- of one volunteer's times one is after the other
  perform from public.volunteer of_volunteer
    where of_volunteer.organisation_id = new.organisation_id and of_volunteer.id = new.volunteer_id
    for no key update;
  select * into of_shift from public.shift known
    where known.organisation_id = new.organisation_id and known.id = new.shift_id;
  select * into asking from public.opportunity known
    where known.organisation_id = new.organisation_id and known.id = of_shift.opportunity_id;
  began := greatest(new.in_at, of_shift.starts_at);
  ended := least(new.out_at, of_shift.ends_at);
  if ended - began < interval '1 minute' then
    return new;
  end if;
  insert into public.service_record (
    organisation_id, id, volunteer_id, shift_id, opportunity_id, attendance_id, site_id, site_name, programme, category, title,
    served_from, served_until, source, state, entered_at
  ) values (
    -- one of its own: an attendance is credited once
    new.organisation_id, new.id, new.volunteer_id, new.shift_id, of_shift.opportunity_id, new.id, asking.site_id,
    asking.site_name, asking.programme, asking.category, asking.title, began, ended, 'attendance',
    case when
      new.out_by = 'self' and new.out_told_at - new.out_at > interval '15 minutes'
      -- a station's QR is the same every day
      or new.in_by = 'station' and new.in_told_at - new.in_at > interval '15 minutes'
      or new.out_by = 'station' and new.out_told_at - new.out_at > interval '15 minutes'
      or app.is_served(new.organisation_id, new.volunteer_id, began, ended, null)
    then 'pending' else 'recorded' end,
    new.out_told_at
  );
  return new;
end
$$;

-- Whether somebody's time is recorded already, or a part of it.
create function app.is_served(organisation_id uuid, volunteer_id uuid, began timestamptz, ended timestamptz, but uuid)
  returns boolean
  language sql stable security definer set search_path = pg_catalog
return exists (
  select from public.service_record other
    where other.organisation_id = $1 and other.volunteer_id = $2 and other.state = 'recorded'
      and other.served_from < $4 and other.served_until > $3
      -- none lasts longer than a day: those of years ago are not looked at
      and other.served_from > $3 - interval '24 hours'
      and other.id is distinct from $5
);
revoke execute on function app.is_served(uuid, uuid, timestamptz, timestamptz, uuid) from public;
create trigger depart before update on attendance for each row execute function app.depart();

-- What is entered afterwards waits for another person; what was decided stays.
create function app.keep_service() returns trigger
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
  if app.is_served(new.organisation_id, new.volunteer_id, new.served_from, new.served_until, new.replaces_id) then
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
create trigger keep_service before insert or update on service_record for each row execute function app.keep_service();

-- Nobody cancels a shift that they are at.
create or replace function app.keep_sign_up() returns trigger
  language plpgsql set search_path = pg_catalog
as $$
begin
  if app.actor_scope() = 'own' and (
    old.state not in ('confirmed', 'waitlisted')
    or (new.starts_at, new.ends_at, new.is_overlap_allowed, new.reminded_at)
      is distinct from (old.starts_at, old.ends_at, old.is_overlap_allowed, old.reminded_at)
    or new.confirm_by is not null and new.confirm_by is distinct from old.confirm_by
  ) then
    raise exception 'a volunteer only leaves or confirms' using errcode = '42501';
  end if;
  if app.actor_scope() = 'own' and new.state = 'cancelled' and exists (
    select from public.attendance there
      where there.organisation_id = new.organisation_id and there.sign_up_id = new.id
  ) then
    raise exception 'volunteer % is at the shift', new.volunteer_id using errcode = 'NU466';
  end if;
  return new;
end
$$;

-- what has to be recorded is looked for among the shifts that ended
create index shift_ended_idx on shift (organisation_id, ends_at);

-- What one volunteer says of one shift waits once.
create unique index service_record_claim_key on service_record (organisation_id, shift_id, volunteer_id)
  where source = 'claimed' and state = 'pending';

-- A shift that somebody is at, or was, does not become another: only its end may still move, and not before they came.
create function app.keep_attended() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
begin
  if exists (
    select from public.attendance there
      where there.organisation_id = old.organisation_id and there.shift_id = old.id
        and (new.starts_at <> old.starts_at or new.ends_at <= there.in_at or new.ends_at < there.out_at and new.ends_at < old.ends_at)
  ) then
    raise exception 'somebody is at shift %', old.id using errcode = 'NU467';
  end if;
  return new;
end
$$;
create trigger keep_attended before update of starts_at, ends_at on shift for each row
  when ((old.starts_at, old.ends_at) is distinct from (new.starts_at, new.ends_at)) execute function app.keep_attended();
