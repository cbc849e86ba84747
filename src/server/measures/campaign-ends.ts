import type { Campaign, ExtendCampaign } from '../../contract/campaigns.ts';
import type { BodyOf } from '../../contract/operation.ts';
import type { Static } from 'typebox';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { newId } from '../platform/database/ids.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change } from '../platform/work/work.ts';
import { lockCampaign } from './sql.ts';
import * as sql from './sql-campaign-ends.ts';
import { listRoundFigures } from './sql-statistics.ts';
import type { StudyGuard } from './study-guard.ts';

type EndView = Static<typeof Campaign>['ends'][number];

interface EndRow {
  id: string;
  former_closes_at: Date;
  closes_at: Date;
  sealed_reason: Buffer | null;
  changed_by: string;
  changed_at: Date;
}

export function viewEnd(keys: OrganisationKeys, row: EndRow): EndView {
  const { id, sealed_reason: sealed } = row;
  const reason =
    sealed === null
      ? null
      : (keys.beside.opened(() => keys.openForOrganisation(place(id), sealed).toString('utf8')) ?? null);
  return {
    from: row.former_closes_at.toISOString(),
    to: row.closes_at.toISOString(),
    reason,
    by: row.changed_by,
    at: row.changed_at.toISOString(),
  };
}

function place(id: string) {
  return { table: 'campaign_end', column: 'sealed_reason', rowId: id };
}

/** @throws AppError not_found, campaign_not_open, campaign_closed */
export async function closeCampaign(change: Change, campaignId: string): Promise<void> {
  const { organisationId, now } = change;
  const row = await change.first(lockCampaign({ organisationId, id: campaignId }));
  if (row === undefined || change.actorId === null) throw new AppError('not_found');
  if (row.opened_at === null) throw new AppError('campaign_not_open');
  if (now >= row.closes_at) throw new AppError('campaign_closed');
  const opensAt = row.opens_at < now ? row.opens_at : now;
  change.push(sql.setEnd({ organisationId, id: campaignId, opensAt, closesAt: now, now }));
  change.push(
    sql.insertEnd({
      organisationId,
      id: newId(now.getTime()),
      campaignId,
      formerClosesAt: row.closes_at,
      closesAt: now,
      sealedReason: null,
      actorId: change.actorId,
      now,
    }),
  );
  change.audit({ action: 'campaign.close', subjectKind: 'campaign', subjectIds: [campaignId] });
}

/**
 * A later end, also of a round that is over. Never once its figures were told, here or by a study: they are told once, and answers
 * that come after would either be missing from them or tell of single persons (released-summary.ts holds the round while it
 * tells, a study waits for the guard).
 * @throws AppError not_found, campaign_not_open, campaign_counted, campaign_end_not_later
 */
export async function extendCampaign(
  change: Change,
  campaignId: string,
  body: BodyOf<typeof ExtendCampaign>,
  { holdRelease }: StudyGuard,
): Promise<void> {
  const { organisationId, now, keys, actorId } = change;
  const row = await change.first(lockCampaign({ organisationId, id: campaignId }));
  if (row === undefined || actorId === null) throw new AppError('not_found');
  const closesAt = new Date(body.closesAt);
  const [told] = await change.all(listRoundFigures({ organisationId, campaignId }));
  if (row.opened_at === null) throw new AppError('campaign_not_open');
  const isTold = told.length > 0 || (row.study_tag !== null && (await holdRelease(change, row.study_tag)));
  if (isTold) throw new AppError('campaign_counted');
  if (closesAt <= now || closesAt <= row.closes_at) {
    const field = { path: '/closesAt', code: 'campaign_end_not_later' as const };
    throw new AppError('invalid_request', { fields: [field] });
  }
  change.push(
    sql.insertEnd({
      organisationId,
      id: body.id,
      campaignId,
      formerClosesAt: row.closes_at,
      closesAt,
      sealedReason: keys.sealForOrganisation(place(body.id), body.reason),
      actorId,
      now,
    }),
  );
  change.push(sql.setEnd({ organisationId, id: campaignId, opensAt: row.opens_at, closesAt, now }));
  change.audit({
    action: 'campaign.extend',
    subjectKind: 'campaign',
    subjectIds: [campaignId],
    detail: { from: row.closes_at.toISOString(), to: closesAt.toISOString() },
  });
}
