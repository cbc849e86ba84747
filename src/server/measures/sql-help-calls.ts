import { sql as raw } from 'kysely';
import { withClassName } from '../clients/public.ts';
import { prepare, query } from '../platform/database/statement.ts';
import { beforeCreation } from '../platform/work/creation.ts';

interface Row {
  organisationId: string;
  id: string;
}

export const readCall = prepare((p: Row) =>
  query
    .selectFrom('help_call')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

/** Empty when the id is taken. */
export const insertHelpCall = prepare(
  (
    p: Row & {
      invitationId: string;
      classId: string;
      siteId: string;
      sealed: Buffer;
      now: Date;
    },
  ) =>
    query
      .insertInto('help_call')
      .values({
        organisation_id: p.organisationId,
        id: p.id,
        invitation_id: p.invitationId,
        class_id: p.classId,
        site_id: p.siteId,
        worker_ids: [],
        sealed: p.sealed,
        called_at: p.now,
      })
      .onConflict((conflict) => conflict.columns(['organisation_id', 'id']).doNothing())
      .returning('id'),
);

const helpCall = withClassName(query.selectFrom('help_call'), 'help_call.class_id').select([
  'help_call.id',
  'help_call.invitation_id',
  'help_call.class_id',
  'help_call.site_id',
  'help_call.sealed',
  'help_call.called_at',
  'help_call.closed_at',
]);

export const listOpenHelpCalls = prepare((p: { organisationId: string }) =>
  helpCall
    .where('help_call.organisation_id', '=', p.organisationId)
    .where('help_call.closed_at', 'is', null)
    .orderBy('help_call.called_at')
    .orderBy('help_call.id'),
);

export const listOpenClocks = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('help_call')
    .select(['id', 'sealed', 'called_at'])
    .where('organisation_id', '=', p.organisationId)
    .where('closed_at', 'is', null),
);

export const listOpenOfInvitation = prepare((p: { organisationId: string; invitationId: string }) =>
  query
    .selectFrom('help_call')
    .select(['id', 'sealed'])
    .where('organisation_id', '=', p.organisationId)
    .where('invitation_id', '=', p.invitationId)
    .where('closed_at', 'is', null),
);

/** A call by the same slip, made before a request that added nothing to it. */
export const readEarlierCall = prepare((p: Row & { invitationId: string }) =>
  beforeCreation(query.selectFrom('help_call'), 'help_call.called_at', p.id)
    .select('help_call.id')
    .where('help_call.organisation_id', '=', p.organisationId)
    .where('help_call.invitation_id', '=', p.invitationId)
    .limit(1),
);

export const lockHelpCall = prepare((p: Row) =>
  query
    .selectFrom('help_call')
    .select(['id', 'class_id', 'closed_at', 'closed_by', 'sealed_note'])
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .forUpdate(),
);

export const closeHelpCall = prepare((p: Row & { actorId: string | null; sealedNote: Buffer; now: Date }) =>
  query
    .updateTable('help_call')
    .set({ closed_at: p.now, closed_by: p.actorId, sealed_note: p.sealedNote })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const listCallsById = prepare((p: { organisationId: string; ids: string[] }) =>
  query
    .selectFrom('help_call')
    .select(['id', 'site_id', 'sealed', 'closed_at'])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`id = any(${p.ids}::uuid[])`),
);
