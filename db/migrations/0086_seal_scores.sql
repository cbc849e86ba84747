-- A score says as much as the answers it was made of: sealed with them.
insert into unsealed_state (organisation_id, source_table, id, state)
select organisation_id, 'response', id, jsonb_build_object('scores', scores, 'instrumentId', instrument_id) from response;
alter table response drop column scores;
comment on column response.answers is
  'sealed {answers, scores}: itemId → answer, scale → {value, answered, missing}; by the client''s key: erased with the client';

-- a round's answers are read in parts, in the order of their ids
drop index response_campaign_idx;
create index response_campaign_idx on response (organisation_id, campaign_id, id) where campaign_id is not null;
