-- Whom a solver proposes for the free places of shifts, and what somebody decided by hand.
create table shift_match (
  organisation_id uuid not null,
  id uuid not null,
  title text not null,
  from_day date not null,
  until_day date not null,
  programme text not null,
  opportunity_ids uuid[] not null,
  options jsonb not null,
  state text not null,
  is_stale boolean not null default false,
  turn int not null default 1,
  step text,
  found int,
  wanted int not null default 0,
  filled int not null default 0,
  proof text,
  gap double precision,
  problem text,
  created_by uuid not null,
  created_at timestamptz not null,
  touched_at timestamptz not null,
  solved_at timestamptz,
  accepted_by uuid,
  accepted_at timestamptz,
  version int not null default 1,
  constraint shift_match_pkey primary key (organisation_id, id),
  constraint shift_match_state_check check (state in ('queued', 'solving', 'solved', 'failed', 'cancelled', 'accepting', 'accepted')),
  constraint shift_match_days_check check (until_day >= from_day),
  constraint shift_match_accepted_check check ((accepted_at is null) = (accepted_by is null) and (state not in ('accepting', 'accepted') or accepted_at is not null))
);
comment on table shift_match is 'a search for volunteers for all free places of some shifts';
comment on column shift_match.opportunity_ids is 'of these; none: of all';
comment on column shift_match.turn is 'grows with each solving: what an earlier one finds is dropped';
comment on column shift_match.touched_at is 'by whoever solves: of a server that died nobody has touched it for a minute';
comment on column shift_match.found is 'of the solving under way: places that have somebody so far';
comment on column shift_match.is_stale is 'something was decided by hand since it was solved';
create index shift_match_work_idx on shift_match (organisation_id) where state in ('queued', 'solving', 'accepting');
call app.distribute('shift_match', 'tenant');

create table shift_match_place (
  organisation_id uuid not null,
  match_id uuid not null,
  shift_id uuid not null,
  role text not null,
  starts_at timestamptz not null,
  opportunity_id uuid not null,
  free int not null,
  open int not null,
  reasons jsonb not null,
  askable jsonb not null,
  constraint shift_match_place_pkey primary key (organisation_id, match_id, shift_id, role),
  constraint shift_match_place_match_fkey foreign key (organisation_id, match_id) references shift_match (organisation_id, id) on delete cascade
);
comment on table shift_match_place is 'places that somebody was looked for, and why some stay open';
comment on column shift_match_place.free is 'when it was solved';
create index shift_match_place_time_idx on shift_match_place (organisation_id, match_id, starts_at, shift_id, role);
call app.distribute('shift_match_place', 'tenant');

create table shift_match_pair (
  organisation_id uuid not null,
  match_id uuid not null,
  shift_id uuid not null,
  role text not null,
  volunteer_id uuid not null,
  decision text not null constraint shift_match_pair_decision_check check (decision in ('proposed', 'fixed', 'barred')),
  fit jsonb,
  others int not null default 0,
  sign_up_id uuid not null,
  outcome text,
  constraint shift_match_pair_pkey primary key (organisation_id, match_id, shift_id, role, volunteer_id),
  constraint shift_match_pair_match_fkey foreign key (organisation_id, match_id) references shift_match (organisation_id, id) on delete cascade,
  constraint shift_match_pair_volunteer_fkey foreign key (organisation_id, volunteer_id) references volunteer (organisation_id, id),
  constraint shift_match_pair_outcome_check check (outcome is null or decision <> 'barred')
);
comment on table shift_match_pair is 'who is proposed for a place, was fixed there by hand, or kept out';
comment on column shift_match_pair.sign_up_id is 'of the sign-up that it becomes when it is accepted';
comment on column shift_match_pair.outcome is 'null: not accepted yet';
create index shift_match_pair_volunteer_idx on shift_match_pair (organisation_id, volunteer_id);
call app.distribute('shift_match_pair', 'tenant');
