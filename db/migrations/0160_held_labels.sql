-- Whoever registers a person learns that somebody of the organisation has the same number, also where they may not see who:
-- two records of one child are worse than the knowledge that there is one. Labels are keyed codes; nothing else is said.
create function app.held_labels(labels bigint[], beside uuid) returns setof bigint
language sql stable security definer rows 10 set search_path = '' as $$
  select distinct label from public.client_entry
  where organisation_id = app.actor_organisation_id() and label = any(labels)
    and (beside is null or client_id <> beside)
$$;
revoke execute on function app.held_labels(bigint[], uuid) from public;
grant execute on function app.held_labels(bigint[], uuid) to nuantu_app;
