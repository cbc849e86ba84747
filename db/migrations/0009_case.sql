-- A case is one person's way through the service; its steps are rows of their own, its status one column that only
-- the lifecycle table moves (src/domain/casework/lifecycle.ts).
create table referral (
  organisation_id uuid not null constraint referral_organisation_fkey references organisation (id),
  id uuid not null,
  client_id uuid not null,
  site_id uuid not null,
  worker_ids uuid[] not null,
  source text not null constraint referral_source_check
    check (source in ('self', 'teacher', 'guardian', 'screening', 'station', 'other_organisation')),
  urgency text not null constraint referral_urgency_check check (urgency in ('routine', 'soon', 'urgent')),
  sealed bytea not null,
  status text not null constraint referral_status_check check (status in ('open', 'accepted', 'declined')),
  decided_by uuid,
  decided_at timestamptz,
  decline_reason text constraint referral_decline_reason_check
    check (decline_reason in ('no_need', 'not_our_service', 'no_capacity', 'duplicate', 'no_consent')),
  referred_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint referral_pkey primary key (organisation_id, id),
  constraint referral_client_fkey foreign key (organisation_id, client_id) references client (organisation_id, id),
  constraint referral_site_fkey foreign key (organisation_id, site_id) references site (organisation_id, id)
);
comment on column referral.sealed is 'sealed {reason}: the referrer''s words, by the client''s key';
create index referral_open_idx on referral (organisation_id, status, created_at desc);
create index referral_client_idx on referral (organisation_id, client_id);
call app.distribute('referral', 'tenant');

create table client_case (
  organisation_id uuid not null constraint client_case_organisation_fkey references organisation (id),
  id uuid not null,
  client_id uuid not null,
  site_id uuid not null,
  worker_ids uuid[] not null,
  referral_id uuid,
  number text not null,
  status text not null,
  risk_level text not null default 'unknown'
    constraint client_case_risk_level_check check (risk_level in ('unknown', 'low', 'medium', 'high', 'urgent')),
  next_step_on date,
  closure_reason text,
  opened_at timestamptz not null,
  closed_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version int not null default 1,
  constraint client_case_pkey primary key (organisation_id, id),
  constraint client_case_number_key unique (organisation_id, number),
  constraint client_case_client_fkey foreign key (organisation_id, client_id)
    references client (organisation_id, id),
  constraint client_case_site_fkey foreign key (organisation_id, site_id) references site (organisation_id, id),
  constraint client_case_referral_fkey foreign key (organisation_id, referral_id)
    references referral (organisation_id, id)
);
comment on table client_case is 'case is a word of SQL';
create index client_case_list_idx on client_case (organisation_id, status, updated_at desc, id desc);
create index client_case_updated_idx on client_case (organisation_id, updated_at desc, id desc);
create index client_case_client_idx on client_case (organisation_id, client_id);
call app.distribute('client_case', 'tenant');

create table case_event (
  organisation_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  client_id uuid not null,
  site_id uuid not null,
  worker_ids uuid[] not null,
  kind text not null constraint case_event_kind_check
    check (kind in ('transition', 'intake', 'assessment', 'plan', 'review', 'closure', 'follow_up', 'mandatory_report')),
  occurred_at timestamptz not null,
  data jsonb not null,
  sealed bytea,
  recorded_by uuid not null,
  created_at timestamptz not null,
  constraint case_event_pkey primary key (organisation_id, id),
  constraint case_event_case_fkey foreign key (organisation_id, case_id)
    references client_case (organisation_id, id)
);
comment on table case_event is 'what happened in a case besides encounters: appended, never changed';
comment on column case_event.data is 'codes, levels, days: no personal data';
comment on column case_event.sealed is 'the words, by the client''s key';
create index case_event_case_idx on case_event (organisation_id, case_id, occurred_at desc, id desc);
call app.distribute('case_event', 'tenant');

create table encounter (
  organisation_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  client_id uuid not null,
  site_id uuid not null,
  worker_ids uuid[] not null,
  kind text not null constraint encounter_kind_check
    check (kind in ('individual', 'family', 'home_visit', 'phone', 'group')),
  occurred_at timestamptz not null,
  minutes int not null constraint encounter_minutes_check check (minutes between 1 and 1440),
  note bytea,
  recorded_by uuid not null,
  created_at timestamptz not null,
  constraint encounter_pkey primary key (organisation_id, id),
  constraint encounter_case_fkey foreign key (organisation_id, case_id)
    references client_case (organisation_id, id)
);
create index encounter_case_idx on encounter (organisation_id, case_id, occurred_at desc, id desc);
call app.distribute('encounter', 'tenant');

create table alert (
  organisation_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  site_id uuid not null,
  worker_ids uuid[] not null,
  kind text not null constraint alert_kind_check check (kind in ('self_harm_answer', 'high_score', 'mandatory_report', 'referral_urgent')),
  source_id uuid not null,
  raised_at timestamptz not null,
  due_at timestamptz not null,
  owner_id uuid,
  taken_at timestamptz,
  closed_at timestamptz,
  outcome text constraint alert_outcome_check
    check (outcome in ('safe_checked', 'case_opened', 'referred_on', 'reported', 'false_alarm')),
  sealed_note bytea,
  constraint alert_pkey primary key (organisation_id, id),
  constraint alert_source_key unique (organisation_id, kind, source_id),
  constraint alert_client_fkey foreign key (organisation_id, client_id) references client (organisation_id, id)
);
comment on table alert is 'somebody must look at this: open until a named person took and closed it';
create index alert_open_idx on alert (organisation_id, due_at) where closed_at is null;
call app.distribute('alert', 'tenant');
