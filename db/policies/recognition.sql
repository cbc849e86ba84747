-- read with a volunteer's own hours too, written by staff
call app.secure_table('recognition_rules', 'run_by_staff');
grant select, insert on recognition_rules to nuantu_app;
grant update (star_hours, points_per_hour, points_since, changed_by, changed_at, version) on recognition_rules to nuantu_app;

-- hours are noted by a trigger
call app.secure_table('volunteer_star', 'staff');
grant select, delete on volunteer_star to nuantu_app;
grant update (told_stars, due_at) on volunteer_star to nuantu_app;

-- only added to; with the end the reasons go
call app.secure_table('point_entry', 'of_volunteer');
grant select, insert on point_entry to nuantu_app;
grant update (sealed) on point_entry to nuantu_app;

call app.secure_table('volunteer_evaluation', 'of_volunteer');
grant select, insert, delete on volunteer_evaluation to nuantu_app;

-- the volunteer's own word: staff read it
call app.secure_table('volunteer_evaluation_answer', 'said_by_volunteer');
grant select, insert on volunteer_evaluation_answer to nuantu_app;

-- what is told of it, and with which others, is decided by app.tell_shift_evaluations
call app.secure_table('shift_evaluation', 'said_by_volunteer');
grant select, insert (organisation_id, id, opportunity_id, shift_id, volunteer_id, grade, sealed, given_at, changed_at)
  on shift_evaluation to nuantu_app;
grant update (grade, sealed, changed_at) on shift_evaluation to nuantu_app;

-- published by themselves alone; it also goes when they do
call app.secure_table('volunteer_page', 'shown_by_volunteer');
grant select, insert, delete on volunteer_page to nuantu_app;
grant update (parts, sealed, published_at) on volunteer_page to nuantu_app;

-- members read where it is
call app.secure_table('team_page', 'run_by_staff');
grant select, insert, delete on team_page to nuantu_app;
grant update (words) on team_page to nuantu_app;

call app.secure_table('team_page_name', 'said_by_volunteer');
grant select, insert, delete on team_page_name to nuantu_app;
