import type { EnteredProfile } from '../../contract/volunteers.ts';
import { NO_AVAILABILITY } from '../../domain/volunteers/availability.ts';
import type { VolunteerProfile } from '../../domain/volunteers/profile.ts';
import type { Qualification } from '../../domain/volunteers/qualification.ts';
import { newId } from '../platform/database/ids.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { inThePast, seedWork } from '../platform/work/seed-work.ts';
import type { Services } from '../platform/work/work.ts';
import { readProfile } from './entered-profile.ts';
import { addQualification } from './qualifications.ts';
import { makeVolunteer } from './register.ts';
import { createTeam, putMember } from './teams.ts';

/** Somebody who volunteers in the demo. */
export interface DemoVolunteer
  extends
    Pick<VolunteerProfile, 'birthDate' | 'phone'>,
    Partial<
      Pick<
        VolunteerProfile,
        'sex' | 'regionCode' | 'skills' | 'categories' | 'languages' | 'availability' | 'guardian'
      >
    > {
  readonly loginName: string;
  readonly name: string;
  /** since when they are registered; today where it is left out */
  readonly daysAgo?: number;
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
  // whoever came on one day in one transaction
  for (const [daysAgo, registered] of Map.groupBy(people, (person) => person.daysAgo ?? 0)) {
    const work = seedWork(inThePast(services, daysAgo), { organisationId: tenant });
    await work.change(async (change) => {
      for (const person of registered) {
        const profile = readProfile(enteredBy(person), dayIn(change.timeZone, change.now));
        const { name, loginName } = person;
        const account = { id: newId(change.now.getTime()), name, loginName, language: 'zh-CN' as const };
        const { entryId } = await makeVolunteer(change, { account, profile, passwordHash, organisationId });
        entries.set(entryId, person);
      }
    });
  }
  return entries;
}

function enteredBy(person: DemoVolunteer): EnteredProfile {
  const { birthDate, phone, sex, regionCode, skills, categories, languages, availability, guardian } = person;
  return {
    birthDate,
    phone,
    sex: sex ?? null,
    regionCode: regionCode ?? null,
    skills: [...(skills ?? [])],
    categories: [...(categories ?? [])],
    languages: [...(languages ?? ['cmn' as const])],
    availability: {
      weekly: [...(availability ?? NO_AVAILABILITY).weekly],
      exceptions: [...(availability ?? NO_AVAILABILITY).exceptions],
    },
    guardian: guardian ?? null,
  };
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

/** Teams of the organisation with who is in them. */
export async function seedTeams(
  services: Services,
  { organisationId, actorId }: { organisationId: string; actorId: string },
  teams: readonly { readonly name: string; readonly volunteerIds: readonly string[] }[],
): Promise<void> {
  await seedWork(services, { organisationId, actorId }).change(async (change) => {
    for (const { name, volunteerIds } of teams) {
      const { id: teamId } = await createTeam(change, actorId, { id: newId(), name });
      for (const volunteerId of volunteerIds)
        await putMember(change, { teamId, volunteerId, accountId: actorId });
    }
  });
}
