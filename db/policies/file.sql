call app.secure_table('file', 'person_or_none');
grant select, insert, delete on file to nuantu_app;
-- the place follows the person; what it hangs on, and who added it, stays
grant update (
  state, bytes, received, pieces, content_id, preview_id, preview_bytes, person_sealed, organisation_sealed, refusal, attempts,
  next_check_at, missing_since, expires_at
) on file to nuantu_app;

call app.secure_table('file_space', 'organisation');
grant select, insert on file_space to nuantu_app;
grant update (bytes) on file_space to nuantu_app;
