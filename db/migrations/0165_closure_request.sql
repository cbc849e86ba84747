-- Who may not close a case asks for it: a supervisor of the site accepts, which closes it, or returns it with words.
create table closure_request (
  organisation_id uuid not null constraint closure_request_organisation_fkey references organisation (id),
  id uuid not null,
  case_id uuid not null,
  client_id uuid not null,
  site_id uuid not null,
  worker_ids uuid[] not null,
  status text not null constraint closure_request_status_check
    check (status in ('open', 'accepted', 'returned', 'withdrawn', 'ended')),
  sealed bytea not null,
  sealed_decision bytea,
  requested_by uuid not null,
  requested_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  constraint closure_request_pkey primary key (organisation_id, id),
  constraint closure_request_decided_check check ((status = 'open') = (decided_at is null)),
  constraint closure_request_case_fkey foreign key (organisation_id, case_id)
    references client_case (organisation_id, id)
);
comment on column closure_request.status is 'ended: the case ended by another way while it was asked for';
comment on column closure_request.sealed is
  'sealed {closureReason, outcome, followUpOn, text, riskReason} by the client''s key';
comment on column closure_request.sealed_decision is 'sealed {words} of whoever decided, by the client''s key';
comment on column closure_request.decided_by is 'also who withdrew it; null: nobody did, or the system';
-- of two that ask at once one is refused, whatever the application did
create unique index closure_request_open_key on closure_request (organisation_id, case_id) where status = 'open';
create index closure_request_case_idx on closure_request (organisation_id, case_id, requested_at desc);
create index closure_request_list_idx on closure_request (organisation_id, status, requested_at, id);
call app.distribute('closure_request', 'tenant');
call app.follow('closure_request', 'client_case');
