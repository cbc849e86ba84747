-- who came: told by the volunteer themselves or by staff; what was told first stays
call app.secure_table('attendance', 'by_volunteer');
grant select, insert on attendance to nuantu_app;
grant update (out_at, out_by, out_metres, out_told_at, out_noted_by, out_station_id) on attendance to nuantu_app;

call app.secure_table('shift_absence', 'of_volunteer');
grant select, insert, delete on shift_absence to nuantu_app;

-- what counts is decided by the triggers
call app.secure_table('service_record', 'by_volunteer');
grant select, insert on service_record to nuantu_app;
grant update (state, sealed, decided_by, decided_at) on service_record to nuantu_app;

-- read with a check-in, which acts as the volunteer
call app.secure_table('station_code', 'organisation');
grant select, insert, delete on station_code to nuantu_app;
