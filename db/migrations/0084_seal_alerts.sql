-- What reveals a person's state is sealed by the person's key (ADR 14). Migrations have no keys: what stood in the clear
-- is put aside here, sealed at the first start, and the table is emptied.
create table unsealed_state (
  organisation_id uuid not null constraint unsealed_state_organisation_fkey references organisation (id),
  source_table text not null,
  id uuid not null,
  state jsonb,
  constraint unsealed_state_pkey primary key (organisation_id, source_table, id)
);
comment on table unsealed_state is 'codes that older versions kept in the clear, until the first start has sealed them; empty otherwise';
comment on column unsealed_state.state is 'null: sealed, and only the old rows are still to be overwritten on the disk';
call app.distribute('unsealed_state', 'tenant');

insert into unsealed_state (organisation_id, source_table, id, state)
select organisation_id, 'alert', id, jsonb_build_object('kind', kind, 'matterId', matter_id, 'outcome', outcome, 'isOpen', closed_at is null)
from alert;
insert into unsealed_state (organisation_id, source_table, id, state)
select organisation_id, 'alert_event', id, jsonb_build_object('sourceId', source_id) from alert_event
where source_id is not null;

-- an event about an alert names whom it is about: the answers that raised it would tell its kind. A join: looked up for
-- each event, where no index helps, 16,000 events took 38 s
update outbox_event event set data = '{}', subject_id = source.client_id
from (
  select distinct on (organisation_id, source_id) organisation_id, source_id, client_id from alert_event
  where source_id is not null
  order by organisation_id, source_id, id
) source
where event.type = 'alert.raised'
  and source.organisation_id = event.organisation_id and source.source_id = event.subject_id;
update outbox_event set data = '{}' where type = 'alert.raised' and data <> '{}';

drop index alert_matter_key;
alter table alert
  add column matter_code bytea,
  add column sealed bytea,
  drop column kind,
  drop column matter_id,
  drop column source_id,
  drop column outcome;
create unique index alert_matter_key on alert (organisation_id, matter_code) where closed_at is null;
-- not valid: rows of older versions get theirs at the first start
alter table alert add constraint alert_matter_code_check
  check ((closed_at is null) = (matter_code is not null)) not valid;
comment on column alert.matter_code is
  'HMAC of kind and matter while it is open, so that one matter has one open alert; gone with its end, since it outlives a person''s key';
comment on column alert.sealed is 'sealed {kind}, by the client''s key';
comment on column alert.sealed_note is 'sealed {note, outcome}, by the client''s key';

alter table alert_event drop column source_id;
comment on column alert_event.sealed is
  'sealed {words}, or {sourceId}: the referral, answers or report that raised or repeated it; by the client''s key';
