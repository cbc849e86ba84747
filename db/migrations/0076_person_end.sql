-- Whoever was erased or died is not invited: the consent is not what is missing.
alter table invitation drop constraint invitation_withheld_check;
alter table invitation add constraint invitation_withheld_check
  check (withheld in ('missing', 'guardian_required', 'expired', 'withdrawn', 'ended'));
comment on column invitation.withheld is
  'why this person was not invited: what the consent to assessments lacks, or that the person was erased or died';
