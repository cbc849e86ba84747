-- Nothing that a person answers is thrown away: what does not count is kept apart, for somebody to look at.
alter table response
  add column kept_apart text constraint response_kept_apart_check check (kept_apart in
    ('already_answered', 'answering_closed', 'link_void', 'consent_not_given', 'answering_not_open', 'not_in_form', 'replaced')),
  add column looked_by uuid,
  add column looked_at timestamptz;
comment on column response.kept_apart is 'why these answers count nowhere: no score of a round, study or export is made of them';
comment on column response.looked_at is 'when somebody decided whether answers that were kept apart count';

-- one of the answers under a link counts, any number may lie beside it
drop index response_invitation_key;
create unique index response_invitation_key on response (organisation_id, invitation_id, instrument_id)
  where invitation_id is not null and kept_apart is null;
create index response_apart_idx on response (organisation_id, invitation_id) where kept_apart is not null;

create table former_link (
  organisation_id uuid not null,
  token_hash bytea not null,
  invitation_id uuid not null,
  constraint former_link_pkey primary key (organisation_id, token_hash),
  constraint former_link_invitation_fkey foreign key (organisation_id, invitation_id)
    references invitation (organisation_id, id)
);
comment on table former_link is 'links that a newer one made void: who answers or calls for help by such a slip is heard all the same';
call app.distribute('former_link', 'tenant');

create table help_call (
  organisation_id uuid not null,
  id uuid not null,
  invitation_id uuid not null,
  group_id uuid not null,
  site_id uuid not null,
  worker_ids uuid[] not null,
  urgency text not null constraint help_call_urgency_check check (urgency in ('soon', 'urgent')),
  sealed bytea,
  called_at timestamptz not null,
  closed_at timestamptz,
  closed_by uuid,
  sealed_note bytea,
  constraint help_call_pkey primary key (organisation_id, id),
  constraint help_call_invitation_fkey foreign key (organisation_id, invitation_id)
    references invitation (organisation_id, id),
  constraint help_call_group_fkey foreign key (organisation_id, group_id)
    references client_group (organisation_id, id)
);
comment on table help_call is 'somebody of a class asks for a social worker by a slip that is not theirs or no longer valid: a class, never a person';
comment on column help_call.sealed is 'own words, sealed by the organisation''s key: nobody knows whose they are';
comment on column help_call.worker_ids is 'empty: everybody of the site sees it';
create index help_call_open_idx on help_call (organisation_id, called_at) where closed_at is null;
create index help_call_invitation_idx on help_call (organisation_id, invitation_id) where closed_at is null;
call app.distribute('help_call', 'tenant');

-- who has read an answer is told beside it; readings of answers are few among the rows of the audit
create index audit_event_answers_read_idx on audit_event (organisation_id, at) where action = 'response.read';
