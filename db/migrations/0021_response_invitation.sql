-- Most responses that a worker records have no invitation: they need no entry in the index that keeps an invitation's
-- answers single.
alter table response drop constraint response_invitation_key;
create unique index response_invitation_key on response (organisation_id, invitation_id, instrument_id)
  where invitation_id is not null;
