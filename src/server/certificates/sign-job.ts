import type { ErrorCode } from '../../contract/errors.ts';
import type { FailureReason } from '../../domain/certificates/certificate-life.ts';
import { systemSettings } from '../platform/database/database.ts';
import { AppError } from '../platform/work/errors.ts';
import { listSigningKeys } from '../platform/work/signing.ts';
import { type Change, type Services, Work } from '../platform/work/work.ts';
import { listKeysOf } from '../volunteers/public.ts';
import { certify, signContent } from './certify.ts';
import { openCertificate, sealCertificate } from './sealed.ts';
import * as sql from './sql.ts';

/** What no later turn would make good. */
const final: Partial<Record<ErrorCode, FailureReason>> = {
  certificate_nothing_recorded: 'nothing_recorded',
  volunteer_not_there: 'erased',
  volunteer_waits: 'not_accepted',
  not_found: 'erased',
};
const ORIGIN = { requestId: 'sign-certificates', language: 'zh-CN' } as const;
/** One turn of the job: whoever waits behind it does not wait long, and as many that fail hold up no others. */
const AT_ONCE = 200;

/**
 * Certificates that wait to be made, and those whose key was revoked since. Each in a transaction of its own: what is done stays done, and
 * one that fails holds up no other.
 */
export async function signCertificates(services: Services, organisationId: string): Promise<void> {
  const work = () => new Work(services, systemSettings(organisationId), ORIGIN);
  const { revokedKeys, ids } = await work().read(async (reading) => {
    const [keys] = await reading.all(listSigningKeys(organisationId));
    const revoked = keys.flatMap((key) => (key.revoked_at === null ? [] : [key.id]));
    const [queued, signed] = await reading.all(
      sql.listQueued({ organisationId, limit: AT_ONCE }),
      sql.listSignedBy({ organisationId, keyIds: revoked, limit: AT_ONCE }),
    );
    return { revokedKeys: new Set(revoked), ids: [...queued, ...signed].map((row) => row.id) };
  });
  const failures: unknown[] = [];
  for (const id of ids)
    await work()
      .change((change) => signOne(change, id, revokedKeys))
      .catch(async (error: unknown) => {
        const reason = error instanceof AppError ? final[error.code] : undefined;
        if (reason === undefined) return failures.push(error);
        return work().change(async (change) =>
          change.push(sql.failCertificate({ organisationId, id, reason })),
        );
      });
  if (ids.length >= AT_ONCE && failures.length < ids.length)
    services.bell.ring('sign-certificates', organisationId);
  if (failures.length > 0) throw failures[0];
}

async function signOne(change: Change, id: string, revokedKeys: ReadonlySet<string>): Promise<void> {
  const { organisationId } = change;
  const row = await change.first(sql.lockCertificate({ organisationId, id }));
  if (row?.state === 'queued') {
    const { number, origin, volunteer_id: volunteerId } = row;
    const period = { from: row.from_day, until: row.until_day };
    const asked = { volunteerId, period, number, origin, issuedAt: row.issued_at };
    const { person, keyId, ...certified } = await certify(change, asked);
    const sealed = sealCertificate(change.keys, person, id, certified);
    const { minutes } = certified.content;
    change.push(sql.signCertificate({ organisationId, id, sealed, keyId, minutes }));
    return;
  }
  if (row?.state === 'issued' && row.signing_key_id !== null && revokedKeys.has(row.signing_key_id))
    await signAnew(change, row);
}

/** As it was: whoever was erased meanwhile has none to sign. */
async function signAnew(
  change: Change,
  row: { id: string; volunteer_id: string; origin: string; minutes: number; sealed: Buffer | null },
): Promise<void> {
  const { organisationId, keys } = change;
  const { id, minutes, origin } = row;
  const person = await change.first(listKeysOf({ organisationId, volunteerIds: [row.volunteer_id] }));
  const wrapped = person?.wrapped ?? null;
  if (person === undefined || wrapped === null) return;
  const known = openCertificate(keys, person, row);
  if (known === undefined) return;
  const { keyId, ...certified } = await signContent(change, known.content, origin);
  const sealed = sealCertificate(keys, { id: person.id, wrapped }, id, certified);
  change.push(sql.signCertificate({ organisationId, id, sealed, keyId, minutes }));
  change.audit({
    action: 'certificate.sign_anew',
    subjectKind: 'volunteer',
    subjectIds: [row.volunteer_id],
    detail: { certificate: id },
  });
}
