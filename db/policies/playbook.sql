-- Published models are global: read by everyone. An organisation writes what is its own; nobody changes a version.
call app.secure_shared_table('playbook', 'keeper_organisation_id = app.actor_organisation_id()');
grant select, insert on playbook to nuantu_app;

call app.secure_shared_table(
  'playbook_version',
  'owner_organisation_id = app.actor_organisation_id() and app.keeps_playbook(code)'
);
grant select, insert on playbook_version to nuantu_app;

call app.secure_table('playbook_draft', 'organisation');
grant select, insert, delete on playbook_draft to nuantu_app;
grant update (content, summary, proposal_ids, submitted_at, submitted_by, remark, changed_by, updated_at, version)
  on playbook_draft to nuantu_app;

call app.secure_shared_table('playbook_adoption', 'organisation_id = app.actor_organisation_id()');
grant select, insert, delete on playbook_adoption to nuantu_app;
grant update (playbook_id, adopted_at) on playbook_adoption to nuantu_app;

-- the words of a proposal stay; whoever keeps the model decides what comes into it
call app.secure_shared_table('playbook_proposal', 'organisation_id = app.actor_organisation_id()');
create policy update_as_keeper on playbook_proposal for update to nuantu_app
  using (app.keeps_playbook(code)) with check (app.keeps_playbook(code));
grant select, insert on playbook_proposal to nuantu_app;
grant update (state, answer, decided_at, merged_in) on playbook_proposal to nuantu_app;

call app.secure_shared_table('playbook_comment', 'organisation_id = app.actor_organisation_id()');
grant select, insert on playbook_comment to nuantu_app;

call app.secure_shared_table('material', 'organisation_id = app.actor_organisation_id()');
grant select, insert on material to nuantu_app;
grant update (file_name, media_type, bytes, sha256, file_id, withdrawn_at) on material to nuantu_app;

call app.secure_shared_table(
  'material_file',
  'exists (select from material where id = material_id and organisation_id = app.actor_organisation_id())'
);
-- only a start of the server takes from there what earlier versions left
grant select on material_file to nuantu_app;
