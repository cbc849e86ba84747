-- Supervision that somebody wrote down of themselves counts as theirs once another person has confirmed it, as a record does.
alter table supervision_session
  add column confirmed_by uuid,
  add column confirmed_at timestamptz,
  add constraint supervision_session_confirmer_fkey foreign key (organisation_id, confirmed_by) references account (organisation_id, id),
  add constraint supervision_session_other_check check (confirmed_by <> recorded_by),
  add constraint supervision_session_confirmed_check check ((confirmed_by is null) = (confirmed_at is null));
comment on column supervision_session.confirmed_by is 'somebody else than who wrote it down, where that is one of those who were supervised';
