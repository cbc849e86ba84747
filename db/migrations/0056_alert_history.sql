-- Who is not there, until when: nothing urgent waits for them. On duty is every active account with the right and the
-- site that is not away.
create table absence (
  organisation_id uuid not null,
  account_id uuid not null,
  until timestamptz not null,
  set_by uuid not null,
  set_at timestamptz not null,
  constraint absence_pkey primary key (organisation_id, account_id),
  constraint absence_account_fkey foreign key (organisation_id, account_id) references account (organisation_id, id)
);
call app.distribute('absence', 'tenant');

-- One open alert per matter: what comes again is added to it.
alter table alert
  add column matter_id uuid,
  add column repeats int not null default 0,
  add column last_at timestamptz,
  add column escalates_at timestamptz,
  add column escalated_at timestamptz,
  add column called_ids uuid[] not null default '{}';
with numbered as (
  select organisation_id, id, row_number() over (
    partition by organisation_id, kind, client_id, closed_at is null order by raised_at, id
  ) as place
  from alert
)
update alert set
  last_at = raised_at,
  escalates_at = due_at,
  -- alerts about one matter that are open already stay apart until they are closed
  matter_id = case when kind = 'mandatory_report' or place > 1 then source_id else client_id end
from numbered
where numbered.organisation_id = alert.organisation_id and numbered.id = alert.id;
alter table alert
  alter column matter_id set not null,
  alter column last_at set not null,
  alter column escalates_at set not null;
alter table alert drop constraint alert_source_key;
create unique index alert_matter_key on alert (organisation_id, kind, matter_id) where closed_at is null;
create index alert_escalation_idx on alert (organisation_id, escalates_at) where closed_at is null;
comment on column alert.matter_id is 'what it is about: the report of a mandatory report, else the client';
comment on column alert.source_id is 'what raised it first; the others stand in alert_event';
comment on column alert.escalates_at is 'when the next on duty is called, unless it is closed by then';
comment on column alert.called_ids is 'who was called last: the next on duty and the supervisors';

create table alert_event (
  organisation_id uuid not null,
  id uuid not null,
  alert_id uuid not null,
  client_id uuid not null,
  site_id uuid not null,
  worker_ids uuid[] not null,
  kind text not null constraint alert_event_kind_check check (kind in
    ('raised', 'repeated', 'taken', 'handed_over', 'taken_over', 'released', 'called', 'closed')),
  at timestamptz not null,
  actor_id uuid,
  from_id uuid,
  to_ids uuid[] not null default '{}',
  cause text constraint alert_event_cause_check check (cause in ('overdue', 'suspended', 'away', 'out_of_reach')),
  source_id uuid,
  sealed bytea,
  constraint alert_event_pkey primary key (organisation_id, id),
  constraint alert_event_alert_fkey foreign key (organisation_id, alert_id) references alert (organisation_id, id)
);
comment on table alert_event is 'what happened to an alert: appended, never changed';
comment on column alert_event.actor_id is 'null: the system, or somebody without an account';
comment on column alert_event.source_id is 'the referral, answers or report that raised or repeated it';
comment on column alert_event.sealed is 'sealed {words}, by the client''s key';
create index alert_event_alert_idx on alert_event (organisation_id, alert_id, at, id);
create index alert_event_client_idx on alert_event (organisation_id, client_id);
call app.distribute('alert_event', 'tenant');
insert into alert_event (organisation_id, id, alert_id, client_id, site_id, worker_ids, kind, at, source_id)
select organisation_id, id, id, client_id, site_id, worker_ids, 'raised', raised_at, source_id from alert;

create or replace function app.move_casework() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update public.client_case set site_id = new.site_id
    where organisation_id = new.organisation_id and client_id = new.id and site_id <> new.site_id;
  update public.case_event set site_id = new.site_id
    where organisation_id = new.organisation_id and client_id = new.id and site_id <> new.site_id;
  update public.encounter set site_id = new.site_id
    where organisation_id = new.organisation_id and client_id = new.id and site_id <> new.site_id;
  update public.referral set site_id = new.site_id, worker_ids = new.worker_ids
    where organisation_id = new.organisation_id and client_id = new.id;
  update public.alert set site_id = new.site_id, worker_ids = new.worker_ids
    where organisation_id = new.organisation_id and client_id = new.id;
  update public.alert_event set site_id = new.site_id, worker_ids = new.worker_ids
    where organisation_id = new.organisation_id and client_id = new.id;
  update public.mandatory_report set site_id = new.site_id, worker_ids = new.worker_ids
    where organisation_id = new.organisation_id and client_id = new.id;
  return null;
end
$$;
