import { sql as raw } from 'kysely';
import { plain, prepare, query } from '../platform/database/statement.ts';

interface InOrganisation {
  organisationId: string;
}
interface OfId extends InOrganisation {
  id: string;
}
interface OfVolunteer extends InOrganisation {
  volunteerId: string;
}

export const readRules = prepare((p: InOrganisation) =>
  query
    .selectFrom('recognition_rules')
    .select(['star_hours', 'points_per_hour', 'points_since', 'version'])
    .where('organisation_id', '=', p.organisationId),
);

/** Nothing where another version stands there. The day on which points were switched on stays while they are on. */
export function putRules(
  p: InOrganisation & {
    starHours: readonly number[];
    pointsPerHour: number;
    pointsSince: string | null;
    version: number;
    by: string;
    now: Date;
  },
) {
  return plain<{ version: number }>(
    `insert into recognition_rules as kept (organisation_id, star_hours, points_per_hour, points_since, changed_by, changed_at)
     select $1, $2, $3, $4, $5, $6 where $7 = 0 or exists (select from recognition_rules where organisation_id = $1)
     on conflict (organisation_id) do update set star_hours = excluded.star_hours, points_per_hour = excluded.points_per_hour,
       points_since = case when excluded.points_since is null then null else coalesce(kept.points_since, excluded.points_since) end,
       changed_by = excluded.changed_by, changed_at = excluded.changed_at, version = kept.version + 1
     where kept.version = $7
     returning version`,
    [p.organisationId, p.starHours, p.pointsPerHour, p.pointsSince, p.by, p.now, p.version],
  );
}

/** Of whom hours count that nobody has looked at for stars. */
export const listDueStars = prepare((p: InOrganisation & { limit: number }) =>
  query
    .selectFrom('volunteer_star')
    .select('volunteer_id')
    .where('organisation_id', '=', p.organisationId)
    .where('due_at', 'is not', null)
    .orderBy('due_at')
    .limit(p.limit),
);

export const lockStar = prepare((p: OfVolunteer) =>
  query
    .selectFrom('volunteer_star')
    .select(['told_stars', 'due_at'])
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId)
    .forUpdate(),
);

export const noteStars = prepare((p: OfVolunteer & { told: number }) =>
  query
    .updateTable('volunteer_star')
    .set({ told_stars: p.told, due_at: null })
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId),
);

/** Refused by app.keep_points with NU481 where there are not so many. */
export const insertPoints = prepare(
  (p: OfId & OfVolunteer & { kind: string; sixtieths: number; sealed: Buffer; by: string; now: Date }) =>
    query.insertInto('point_entry').values({
      organisation_id: p.organisationId,
      id: p.id,
      volunteer_id: p.volunteerId,
      kind: p.kind,
      sixtieths: p.sixtieths,
      sealed: p.sealed,
      by_account: p.by,
      at: p.now,
    }),
);

const pointColumns = ['id', 'kind', 'sixtieths', 'sealed', 'volunteer_id', 'at'] as const;

