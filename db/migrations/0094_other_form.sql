-- Without a connection a page asks what another round asks, and what a child wrote there was dropped. It is kept whole, under no round.
alter table response drop constraint response_kept_apart_check;
alter table response add constraint response_kept_apart_check check (kept_apart in
  ('already_answered', 'answering_closed', 'link_void', 'other_form', 'answers_invalid', 'consent_not_given', 'answering_not_open', 'not_in_form', 'replaced'));
