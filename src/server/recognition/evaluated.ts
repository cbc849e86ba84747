import { starsOf } from '../../domain/volunteers/stars.ts';
import { listRecordedOf } from '../attendance/public.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Reading } from '../platform/work/work.ts';
import { openPart, type SealedPerson } from '../volunteers/public.ts';
import { readRules } from './rules.ts';
import * as sql from './sql.ts';

/**
 * What a record says of how these volunteers did: the grades that stand with their days, and stars by the organisation's rules, in Chinese. What was
 * written with a grade is between the volunteer and staff.
 */
export async function readEvaluated(
  access: Pick<Reading, 'all' | 'organisationId' | 'keys' | 'timeZone'>,
  people: readonly SealedPerson[],
): Promise<ReadonlyMap<string, string>> {
  const { all, organisationId, keys, timeZone } = access;
  const of = { organisationId, volunteerIds: people.map(({ id }) => id) };
  const [rules, [evaluations, served]] = await Promise.all([
    readRules(access),
    all(sql.listEvaluationsOf(of), listRecordedOf(of)),
  ]);
  const gradesOf = Map.groupBy(evaluations, ({ volunteer_id: id }) => id);
  const servedOf = Map.groupBy(served, ({ volunteer_id: id }) => id);
  return new Map(
    people.map((person) => {
      const grades = (gradesOf.get(person.id) ?? []).flatMap((row) => {
        const place = { table: 'volunteer_evaluation', rowId: row.id } as const;
        const said = openPart(keys.beside, person, place, row.sealed);
        return said == null ? [] : [`${dayIn(timeZone, row.at)} ${said.grade}分`];
      });
      const minutes = (servedOf.get(person.id) ?? []).reduce((sum, row) => sum + row.minutes, 0);
      const { stars } = starsOf(minutes, rules.starHours);
      return [person.id, [...grades, ...(stars === 0 ? [] : [`${stars}星`])].join('；')];
    }),
  );
}
