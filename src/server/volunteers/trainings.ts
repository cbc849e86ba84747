import type { Reading } from '../platform/work/work.ts';
import { viewQualification } from './qualification-view.ts';
import type { SealedPerson } from './sealed.ts';
import * as sql from './sql.ts';

/** What each was trained in, as the record's rules want it: name, hours, organiser and day; by the id of whoever was. */
export async function readTrainings(
  { all, organisationId, keys }: Pick<Reading, 'all' | 'organisationId' | 'keys'>,
  people: readonly SealedPerson[],
): Promise<ReadonlyMap<string, string>> {
  const volunteerIds = people.map(({ id }) => id);
  const [rows] = await all(sql.listQualificationsOf({ organisationId, volunteerIds }));
  const trainings = Map.groupBy(
    rows.filter(({ kind, withdrawn_on: withdrawnOn }) => kind === 'training' && withdrawnOn === null),
    ({ volunteer_id: id }) => id,
  );
  return new Map(
    people.flatMap((person): [string, string][] => {
      const own = trainings.get(person.id);
      if (own === undefined) return [];
      const said = own.map((row) => {
        const { title, code, minutes, organiser, validFrom } = viewQualification(keys.beside, person, row);
        return [
          title === '' ? code : title,
          minutes === null ? '' : `${Number((minutes / 60).toFixed(2))}小时`,
          organiser,
          validFrom,
        ]
          .filter((part) => part !== '')
          .join(' ');
      });
      return [[person.id, said.join('；')]];
    }),
  );
}
