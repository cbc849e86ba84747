-- Urgency, source and the reasons of decisions say how somebody is: sealed with the words beside them.
insert into unsealed_state (organisation_id, source_table, id, state)
select organisation_id, 'referral', id,
  jsonb_build_object('source', source, 'urgency', urgency, 'declineReason', decline_reason)
from referral;
insert into unsealed_state (organisation_id, source_table, id, state)
select organisation_id, 'client_case', id, jsonb_build_object('closureReason', closure_reason) from client_case
where closure_reason is not null;
insert into unsealed_state (organisation_id, source_table, id, state)
select organisation_id, 'help_call', id, jsonb_build_object('urgency', urgency) from help_call;
update outbox_event set data = '{}' where type = 'help_call.created';

alter table referral
  add column sealed_decision bytea,
  drop column source,
  drop column urgency,
  drop column decline_reason;
comment on column referral.sealed is 'sealed {reason, source, urgency}, by the client''s key';
comment on column referral.sealed_decision is 'sealed {declineReason}, by the client''s key';

alter table client_case add column sealed_closure bytea, drop column closure_reason;
comment on column client_case.sealed_closure is 'sealed {closureReason}, by the client''s key';

alter table help_call drop column urgency;
comment on column help_call.sealed is
  'sealed {words, urgency}, by the organisation''s key: nobody knows whose they are';
