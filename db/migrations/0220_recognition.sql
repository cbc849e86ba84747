-- How an organisation recognises what its volunteers did: stars by hours, evaluations both ways, points where it gives any, and pages that
-- volunteers and teams show to strangers. What hours and points come to is counted by triggers; what volunteers say of a shift is told in lots.
create table recognition_rules (
  organisation_id uuid not null constraint recognition_rules_organisation_fkey references organisation (id),
  star_hours int[] not null,
  points_per_hour int not null,
  points_since date,
  changed_by uuid not null,
  changed_at timestamptz not null,
  version int not null default 1,
  constraint recognition_rules_pkey primary key (organisation_id),
  constraint recognition_rules_stars_check check (cardinality(star_hours) between 1 and 10),
  constraint recognition_rules_points_check check (points_per_hour > 0)
);
comment on table recognition_rules is 'what an organisation changed of how it recognises volunteers; no row: as the domain says';
comment on column recognition_rules.star_hours is 'hours from which on there is each star, rising';
comment on column recognition_rules.points_since is 'day of service from which on recorded hours earn points; null: there are none';
call app.distribute('recognition_rules', 'tenant');

create table volunteer_star (
  organisation_id uuid not null,
  volunteer_id uuid not null,
  told_stars int not null default 0,
  due_at timestamptz,
  constraint volunteer_star_pkey primary key (organisation_id, volunteer_id),
  constraint volunteer_star_volunteer_fkey foreign key (organisation_id, volunteer_id) references volunteer (organisation_id, id)
);
comment on table volunteer_star is 'how many stars a volunteer was told of: each is told once, also where hours were corrected and come again';
comment on column volunteer_star.due_at is 'since when hours count that nobody has looked at for stars; null: none';
create index volunteer_star_due_idx on volunteer_star (organisation_id, due_at) where due_at is not null;
call app.distribute('volunteer_star', 'tenant');

create table point_entry (
  organisation_id uuid not null,
  id uuid not null,
  volunteer_id uuid not null,
  kind text not null constraint point_entry_kind_check check (kind in ('earned', 'reversed', 'granted', 'spent')),
  service_id uuid,
  points_per_hour int,
  sixtieths int not null,
  sealed bytea,
  by_account uuid,
  at timestamptz not null,
  constraint point_entry_pkey primary key (organisation_id, id),
  constraint point_entry_service_key unique (organisation_id, service_id, kind),
  constraint point_entry_volunteer_fkey foreign key (organisation_id, volunteer_id) references volunteer (organisation_id, id),
  constraint point_entry_service_fkey foreign key (organisation_id, service_id) references service_record (organisation_id, id),
  constraint point_entry_sum_check check (case kind
    when 'earned' then sixtieths >= 0 when 'reversed' then sixtieths <= 0
    when 'granted' then sixtieths > 0 and sixtieths % 60 = 0 else sixtieths < 0 and sixtieths % 60 = 0 end),
  constraint point_entry_origin_check check ((kind in ('earned', 'reversed')) = (service_id is not null)
    and (service_id is null) = (by_account is not null) and (service_id is null) = (points_per_hour is null))
);
comment on table point_entry is 'the ledger of a volunteer''s points: only added to';
comment on column point_entry.sixtieths is 'of a point: what a minute earns at one point an hour, so that nothing is lost between short services';
comment on column point_entry.sealed is 'sealed {reason}, by the key of the volunteer; gone with the end';
create index point_entry_volunteer_idx on point_entry (organisation_id, volunteer_id, at desc, id desc);
call app.distribute('point_entry', 'tenant');

create table volunteer_evaluation (
  organisation_id uuid not null,
  id uuid not null,
  volunteer_id uuid not null,
  shift_id uuid,
  service_id uuid,
  replaces_id uuid,
  sealed bytea not null,
  by_account uuid not null,
  at timestamptz not null,
  constraint volunteer_evaluation_pkey primary key (organisation_id, id),
  -- corrected once; the correction may be corrected in its turn
  constraint volunteer_evaluation_replaces_key unique (organisation_id, replaces_id),
  constraint volunteer_evaluation_volunteer_fkey foreign key (organisation_id, volunteer_id) references volunteer (organisation_id, id),
  constraint volunteer_evaluation_shift_fkey foreign key (organisation_id, shift_id) references shift (organisation_id, id),
  constraint volunteer_evaluation_service_fkey foreign key (organisation_id, service_id) references service_record (organisation_id, id),
  constraint volunteer_evaluation_of_check check ((shift_id is null) <> (service_id is null))
);
comment on table volunteer_evaluation is 'what staff say of a volunteer''s service, at a shift or of a recorded time that was none; a correction stands beside what it replaces';
comment on column volunteer_evaluation.sealed is 'sealed {grade, words}, by the key of the volunteer: what colleagues think of somebody is in no copy of the tables';
create unique index volunteer_evaluation_shift_key on volunteer_evaluation (organisation_id, volunteer_id, shift_id)
  where replaces_id is null and shift_id is not null;
