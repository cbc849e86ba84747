-- Whoever waits for a course moves up as long as the course is for one of their roles: they may have lost it in the line, or it is for others meanwhile.
create function app.first_in_line(held public.course, places int) returns setof uuid
  language sql stable set search_path = pg_catalog
begin atomic
  select waiting.id from public.course_enrolment waiting
    where waiting.organisation_id = held.organisation_id and waiting.course_id = held.id and waiting.state = 'waiting'
      and (held.roles = '{}' or exists (
        select from public.role_assignment given
          where given.organisation_id = waiting.organisation_id and given.account_id = waiting.account_id
            and given.role = any (held.roles)))
    order by waiting.arrival limit places;
end;

create or replace function app.leave_course_place() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
declare
  held public.course;
begin
  -- moved up, by this or by app.fill_course
  if pg_trigger_depth() > 1 then
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
declare
  free int := coalesce(new.capacity, new.taken + new.waiting) - new.taken;
  moved int;
begin
  if free <= 0 or new.waiting = 0 or new.state <> 'open' or new.begins_at <= new.updated_at then
    return null;
  end if;
  update public.course_enrolment next
    set state = 'enrolled', moved_up_at = new.updated_at, changed_at = new.updated_at
    where next.organisation_id = new.organisation_id and next.id = any (array(select * from app.first_in_line(new, free)));
  get diagnostics moved = row_count;
  update public.course counted set taken = counted.taken + moved, waiting = counted.waiting - moved
    where counted.organisation_id = new.organisation_id and counted.id = new.id;
  return null;
end
$$;
