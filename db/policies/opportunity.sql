-- what is published is read by everybody; drafts by the organisation's staff
call app.secure_table('opportunity', 'published');
grant select, insert on opportunity to nuantu_app;
grant update (site_id, site_name, region_code, programme, title, category, description, risks, place, requirements,
  confirm_hours, check_in, state, updated_at, version) on opportunity to nuantu_app;

call app.secure_table('shift', 'published');
grant select, insert on shift to nuantu_app;
grant update (starts_at, ends_at, state, is_published, updated_at, version) on shift to nuantu_app;

-- the counts are written by the sign-ups' triggers alone
call app.secure_table('shift_place', 'published');
grant select, insert (organisation_id, shift_id, role, capacity, is_published) on shift_place to nuantu_app;
grant update (capacity, is_published) on shift_place to nuantu_app;

-- how it stands at first, in which order and when, is decided by app.take_place
call app.secure_table('sign_up', 'by_volunteer');
grant select, insert (organisation_id, id, shift_id, role, volunteer_id, is_overlap_allowed, signed_at, signed_by, changed_at)
  on sign_up to nuantu_app;
grant update (state, starts_at, ends_at, is_overlap_allowed, confirm_by, left_because, changed_at, reminded_at)
  on sign_up to nuantu_app;

-- each holder's own
call app.secure_table('shift_feed', 'holder');
grant select, insert, delete on shift_feed to nuantu_app;
grant update (token_hash, created_at, used_at) on shift_feed to nuantu_app;
