-- Meetings of alliances and what is to be done after them: each organisation keeps what it knows as rows of its own. Whoever calls
-- a meeting tells how it is, and everybody who was asked says who comes, what they want to speak of and how far they are (ADR 39).
create table meeting (
  organisation_id uuid not null constraint meeting_organisation_fkey references organisation (id),
  id uuid not null,
  alliance_id uuid not null,
  organiser_id uuid not null,
  kind text not null constraint meeting_kind_check check (kind in ('sharing', 'joint', 'exchange', 'promotion')),
  title text not null,
  place text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  series_id uuid,
  cancelled_at timestamptz,
  cancel_reason text,
  turn integer not null default 0,
  is_word_due boolean not null default false,
  revision integer not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  constraint meeting_pkey primary key (organisation_id, id),
  constraint meeting_alliance_fkey foreign key (organisation_id, alliance_id) references alliance (organisation_id, id),
  constraint meeting_times_check check (ends_at > starts_at),
  constraint meeting_cancel_check check ((cancelled_at is null) = (cancel_reason is null))
);
create index meeting_word_due_idx on meeting (organisation_id) where is_word_due;
create index meeting_starts_idx on meeting (organisation_id, starts_at, id);
create index meeting_alliance_idx on meeting (organisation_id, alliance_id, starts_at);
comment on table meeting is 'a meeting of an alliance as an organisation that is asked to come knows it';
comment on column meeting.series_id is 'the first of those that were planned together';
comment on column meeting.turn is 'of what the organisation told the organiser: later counts';
comment on column meeting.is_word_due is 'the organisation said something that could not be told, since it or the organiser was out of the alliance';
comment on column meeting.revision is 'of what the organiser told everybody: later counts';

create table meeting_party (
  organisation_id uuid not null,
  meeting_id uuid not null,
  party_id uuid not null,
  declined_reason text,
  turn integer not null default 0,
  due_revision integer,
  sent_revision integer,
  constraint meeting_party_pkey primary key (organisation_id, meeting_id, party_id),
  constraint meeting_party_meeting_fkey foreign key (organisation_id, meeting_id) references meeting (organisation_id, id)
);
comment on table meeting_party is 'an organisation that is asked to a meeting';
comment on column meeting_party.declined_reason is 'null: it has not said that nobody comes';
create index meeting_party_due_idx on meeting_party (organisation_id) where due_revision is not null;
comment on column meeting_party.turn is 'at the organiser: the last word of the party that was taken in';
comment on column meeting_party.due_revision is 'at the organiser: how the meeting is by then is still to be told to the party; null: nothing is';
comment on column meeting_party.sent_revision is 'at the organiser: of the last plan that was sent to the party';

create table meeting_attendee (
  organisation_id uuid not null,
  meeting_id uuid not null,
  id uuid not null,
  party_id uuid not null,
  account_id uuid,
  name text not null,
  answer text not null constraint meeting_attendee_answer_check check (answer in ('asked', 'coming', 'not_coming')),
  came boolean,
  constraint meeting_attendee_pkey primary key (organisation_id, meeting_id, id),
  constraint meeting_attendee_meeting_fkey foreign key (organisation_id, meeting_id) references meeting (organisation_id, id),
  constraint meeting_attendee_account_fkey foreign key (organisation_id, account_id) references account (organisation_id, id),
  constraint meeting_attendee_own_check check ((account_id is not null) = (party_id = organisation_id))
);
create unique index meeting_attendee_account_idx on meeting_attendee (organisation_id, account_id, meeting_id);
comment on table meeting_attendee is 'one of the staff of an organisation who comes to a meeting, or is asked to';
comment on column meeting_attendee.account_id is 'of the organisation''s own staff';
comment on column meeting_attendee.name is 'empty: an organisation that shares no meetings tells nobody''s name';
comment on column meeting_attendee.came is 'as the organiser marked it; null: not marked yet';

create table meeting_topic (
  organisation_id uuid not null,
  meeting_id uuid not null,
  id uuid not null,
  party_id uuid not null,
  title text not null,
  minutes integer constraint meeting_topic_minutes_check check (minutes > 0),
  place integer,
  is_withdrawn boolean not null default false,
  proposed_at timestamptz not null,
  constraint meeting_topic_pkey primary key (organisation_id, meeting_id, id),
  constraint meeting_topic_meeting_fkey foreign key (organisation_id, meeting_id) references meeting (organisation_id, id)
);
comment on table meeting_topic is 'what somebody wants to speak of at a meeting';
comment on column meeting_topic.place is 'in the order that the organiser gave; null: not placed yet, after the others';

create table action_item (
  organisation_id uuid not null,
  id uuid not null,
  alliance_id uuid not null,
  meeting_id uuid not null,
  creator_id uuid not null,
  assignee_id uuid not null,
  title text not null,
  due_on date not null,
  owner_id uuid,
  owner_name text,
  state text not null constraint action_item_state_check check (state in ('open', 'done', 'dropped')),
  note text,
  withdrawn_reason text,
  withdrawn_at timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  version integer not null default 1,
  constraint action_item_pkey primary key (organisation_id, id),
  constraint action_item_meeting_fkey foreign key (organisation_id, meeting_id) references meeting (organisation_id, id),
  constraint action_item_owner_fkey foreign key (organisation_id, owner_id) references account (organisation_id, id),
  constraint action_item_owner_check check (owner_id is null or (assignee_id = organisation_id and owner_name is not null)),
  constraint action_item_note_check check ((note is null) = (state = 'open')),
  constraint action_item_withdrawn_check check ((withdrawn_reason is null) = (withdrawn_at is null))
);
create index action_item_alliance_idx on action_item (organisation_id, alliance_id, state);
create index action_item_meeting_idx on action_item (organisation_id, meeting_id);
create index action_item_owner_idx on action_item (organisation_id, owner_id);
comment on table action_item is 'what is to be done after a meeting: by which organisation, until when, and how far it is';
comment on column action_item.creator_id is 'the organisation that recorded it, whose words it is in';
comment on column action_item.assignee_id is 'the organisation that does it, which says how far it is';
comment on column action_item.owner_id is 'who does it, where that is one of the organisation''s own staff';
comment on column action_item.withdrawn_reason is 'why whoever recorded it took it back; null: it stands';
comment on column action_item.changed_at is 'when the assignee said last how far it is';
