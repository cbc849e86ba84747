-- Why one of many certificates was not made; and the makings of many, the latest first.
alter table certificate add column failed_because text
  constraint certificate_failed_because_check check (failed_because in ('erased', 'nothing_recorded'));
comment on column certificate.failed_because is 'of one that failed; null also where an earlier version did not say';
alter table certificate add constraint certificate_failed_check check (failed_because is null or state = 'failed');
create index certificate_batch_made_idx on certificate_batch (organisation_id, made_at desc, id desc);
