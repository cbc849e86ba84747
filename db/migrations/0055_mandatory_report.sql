-- A mandatory report is about a client and needs no case. Each row is one version of a report, appended and never
-- changed: the newest counts, the others say who corrected what, when and why.
create table mandatory_report (
  organisation_id uuid not null constraint mandatory_report_organisation_fkey references organisation (id),
  id uuid not null,
  report_id uuid not null,
  version int not null,
  client_id uuid not null,
  site_id uuid not null,
  worker_ids uuid[] not null,
  discovered_at timestamptz not null,
  reported_at timestamptz,
  is_mistaken boolean not null default false,
  sealed bytea,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  constraint mandatory_report_pkey primary key (organisation_id, id),
  constraint mandatory_report_version_key unique (organisation_id, report_id, version),
  constraint mandatory_report_client_fkey foreign key (organisation_id, client_id)
    references client (organisation_id, id)
);
comment on column mandatory_report.report_id is 'id of the first version';
comment on column mandatory_report.is_mistaken is 'entered by mistake: nothing is to be reported';
comment on column mandatory_report.sealed is
  'sealed {text, reportedTo, receipt, reason} by the client''s key, bound to the place case_event.sealed of the row''s id: there reports stood before';
create index mandatory_report_client_idx on mandatory_report (organisation_id, client_id);
call app.distribute('mandatory_report', 'tenant');

-- What stood as events of cases: a discovery without a report and the record that said it was made are two versions of
-- one report, paired in their order where several bear the same instant.
with numbered as (
  select event.*, data ->> 'reportedAt' as reported,
    row_number() over (
      partition by organisation_id, case_id, occurred_at, data ->> 'reportedAt' is null order by created_at, id
    ) as place
  from case_event event where kind = 'mandatory_report'
)
insert into mandatory_report (organisation_id, id, report_id, version, client_id, site_id, worker_ids, discovered_at,
  reported_at, sealed, recorded_by, recorded_at)
select made.organisation_id, made.id, coalesce(running.id, made.id), case when running.id is null then 1 else 2 end,
  client.id, client.site_id, client.worker_ids, made.occurred_at, made.reported::timestamptz, made.sealed,
  made.recorded_by, made.created_at
from numbered made
join client on client.organisation_id = made.organisation_id and client.id = made.client_id
left join numbered running on made.reported is not null and running.reported is null
  and running.organisation_id = made.organisation_id and running.case_id = made.case_id
  and running.occurred_at = made.occurred_at and running.place = made.place;
delete from case_event where kind = 'mandatory_report';
alter table case_event drop constraint case_event_kind_check;
alter table case_event add constraint case_event_kind_check
  check (kind in ('transition', 'intake', 'assessment', 'plan', 'review', 'closure', 'follow_up'));

-- The clock of an alert about a report starts at the discovery, as the report's own does.
update alert set due_at = report.discovered_at + interval '60 minutes'
from mandatory_report report
where alert.kind = 'mandatory_report' and alert.closed_at is null
  and report.organisation_id = alert.organisation_id and report.id = alert.source_id;

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
  update public.mandatory_report set site_id = new.site_id, worker_ids = new.worker_ids
    where organisation_id = new.organisation_id and client_id = new.id;
  return null;
end
$$;
