-- A time of nothing takes no time: what is said anew in its place may count.
create or replace function app.is_served(organisation_id uuid, volunteer_id uuid, began timestamptz, ended timestamptz, but uuid)
  returns boolean
  language sql stable security definer set search_path = pg_catalog
return exists (
  select from public.service_record other
    where other.organisation_id = $1 and other.volunteer_id = $2 and other.state = 'recorded' and other.minutes > 0
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

-- Help is noted before it is taken back, by whoever says so; a contact is of its case.
create function app.begin_help() returns trigger
  language plpgsql set search_path = pg_catalog
as $$
begin
  if new.withdrawn_at is not null then
    raise exception 'nobody takes back what was not said' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger begin_help before insert on encounter_helper for each row execute function app.begin_help();
create trigger begin_help before insert on session_helper for each row execute function app.begin_help();
create function app.keep_help() returns trigger
  language plpgsql set search_path = pg_catalog
as $$
begin
  if old.withdrawn_at is not null and (new.withdrawn_at, new.withdrawn_by) is distinct from (old.withdrawn_at, old.withdrawn_by) then
    raise exception 'who was taken out stays out' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger keep_help before update on encounter_helper for each row execute function app.keep_help();
create trigger keep_help before update on session_helper for each row execute function app.keep_help();

-- Whoever of a group stands at another site by now is not seen by who writes down its session, and may be under age.
create or replace function app.place_helper() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
begin
  select known.site_id, known.worker_ids into new.site_id, new.worker_ids from public.service_group known
    where known.organisation_id = new.organisation_id and known.id = new.group_id;
  if not found then
    raise exception 'group % is not there', new.group_id using errcode = 'NU409';
  end if;
  new.is_with_minors := new.is_with_minors or exists (
    select from public.group_member member
      where member.organisation_id = new.organisation_id and member.group_id = new.group_id and member.site_id <> new.site_id
  );
  return new;
end
$$;

-- What volunteers say and show is theirs while they are with the organisation: whoever goes meanwhile has said nothing. The opportunity is held
-- before its evaluations, by whoever evaluates as by who tells of five.
create function app.hold_teller() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
begin
  -- the row rules refuse it
  if new.organisation_id is distinct from app.actor_organisation_id() then
    return new;
  end if;
  if tg_table_name = 'shift_evaluation' then
    perform from public.opportunity asked
      where asked.organisation_id = new.organisation_id and asked.id = new.opportunity_id
      for no key update;
  end if;
  if tg_op = 'UPDATE' or app.actor_scope() <> 'own' then
    return new;
  end if;
  if tg_table_name = 'volunteer_evaluation_answer' and not exists (
    select from public.volunteer_evaluation said
      where said.organisation_id = new.organisation_id and said.id = new.id and said.volunteer_id = new.volunteer_id
  ) then
    raise exception 'evaluation % is of another', new.id using errcode = '42501';
  end if;
  perform from public.volunteer of_volunteer
    where of_volunteer.organisation_id = new.organisation_id and of_volunteer.id = new.volunteer_id and of_volunteer.state = 'accepted'
    for share;
  if not found then
    raise exception 'volunteer % is not with the organisation', new.volunteer_id using errcode = 'NU469';
  end if;
  return new;
end
$$;
create trigger hold_teller before insert or update of grade, changed_at on shift_evaluation for each row execute function app.hold_teller();
create trigger hold_teller before insert on volunteer_evaluation_answer for each row execute function app.hold_teller();
create trigger hold_teller before insert on volunteer_page for each row execute function app.hold_teller();
create trigger hold_teller before insert on team_page_name for each row execute function app.hold_teller();

create or replace function app.tell_shift_evaluations() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
declare
  waiting record;
begin
  perform from public.opportunity asked
    where asked.organisation_id = new.organisation_id and asked.id = new.opportunity_id
    for no key update;
  -- who goes at this moment is waited for, and does not count
  perform from public.shift_evaluation said
    where said.organisation_id = new.organisation_id and said.opportunity_id = new.opportunity_id
      and said.told_lot is null and said.sealed is not null
    order by said.id
    for update;
  select count(*)::int as evaluations, count(distinct said.volunteer_id)::int as volunteers into waiting
    from public.shift_evaluation said
    where said.organisation_id = new.organisation_id and said.opportunity_id = new.opportunity_id
      and said.told_lot is null and said.sealed is not null;
  if waiting.volunteers >= 5 then
    update public.shift_evaluation said
      set told_grade = said.grade, told_with = waiting.evaluations, told_lot = 1 + (
        select coalesce(max(told.told_lot), 0) from public.shift_evaluation told
          where told.organisation_id = new.organisation_id and told.opportunity_id = new.opportunity_id)
      where said.organisation_id = new.organisation_id and said.opportunity_id = new.opportunity_id
        and said.told_lot is null and said.sealed is not null;
  end if;
  return null;
end
$$;

create or replace function app.recognise_service() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
declare
  rate int;
  counted_at constant timestamptz := coalesce(new.decided_at, new.entered_at);
begin
  if new.state <> 'recorded' or tg_op = 'UPDATE' and new.state = old.state then
    return null;
  end if;
  -- whoever is no volunteer any more is told of nothing
  insert into public.volunteer_star (organisation_id, volunteer_id, due_at)
    select known.organisation_id, known.id, counted_at from public.volunteer known
      where known.organisation_id = new.organisation_id and known.id = new.volunteer_id and known.state = 'accepted'
    on conflict on constraint volunteer_star_pkey do update set due_at = excluded.due_at;
  insert into public.point_entry (organisation_id, id, volunteer_id, kind, service_id, points_per_hour, sixtieths, at)
    select earned.organisation_id, gen_random_uuid(), earned.volunteer_id, 'reversed', earned.service_id, earned.points_per_hour,
      -earned.sixtieths, counted_at
    from public.point_entry earned
    where earned.organisation_id = new.organisation_id and earned.service_id = new.replaces_id and earned.kind = 'earned'
    returning points_per_hour into rate;
  if rate is null then
    select rules.points_per_hour into rate
      from public.recognition_rules rules
      join public.organisation home on home.id = rules.organisation_id
      where rules.organisation_id = new.organisation_id
        and (new.served_from at time zone home.time_zone)::date >= rules.points_since;
  end if;
  if rate is not null then
    insert into public.point_entry (organisation_id, id, volunteer_id, kind, service_id, points_per_hour, sixtieths, at)
      values (new.organisation_id, gen_random_uuid(), new.volunteer_id, 'earned', new.id, rate, new.minutes * rate, counted_at);
  end if;
  return null;
end
$$;

-- Other stars or another rate begin no points.
drop trigger begin_points on recognition_rules;
create trigger begin_points after insert on recognition_rules
  for each row when (new.points_since is not null) execute function app.begin_points();
create trigger begin_points_again after update on recognition_rules
  for each row when (new.points_since is not null and new.points_since is distinct from old.points_since)
  execute function app.begin_points();

-- Whoever has stars by hours of before hears of the next one, and not of these.
insert into volunteer_star (organisation_id, volunteer_id, told_stars)
select known.organisation_id, known.id, served.stars
from volunteer known
join lateral (
  select (sum(minutes) >= 6000)::int + (sum(minutes) >= 18000)::int + (sum(minutes) >= 36000)::int
    + (sum(minutes) >= 60000)::int + (sum(minutes) >= 90000)::int as stars
  from service_record
  where service_record.organisation_id = known.organisation_id and service_record.volunteer_id = known.id and service_record.state = 'recorded'
) served on served.stars > 0
where known.state = 'accepted'
on conflict on constraint volunteer_star_pkey do nothing;
