-- each holder's own
call app.secure_table('volunteer_profile', 'holder');
grant select, insert, delete on volunteer_profile to nuantu_app;
grant update (sealed, changed_at, version) on volunteer_profile to nuantu_app;

call app.secure_table('volunteer', 'entry');
grant select, insert on volunteer to nuantu_app;
grant update (sealed, skills, categories, languages, region_code, state, is_brought) on volunteer to nuantu_app;

-- what stood there is not rewritten; it goes with the volunteer
call app.secure_table('volunteer_correction', 'of_volunteer');
grant select, insert, delete on volunteer_correction to nuantu_app;

call app.secure_table('volunteer_qualification', 'of_volunteer');
grant select, insert on volunteer_qualification to nuantu_app;
grant update (sealed, withdrawn_on, withdrawn_by) on volunteer_qualification to nuantu_app;

call app.secure_table('volunteer_note', 'staff');
grant select, insert, delete on volunteer_note to nuantu_app;

-- names of teams are told to whoever is in one
call app.secure_table('volunteer_team', 'organisation');
grant select, insert on volunteer_team to nuantu_app;

call app.secure_table('volunteer_team_member', 'of_volunteer');
grant select, insert, delete on volunteer_team_member to nuantu_app;

-- tables of volunteers that were brought in, and what their columns mean: for whoever looks after volunteers
call app.secure_table('volunteer_import', 'staff');
grant select, insert on volunteer_import to nuantu_app;

call app.secure_table('volunteer_import_column', 'staff');
grant select, insert, delete on volunteer_import_column to nuantu_app;
grant update (field, updated_at) on volunteer_import_column to nuantu_app;

-- who was in the book, by digests alone
call app.secure_table('volunteer_gone', 'staff');
grant select, insert, delete on volunteer_gone to nuantu_app;
