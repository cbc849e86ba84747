import type { EnteredProfile } from '../../contract/volunteers.ts';
import { NO_AVAILABILITY } from '../../domain/volunteers/availability.ts';
import { decideProfile, type VolunteerProfile } from '../../domain/volunteers/profile.ts';
import { listRegionNames } from '../organisations/public.ts';
import type { Reader } from '../platform/database/database.ts';
import { AppError } from '../platform/work/errors.ts';

/**
 * What somebody entered of themselves, in its one written form.
 * @param today where they are registered
 * @throws AppError invalid_request naming the fields
 */
export function readProfile(entered: EnteredProfile, today: string): VolunteerProfile {
  const decision = decideProfile(
    {
      birthDate: entered.birthDate,
      sex: entered.sex ?? null,
      idKind: entered.idKind ?? null,
      idNumber: entered.idNumber ?? null,
      idNumberConfirmed: entered.idNumberConfirmed ?? false,
      phone: entered.phone,
      regionCode: entered.regionCode ?? null,
      skills: entered.skills ?? [],
      categories: entered.categories ?? [],
      languages: entered.languages ?? [],
      availability: entered.availability ?? NO_AVAILABILITY,
      guardian: entered.guardian ?? null,
    },
    today,
  );
  if (decision.ok) return decision.profile;
  const fields = decision.errors.map(({ parameters, ...error }) => ({
    ...error,
    ...(parameters === undefined ? {} : { parameters: { ...parameters } }),
  }));
  throw new AppError('invalid_request', { fields });
}

/** Before anything is written: an organisation could not take it. @throws AppError invalid_request */
export async function refuseUnknownRegion(
  access: Pick<Reader, 'all'>,
  regionCode: string | null,
): Promise<void> {
  if (regionCode === null) return;
  const [found] = await access.all(listRegionNames({ codes: [regionCode] }));
  if (found.length === 0)
    throw new AppError('invalid_request', { fields: [{ path: '/regionCode', code: 'unknown_region' }] });
}
