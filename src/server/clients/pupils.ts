import { type ConsentFacts, type ConsentStanding, standingOf } from '../../domain/clients/consent.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Reading } from '../platform/work/work.ts';
import { ERASED, openCard, openListedCard, openProfile } from './sealed.ts';
import * as sql from './sql.ts';

type Purpose = 'service' | 'assessment' | 'research' | 'sharing' | 'media';

/** A person of a class, with the standing of one consent. */
export interface Pupil {
  readonly id: string;
  readonly classId: string;
  readonly siteId: string;
  readonly workerIds: readonly string[];
  readonly name: string;
  readonly studentNumber: string | null;
  readonly standing: ConsentStanding;
}

/** Persons of these classes whom the actor may see, in the order of their student numbers; two queries for all of them. */
export async function listPupils(
  access: Pick<Reading, 'all' | 'organisationId' | 'keys' | 'now' | 'timeZone'>,
  classIds: readonly string[],
  purpose: Purpose,
): Promise<Pupil[]> {
  const { organisationId, keys } = access;
  const today = dayIn(access.timeZone, access.now);
  const [clients, consents] = await access.all(
    sql.listClassClients({ organisationId, classIds: [...classIds] }),
    sql.listClassConsents({ organisationId, classIds: [...classIds], purpose }),
  );
  const consentsOf = Map.groupBy(consents, ({ client_id }) => client_id);
  const members = clients.flatMap((row): Pupil[] => {
    if (row.class_id === null || row.wrapped === null) return [];
    const profile = openProfile(keys.beside, row, row.profile);
    return [
      {
        id: row.id,
        classId: row.class_id,
        siteId: row.site_id,
        workerIds: row.worker_ids,
        name: openListedCard(keys, row).name,
        studentNumber: profile?.studentNumber ?? null,
        standing: readableStanding(keys, row, consentsOf.get(row.id) ?? [], today),
      },
    ];
  });
  return members.sort((left, right) => byNumber.compare(left.studentNumber ?? '', right.studentNumber ?? ''));
}

const byNumber = new Intl.Collator('zh-CN', { numeric: true });

export interface ConsentFactsRow {
  readonly given_by: string;
  readonly given_on: string;
  readonly expires_on: string | null;
  readonly withdrawn_on: string | null;
}

/** Whether a person's consents, all of one purpose, hold on a day of the organisation's calendar; for other slices that read them along. */
export function personStanding(
  keys: OrganisationKeys,
  person: { id: string; card: Buffer | null; wrapped: Buffer | null },
  consents: readonly ConsentFactsRow[],
  today: string,
): ConsentStanding {
  const card = openCard(keys, person) ?? ERASED;
  const facts = consents.map((row): ConsentFacts => ({
    givenBy: row.given_by as ConsentFacts['givenBy'],
    givenOn: row.given_on,
    expiresOn: row.expires_on,
    withdrawnOn: row.withdrawn_on,
  }));
  return standingOf(facts, card.birthDate, today);
}

/** As personStanding, and 'missing' where the card does not open: nobody can say whose consent it needs. */
export function readableStanding(...[keys, ...facts]: Parameters<typeof personStanding>): ConsentStanding {
  return keys.beside.opened(() => personStanding(keys, ...facts)) ?? 'missing';
}

/** Day of birth on a person's card; null where nobody told it, the person was erased or the card does not open. */
export function openBirthDate(
  keys: OrganisationKeys,
  person: { id: string; card: Buffer | null; wrapped: Buffer | null },
): string | null {
  return openListedCard(keys, person).birthDate;
}

/** Name on a person's card, for other slices that read it along; a dash where the person was erased or the card does not open. */
export function openClientName(
  keys: OrganisationKeys,
  person: { id: string; card: Buffer | null; wrapped: Buffer | null },
): string {
  return openListedCard(keys, person).name;
}
