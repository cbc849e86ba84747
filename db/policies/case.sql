-- where a row about a person stands is changed by app.follow alone: nobody is granted its site or workers
call app.secure_table('referral', 'person');
grant select, insert on referral to nuantu_app;
grant update (status, decided_by, decided_at, sealed_decision, updated_at) on referral to nuantu_app;

call app.secure_table('client_case', 'person');
grant select, insert on client_case to nuantu_app;
grant update (worker_ids, status, risk_level, next_step_on, sealed_next_step, sealed_closure, closed_at, updated_at, version)
  on client_case to nuantu_app;

call app.secure_table('closure_request', 'person');
grant select, insert on closure_request to nuantu_app;
grant update (status, sealed_decision, decided_by, decided_at) on closure_request to nuantu_app;

-- appended only
call app.secure_table('case_event', 'person');
grant select, insert on case_event to nuantu_app;

call app.secure_table('encounter', 'person');
grant select, insert on encounter to nuantu_app;

-- who helped stays, also where it is not said any more
call app.secure_table('encounter_helper', 'person');
grant select, insert on encounter_helper to nuantu_app;
grant update (withdrawn_by, withdrawn_at) on encounter_helper to nuantu_app;

-- appended only: nothing that was written is edited away
call app.secure_table('correction', 'person');
grant select, insert on correction to nuantu_app;

-- appended only: a correction is a version of its own
call app.secure_table('mandatory_report', 'person');
grant select, insert on mandatory_report to nuantu_app;

call app.secure_table('alert', 'person');
grant select, insert on alert to nuantu_app;
grant update (due_at, owner_id, taken_at, closed_at, matter_code, sealed_note, repeats, last_at,
  escalates_at, escalated_at, called_ids) on alert to nuantu_app;

-- appended only
call app.secure_table('alert_event', 'person');
grant select, insert on alert_event to nuantu_app;

call app.secure_table('absence', 'organisation');
grant select, insert, delete on absence to nuantu_app;
grant update (until, set_by, set_at) on absence to nuantu_app;
