-- Publishing ends the draft: whoever sends it again, since the answer was lost, is answered by the version that it became.
alter table playbook_version
  add column draft_id uuid,
  add constraint playbook_version_draft_key unique (owner_organisation_id, draft_id);
comment on column playbook_version.draft_id is 'the draft of its owner that it was; null where it came with the product, or before this was kept';
