-- Screening rounds and answers. The key of a questionnaire is code (src/domain/scoring): rows name it by code and
-- version ('phq-9@1'), and a published version never changes, so a stored score keeps its meaning.
create table instrument_wording (
  organisation_id uuid not null constraint instrument_wording_organisation_fkey references organisation (id),
  instrument_id text not null,
  version int not null,
  wording jsonb not null,
  licence_note text not null,
  entered_by uuid not null,
  created_at timestamptz not null,
  constraint instrument_wording_pkey primary key (organisation_id, instrument_id, version)
);
comment on table instrument_wording is 'an organisation''s own licensed or validated texts; appended, so that what was shown on a day can be told';
call app.distribute('instrument_wording', 'tenant');

create table campaign (
  organisation_id uuid not null constraint campaign_organisation_fkey references organisation (id),
  id uuid not null,
  title text not null,
  title_en text,
  instrument_ids text[] not null
    constraint campaign_instrument_ids_check check (cardinality(instrument_ids) between 1 and 10),
  wave text not null constraint campaign_wave_check check (wave in ('baseline', 'mid', 'post', 'follow_up')),
  study_tag text,
  contact_name text,
  contact_phone text,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  opened_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint campaign_pkey primary key (organisation_id, id),
  constraint campaign_period_check check (closes_at >= opens_at)
);
comment on column campaign.opened_at is 'when the invitations were made; from then on only its end can change';
comment on column campaign.contact_name is 'whom a pupil can talk to: printed on the page that is answered';
create index campaign_list_idx on campaign (organisation_id, created_at desc, id desc);
call app.distribute('campaign', 'tenant');

create table campaign_group (
  organisation_id uuid not null,
  campaign_id uuid not null,
  group_id uuid not null,
  constraint campaign_group_pkey primary key (organisation_id, campaign_id, group_id),
  constraint campaign_group_campaign_fkey foreign key (organisation_id, campaign_id)
    references campaign (organisation_id, id),
  constraint campaign_group_group_fkey foreign key (organisation_id, group_id)
    references client_group (organisation_id, id)
);
call app.distribute('campaign_group', 'tenant');

create table invitation (
  organisation_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  client_id uuid not null,
  group_id uuid not null,
  site_id uuid not null,
  worker_ids uuid[] not null,
  withheld text constraint invitation_withheld_check
    check (withheld in ('missing', 'guardian_required', 'expired', 'withdrawn')),
  token_hash bytea,
  issued_at timestamptz,
  answered_ids text[] not null default '{}',
  answered_at timestamptz,
  created_at timestamptz not null,
  constraint invitation_pkey primary key (organisation_id, id),
  constraint invitation_client_key unique (organisation_id, campaign_id, client_id),
  constraint invitation_token_key unique (organisation_id, token_hash),
  constraint invitation_campaign_fkey foreign key (organisation_id, campaign_id)
    references campaign (organisation_id, id),
  constraint invitation_client_fkey foreign key (organisation_id, client_id)
    references client (organisation_id, id),
  constraint invitation_group_fkey foreign key (organisation_id, group_id)
    references client_group (organisation_id, id)
);
comment on column invitation.withheld is 'why this person was not invited: what the consent to assessments lacks';
comment on column invitation.token_hash is 'SHA-256 of the link''s secret: the link itself is on paper only';
comment on column invitation.answered_ids is 'instruments of the form that were answered';
comment on column invitation.answered_at is 'when the last instrument of the form came in';
create index invitation_person_idx on invitation (organisation_id, client_id);
call app.distribute('invitation', 'tenant');

create table response (
  organisation_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  site_id uuid not null,
  worker_ids uuid[] not null,
  campaign_id uuid,
  invitation_id uuid,
  instrument_id text not null,
  scores jsonb not null,
  answers bytea not null,
  answered_at timestamptz not null,
  received_at timestamptz not null,
  recorded_by uuid,
  constraint response_pkey primary key (organisation_id, id),
  constraint response_invitation_key unique (organisation_id, invitation_id, instrument_id),
  constraint response_client_fkey foreign key (organisation_id, client_id)
    references client (organisation_id, id),
  constraint response_invitation_fkey foreign key (organisation_id, invitation_id)
    references invitation (organisation_id, id)
);
comment on column response.campaign_id is 'the invitation''s, repeated here for the statistics of a round';
comment on column response.scores is 'scale → {value, answered, missing}: open, since statistics are made of them';
comment on column response.answers is 'sealed {itemId: answer} by the client''s key: erased with the client';
comment on column response.recorded_by is 'the worker who entered it; null where the client answered by a link';
create index response_client_idx on response (organisation_id, client_id, answered_at desc, id desc);
create index response_campaign_idx on response (organisation_id, campaign_id, instrument_id)
  where campaign_id is not null;
call app.distribute('response', 'tenant');

-- an answer can say that someone hurts the child: an alert of its own kind
alter table alert drop constraint alert_kind_check;
alter table alert add constraint alert_kind_check check (kind in
  ('self_harm_answer', 'harm_by_others_answer', 'high_score', 'mandatory_report', 'referral_urgent'));

-- Whoever is responsible for a client sees the client's answers: the columns that row rules read move along. As
-- definer, since a worker who gives a client away may no longer see the rows in their new place.
create function app.move_measures() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update public.invitation set site_id = new.site_id, worker_ids = new.worker_ids
    where organisation_id = new.organisation_id and client_id = new.id;
  update public.response set site_id = new.site_id, worker_ids = new.worker_ids
    where organisation_id = new.organisation_id and client_id = new.id;
  return null;
end
$$;

create trigger client_move_measures after update of site_id, worker_ids on client
  for each row when ((old.site_id, old.worker_ids) is distinct from (new.site_id, new.worker_ids))
  execute function app.move_measures();
