import type { VolunteerProfile } from '../../domain/volunteers/profile.ts';
import { wordsOf } from '../../domain/volunteer-imports/import-services.ts';
import { type ImportedRecord, insertImported } from '../attendance/public.ts';
import { bringEntry, holdBrought } from '../books/public.ts';
import { newId } from '../platform/database/ids.ts';
import type { SealingKey } from '../platform/keys/sealing.ts';
import type { Change } from '../platform/work/work.ts';
import {
  fillVolunteer,
  holdVolunteers,
  insertVolunteer,
  keepBefore,
  numberOfEntry,
  sealPart,
} from '../volunteers/public.ts';
import { type Plan, type PlannedPerson, writtenOf } from './plan.ts';
import * as sql from './sql.ts';

interface Site {
  readonly id: string;
  readonly name: string;
}

export interface Writing {
  /** of the public, in which the accounts will be */
  readonly tenant: string;
  /** where service was whose place is no site's name */
  readonly site: Site;
  readonly siteOf: (place: string) => Site | undefined;
  readonly importId: string;
  readonly accountId: string;
}

/** What waited for the commit would fill the memory. */
const BATCH = 500;

/**
 * Those whom a plan writes of, held in the order in which everybody holds them: entries, then volunteers.
 * @returns writes the name that somebody is called by
 */
export async function holdWritten(change: Change, plan: Plan): Promise<(id: string, name: string) => void> {
  const { organisationId } = change;
  const renamed = plan.persons.flatMap(({ known, profile }) =>
    known === undefined || profile === null ? [] : [known.id],
  );
  const rename = await holdBrought(change, renamed);
  const volunteerIds = writtenOf(plan);
  if (volunteerIds.length > 0) await change.all(holdVolunteers({ organisationId, volunteerIds }));
  return rename;
}

/** A table that says nothing new leaves no lot. */
export async function writePlan(
  change: Change,
  plan: Plan,
  writing: Writing,
  rename: (id: string, name: string) => void,
): Promise<void> {
  const { organisationId, now } = change;
  const people = plan.persons.filter((one) => one.change === 'created').length;
  const services = plan.persons.reduce((sum, one) => sum + countAdded(one), 0);
  const touched: string[] = [];
  if (people + services > 0) {
    const { importId: id, accountId: by } = writing;
    change.push(sql.insertImport({ organisationId, id, by, now, people, services }));
  }
  let waiting = 0;
  for (const planned of plan.persons) {
    const written = writePerson(change, planned, writing, rename);
    if (written === undefined) continue;
    touched.push(written.id);
    waiting += 1;
    for (const record of recordsOf(change, planned, written, writing)) {
      const { importId, accountId: enteredBy } = writing;
      change.push(insertImported({ organisationId, ...record, importId, enteredBy, now }));
      waiting += 1;
    }
    if (waiting >= BATCH) {
      await change.all();
      waiting = 0;
    }
  }
  change.audit({
    action: 'volunteer.import',
    subjectKind: 'volunteer',
    subjectIds: touched,
    detail: { people, services, rejected: plan.rejected.length },
  });
}

function countAdded({ services }: PlannedPerson): number {
  return [...services.values()].filter(({ kind }) => kind === 'added').length;
}

interface Written {
  readonly id: string;
  readonly key: SealingKey;
}

/** undefined: nothing of them is written */
function writePerson(
  change: Change,
  planned: PlannedPerson,
  { tenant }: Writing,
  rename: (id: string, name: string) => void,
): Written | undefined {
  const { organisationId, keys, now } = change;
  const { known, profile, renamed, change: what, isWaiting } = planned;
  if (what === 'undecided') return undefined;
  if (what === 'created') {
    const id = newId(now.getTime());
    const name = renamed ?? '';
    const state = isWaiting ? 'asked' : 'accepted';
    const key = bringEntry(change, { id, tenant, name, state });
    const filled = { ...filledWith(profile), organisationId, volunteerId: id, state };
    const sealed = sealPart(keys, key, { table: 'volunteer', rowId: id }, { name, profile });
    change.push(
      insertVolunteer({ ...filled, sealed, number: numberOfEntry(id), since: now, isBrought: true }),
    );
    return { id, key };
  }
  if (known === undefined || (profile === null && countAdded(planned) === 0)) return undefined;
  const key = keys.personKey(known.id, known.wrapped);
  const { id, state } = known;
  const name = renamed ?? known.name ?? '';
  if (profile !== null) {
    keepBefore(change, { id, name, row: known, profile, key });
    const sealed = sealPart(keys, key, { table: 'volunteer', rowId: id }, { name, profile });
    change.push(fillVolunteer({ ...filledWith(profile), organisationId, volunteerId: id, sealed, state }));
    if (renamed !== undefined) rename(id, renamed);
  }
  return { id, key };
}

function filledWith(profile: VolunteerProfile | null) {
  return {
    skills: [...(profile?.skills ?? [])],
    categories: [...(profile?.categories ?? [])],
    languages: [...(profile?.languages ?? [])],
    regionCode: profile?.regionCode ?? null,
  };
}

function recordsOf(
  { keys, now }: Change,
  { services }: PlannedPerson,
  { id: volunteerId, key }: Written,
  { site, siteOf }: Writing,
): ImportedRecord[] {
  return [...services].flatMap(([{ service }, fate]) => {
    if (service === null || fate.kind !== 'added') return [];
    const id = newId(now.getTime());
    const at = (service.place === null ? undefined : siteOf(service.place)) ?? site;
    const words = { reason: wordsOf(service, at.name), answer: '' };
    const { from, until, excludedMinutes } = fate;
    return [
      {
        id,
        volunteerId,
        siteId: at.id,
        siteName: at.name,
        category: service.category,
        title: service.title,
        from,
        until,
        excludedMinutes,
        isDayOnly: service.clock === null,
        sealed: sealPart(keys, key, { table: 'service_record', rowId: id }, words),
      },
    ];
  });
}
