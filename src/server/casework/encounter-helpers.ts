import type { Static } from 'typebox';
import type { HelperView, NewHelper } from '../../contract/helpers.ts';
import { timesOfContact } from '../../domain/volunteers/help.ts';
import { isWithMinor } from './cases.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { AppError } from '../platform/work/errors.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Change } from '../platform/work/work.ts';
import { helpersOf } from '../volunteers/public.ts';
import type { CaseRow } from './case-records.ts';
import * as sql from './sql-encounters.ts';

export type HelperRow = RowOf<ReturnType<typeof sql.listHelpers>>;

/** Who they are is asked for by whoever may: a contact names nobody of the public. */
export function viewHelper(row: HelperRow): HelperView {
  return {
    id: row.id,
    volunteerId: row.volunteer_id,
    from: row.served_from.toISOString(),
    until: row.served_until.toISOString(),
  };
}

interface Contact {
  readonly id: string;
  readonly occurredAt: Date;
  readonly minutes: number;
}

/**
 * Writes down who helped at a contact. Of each app.note_help makes a time of service that waits for another person; whether the volunteer is checked
 * is told, and refuses nothing: it happened.
 * @param row the case, held
 * @throws AppError invalid_request; refuseHelper tells what the database refuses
 */
export function noteHelpers(
  change: Change,
  row: CaseRow,
  contact: Contact,
  said: readonly Static<typeof NewHelper>[],
): HelperView[] {
  const { organisationId, keys, now, timeZone, actorId } = change;
  if (actorId === null) throw new AppError('not_found');
  const usual = timesOfContact(contact, now);
  const helpers = helpersOf(said, { now, around: usual, usual });
  for (const helper of helpers)
    change.push(
      sql.insertHelper({
        organisationId,
        ...helper,
        encounterId: contact.id,
        caseId: row.id,
        clientId: row.client_id,
        siteId: row.site_id,
        workerIds: row.worker_ids,
        isWithMinors: isWithMinor(keys, row, dayIn(timeZone, contact.occurredAt)),
        notedBy: actorId,
        now,
      }),
    );
  // rows that name only one of both, under one request: whoever reads the audit can tell that they belong together
  for (const { volunteerId } of helpers)
    change.audit({ action: 'service.help', subjectKind: 'volunteer', subjectIds: [volunteerId] });
  return helpers.map(({ id, volunteerId, from, until }) => ({
    id,
    volunteerId,
    from: from.toISOString(),
    until: until.toISOString(),
  }));
}
