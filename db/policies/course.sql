-- read by everybody who acts in the organisation; drafts are left out by the slice. The counts are written by the enrolments' triggers alone
call app.secure_table('course', 'run_by_staff');
grant select, insert (organisation_id, id, title, content, organiser, kind, place, link, roles, specialities, capacity, share, minutes, credit_minutes,
  begins_at, ends_at, state, created_by, created_at, updated_at) on course to nuantu_app;
grant update (title, content, organiser, kind, place, link, roles, specialities, capacity, share, minutes, credit_minutes, begins_at, ends_at, state,
  sealed_reason, updated_at, version) on course to nuantu_app;

call app.secure_table('course_lesson', 'run_by_staff');
grant select, insert, delete on course_lesson to nuantu_app;
grant update (title, starts_at, ends_at, minutes, changed_at) on course_lesson to nuantu_app;

-- each their own, and whoever runs courses all; how it stands at first and in which order is decided by app.take_course_place
call app.secure_table('course_enrolment', 'holder');
grant select, insert (organisation_id, id, course_id, account_id, enrolled_by, enrolled_at, changed_at) on course_enrolment to nuantu_app;
grant update (state, changed_at) on course_enrolment to nuantu_app;

-- read by whom it is about, and marked by whoever runs courses alone
call app.secure_table('course_attendance', 'holder');
alter policy insert_holder on course_attendance
  with check (organisation_id = app.actor_organisation_id() and app.actor_scope() = 'organisation');
grant select, insert on course_attendance to nuantu_app;
grant update (sealed_reason) on course_attendance to nuantu_app;
alter policy update_holder on course_attendance
  using (organisation_id = app.actor_organisation_id() and app.actor_scope() = 'organisation')
  with check (organisation_id = app.actor_organisation_id() and app.actor_scope() = 'organisation');

-- whoever completed a course has theirs made by themselves. Strangers ask by the whole number (app.find_course_certificate)
call app.secure_table('course_certificate', 'holder');
grant select, insert on course_certificate to nuantu_app;
alter policy update_holder on course_certificate
  using (organisation_id = app.actor_organisation_id() and app.actor_scope() = 'organisation')
  with check (organisation_id = app.actor_organisation_id() and app.actor_scope() = 'organisation');
grant update (sealed, withdrawn_at) on course_certificate to nuantu_app;
