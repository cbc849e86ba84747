-- One answer that cannot be read threw away all the others of the page, a call for help among them. They are kept apart.
alter table response drop constraint response_kept_apart_check;
alter table response add constraint response_kept_apart_check check (kept_apart in
  ('already_answered', 'answering_closed', 'link_void', 'answers_invalid', 'consent_not_given', 'answering_not_open', 'not_in_form', 'replaced'));
