-- Whoever waits for a course and may have a place has it before anybody who comes: the role that they lacked may be theirs again, while a place was free.
create function app.move_up_line(held public.course, at timestamptz) returns setof uuid
  language plpgsql set search_path = pg_catalog
as $$
declare
  free int := coalesce(held.capacity, held.taken + held.waiting) - held.taken;
  moved uuid[];
begin
  if free <= 0 or held.waiting = 0 or held.state <> 'open' or held.begins_at <= at then
    return;
  end if;
  with called as (
    update public.course_enrolment next
      set state = 'enrolled', moved_up_at = at, changed_at = at
      where next.organisation_id = held.organisation_id and next.id = any (array(select * from app.first_in_line(held, free)))
      returning next.id)
  select array_agg(called.id) into moved from called;
  update public.course counted
    set taken = counted.taken + cardinality(moved), waiting = counted.waiting - cardinality(moved)
    where moved is not null and counted.organisation_id = held.organisation_id and counted.id = held.id;
  return query select unnest(moved);
end
$$;
revoke execute on function app.move_up_line(public.course, timestamptz) from public;

-- Also for whoever sees no enrolment but their own: whose they are, it does not tell.
create function app.move_up_in_course(organisation_id uuid, course_id uuid, at timestamptz) returns setof uuid
  language plpgsql security definer set search_path = pg_catalog
as $$
declare
  held public.course;
begin
  select * into held from public.course known
    where known.organisation_id = $1 and known.id = $2 and known.organisation_id = app.actor_organisation_id()
    for no key update;
  if found then
    return query select app.move_up_line(held, at);
  end if;
end
$$;
revoke execute on function app.move_up_in_course(uuid, uuid, timestamptz) from public;
grant execute on function app.move_up_in_course(uuid, uuid, timestamptz) to nuantu_app;

create or replace function app.take_course_place() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
declare
  held public.course;
begin
  -- the row rules refuse it
  if new.organisation_id is distinct from app.actor_organisation_id() then
    return new;
  end if;
  perform app.move_up_in_course(new.organisation_id, new.course_id, new.enrolled_at);
  select * into held from public.course known
    where known.organisation_id = new.organisation_id and known.id = new.course_id
    for no key update;
  if not found or held.state <> 'open' or held.begins_at <= new.enrolled_at then
    raise exception 'course % takes nobody', new.course_id using errcode = 'NU501';
  end if;
  new.arrival := held.arrivals + 1;
  new.state := case when held.capacity is null or held.taken < held.capacity then 'enrolled' else 'waiting' end;
  update public.course counted
    set arrivals = new.arrival, taken = counted.taken + (new.state = 'enrolled')::int,
      waiting = counted.waiting + (new.state = 'waiting')::int
    where counted.organisation_id = new.organisation_id and counted.id = new.course_id;
  return new;
end
$$;

create or replace function app.leave_course_place() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
declare
  held public.course;
begin
  -- moved up, by this or by app.move_up_line: the application writes no moved_up_at
  if new.moved_up_at is distinct from old.moved_up_at then
    return new;
  end if;
  if old.state = 'withdrawn' or new.state <> 'withdrawn' then
    raise exception 'an enrolment goes no way back' using errcode = 'NU502';
  end if;
  select * into held from public.course known
    where known.organisation_id = new.organisation_id and known.id = new.course_id
    for no key update;
  if held.state <> 'open' or held.begins_at <= new.changed_at then
    raise exception 'course % has begun', new.course_id using errcode = 'NU503';
  end if;
  if old.state = 'enrolled' and (held.capacity is null or held.taken <= held.capacity) then
    update public.course_enrolment next
      set state = 'enrolled', moved_up_at = new.changed_at, changed_at = new.changed_at
      where next.organisation_id = new.organisation_id and next.id = (select * from app.first_in_line(held, 1))
      returning next.id into new.followed_by;
  end if;
  update public.course counted
    set taken = counted.taken - (old.state = 'enrolled' and new.followed_by is null)::int,
      waiting = counted.waiting - (old.state = 'waiting' or new.followed_by is not null)::int
    where counted.organisation_id = new.organisation_id and counted.id = new.course_id;
  return new;
end
$$;

create or replace function app.fill_course() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
begin
  perform app.move_up_line(new, new.updated_at);
  return null;
end
$$;

-- Supervision that somebody had written down of themselves before it waited for another person: whoever can confirm it is told, once.
insert into notification_occasion (organisation_id, id, kind, matter_id, step, created_at)
select organisation_id, gen_random_uuid(), 'talent.supervision_waiting', id, '', now()
from supervision_session
where recorded_by = any (participant_ids) and confirmed_by is null and withdrawn_at is null and corrected_at is null
on conflict (organisation_id, kind, matter_id, step) do nothing;