create unique index volunteer_evaluation_service_key on volunteer_evaluation (organisation_id, volunteer_id, service_id)
  where replaces_id is null and service_id is not null;
create index volunteer_evaluation_idx on volunteer_evaluation (organisation_id, volunteer_id, at desc);
call app.distribute('volunteer_evaluation', 'tenant');

create table volunteer_evaluation_answer (
  organisation_id uuid not null,
  id uuid not null,
  volunteer_id uuid not null,
  sealed bytea not null,
  at timestamptz not null,
  constraint volunteer_evaluation_answer_pkey primary key (organisation_id, id),
  constraint volunteer_evaluation_answer_of_fkey foreign key (organisation_id, id)
    references volunteer_evaluation (organisation_id, id) on delete cascade
);
comment on table volunteer_evaluation_answer is 'what a volunteer answers to an evaluation, once; its id is the evaluation''s';
comment on column volunteer_evaluation_answer.sealed is 'sealed {words}, by the key of the volunteer';
create index volunteer_evaluation_answer_idx on volunteer_evaluation_answer (organisation_id, volunteer_id);
call app.distribute('volunteer_evaluation_answer', 'tenant');

create table shift_evaluation (
  organisation_id uuid not null,
  id uuid not null,
  opportunity_id uuid not null,
  shift_id uuid not null,
  volunteer_id uuid not null,
  grade int not null constraint shift_evaluation_grade_check check (grade between 1 and 5),
  sealed bytea,
  given_at timestamptz not null,
  changed_at timestamptz not null,
  told_grade int,
  told_lot int,
  told_with int,
  constraint shift_evaluation_pkey primary key (organisation_id, id),
  constraint shift_evaluation_once_key unique (organisation_id, shift_id, volunteer_id),
  constraint shift_evaluation_shift_fkey foreign key (organisation_id, shift_id) references shift (organisation_id, id),
  constraint shift_evaluation_volunteer_fkey foreign key (organisation_id, volunteer_id) references volunteer (organisation_id, id),
  constraint shift_evaluation_told_check check ((told_lot is null) = (told_with is null) and (told_lot is null or told_grade is not null))
);
comment on table shift_evaluation is 'what a volunteer says of a shift where they served; staff are told of it in lots of five volunteers and more, so that no look around one event tells whose it is';
comment on column shift_evaluation.sealed is 'sealed {words}, by the key of the volunteer; gone with the end';
comment on column shift_evaluation.told_grade is 'as it counts in what staff are told; null: not yet';
comment on column shift_evaluation.told_lot is 'with which others the words are told; null: not yet, or changed since';
comment on column shift_evaluation.told_with is 'how many the lot was: where one has gone or changed its words, none of them is shown any more';
create index shift_evaluation_opportunity_idx on shift_evaluation (organisation_id, opportunity_id);
create index shift_evaluation_volunteer_idx on shift_evaluation (organisation_id, volunteer_id);
call app.distribute('shift_evaluation', 'tenant');

create table volunteer_page (
  organisation_id uuid not null,
  id uuid not null,
  volunteer_id uuid not null,
  token text not null,
  parts text[] not null,
  sealed bytea not null,
  published_at timestamptz not null,
  constraint volunteer_page_pkey primary key (organisation_id, id),
  constraint volunteer_page_volunteer_key unique (organisation_id, volunteer_id),
  constraint volunteer_page_volunteer_fkey foreign key (organisation_id, volunteer_id) references volunteer (organisation_id, id)
);
comment on table volunteer_page is 'that a volunteer shows a page of themselves to whoever has its address; withdrawn, the row is gone';
comment on column volunteer_page.token is 'of the address: 128 random bits';
comment on column volunteer_page.parts is 'what else than the name they show';
comment on column volunteer_page.sealed is 'sealed {name} that they chose, by the key of the volunteer';
create index volunteer_page_token_idx on volunteer_page (token);
call app.distribute('volunteer_page', 'tenant');

create table team_page (
  organisation_id uuid not null,
  team_id uuid not null,
  token text not null,
  words text not null,
  published_by uuid not null,
  published_at timestamptz not null,
  constraint team_page_pkey primary key (organisation_id, team_id),
  constraint team_page_team_fkey foreign key (organisation_id, team_id) references volunteer_team (organisation_id, id)
);
comment on table team_page is 'that a team is shown to whoever has the address; taken back, the row is gone';
create index team_page_token_idx on team_page (token);
call app.distribute('team_page', 'tenant');

create table team_page_name (
  organisation_id uuid not null,
  id uuid not null,
  team_id uuid not null,
  volunteer_id uuid not null,
  sealed bytea not null,
  consented_at timestamptz not null,
  constraint team_page_name_pkey primary key (organisation_id, id),
  constraint team_page_name_member_key unique (organisation_id, team_id, volunteer_id),
  constraint team_page_name_member_fkey foreign key (organisation_id, team_id, volunteer_id)
    references volunteer_team_member (organisation_id, team_id, volunteer_id) on delete cascade
);
comment on table team_page_name is 'that a member consents to be named on the page of a team; gone with the membership';
comment on column team_page_name.sealed is 'sealed {name} that they chose, by the key of the volunteer';
create index team_page_name_volunteer_idx on team_page_name (organisation_id, volunteer_id);
call app.distribute('team_page_name', 'tenant');

