-- What one organisation hands to another. The sender's row is written in the sender's own transaction; a job carries it
-- into the receiver's inbox, where the row belongs to the receiver: organisation_id never crosses.
create table delivery (
  organisation_id uuid not null constraint delivery_organisation_fkey references organisation (id),
  id uuid not null,
  -- no foreign key: an organisation that is erased leaves the rows of those who wrote to it
  to_organisation_id uuid not null,
  kind text not null,
  key text not null,
  payload jsonb not null,
  created_at timestamptz not null,
  attempts int not null default 0,
  next_attempt_at timestamptz not null,
  delivered_at timestamptz,
  receipt jsonb,
  failure text,
  dead_at timestamptz,
  constraint delivery_pkey primary key (organisation_id, id),
  -- in the order in which a page asks for what became of one thing
  constraint delivery_key_key unique (organisation_id, kind, key, to_organisation_id),
  constraint delivery_end_check check (delivered_at is null or dead_at is null)
);
comment on column delivery.key is 'what is delivered, in the sender''s words: the same thing is sent to one receiver once';
comment on column delivery.payload is 'ids, codes and shared texts only, never personal data: it leaves the organisation, and erasing a person does not look here';
comment on column delivery.attempts is 'failures since it was sent, or since somebody had it tried again';
comment on column delivery.failure is 'code of the last failure; no words of an error';
-- what has not arrived is little beside what has, and is asked for each minute
create index delivery_open_idx on delivery (organisation_id, created_at, id) where delivered_at is null;
call app.distribute('delivery', 'tenant');

create table inbox_item (
  organisation_id uuid not null constraint inbox_item_organisation_fkey references organisation (id),
  from_organisation_id uuid not null,
  id uuid not null,
  kind text not null,
  payload jsonb not null,
  received_at timestamptz not null,
  handled_at timestamptz,
  receipt jsonb,
  failure text,
  constraint inbox_item_pkey primary key (organisation_id, from_organisation_id, id),
  constraint inbox_item_handled_check check ((handled_at is null) = (receipt is null))
);
comment on column inbox_item.id is 'id of the sender''s delivery: sent twice, it is handled once';
comment on column inbox_item.payload is 'ids, codes and shared texts only, as in delivery';
call app.distribute('inbox_item', 'tenant');

-- Studies that were registered before: to whom their protocol did not get, it goes now; all others answer since when they have it.
insert into delivery (organisation_id, id, to_organisation_id, kind, key, payload, created_at, next_attempt_at)
select study.organisation_id, gen_random_uuid(), (participant ->> 'organisationId')::uuid, 'study.registration',
       study.id::text,
       jsonb_build_object(
         'studyId', study.id, 'protocol', study.protocol, 'hash', study.protocol_hash,
         'registeredAt', to_char(study.registered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
       ),
       now(), now()
from study, jsonb_array_elements(study.protocol -> 'participants') as participant
where study.registered_at is not null;

insert into delivery (organisation_id, id, to_organisation_id, kind, key, payload, created_at, next_attempt_at)
select study.organisation_id, gen_random_uuid(), (participant ->> 'organisationId')::uuid, 'study.amendment',
       amendment.id::text,
       jsonb_build_object(
         'studyId', study.id, 'id', amendment.id, 'amendment', amendment.amendment, 'reason', amendment.reason,
         'madeAt', to_char(amendment.made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
       ),
       now() + interval '1 second', now() + interval '1 second'
from study_amendment as amendment
join study on study.organisation_id = amendment.organisation_id and study.id = amendment.study_id
cross join jsonb_array_elements(study.protocol -> 'participants') as participant
where study.registered_at is not null
  and (participant ->> 'organisationId')::uuid <> study.organisation_id;
