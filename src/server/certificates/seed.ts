import { daysAfter } from '../../domain/calendar/calendar-event.ts';
import { newId } from '../platform/database/ids.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { seedWork } from '../platform/work/seed-work.ts';
import type { Services } from '../platform/work/work.ts';
import { issueCertificates } from './batches.ts';
import { signCertificates } from './sign-job.ts';

/** Before the first of the demo's shifts. */
const DAYS_BACK = 365;

/**
 * Whoever served has a certificate of it, made for all at once and signed by the job.
 * @param origin under which the demo is reached, and its certificates are verified
 */
export async function seedCertificates(
  services: Services,
  at: { readonly organisationId: string; readonly actorId: string },
  origin: string,
): Promise<void> {
  await seedWork(services, at).change((change) => {
    const to = dayIn(change.timeZone, change.now);
    const asked = { id: newId(), from: daysAfter(to, -DAYS_BACK), to };
    return issueCertificates(change, { accountId: at.actorId, origin }, asked);
  });
  await signCertificates(services, at.organisationId);
}
