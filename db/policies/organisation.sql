-- reference data: organisations and regions are public names; only the operator role of the application writes them
grant select on region, organisation to nuantu_app, nuantu_report;
grant insert on organisation to nuantu_app;
grant update (name, name_en, region_code, suppress_below, updated_at, version) on organisation to nuantu_app;

call app.secure_table('site', 'organisation');
grant select, insert on site to nuantu_app;
grant update (code, kind, name, region_code, updated_at, version) on site to nuantu_app;
grant select on site to nuantu_report;

-- ids and keyed digests, no content; forgotten after a time in which nobody sends a request again
call app.secure_table('creation', 'organisation');
grant select, insert, delete on creation to nuantu_app;
