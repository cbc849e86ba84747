-- who was given which right, and who could take whose place: told at once to auditors and supervisors
create index audit_event_account_idx on audit_event (organisation_id, id)
  where action in ('account.invite', 'account.roles', 'account.reset');