export const readPoints = prepare((p: OfId) =>
  query
    .selectFrom('point_entry')
    .select(pointColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

/** The latest first. */
export const listPoints = prepare((p: OfVolunteer & { limit: number }) =>
  query
    .selectFrom('point_entry')
    .select(pointColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(p.limit),
);

export const sumPoints = prepare((p: OfVolunteer) =>
  query
    .selectFrom('point_entry')
    .select(raw<number>`coalesce(sum(sixtieths), 0)::int`.as('sixtieths'))
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId),
);

const evaluationColumns = [
  'id',
  'volunteer_id',
  'shift_id',
  'service_id',
  'replaces_id',
  'sealed',
  'by_account',
  'at',
] as const;

export const insertEvaluation = prepare(
  (
    p: OfId &
      OfVolunteer & {
        shiftId: string | null;
        serviceId: string | null;
        replacesId: string | null;
        sealed: Buffer;
        by: string;
        now: Date;
      },
  ) =>
    query.insertInto('volunteer_evaluation').values({
      organisation_id: p.organisationId,
      id: p.id,
      volunteer_id: p.volunteerId,
      shift_id: p.shiftId,
      service_id: p.serviceId,
      replaces_id: p.replacesId,
      sealed: p.sealed,
      by_account: p.by,
      at: p.now,
    }),
);

export const readEvaluation = prepare((p: OfId) =>
  query
    .selectFrom('volunteer_evaluation')
    .select(evaluationColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

/** With those that were corrected, the latest first. */
export const listEvaluations = prepare((p: OfVolunteer) =>
  query
    .selectFrom('volunteer_evaluation')
    .select(evaluationColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1_000),
);

/** Of these volunteers, those that no correction stands for; the earliest first. */
export const listEvaluationsOf = prepare((p: InOrganisation & { volunteerIds: string[] }) =>
  query
    .selectFrom('volunteer_evaluation as said')
    .select(['said.id', 'said.volunteer_id', 'said.sealed', 'said.at'])
    .where('said.organisation_id', '=', p.organisationId)
    .where(raw<boolean>`said.volunteer_id = any(${p.volunteerIds}::uuid[])`)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('volunteer_evaluation as later')
            .select('later.id')
            .whereRef('later.organisation_id', '=', 'said.organisation_id')
            .whereRef('later.replaces_id', '=', 'said.id'),
        ),
      ),
    )
    .orderBy('said.at')
    .orderBy('said.id'),
);

/** Answered twice, the first stands. */
export const insertAnswer = prepare((p: OfId & OfVolunteer & { sealed: Buffer; now: Date }) =>
  query
    .insertInto('volunteer_evaluation_answer')
    .values({
      organisation_id: p.organisationId,
      id: p.id,
      volunteer_id: p.volunteerId,
      sealed: p.sealed,
      at: p.now,
    })
    .onConflict((conflict) => conflict.doNothing()),
);

export const listAnswers = prepare((p: OfVolunteer) =>
  query
    .selectFrom('volunteer_evaluation_answer')
    .select(['id', 'sealed', 'at'])
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId)
    .limit(1_000),
);

/** A volunteer's own. */
export const listShiftEvaluationsBy = prepare((p: OfVolunteer) =>
  query
    .selectFrom('shift_evaluation')
    .select(['id', 'shift_id', 'grade', 'sealed', 'given_at'])
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId)
    .limit(1_000),
);

/** Two at once are one. */
export const insertShiftEvaluation = prepare(
  (
    p: OfId &
      OfVolunteer & { opportunityId: string; shiftId: string; grade: number; sealed: Buffer; now: Date },
  ) =>
    query
      .insertInto('shift_evaluation')
      .values({
        organisation_id: p.organisationId,
        id: p.id,
        opportunity_id: p.opportunityId,
        shift_id: p.shiftId,
        volunteer_id: p.volunteerId,
        grade: p.grade,
        sealed: p.sealed,
        given_at: p.now,
        changed_at: p.now,
      })
      .onConflict((conflict) => conflict.doNothing()),
);

/** Refused by app.keep_shift_evaluation with NU482 where it is too late. */
export const changeShiftEvaluation = prepare((p: OfId & { grade: number; sealed: Buffer; now: Date }) =>
  query
    .updateTable('shift_evaluation')
    .set({ grade: p.grade, sealed: p.sealed, changed_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

interface OfOpportunity extends InOrganisation {
  opportunityId: string;
}

export const sumShiftEvaluations = prepare((p: OfOpportunity) =>
  query
    .selectFrom('shift_evaluation')
    .select([
      raw<number>`count(*)::int`.as('count'),
      raw<number>`count(told_grade)::int`.as('told_count'),
      raw<number | null>`avg(told_grade)::float8`.as('mean'),
    ])
    .where('organisation_id', '=', p.organisationId)
    .where('opportunity_id', '=', p.opportunityId),
);

/** What may be told of the words: those whose whole lot still says what it said. */
export const listToldWords = prepare((p: OfOpportunity) =>
  query
    .selectFrom('shift_evaluation')
    .select(['id', 'volunteer_id', 'sealed', 'told_lot', 'told_with'])
    .where('organisation_id', '=', p.organisationId)
    .where('opportunity_id', '=', p.opportunityId)
    .where('told_lot', 'is not', null)
    .limit(5_000),
);

/** With the end of a volunteer: what staff said goes, what the volunteer said loses its words, and what was counted stays. */
export const deleteEvaluations = prepare((p: OfVolunteer) =>
  query
    .deleteFrom('volunteer_evaluation')
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId),
);

export const emptyShiftEvaluations = prepare((p: OfVolunteer) =>
  query
    .updateTable('shift_evaluation')
    .set({ sealed: null })
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId),
);

export const emptyPoints = prepare((p: OfVolunteer) =>
  query
    .updateTable('point_entry')
    .set({ sealed: null })
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId)
    .where('sealed', 'is not', null),
);

export const deleteStar = prepare((p: OfVolunteer) =>
  query
    .deleteFrom('volunteer_star')
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId),
);
