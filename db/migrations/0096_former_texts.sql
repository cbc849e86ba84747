-- Texts of 0020 and 0043 were changed after somebody may have run them (see checksums): whichever was run, this is so.
alter table campaign drop constraint campaign_period_check;
alter table campaign add constraint campaign_period_check check (closes_at >= opens_at);
alter table playbook_draft alter column changed_by drop not null;
comment on column playbook_draft.changed_by is 'who wrote in it last; null where it holds accepted proposals and nobody''s writing';
