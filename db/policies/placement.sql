-- whoever looks after the student, and whoever manages all placements, who alone plans them and says who looks after whom
call app.secure_table('placement', 'holder');
alter policy insert_holder on placement
  with check (organisation_id = app.actor_organisation_id() and app.actor_scope() = 'organisation');
grant select, insert on placement to nuantu_app;
grant update (site_id, account_id, from_day, until_day, agreed_minutes, state, sealed, sealed_reason, updated_at, version)
  on placement to nuantu_app;

-- whose it is follows the placement by its key
call app.secure_table('placement_hours', 'holder');
grant select, insert on placement_hours to nuantu_app;
grant update (sealed, confirmed_by, confirmed_at, withdrawn_by, withdrawn_at) on placement_hours to nuantu_app;

call app.secure_table('placement_evaluation', 'holder');
grant select, insert on placement_evaluation to nuantu_app;
grant update (sealed) on placement_evaluation to nuantu_app;
