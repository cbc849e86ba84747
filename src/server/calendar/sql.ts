import { prepare, query } from '../platform/database/statement.ts';

interface InOrganisation {
  organisationId: string;
}

const feedColumns = ['id', 'account_id', 'site_id', 'created_at', 'used_at'] as const;

export const findFeed = prepare((p: InOrganisation & { tokenHash: Buffer }) =>
  query
    .selectFrom('calendar_feed')
    .select(feedColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('token_hash', '=', p.tokenHash),
);

export const readOwnFeed = prepare((p: InOrganisation & { accountId: string }) =>
  query
    .selectFrom('calendar_feed')
    .select(feedColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .where('site_id', 'is', null),
);

export const listSiteFeeds = prepare((p: InOrganisation) =>
  query
    .selectFrom('calendar_feed')
    .select(feedColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('site_id', 'is not', null)
    .orderBy('site_id'),
);

interface NewFeed extends InOrganisation {
  id: string;
  accountId: string;
  tokenHash: Buffer;
  now: Date;
}

/** The address before it opens nothing any more. */
export const putOwnFeed = prepare((p: NewFeed) =>
  query
    .insertInto('calendar_feed')
    .values({
      organisation_id: p.organisationId,
      id: p.id,
      account_id: p.accountId,
      token_hash: p.tokenHash,
      created_at: p.now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'account_id'])
        .where('site_id', 'is', null)
        .doUpdateSet({ token_hash: p.tokenHash, created_at: p.now, used_at: null }),
    ),
);

/** The same of a site; whoever made the last one is the one in whose name it is read. */
export const putSiteFeed = prepare((p: NewFeed & { siteId: string }) =>
  query
    .insertInto('calendar_feed')
    .values({
      organisation_id: p.organisationId,
      id: p.id,
      account_id: p.accountId,
      site_id: p.siteId,
      token_hash: p.tokenHash,
      created_at: p.now,
    })
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'site_id']).where('site_id', 'is not', null).doUpdateSet({
        account_id: p.accountId,
        token_hash: p.tokenHash,
        created_at: p.now,
        used_at: null,
      }),
    ),
);

export const endOwnFeed = prepare((p: InOrganisation & { accountId: string }) =>
  query
    .deleteFrom('calendar_feed')
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .where('site_id', 'is', null)
    .returning('id'),
);

export const endSiteFeed = prepare((p: InOrganisation & { siteId: string }) =>
  query
    .deleteFrom('calendar_feed')
    .where('organisation_id', '=', p.organisationId)
    .where('site_id', '=', p.siteId)
    .returning('id'),
);

/** Also those of sites that are read in the account's name. */
export const endFeedsOf = prepare((p: InOrganisation & { accountId: string }) =>
  query
    .deleteFrom('calendar_feed')
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId),
);

/** By the token: an address that was replaced meanwhile was not used. */
export const touchFeed = prepare((p: InOrganisation & { tokenHash: Buffer; now: Date }) =>
  query
    .updateTable('calendar_feed')
    .set({ used_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('token_hash', '=', p.tokenHash),
);
