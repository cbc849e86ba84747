call app.secure_table('school_class', 'organisation');
grant select, insert on school_class to nuantu_app;

call app.secure_table('client', 'person');
grant select, insert on client to nuantu_app;
grant update (site_id, worker_ids, class_id, region_code, status, risk_level, sex, birth_year, card, profile,
  field_versions, updated_at, version) on client to nuantu_app;

call app.secure_table('client_entry', 'person');
grant select, insert, delete on client_entry to nuantu_app;

call app.secure_table('client_name_list', 'organisation');
grant select, insert on client_name_list to nuantu_app;
grant update (length) on client_name_list to nuantu_app;

-- claimed by app.claim_numbers alone
call app.secure_table('number_claim', 'organisation');

-- what older versions left: rewritten into client_entry at the first start
call app.secure_table('client_token', 'person');
grant select, delete on client_token to nuantu_app;

call app.secure_table('guardian', 'person');
grant select, insert, delete on guardian to nuantu_app;
grant update (relation, sealed, updated_at, version) on guardian to nuantu_app;

call app.secure_table('client_relative', 'person');
grant select, insert, delete on client_relative to nuantu_app;
grant update (relation) on client_relative to nuantu_app;

call app.secure_table('consent', 'person');
grant select, insert on consent to nuantu_app;
grant update (withdrawn_on, updated_at) on consent to nuantu_app;

-- counts only; readable at every scope of the organisation, and shown only after suppression
call app.secure_table('client_count', 'organisation');
grant select, insert, delete on client_count to nuantu_app;
grant select on client_count to nuantu_report;

-- headings as keyed codes, and what they mean: nobody's data
call app.secure_table('roster_column', 'site');
grant select, insert, delete on roster_column to nuantu_app;
grant update (field, updated_at) on roster_column to nuantu_app;
