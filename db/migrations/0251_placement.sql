-- Students who learn the work at a site: who they are, lies sealed with a key of their own; what they did there, and how it was, with them.
create table placement (
  organisation_id uuid not null,
  id uuid not null,
  site_id uuid not null,
  account_id uuid not null,
  from_day date not null,
  until_day date not null,
  agreed_minutes int not null constraint placement_minutes_check check (agreed_minutes > 0),
  state text not null constraint placement_state_check check (state in ('planned', 'under_way', 'completed', 'broken_off')),
  sealed bytea not null,
  sealed_reason bytea,
  created_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version int not null default 1,
  constraint placement_pkey primary key (organisation_id, id),
  constraint placement_site_fkey foreign key (organisation_id, site_id) references site (organisation_id, id),
  constraint placement_days_check check (until_day >= from_day)
);
comment on table placement is 'that a student learns the work at a site for some time';
comment on column placement.account_id is 'the practice supervisor: who looks after the student, and sees this without seeing all placements';
comment on column placement.agreed_minutes is 'with the university';
comment on column placement.sealed is 'sealed, who the student is and who looks after them at the university, by the key of the placement; erased, the key is gone';
comment on column placement.sealed_reason is 'sealed, why it was broken off, by the key of the placement';
create index placement_account_idx on placement (organisation_id, account_id);
create index placement_day_idx on placement (organisation_id, from_day desc, id desc);
call app.distribute('placement', 'tenant');

create table placement_hours (
  organisation_id uuid not null,
  id uuid not null,
  placement_id uuid not null,
  account_id uuid not null,
  day date not null,
  minutes int not null constraint placement_hours_minutes_check check (minutes between 1 and 1440),
  sealed bytea not null,
  entered_by uuid not null,
  entered_at timestamptz not null,
  confirmed_by uuid,
  confirmed_at timestamptz,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  constraint placement_hours_pkey primary key (organisation_id, id),
  constraint placement_hours_placement_fkey foreign key (organisation_id, placement_id) references placement (organisation_id, id),
  constraint placement_hours_confirmed_check check ((confirmed_by is null) = (confirmed_at is null)),
  constraint placement_hours_withdrawn_check check ((withdrawn_by is null) = (withdrawn_at is null))
);
comment on table placement_hours is 'what a student did on a day; it counts once the practice supervisor confirmed it';
comment on column placement_hours.account_id is 'the practice supervisor, as of the placement';
comment on column placement_hours.sealed is 'sealed, what was done, by the key of the placement';
create index placement_hours_placement_idx on placement_hours (organisation_id, placement_id, day);
call app.distribute('placement_hours', 'tenant');

create table placement_evaluation (
  organisation_id uuid not null,
  id uuid not null,
  placement_id uuid not null,
  account_id uuid not null,
  kind text not null constraint placement_evaluation_kind_check check (kind in ('mid', 'final')),
  number int not null,
  sealed bytea not null,
  written_by uuid not null,
  written_at timestamptz not null,
  constraint placement_evaluation_pkey primary key (organisation_id, id),
  constraint placement_evaluation_number_key unique (organisation_id, placement_id, kind, number),
  constraint placement_evaluation_placement_fkey foreign key (organisation_id, placement_id) references placement (organisation_id, id)
);
comment on table placement_evaluation is 'how a student did, halfway and at the end; a correction is a row of its own, and the highest number counts';
comment on column placement_evaluation.account_id is 'the practice supervisor, as of the placement';
comment on column placement_evaluation.sealed is 'sealed, grades and words, by the key of the placement';
call app.distribute('placement_evaluation', 'tenant');

-- A state leads on, never back; what is over stays as it is.
create function app.keep_placement() returns trigger
  language plpgsql set search_path = pg_catalog
as $$
begin
  if not (old.state = 'planned' and new.state in ('under_way', 'broken_off')
    or old.state = 'under_way' and new.state in ('completed', 'broken_off'))
  then
    raise exception 'a placement goes no way back' using errcode = 'NU511';
  end if;
  return new;
end
$$;
create trigger keep_placement before update of state on placement for each row
  when (old.state is distinct from new.state) execute function app.keep_placement();

-- Whoever looks after the student instead sees what is there.
create function app.pass_placement() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
begin
  update public.placement_hours passed set account_id = new.account_id
    where passed.organisation_id = new.organisation_id and passed.placement_id = new.id;
  update public.placement_evaluation passed set account_id = new.account_id
    where passed.organisation_id = new.organisation_id and passed.placement_id = new.id;
  return null;
end
$$;
create trigger pass_placement after update of account_id on placement for each row
  when (old.account_id is distinct from new.account_id) execute function app.pass_placement();
