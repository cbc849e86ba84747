-- What staff enter was given on paper or in a conversation.
alter table response add column recorded_from text
  constraint response_recorded_from_check check (recorded_from in ('paper', 'interview'));
comment on column response.recorded_from is 'where recorded_by took the answers from; null: answered by a link, or entered before this was asked';
