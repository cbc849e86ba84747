import { NO_AVAILABILITY } from '../../domain/volunteers/availability.ts';
import type { VolunteerProfile } from '../../domain/volunteers/profile.ts';
import type { Qualification } from '../../domain/volunteers/qualification.ts';
import { newId } from '../platform/database/ids.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { seedWork } from '../platform/work/seed-work.ts';
import type { Services } from '../platform/work/work.ts';
import { readProfile } from './entered-profile.ts';
import { addQualification } from './qualifications.ts';
import { makeVolunteer } from './register.ts';

/** Somebody who volunteers in the demo. */
export interface DemoVolunteer
  extends
    Pick<VolunteerProfile, 'birthDate' | 'phone'>,
    Partial<Pick<VolunteerProfile, 'skills' | 'categories' | 'languages' | 'availability' | 'guardian'>> {
  readonly loginName: string;
  readonly name: string;
  /** what the organisation has seen or given: from so many days ago, for so many */
  readonly qualifications?: readonly (Pick<Qualification, 'kind' | 'code'> & {
    readonly title?: string;
    readonly minutes?: number;
    readonly daysAgo: number;
    readonly forDays: number | null;
  })[];
}

/**
 * Registers them in the demo's tenant of the public, as they do it themselves.
 * @returns each with the id of the entry in the organisation's book, where a delivery brings them
 */
export async function registerDemoVolunteers(
  services: Services,
  { tenant, organisationId }: { tenant: string; organisationId: string },
  people: readonly DemoVolunteer[],
  passwordHash: string,
): Promise<ReadonlyMap<string, DemoVolunteer>> {
  const entries = new Map<string, DemoVolunteer>();
  const work = seedWork(services, { organisationId: tenant });
  for (const person of people) {
    const { birthDate, phone, skills, categories, languages, availability, guardian } = person;
    const entered = {
      birthDate,
      phone,
      skills: [...(skills ?? [])],
      categories: [...(categories ?? [])],
      languages: [...(languages ?? ['cmn' as const])],
      availability: {
        weekly: [...(availability ?? NO_AVAILABILITY).weekly],
        exceptions: [...(availability ?? NO_AVAILABILITY).exceptions],
      },
      guardian: guardian ?? null,
    };
    await work.change(async (change) => {
      const profile = readProfile(entered, dayIn(change.timeZone, change.now));
      const { name, loginName } = person;
      const account = { id: newId(), name, loginName, language: 'zh-CN' as const };
      const { entryId } = await makeVolunteer(change, { account, profile, passwordHash, organisationId });
      entries.set(entryId, person);
    });
  }
  return entries;
}

/** Once they have arrived there. */
export async function qualifyDemoVolunteers(
  services: Services,
  { organisationId, actorId }: { organisationId: string; actorId: string },
  entries: ReadonlyMap<string, DemoVolunteer>,
): Promise<void> {
  await seedWork(services, { organisationId, actorId }).change(async (change) => {
    const dayOf = (days: number) =>
      dayIn(change.timeZone, new Date(change.now.getTime() + days * 86_400_000));
    for (const [volunteerId, { qualifications = [] }] of entries)
      for (const { daysAgo, forDays, ...what } of qualifications)
        await addQualification(
          change,
          { volunteerId, accountId: actorId },
          {
            id: newId(),
            ...what,
            validFrom: dayOf(-daysAgo),
            validUntil: forDays === null ? null : dayOf(forDays - daysAgo),
          },
        );
  });
}
