-- A record of a case or an encounter is corrected by a version that replaces what it says: appended, never changed. The row
-- of the record itself is version 1 and stays as it was written; the newest version counts.
create table correction (
  organisation_id uuid not null constraint correction_organisation_fkey references organisation (id),
  id uuid not null,
  case_id uuid not null,
  client_id uuid not null,
  site_id uuid not null,
  worker_ids uuid[] not null,
  case_event_id uuid,
  encounter_id uuid,
  version int not null constraint correction_version_check check (version >= 2),
  occurred_at timestamptz not null,
  kind text constraint correction_kind_check check (kind in ('individual', 'family', 'home_visit', 'phone', 'group')),
  minutes int constraint correction_minutes_check check (minutes between 1 and 1440),
  sealed bytea not null,
  corrected_by uuid not null,
  corrected_at timestamptz not null,
  constraint correction_pkey primary key (organisation_id, id),
  -- of two corrections of one version one is refused, whatever the application did
  constraint correction_case_event_version_key unique (organisation_id, case_event_id, version),
  constraint correction_encounter_version_key unique (organisation_id, encounter_id, version),
  constraint correction_subject_check check (num_nonnulls(case_event_id, encounter_id) = 1),
  constraint correction_encounter_check
    check (num_nonnulls(kind, minutes) = case when encounter_id is null then 0 else 2 end),
  constraint correction_case_fkey foreign key (organisation_id, case_id) references client_case (organisation_id, id),
  constraint correction_case_event_fkey foreign key (organisation_id, case_event_id)
    references case_event (organisation_id, id),
  constraint correction_encounter_fkey foreign key (organisation_id, encounter_id)
    references encounter (organisation_id, id)
);
comment on table correction is 'what a record of a case or an encounter says instead: the newest version counts';
comment on column correction.kind is 'of an encounter';
comment on column correction.sealed is
  'sealed by the client''s key: {text, goals, reason} of a record, {note, reason} of an encounter; the reason may name somebody';
create index correction_case_idx on correction (organisation_id, case_id);
call app.distribute('correction', 'tenant');
call app.follow('correction', 'client_case');
