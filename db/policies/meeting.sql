-- Everybody in the organisation reads its meetings; whoever takes part reaches the whole of it, and the service knows what each may change.
call app.secure_table('meeting', 'run_by_staff');
grant select, insert on meeting to nuantu_app;
grant update (title, place, starts_at, ends_at, cancelled_at, cancel_reason, turn, is_word_due, revision, updated_at, version) on meeting to nuantu_app;

call app.secure_table('meeting_party', 'run_by_staff');
grant select, insert on meeting_party to nuantu_app;
grant update (declined_reason, turn, due_revision, sent_revision) on meeting_party to nuantu_app;

call app.secure_table('meeting_attendee', 'run_by_staff');
grant select, insert on meeting_attendee to nuantu_app;
grant update (name, answer, came) on meeting_attendee to nuantu_app;

call app.secure_table('meeting_topic', 'run_by_staff');
grant select, insert on meeting_topic to nuantu_app;
grant update (title, minutes, place, is_withdrawn) on meeting_topic to nuantu_app;

-- what was recorded stays in the words of whoever recorded it
call app.secure_table('action_item', 'run_by_staff');
grant select, insert on action_item to nuantu_app;
grant update (owner_id, owner_name, state, note, changed_at, withdrawn_reason, withdrawn_at, version) on action_item to nuantu_app;
