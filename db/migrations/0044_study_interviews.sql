-- What interviews beside a study said, in themes, as the organisation wrote them down. Words of persons: sealed, and never
-- released with the sums.
create table study_interviews (
  organisation_id uuid not null constraint study_interviews_organisation_fkey references organisation (id),
  study_id uuid not null,
  findings bytea not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  version int not null default 1,
  constraint study_interviews_pkey primary key (organisation_id, study_id),
  constraint study_interviews_site_fkey foreign key (organisation_id, study_id)
    references study_site (organisation_id, study_id)
);
comment on column study_interviews.findings is 'sealed by the organisation''s key: themes with what was said';
call app.distribute('study_interviews', 'tenant');
