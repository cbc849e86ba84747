-- whoever plans: volunteers hear of it by what they are asked, and see none of it
call app.secure_table('shift_match', 'staff');
grant select, insert, delete on shift_match to nuantu_app;
grant update (options, state, is_stale, turn, step, found, wanted, filled, proof, gap, problem, touched_at, solved_at, accepted_by, accepted_at, version)
  on shift_match to nuantu_app;

call app.secure_table('shift_match_place', 'staff');
grant select, insert, delete on shift_match_place to nuantu_app;

call app.secure_table('shift_match_pair', 'staff');
grant select, insert, delete on shift_match_pair to nuantu_app;
grant update (decision, fit, others, outcome) on shift_match_pair to nuantu_app;