-- the shifts that somebody was at
create index attendance_left_idx on attendance (organisation_id, volunteer_id, in_at desc) where out_at is not null;

-- Whose a page is, for whoever has its whole address; nothing else of it is told.
create function app.find_volunteer_page(token text) returns table (organisation_id uuid, volunteer_id uuid)
  language sql stable security definer set search_path = pg_catalog
begin atomic
  select known.organisation_id, known.volunteer_id from public.volunteer_page known where known.token = $1;
end;
revoke execute on function app.find_volunteer_page(text) from public;
grant execute on function app.find_volunteer_page(text) to nuantu_app;

create function app.find_team_page(token text) returns table (organisation_id uuid, team_id uuid)
  language sql stable security definer set search_path = pg_catalog
begin atomic
  select known.organisation_id, known.team_id from public.team_page known where known.token = $1;
end;
revoke execute on function app.find_team_page(text) from public;
grant execute on function app.find_team_page(text) to nuantu_app;

-- Hours that count are looked at for stars and earn points; hours that do not count any more lose what they earned. What is corrected earns as
-- what it stands for did.
create function app.recognise_service() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
declare
  rate int;
  counted_at constant timestamptz := coalesce(new.decided_at, new.entered_at);
begin
  if new.state <> 'recorded' or tg_op = 'UPDATE' and new.state = old.state then
    return null;
  end if;
  insert into public.volunteer_star (organisation_id, volunteer_id, due_at)
    values (new.organisation_id, new.volunteer_id, counted_at)
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
create trigger recognise_service after insert or update of state on service_record
  for each row execute function app.recognise_service();

-- The day on which points are switched on counts whole.
create function app.begin_points() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
begin
  insert into public.point_entry (organisation_id, id, volunteer_id, kind, service_id, points_per_hour, sixtieths, at)
    select served.organisation_id, gen_random_uuid(), served.volunteer_id, 'earned', served.id, new.points_per_hour,
      served.minutes * new.points_per_hour, new.changed_at
    from public.service_record served
    join public.organisation home on home.id = served.organisation_id
    where served.organisation_id = new.organisation_id and served.state = 'recorded'
      and served.served_from >= new.points_since::timestamp at time zone home.time_zone
    -- whoever corrects one of them meanwhile finds what it earned
    for share of served
    on conflict on constraint point_entry_service_key do nothing;
  return null;
end
$$;
create trigger begin_points after insert or update of points_since on recognition_rules
  for each row when (new.points_since is not null) execute function app.begin_points();

-- Points are granted and spent by staff and earned by hours alone; nobody spends what is not there, also where two do at once.
create function app.keep_points() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
begin
  -- the row rules refuse it
  if new.organisation_id is distinct from app.actor_organisation_id() then
    return new;
  end if;
  if new.kind in ('earned', 'reversed') then
    if pg_trigger_depth() < 2 then
      raise exception 'only hours earn points' using errcode = '42501';
    end if;
    return new;
  end if;
  perform from public.volunteer of_volunteer
    where of_volunteer.organisation_id = new.organisation_id and of_volunteer.id = new.volunteer_id
    for no key update;
  if new.kind = 'spent' and new.sixtieths + (
    select coalesce(sum(entered.sixtieths), 0) from public.point_entry entered
      where entered.organisation_id = new.organisation_id and entered.volunteer_id = new.volunteer_id
  ) < 0 then
    raise exception 'volunteer % has fewer points', new.volunteer_id using errcode = 'NU481';
  end if;
  return new;
end
$$;
create trigger keep_points before insert on point_entry for each row execute function app.keep_points();

-- A volunteer says something else of a shift for thirty days; what was told of it before is told no more.
create function app.keep_shift_evaluation() returns trigger
  language plpgsql set search_path = pg_catalog
as $$
begin
  -- sealed anew, emptied with the end or told, it says the same
  if (new.grade, new.changed_at) is not distinct from (old.grade, old.changed_at) then
    return new;
  end if;
  if app.actor_scope() <> 'own' then
    raise exception 'only volunteers evaluate shifts' using errcode = '42501';
  end if;
  if new.changed_at > old.given_at + interval '30 days' then
    raise exception 'evaluation % is not changed any more', old.id using errcode = 'NU482';
  end if;
  new.told_lot := null;
  new.told_with := null;
  return new;
end
$$;
create trigger keep_shift_evaluation before update on shift_evaluation for each row execute function app.keep_shift_evaluation();

-- Five volunteers have said something that staff were not told: it is told together. The opportunity is held, so that two lots are not one.
create function app.tell_shift_evaluations() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
declare
  waiting record;
begin
  perform from public.opportunity asked
    where asked.organisation_id = new.organisation_id and asked.id = new.opportunity_id
    for no key update;
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
create trigger tell_shift_evaluations after insert or update of grade, changed_at on shift_evaluation
  for each row execute function app.tell_shift_evaluations();
