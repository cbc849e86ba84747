-- everybody of the staff may know how their load is reckoned
call app.secure_table('talent_rules', 'run_by_staff');
grant select, insert on talent_rules to nuantu_app;
grant update (weights, education_minutes, supervision_days, tell_from, changed_by, changed_at, version) on talent_rules to nuantu_app;

-- what may be said of oneself, and what by others, is kept by app.keep_staff_profile
call app.secure_table('staff_profile', 'holder');
grant select, insert on staff_profile to nuantu_app;
grant update (specialities, languages, is_lendable, weekly_minutes, changed_by, changed_at, version) on staff_profile to nuantu_app;

-- taken back by who entered it as long as nobody has decided on it
call app.secure_table('professional_record', 'entered_by_holder');
grant select, insert, delete on professional_record to nuantu_app;
grant update (sealed, state, decided_by, decided_at, withdrawn_by, withdrawn_at) on professional_record to nuantu_app;

-- what was written stays
call app.secure_table('supervision_session', 'supervised');
grant select, insert on supervision_session to nuantu_app;
grant update (sealed, corrected_at, withdrawn_at, withdrawn_by, confirmed_by, confirmed_at) on supervision_session to nuantu_app;

call app.secure_table('supervision_word', 'said_by_holder');
grant select, insert on supervision_word to nuantu_app;
grant update (is_agreed, sealed, at) on supervision_word to nuantu_app;

-- nobody is named, and departments see nothing else
call app.secure_table('talent_report', 'run_by_staff');
grant select, insert on talent_report to nuantu_app;
