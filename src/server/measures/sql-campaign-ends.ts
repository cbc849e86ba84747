import { prepare, query } from '../platform/database/statement.ts';

interface Row {
  organisationId: string;
  id: string;
}

/** A round that was to begin later neither begins nor stays to come. */
export const setEnd = prepare((p: Row & { opensAt: Date; closesAt: Date; now: Date }) =>
  query
    .updateTable('campaign')
    .set({ opens_at: p.opensAt, closes_at: p.closesAt, updated_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

interface NewEnd extends Row {
  campaignId: string;
  formerClosesAt: Date;
  closesAt: Date;
  sealedReason: Buffer | null;
  actorId: string;
  now: Date;
}

export const insertEnd = prepare((p: NewEnd) =>
  query.insertInto('campaign_end').values({
    organisation_id: p.organisationId,
    id: p.id,
    campaign_id: p.campaignId,
    former_closes_at: p.formerClosesAt,
    closes_at: p.closesAt,
    sealed_reason: p.sealedReason,
    changed_by: p.actorId,
    changed_at: p.now,
  }),
);

const endColumns = [
  'id',
  'former_closes_at',
  'closes_at',
  'sealed_reason',
  'changed_by',
  'changed_at',
] as const;

export const listEnds = prepare((p: { organisationId: string; campaignId: string }) =>
  query
    .selectFrom('campaign_end')
    .select(endColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('campaign_id', '=', p.campaignId)
    .orderBy('changed_at', 'desc')
    .orderBy('id', 'desc'),
);
