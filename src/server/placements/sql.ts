import { sql as raw } from 'kysely';
import { openPlacementStates } from '../../domain/placements/placement-life.ts';
import { withPersonKey } from '../platform/database/person-key.ts';
import { prepare, prepareVariants, query } from '../platform/database/statement.ts';

interface InOrganisation {
  organisationId: string;
}
interface OfId extends InOrganisation {
  id: string;
}
interface OfPlacement extends InOrganisation {
  placementId: string;
}

const columns = [
  'placement.id',
  'placement.site_id',
  'placement.account_id',
  'placement.from_day',
  'placement.until_day',
  'placement.agreed_minutes',
  'placement.state',
  'placement.sealed',
  'placement.sealed_reason',
  'placement.version',
] as const;

/** Minutes of a placement's hours that were not taken back. */
const minutesOf = (isConfirmed: boolean) =>
  raw<number>`coalesce((select sum(hours.minutes) from placement_hours hours
    where hours.organisation_id = placement.organisation_id and hours.placement_id = placement.id
      and hours.withdrawn_at is null and (hours.confirmed_at is not null) = ${raw.lit(isConfirmed)}), 0)::int`;

const placements = () =>
  withPersonKey(
    query
      .selectFrom('placement')
      .select(columns)
      .select([minutesOf(true).as('confirmed'), minutesOf(false).as('waiting')]),
    'placement.id',
  );

export const listPlacements = prepareVariants(
  (p: InOrganisation & { limit: number; before?: readonly [string, string] | undefined }) => {
    const rows = placements()
      .where('placement.organisation_id', '=', p.organisationId)
      .orderBy('placement.from_day', 'desc')
      .orderBy('placement.id', 'desc')
      .limit(p.limit);
    if (p.before === undefined) return rows;
    return rows.where(
      raw<boolean>`(placement.from_day, placement.id) < (${p.before[0]}::date, ${p.before[1]}::uuid)`,
    );
  },
);

export const readPlacement = prepare((p: OfPlacement) =>
  placements()
    .where('placement.organisation_id', '=', p.organisationId)
    .where('placement.id', '=', p.placementId),
);

export const listPlacementsById = prepare((p: InOrganisation & { ids: readonly string[] }) =>
  query
    .selectFrom('placement')
    .select(['id', 'account_id', 'state'])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`id = any(${p.ids}::uuid[])`),
);

/** Those of a practice supervisor that are not over. */
export const listOpenOf = prepare((p: InOrganisation & { accountId: string }) =>
  query
    .selectFrom('placement')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .where('state', 'in', openPlacementStates),
);

/** Whoever changes anything of a placement holds it first. */
export const lockPlacement = prepare((p: OfPlacement) =>
  query
    .selectFrom('placement')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.placementId)
    .forUpdate(),
);

interface Said {
  siteId: string;
  supervisorId: string;
  from: string;
  until: string;
  agreedMinutes: number;
  sealed: Buffer;
}
const said = (p: Said) => ({
  site_id: p.siteId,
  account_id: p.supervisorId,
  from_day: p.from,
  until_day: p.until,
  agreed_minutes: p.agreedMinutes,
  sealed: p.sealed,
});

export const insertPlacement = prepare((p: OfId & Said & { by: string; now: Date }) =>
  query.insertInto('placement').values({
    organisation_id: p.organisationId,
    id: p.id,
    ...said(p),
    state: 'planned',
    created_by: p.by,
    created_at: p.now,
    updated_at: p.now,
  }),
);

export const changePlacement = prepare((p: OfId & Said & { version: number; now: Date }) =>
  query
    .updateTable('placement')
    .set({ ...said(p), version: p.version, updated_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const movePlacement = prepare(
  (p: OfId & { state: string; sealedReason: Buffer | null; version: number; now: Date }) =>
    query
      .updateTable('placement')
      .set({ state: p.state, sealed_reason: p.sealedReason, version: p.version, updated_at: p.now })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id),
);

const hourColumns = [
  'id',
  'placement_id',
  'day',
  'minutes',
  'sealed',
  'entered_by',
  'entered_at',
  'confirmed_by',
  'confirmed_at',
  'withdrawn_at',
] as const;

export const listHours = prepare((p: OfPlacement) =>
  query
    .selectFrom('placement_hours')
    .select(hourColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('placement_id', '=', p.placementId)
    .orderBy('day', 'desc')
    .orderBy('id', 'desc'),
);

export const readHours = prepare((p: OfId) =>
  query
    .selectFrom('placement_hours')
    .select(hourColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const insertHours = prepare(
  (
    p: OfId & {
      placementId: string;
      supervisorId: string;
      day: string;
      minutes: number;
      sealed: Buffer;
      by: string;
      confirmedBy: string | null;
      confirmedAt: Date | null;
      now: Date;
    },
  ) =>
    query.insertInto('placement_hours').values({
      organisation_id: p.organisationId,
      id: p.id,
      placement_id: p.placementId,
      account_id: p.supervisorId,
      day: p.day,
      minutes: p.minutes,
      sealed: p.sealed,
      entered_by: p.by,
      entered_at: p.now,
      confirmed_by: p.confirmedBy,
      confirmed_at: p.confirmedAt,
    }),
);

export const confirmHours = prepare((p: OfId & { by: string; now: Date }) =>
  query
    .updateTable('placement_hours')
    .set({ confirmed_by: p.by, confirmed_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const withdrawHours = prepare((p: OfId & { by: string; now: Date }) =>
  query
    .updateTable('placement_hours')
    .set({ withdrawn_by: p.by, withdrawn_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const listEvaluations = prepare((p: OfPlacement) =>
  query
    .selectFrom('placement_evaluation')
    .select(['id', 'kind', 'number', 'sealed', 'written_by', 'written_at'])
    .where('organisation_id', '=', p.organisationId)
    .where('placement_id', '=', p.placementId)
    .orderBy(raw`kind = 'mid'`, 'desc')
    .orderBy('number', 'desc'),
);

export const insertEvaluation = prepare(
  (
    p: OfId & {
      placementId: string;
      supervisorId: string;
      kind: string;
      number: number;
      sealed: Buffer;
      by: string;
      now: Date;
    },
  ) =>
    query.insertInto('placement_evaluation').values({
      organisation_id: p.organisationId,
      id: p.id,
      placement_id: p.placementId,
      account_id: p.supervisorId,
      kind: p.kind,
      number: p.number,
      sealed: p.sealed,
      written_by: p.by,
      written_at: p.now,
    }),
);
