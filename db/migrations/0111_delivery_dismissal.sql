-- What was given up and nobody will mend (a receiver that is gone) hides what can be mended: the operator puts it aside.
alter table delivery add column dismissed_at timestamptz;
alter table delivery add constraint delivery_dismissal_check check (dismissed_at is null or dead_at is not null);
