-- Whoever is there by the QR of a station is where the shift is when that is written, and not where it was when the code was looked at.
alter table attendance
  add column in_station_id uuid,
  add column out_station_id uuid;
comment on column attendance.in_station_id is 'which code of a station was shown; null: none, or it was told to a version before 0291';
comment on column attendance.out_station_id is 'the same, when leaving';

create or replace function app.arrive() returns trigger
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
  -- moved to another site since it was judged, or what hangs there was made anew
  if new.in_by = 'station' and not exists (
    select from public.shift known
    join public.opportunity asking on asking.organisation_id = known.organisation_id and asking.id = known.opportunity_id
    join public.station_code hanging on hanging.organisation_id = asking.organisation_id and hanging.site_id = asking.site_id
    where known.organisation_id = new.organisation_id and known.id = held.shift_id and hanging.id = new.in_station_id
  ) then
    raise exception 'shift % is elsewhere', held.shift_id using errcode = 'NU468';
  end if;
  new.shift_id := held.shift_id;
  return new;
end
$$;

create or replace function app.depart() returns trigger
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
  if new.out_by = 'station' and not exists (
    select from public.station_code hanging
    where hanging.organisation_id = new.organisation_id and hanging.site_id = asking.site_id and hanging.id = new.out_station_id
  ) then
    raise exception 'shift % is elsewhere', new.shift_id using errcode = 'NU468';
  end if;
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
