-- Alliances of organisations: each keeps what it knows as rows of its own, the host tells all who are in it, and each tells the
-- host where it stands. Both say how things are and not what changed, numbered, so that no order of arrival matters (ADR 38).
create table alliance (
  organisation_id uuid not null constraint alliance_organisation_fkey references organisation (id),
  id uuid not null,
  host_id uuid not null,
  name text not null,
  purpose text not null,
  role text not null constraint alliance_role_check check (role in ('host', 'member', 'observer')),
  state text not null
    constraint alliance_state_check check (state in ('invited', 'member', 'leaving', 'left', 'declined', 'removed')),
  invitation_id uuid,
  until date,
  shares text[] not null,
  turn integer not null default 0,
  revision integer not null default 0,
  closed_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  constraint alliance_pkey primary key (organisation_id, id),
  constraint alliance_host_check check ((role = 'host') = (host_id = organisation_id)),
  constraint alliance_until_check check ((until is not null) = (state = 'leaving')),
  constraint alliance_invitation_check check ((invitation_id is null) = (role = 'host'))
);
create index alliance_invitation_idx on alliance (organisation_id, invitation_id);
comment on table alliance is 'an alliance as an organisation that is or was in it, or is asked to join, knows it';
comment on column alliance.state is 'where the organisation itself stands';
comment on column alliance.turn is 'of what it told the host of itself: later counts';
comment on column alliance.revision is 'of what the host told everybody: later counts';

create table alliance_member (
  organisation_id uuid not null,
  alliance_id uuid not null,
  party_id uuid not null,
  role text not null constraint alliance_member_role_check check (role in ('host', 'member', 'observer')),
  state text not null
    constraint alliance_member_state_check check (state in ('invited', 'member', 'leaving', 'left', 'declined', 'removed')),
  invitation_id uuid,
  shares text[] not null,
  since timestamptz,
  until date,
  turn integer not null default 0,
  constraint alliance_member_pkey primary key (organisation_id, alliance_id, party_id),
  constraint alliance_member_alliance_fkey foreign key (organisation_id, alliance_id) references alliance (organisation_id, id)
);
comment on table alliance_member is 'who is or was in an alliance, or is asked to join, as its host says';
comment on column alliance_member.turn is 'at the host: the last word of the party that was taken in';

create table alliance_agreement (
  organisation_id uuid not null,
  alliance_id uuid not null,
  number integer not null constraint alliance_agreement_number_check check (number > 0),
  terms text,
  notice_days integer not null,
  content_hash text not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  in_force_since timestamptz,
  constraint alliance_agreement_pkey primary key (organisation_id, alliance_id, number),
  constraint alliance_agreement_alliance_fkey foreign key (organisation_id, alliance_id) references alliance (organisation_id, id)
);
comment on table alliance_agreement is 'a version of the text that an alliance agrees on';
comment on column alliance_agreement.terms is 'null: a version of before the organisation was asked to join';
comment on column alliance_agreement.content_hash is 'SHA-256 of alliance, number, text and notice, which is what a signature covers';
comment on column alliance_agreement.in_force_since is 'when all who were in the alliance had signed it; it stays so whoever joins later';
comment on column alliance_agreement.proposed_by is 'name of the person at the host';

create table alliance_signature (
  organisation_id uuid not null,
  alliance_id uuid not null,
  number integer not null,
  party_id uuid not null,
  signer_name text not null,
  signed_at timestamptz not null,
  key_id uuid not null,
  signature bytea not null,
  constraint alliance_signature_pkey primary key (organisation_id, alliance_id, number, party_id),
  constraint alliance_signature_agreement_fkey foreign key (organisation_id, alliance_id, number)
    references alliance_agreement (organisation_id, alliance_id, number)
);
comment on table alliance_signature is 'that a party put its name to a version of an agreement, by its key and through a named person';

create table alliance_event (
  organisation_id uuid not null,
  id uuid not null,
  alliance_id uuid not null,
  at timestamptz not null,
  kind text not null,
  party_id uuid not null,
  number integer,
  reason text,
  constraint alliance_event_pkey primary key (organisation_id, id),
  constraint alliance_event_alliance_fkey foreign key (organisation_id, alliance_id) references alliance (organisation_id, id)
);
create index alliance_event_alliance_idx on alliance_event (organisation_id, alliance_id, at desc, id desc);
comment on table alliance_event is 'what happened in an alliance, as its host tells everybody';
