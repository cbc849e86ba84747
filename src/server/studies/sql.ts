import { sql as raw } from 'kysely';
import { withClassList } from '../clients/public.ts';
import { once, prepare, query, type Statement } from '../platform/database/statement.ts';

interface Row {
  organisationId: string;
  id: string;
}

const studyColumns = ['id', 'protocol', 'protocol_hash', 'registered_at', 'created_at', 'version'] as const;

/** Empty when the id is taken. */
export const insertStudy = prepare((p: Row & { protocol: string; createdBy: string; now: Date }) =>
  query
    .insertInto('study')
    .values({
      organisation_id: p.organisationId,
      id: p.id,
      protocol: p.protocol,
      created_by: p.createdBy,
      created_at: p.now,
      updated_at: p.now,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'id']).doNothing())
    .returning('id'),
);

export const readStudy = prepare((p: Row) =>
  query
    .selectFrom('study')
    .select(studyColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const lockStudy = prepare((p: Row) =>
  query
    .selectFrom('study')
    .select(studyColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .forUpdate(),
);

export const listStudies = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('study')
    .select(studyColumns)
    .where('organisation_id', '=', p.organisationId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc'),
);

export const changeProtocol = prepare((p: Row & { protocol: string; version: number; now: Date }) =>
  query
    .updateTable('study')
    .set({ protocol: p.protocol, version: p.version, updated_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const registerStudy = prepare(
  (p: Row & { hash: string; registeredBy: string; version: number; now: Date }) =>
    query
      .updateTable('study')
      .set({
        protocol_hash: p.hash,
        registered_at: p.now,
        registered_by: p.registeredBy,
        version: p.version,
        updated_at: p.now,
      })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id),
);

const siteColumns = [
  'study_id',
  'owner_organisation_id',
  'protocol',
  'protocol_hash',
  'registered_at',
  'delivered_at',
  'accepted_at',
] as const;

/** What was delivered already stays as it came. */
export const insertSite = prepare(
  (p: {
    organisationId: string;
    studyId: string;
    ownerId: string;
    protocol: string;
    hash: string;
    registeredAt: Date;
    now: Date;
  }) =>
    query
      .insertInto('study_site')
      .values({
        organisation_id: p.organisationId,
        study_id: p.studyId,
        owner_organisation_id: p.ownerId,
        protocol: p.protocol,
        protocol_hash: p.hash,
        registered_at: p.registeredAt,
        delivered_at: p.now,
      })
      .onConflict((conflict) => conflict.columns(['organisation_id', 'study_id']).doNothing())
      .returning('study_id'),
);

export const readSite = prepare((p: { organisationId: string; studyId: string }) =>
  query
    .selectFrom('study_site')
    .select(siteColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('study_id', '=', p.studyId),
);

export const readInterviews = prepare((p: { organisationId: string; studyId: string }) =>
  query
    .selectFrom('study_interviews')
    .select(['findings', 'version'])
    .where('organisation_id', '=', p.organisationId)
    .where('study_id', '=', p.studyId),
);

/** Writes the first version, or the one after `version`; empty where another came in between. */
export const writeInterviews = prepare(
  (p: {
    organisationId: string;
    studyId: string;
    findings: Buffer;
    changedBy: string;
    now: Date;
    version: number;
  }) =>
    query
      .insertInto('study_interviews')
      .values({
        organisation_id: p.organisationId,
        study_id: p.studyId,
        findings: p.findings,
        changed_by: p.changedBy,
        changed_at: p.now,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['organisation_id', 'study_id'])
          .doUpdateSet(({ ref }) => ({
            findings: ref('excluded.findings'),
            changed_by: ref('excluded.changed_by'),
            changed_at: ref('excluded.changed_at'),
            version: raw<number>`study_interviews.version + 1`,
          }))
          .where('study_interviews.version', '=', p.version),
      )
      .returning('version'),
);

export const lockSite = prepare((p: { organisationId: string; studyId: string }) =>
  query
    .selectFrom('study_site')
    .select(siteColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('study_id', '=', p.studyId)
    .forUpdate(),
);

export const listSites = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('study_site')
    .select(siteColumns)
    .where('organisation_id', '=', p.organisationId)
    .orderBy('registered_at', 'desc')
    .orderBy('study_id', 'desc'),
);

export const acceptSite = prepare(
  (p: { organisationId: string; studyId: string; acceptedBy: string; now: Date }) =>
    query
      .updateTable('study_site')
      .set({ accepted_at: p.now, accepted_by: p.acceptedBy })
      .where('organisation_id', '=', p.organisationId)
      .where('study_id', '=', p.studyId),
);

export const forgetClasses = prepare((p: { organisationId: string; studyId: string }) =>
  query
    .deleteFrom('study_class')
    .where('organisation_id', '=', p.organisationId)
    .where('study_id', '=', p.studyId),
);

export function assignClasses(
  p: { organisationId: string; studyId: string; assignedBy: string; now: Date },
  classes: readonly { classId: string; arm: string }[],
): Statement<unknown> {
  return once(
    query.insertInto('study_class').values(
      classes.map(({ classId, arm }) => ({
        organisation_id: p.organisationId,
        study_id: p.studyId,
        class_id: classId,
        arm,
        assigned_by: p.assignedBy,
        assigned_at: p.now,
      })),
    ),
  );
}

/** Classes of a study with how many are on their lists, as far as the actor may see persons. */
export const listClasses = prepare((p: { organisationId: string; studyId: string }) =>
  withClassList(query.selectFrom('study_class'), 'study_class.class_id')
    .select(['study_class.class_id', 'study_class.arm'])
    .where('study_class.organisation_id', '=', p.organisationId)
    .where('study_class.study_id', '=', p.studyId)
    .groupBy(['study_class.class_id', 'study_class.arm']),
);

export const insertAmendment = prepare(
  (p: Row & { studyId: string; amendment: string; reason: string; madeAt: Date }) =>
    query
      .insertInto('study_amendment')
      .values({
        organisation_id: p.organisationId,
        id: p.id,
        study_id: p.studyId,
        amendment: p.amendment,
        reason: p.reason,
        made_at: p.madeAt,
      })
      .onConflict((conflict) => conflict.columns(['organisation_id', 'id']).doNothing()),
);

export const listAmendments = prepare((p: { organisationId: string; studyId: string }) =>
  query
    .selectFrom('study_amendment')
    .select(['id', 'amendment', 'reason', 'made_at'])
    .where('organisation_id', '=', p.organisationId)
    .where('study_id', '=', p.studyId)
    .orderBy('made_at')
    .orderBy('id'),
);

/** Once; one that was written before releases were signed is signed. */
export const insertRelease = prepare(
  (p: {
    organisationId: string;
    studyId: string;
    fromOrganisationId: string;
    content: string;
    hash: string;
    releasedBy: string | null;
    releasedAt: Date;
    signature: Buffer;
    signingKeyId: string;
  }) =>
    query
      .insertInto('study_release')
      .values({
        organisation_id: p.organisationId,
        study_id: p.studyId,
        from_organisation_id: p.fromOrganisationId,
        content: p.content,
        content_hash: p.hash,
        released_by: p.releasedBy,
        released_at: p.releasedAt,
        signature: p.signature,
        signing_key_id: p.signingKeyId,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['organisation_id', 'study_id', 'from_organisation_id'])
          .doUpdateSet(({ ref }) => ({
            signature: ref('excluded.signature'),
            signing_key_id: ref('excluded.signing_key_id'),
          }))
          .where('study_release.signature', 'is', null),
      ),
);

export const listReleases = prepare((p: { organisationId: string; studyId: string }) =>
  query
    .selectFrom('study_release')
    .select([
      'from_organisation_id',
      'content',
      'content_hash',
      'released_at',
      'delivered_at',
      'signature',
      'signing_key_id',
    ])
    .where('organisation_id', '=', p.organisationId)
    .where('study_id', '=', p.studyId)
    .orderBy('released_at'),
);

/** A row, where the organisation's own sums left. */
export const readOwnReleased = prepare((p: { organisationId: string; studyId: string }) =>
  query
    .selectFrom('study_release')
    .select('released_at')
    .where('organisation_id', '=', p.organisationId)
    .where('study_id', '=', p.studyId)
    .where('from_organisation_id', '=', p.organisationId),
);

/** When the organisation's own sums left, by study. */
export const listOwnReleases = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('study_release')
    .select(['study_id', 'released_at'])
    .where('organisation_id', '=', p.organisationId)
    .where('from_organisation_id', '=', p.organisationId),
);
