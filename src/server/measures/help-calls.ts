import type { Static } from 'typebox';
import type { HelpCall } from '../../contract/help-calls.ts';
import { decideRequest, TALK_MINUTES, type TalkUrgency } from '../../domain/casework/asking-for-help.ts';
import { readClass } from '../clients/public.ts';
import { notify } from '../notifications/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { openCall, place, sealCall, UNREADABLE } from './help-call-words.ts';
import { helpCalled } from './notifications.ts';
import * as sql from './sql-help-calls.ts';
import { lockInvitation } from './sql-responses.ts';

type HelpCallView = Static<typeof HelpCall>;

interface Call {
  readonly id: string;
  readonly invitation: { readonly id: string; readonly class_id: string };
  readonly urgency: TalkUrgency;
  readonly words: string;
}

/**
 * Somebody of a class asks for a social worker. Sealed by the organisation's key, since there is no person yet whose key
 * could seal the words.
 * @throws AppError link_invalid, id_taken, asked_often
 */
export async function callForClass(change: Change, { id, invitation, urgency, words }: Call): Promise<void> {
  const { organisationId, now, keys } = change;
  // held: of many calls at once each finds the ones before it
  await change.first(lockInvitation({ organisationId, id: invitation.id }));
  const [[schoolClass], open] = await change.all(
    readClass({ organisationId, id: invitation.class_id }),
    sql.listOpenOfInvitation({ organisationId, invitationId: invitation.id }),
  );
  if (schoolClass === undefined) throw new AppError('link_invalid');
  // what nobody can read hears nobody: it takes no place from who calls now
  const heard = open.flatMap((call) => openCall(keys, call)?.urgency ?? []);
  const decision = decideRequest({ urgency, words }, heard);
  if (decision === 'heard') return;
  if (decision === 'too_many') throw new AppError('asked_often');
  const classId = schoolClass.id;
  const inserted = await change.first(
    sql.insertHelpCall({
      organisationId,
      id,
      invitationId: invitation.id,
      classId,
      siteId: schoolClass.site_id,
      sealed: sealCall(keys, id, { urgency, words }),
      now,
    }),
  );
  if (inserted === undefined) throw new AppError('id_taken');
  change.audit({ action: 'help_call.create', subjectKind: 'class', subjectIds: [classId] });
  notify(change, { kind: helpCalled, matterId: id });
  change.emit({ type: 'help_call.created', subjectId: id });
}

function pressing({ urgency }: HelpCallView): number {
  return Number(urgency === 'urgent');
}

/** Open calls of the classes within reach, the urgent ones first, then the longest waiting. */
export async function listHelpCalls(reading: Reading): Promise<{ items: HelpCallView[] }> {
  const { organisationId, keys } = reading;
  const [rows] = await reading.all(sql.listOpenHelpCalls({ organisationId }));
  if (rows.length > 0) {
    const subjectIds = [...new Set(rows.map(({ class_id: classId }) => classId))];
    await reading.audited({ action: 'help_call.list', subjectKind: 'class', subjectIds });
  }
  const items = rows.map((row) => {
    const { urgency, words } = openCall(keys, row) ?? UNREADABLE;
    return {
      id: row.id,
      classId: row.class_id,
      school: row.school,
      className: row.name,
      siteId: row.site_id,
      urgency,
      words: words === '' ? null : words,
      calledAt: row.called_at.toISOString(),
      dueAt: dueAt(urgency, row.called_at).toISOString(),
    };
  });
  // rows come by how long they wait, and a sort keeps the order of equals
  return { items: items.toSorted((left, right) => pressing(right) - pressing(left)) };
}

export async function countHelpCalls(reading: Reading) {
  const { organisationId, now, keys } = reading;
  const [rows] = await reading.all(sql.listOpenClocks({ organisationId }));
  const overdue = rows.filter((row) => {
    const { urgency } = openCall(keys, row) ?? UNREADABLE;
    return dueAt(urgency, row.called_at) < now;
  });
  return { open: rows.length, overdue: overdue.length };
}

function dueAt(urgency: TalkUrgency, calledAt: Date): Date {
  return new Date(calledAt.getTime() + TALK_MINUTES[urgency] * 60_000);
}

/**
 * Closed once; said again by the same person, since the answer was lost on the way, it answers the same.
 * @throws AppError not_found, help_call_closed
 */
export async function closeHelpCall(change: Change, id: string, note: string) {
  const { organisationId, actorId, now, keys } = change;
  const row = await change.first(sql.lockHelpCall({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  if (row.closed_at !== null) {
    const { sealed_note: sealed } = row;
    const said =
      sealed === null
        ? undefined
        : keys.beside.opened(() =>
            keys.openForOrganisation(place('sealed_note', id), sealed).toString('utf8'),
          );
    if (row.closed_by !== actorId || said !== note) throw new AppError('help_call_closed');
    return { id, closedAt: row.closed_at.toISOString() };
  }
  const sealedNote = keys.sealForOrganisation(place('sealed_note', id), note);
  change.push(sql.closeHelpCall({ organisationId, id, actorId, sealedNote, now }));
  change.audit({ action: 'help_call.close', subjectKind: 'class', subjectIds: [row.class_id] });
  return { id, closedAt: now.toISOString() };
}
