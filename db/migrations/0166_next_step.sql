-- The next step of a case is said in words beside its day, a closed case may have one (the follow-up of somebody at high
-- risk), and that it was done stands in the story.
-- a day that was set after a case had ended was shown nowhere
update client_case set next_step_on = null where closed_at is not null and next_step_on is not null;
alter table client_case add column sealed_next_step bytea;
comment on column client_case.sealed_next_step is 'sealed {text} by the client''s key; null: a day alone, or no next step';
comment on column client_case.next_step_on is 'of a closed case: when somebody looks after the person again';

drop index client_case_next_step_idx;
create index client_case_next_step_idx on client_case (organisation_id, next_step_on) where next_step_on is not null;
create index client_case_steps_idx on client_case (organisation_id, (coalesce(next_step_on, 'infinity'::date)), id)
  where next_step_on is not null or sealed_next_step is not null;

alter table case_event drop constraint case_event_kind_check;
alter table case_event add constraint case_event_kind_check
  check (kind in ('transition', 'intake', 'assessment', 'plan', 'review', 'closure', 'follow_up', 'step_done'));
