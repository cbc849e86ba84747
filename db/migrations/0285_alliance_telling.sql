-- What a host has to tell stands as a mark beside each party, and a job tells it how things are then: a change writes no roster itself. A roster
-- says what changed since the one that the party received last, so each row keeps by which revision it is told (ADR 38).
alter table alliance_member
  add column revision integer not null default 0,
  add column due_revision integer,
  add column sent_revision integer,
  add column received_revision integer;
create index alliance_member_due_idx on alliance_member (organisation_id) where due_revision is not null;
create index alliance_member_leaving_idx on alliance_member (organisation_id) where state = 'leaving';
comment on column alliance_member.revision is 'at the host: by which everybody is told of what stands here';
comment on column alliance_member.due_revision is 'at the host: how things were by then is still to be told to the party; null: nothing is';
comment on column alliance_member.sent_revision is 'at the host: of the last roster that was sent to the party';
comment on column alliance_member.received_revision is 'at the host: what the party had received when that was sent; null: nothing';

alter table alliance_agreement add column revision integer not null default 0;
comment on column alliance_agreement.revision is 'at the host: by which everybody is told of it';
alter table alliance_signature add column revision integer not null default 0;
comment on column alliance_signature.revision is 'at the host: by which everybody is told of it';
alter table alliance_event add column revision integer not null default 0;
comment on column alliance_event.revision is 'at the host: by which everybody is told of it';
