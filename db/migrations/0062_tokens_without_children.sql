-- Any token could make others that outlived it, and no row says by what a token was made: every token that was made
-- while another of the same account was open may be such a child, and ends.
update session child set revoked_at = now()
  where child.kind = 'token' and child.revoked_at is null
    and exists (
      select from session parent
      where parent.organisation_id = child.organisation_id and parent.account_id = child.account_id
        and parent.kind = 'token' and parent.created_at < child.created_at
        and parent.expires_at > child.created_at
        and (parent.revoked_at is null or parent.revoked_at > child.created_at)
    );
