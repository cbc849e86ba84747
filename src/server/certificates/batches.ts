import type {
  CertificateBatchView,
  IssueCertificates,
  ListCertificateBatches,
} from '../../contract/certificates.ts';
import type { AnswerOf, BodyOf, QueryOf } from '../../contract/operation.ts';
import type { CertificateState, FailureReason } from '../../domain/certificates/certificate-life.ts';
import { listServing } from '../attendance/public.ts';
import { newId } from '../platform/database/ids.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { INSTANT, readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import { AppError } from '../platform/work/errors.ts';
import { instantsOf } from '../platform/work/organisation-day.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { listMembers, readCandidates } from '../volunteers/public.ts';
import { newNumber, periodOf } from './certify.ts';
import * as sql from './sql.ts';

const MOST = 5_000;
const EVERYBODY = 1_000_000;

/**
 * All who served so much, or those of a team: each has a number at once, and is signed by a job.
 * @throws AppError invalid_request, batch_too_large, certificate_nothing_recorded
 */
export async function issueCertificates(
  change: Change,
  { accountId, origin }: { accountId: string; origin: string },
  { id, teamId, minimumMinutes = 1, ...days }: BodyOf<typeof IssueCertificates>,
): Promise<CertificateBatchView> {
  const { organisationId, timeZone, now } = change;
  const period = periodOf(change, days);
  // of a team there are few, whoever else served
  const limit = teamId === undefined ? MOST + 1 : EVERYBODY;
  const [serving, members] = await change.all(
    listServing({ organisationId, ...instantsOf(timeZone, period), minimumMinutes, limit }),
    listMembers({ organisationId, teamId: teamId ?? null }),
  );
  const ofTeam = new Set(members.map((row) => row.volunteer_id));
  const wanted = serving.filter((row) => teamId === undefined || ofTeam.has(row.volunteer_id));
  if (wanted.length > MOST) throw new AppError('batch_too_large');
  if (wanted.length === 0) throw new AppError('certificate_nothing_recorded');
  const certified = wanted.map((row) => ({
    id: newId(now.getTime()),
    number: newNumber(),
    volunteerId: row.volunteer_id,
    ...period,
    minutes: row.minutes,
    origin,
  }));
  change.push(sql.insertBatch({ organisationId, id, ...period, by: accountId, now }));
  for (const statement of sql.queueCertificates(
    { organisationId, batchId: id, by: accountId, now },
    certified,
  ))
    change.push(statement);
  change.audit({
    action: 'certificate.issue_many',
    subjectKind: 'volunteer',
    subjectIds: wanted.map((row) => row.volunteer_id),
    detail: { batch: id },
  });
  change.ring('sign-certificates');
  return viewBatch(change, id);
}

/** Whose they are is told, and recorded, once all are made: a page asks every other second. @throws AppError not_found */
export async function readBatch(reading: Reading, id: string): Promise<CertificateBatchView> {
  const view = await viewBatch(reading, id);
  const subjectIds = view.items.map(({ volunteerId }) => volunteerId);
  await reading.audited({ action: 'certificate.list', subjectKind: 'volunteer', subjectIds });
  return view;
}

type BatchItem = CertificateBatchView['items'][number];

/** @throws AppError not_found */
async function viewBatch(
  access: Pick<Reading, 'all' | 'organisationId' | 'keys'>,
  id: string,
): Promise<CertificateBatchView> {
  const { organisationId } = access;
  const [[batch], rows] = await access.all(
    sql.readBatch({ organisationId, id }),
    sql.listBatch({ organisationId, batchId: id }),
  );
  if (batch === undefined) throw new AppError('not_found');
  const count = (state: CertificateState) => rows.filter((row) => row.state === state).length;
  const isDone = count('queued') === 0;
  return {
    id,
    from: batch.from_day,
    to: batch.until_day,
    total: rows.length,
    issued: count('issued') + count('revoked'),
    failed: count('failed'),
    isDone,
    items: isDone ? await viewItems(access, rows) : [],
  };
}

async function viewItems(
  access: Pick<Reading, 'all' | 'organisationId' | 'keys'>,
  rows: readonly RowOf<ReturnType<typeof sql.listBatch>>[],
): Promise<BatchItem[]> {
  const people = await readCandidates(
    access,
    rows.map((row) => row.volunteer_id),
  );
  return rows.map((row) => ({
    certificateId: row.id,
    volunteerId: row.volunteer_id,
    volunteerNumber: people.get(row.volunteer_id)?.number ?? '',
    name: people.get(row.volunteer_id)?.name ?? null,
    number: row.number,
    minutes: row.minutes,
    state: row.state as CertificateState,
    failedBecause: row.failed_because as FailureReason | null,
  }));
}

const PAGE = 20;

/** By whom, when and how many; who is in one, its own page tells. @throws AppError cursor_invalid */
export async function listBatches(
  reading: Reading,
  { limit = PAGE, after }: QueryOf<typeof ListCertificateBatches>,
): Promise<AnswerOf<typeof ListCertificateBatches>> {
  const { organisationId } = reading;
  const [at = '', id = ''] = after === undefined ? [] : readCursor(after, [INSTANT, UUID]);
  const position = after === undefined ? undefined : { at, id };
  const [rows] = await reading.all(sql.listBatches({ organisationId, limit, after: position }));
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return {
    items: rows.map(({ total, issued, failed, ...row }) => ({
      id: row.id,
      from: row.from_day,
      to: row.until_day,
      total,
      issued,
      failed,
      isDone: issued + failed === total,
      madeBy: row.made_by,
      madeAt: row.made_at.toISOString(),
    })),
    next: last === undefined ? null : writeCursor([last.made_at.toISOString(), last.id]),
  };
}
