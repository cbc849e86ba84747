import { sql as raw } from 'kysely';
import { isOlder } from '../platform/database/behind.ts';
import { prepare, prepareVariants, query } from '../platform/database/statement.ts';

interface InOrganisation {
  organisationId: string;
}
interface OfId extends InOrganisation {
  id: string;
}

const sessions = query
  .selectFrom('supervision_session as held')
  .select([
    'held.id',
    'held.kind',
    'held.supervisor_id',
    'held.participant_ids',
    'held.held_at',
    'held.minutes',
    'held.sealed',
    'held.replaces_id',
    'held.recorded_by',
    'held.recorded_at',
    'held.corrected_at',
    'held.withdrawn_at',
    'held.confirmed_by',
  ]);

export const insertSession = prepare(
  (
    p: OfId & {
      kind: string;
      supervisorId: string | null;
      participantIds: string[];
      heldAt: Date;
      minutes: number;
      sealed: Buffer;
      replacesId: string | null;
      by: string;
      now: Date;
    },
  ) =>
    query.insertInto('supervision_session').values({
      organisation_id: p.organisationId,
      id: p.id,
      kind: p.kind,
      supervisor_id: p.supervisorId,
      participant_ids: p.participantIds,
      held_at: p.heldAt,
      minutes: p.minutes,
      sealed: p.sealed,
      replaces_id: p.replacesId,
      recorded_by: p.by,
      recorded_at: p.now,
    }),
);

export const readSession = prepare((p: OfId) =>
  sessions.where('held.organisation_id', '=', p.organisationId).where('held.id', '=', p.id),
);

/** Held, so that it is corrected or withdrawn by one. */
export const lockSession = prepare((p: OfId) =>
  query
    .selectFrom('supervision_session')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .forUpdate(),
);

/** Another stands for it from now on. */
export const markCorrected = prepare((p: OfId & { now: Date }) =>
  query
    .updateTable('supervision_session')
    .set({ corrected_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

/** By somebody else than who wrote it down, once. */
export const confirmSession = prepare((p: OfId & { by: string; now: Date }) =>
  query
    .updateTable('supervision_session')
    .set({ confirmed_by: p.by, confirmed_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .where('confirmed_by', 'is', null),
);

export const withdrawSession = prepare((p: OfId & { sealed: Buffer; by: string; now: Date }) =>
  query
    .updateTable('supervision_session')
    .set({ sealed: p.sealed, withdrawn_at: p.now, withdrawn_by: p.by })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

/** Of the organisation; the latest first. */
export const listSessions = prepareVariants(
  (p: InOrganisation & { afterAt: string | undefined; afterId: string | undefined; limit: number }) => {
    let list = sessions.where('held.organisation_id', '=', p.organisationId);
    if (p.afterAt !== undefined)
      list = list.where(isOlder('held.held_at', 'held.id', { at: p.afterAt, id: p.afterId }));
    return list.orderBy('held.held_at', 'desc').orderBy('held.id', 'desc').limit(p.limit);
  },
);

/** That somebody had or gave; the latest first. */
export const listSessionsOf = prepare((p: InOrganisation & { accountId: string; limit: number }) =>
  sessions
    .where('held.organisation_id', '=', p.organisationId)
    .where(
      raw<boolean>`(held.supervisor_id = ${p.accountId}::uuid or ${p.accountId}::uuid = any(held.participant_ids))`,
    )
    .orderBy('held.held_at', 'desc')
    .orderBy('held.id', 'desc')
    .limit(p.limit),
);

export const listSessionsById = prepare((p: InOrganisation & { ids: string[] }) =>
  sessions
    .where('held.organisation_id', '=', p.organisationId)
    .where(raw<boolean>`held.id = any(${p.ids}::uuid[])`),
);

/** What counts since an instant: neither corrected nor withdrawn, with who does not agree to it. */
export const listCounted = prepare((p: InOrganisation & { from: Date }) =>
  query
    .selectFrom('supervision_session as held')
    .select([
      'held.id',
      'held.supervisor_id',
      'held.participant_ids',
      'held.held_at',
      'held.minutes',
      'held.recorded_by',
      'held.confirmed_by',
    ])
    .select(({ selectFrom }) =>
      selectFrom('supervision_word as word')
        .select(raw<string[]>`coalesce(array_agg(word.account_id), '{}')`.as('ids'))
        .whereRef('word.organisation_id', '=', 'held.organisation_id')
        .whereRef('word.session_id', '=', 'held.id')
        .where('word.is_agreed', '=', false)
        .as('disagreeing'),
    )
    .where('held.organisation_id', '=', p.organisationId)
    .where('held.held_at', '>=', p.from)
    .where('held.corrected_at', 'is', null)
    .where('held.withdrawn_at', 'is', null),
);

export const listWords = prepare((p: InOrganisation & { sessionIds: string[] }) =>
  query
    .selectFrom('supervision_word')
    .select(['session_id', 'account_id', 'is_agreed', 'sealed', 'at'])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`session_id = any(${p.sessionIds}::uuid[])`)
    .orderBy('at'),
);

export const putWord = prepare(
  (
    p: InOrganisation & {
      sessionId: string;
      accountId: string;
      isAgreed: boolean;
      sealed: Buffer;
      now: Date;
    },
  ) =>
    query
      .insertInto('supervision_word')
      .values({
        organisation_id: p.organisationId,
        session_id: p.sessionId,
        account_id: p.accountId,
        is_agreed: p.isAgreed,
        sealed: p.sealed,
        at: p.now,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['organisation_id', 'session_id', 'account_id'])
          .doUpdateSet({ is_agreed: p.isAgreed, sealed: p.sealed, at: p.now }),
      ),
);
