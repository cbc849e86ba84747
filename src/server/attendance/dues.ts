import type { ServiceDueView } from '../../contract/attendance.ts';
import { recordedBy, type ServiceSource } from '../../domain/volunteers/service.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Reading } from '../platform/work/work.ts';
import { listKeysOf, openPart, readCandidates } from '../volunteers/public.ts';
import * as sql from './sql.ts';

const MOST = 500;
const DAY_MS = 86_400_000;
/** What nobody looked at for a year stands in no list any more. */
const BACK_MS = 366 * DAY_MS;
/** Whoever is about to check out is not missing yet. */
const AFTER_MS = 2 * 3_600_000;

/** Service that is not recorded yet, what is due first at the head. */
export async function listServiceDues(reading: Reading): Promise<{ items: ServiceDueView[] }> {
  const { organisationId, now, timeZone, keys } = reading;
  const since = new Date(now.getTime() - BACK_MS);
  const before = new Date(now.getTime() - AFTER_MS);
  const [unrecorded, pending] = await reading.all(
    sql.listUnrecorded({ organisationId, since, before, limit: MOST }),
    sql.listPending({ organisationId, limit: MOST }),
  );
  const subjectIds = [...new Set([...unrecorded, ...pending].map((row) => row.volunteer_id))];
  const [people, [keyRows]] = await Promise.all([
    readCandidates(reading, subjectIds),
    reading.all(listKeysOf({ organisationId, volunteerIds: subjectIds })),
  ]);
  const keyOf = new Map(keyRows.map((row) => [row.id, row]));
  await reading.audited({ action: 'service.due', subjectKind: 'volunteer', subjectIds });
  const today = dayIn(timeZone, now);
  const due = (row: DueRow) => {
    const dueOn = recordedBy(dayIn(timeZone, row.ends_at));
    const person = people.get(row.volunteer_id);
    return {
      volunteerId: row.volunteer_id,
      volunteerNumber: person?.number ?? '',
      name: person?.name ?? null,
      title: row.title,
      siteName: row.site_name,
      startsAt: row.starts_at.toISOString(),
      endsAt: row.ends_at.toISOString(),
      dueOn,
      isOverdue: dueOn < today,
    };
  };
  const items = [
    ...unrecorded.map((row) => ({
      ...due(row),
      kind: row.is_there ? ('not_checked_out' as const) : ('nobody_checked' as const),
      shiftId: row.shift_id,
      signUpId: row.sign_up_id,
      serviceId: null,
      minutes: null,
      source: null,
      reason: '',
      enteredBy: null,
    })),
    ...pending.map((row) => ({
      ...due({ ...row, starts_at: row.served_from, ends_at: row.served_until }),
      kind: 'to_approve' as const,
      shiftId: row.shift_id,
      signUpId: null,
      serviceId: row.id,
      minutes: row.minutes,
      source: row.source as ServiceSource,
      reason: reasonOf(row),
      enteredBy: row.entered_by,
    })),
  ];
  return { items: items.sort(byDue).slice(0, MOST) };

  function reasonOf(row: { id: string; volunteer_id: string; sealed: Buffer | null }): string {
    const person = keyOf.get(row.volunteer_id);
    if (person === undefined) return '';
    return (
      openPart(keys.beside, person, { table: 'service_record', rowId: row.id }, row.sealed)?.reason ?? ''
    );
  }
}

interface DueRow {
  readonly volunteer_id: string;
  readonly title: string;
  readonly site_name: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
}

function byDue(left: ServiceDueView, right: ServiceDueView): number {
  return left.dueOn.localeCompare(right.dueOn) || left.endsAt.localeCompare(right.endsAt);
}
