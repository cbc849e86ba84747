call app.secure_table('service_group', 'person');
grant select, insert on service_group to nuantu_app;

call app.secure_table('group_member', 'person');
grant select, insert on group_member to nuantu_app;
grant update (left_on) on group_member to nuantu_app;

call app.secure_table('group_session', 'person');
grant select, insert on group_session to nuantu_app;
grant update (planned_on, planned_time, held_on, minutes, done, note, recorded_by, recorded_at, changed_at, version)
  on group_session to nuantu_app;

call app.secure_table('group_attendance', 'person');
-- a list that is recorded again replaces the one before it
grant select, insert, delete on group_attendance to nuantu_app;
grant update (presence) on group_attendance to nuantu_app;

-- as of a contact (case.sql)
call app.secure_table('session_helper', 'person');
grant select, insert on session_helper to nuantu_app;
grant update (withdrawn_by, withdrawn_at) on session_helper to nuantu_app;

call app.secure_table('opportunity_group', 'person');
grant select, insert, delete on opportunity_group to nuantu_app;
