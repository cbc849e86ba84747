import type { FindDuplicates } from '../../contract/clients.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { isPossibleDuplicate, matchedFields } from '../../domain/clients/duplicates.ts';
import { numberToken } from '../../domain/people/name-tokens.ts';
import { writtenName } from '../../domain/people/person-name.ts';
import { mapInSteps } from '../../domain/roster/steps.ts';
import { inSchoolWidth } from '../../domain/people/student-number.ts';
import { inSteps } from '../platform/work/in-steps.ts';
import type { Reading } from '../platform/work/work.ts';
import { spellingsOf } from './roster-match.ts';
import { findIdsByName } from './search.ts';
import { numberLabel } from './search-entries.ts';
import { openProfile } from './sealed.ts';
import * as sql from './sql.ts';
import { listIdsByNumbers } from './sql-entries.ts';
import { viewClient } from './view.ts';

/** Of those with a like name, so many are looked at. */
const LIKE_NAMES = 50;
const DUPLICATES_SHOWN = 8;

/** Possible doubles of a person who is being entered, for a look side by side. */
export async function findDuplicates(reading: Reading, body: BodyOf<typeof FindDuplicates>) {
  const { organisationId } = reading;
  const schools = await schoolsOf(reading);
  const schoolId = schools.of(body.classId ?? null);
  const entered = {
    name: writtenName(body.name),
    birthDate: body.birthDate ?? null,
    idNumber: body.idNumber ?? null,
    phone: body.phone ?? null,
    studentNumber: await asSchoolWrites(reading, body.studentNumber ?? null, schools.classesOf(schoolId)),
    schoolId,
  };
  const ids = [
    ...(await findIdsByName(reading, entered.name, LIKE_NAMES)),
    ...(await findIdsByNumbers(reading, entered)),
  ];
  const [rows] = ids.length === 0 ? [[]] : await reading.all(sql.listClientsByIds({ organisationId, ids }));
  const items = rows
    .map((row) => viewClient(reading.keys.beside, row))
    .map((client) => ({ client, known: { ...client, schoolId: schools.of(client.classId) } }))
    .filter(({ known }) => isPossibleDuplicate(entered, known))
    .slice(0, DUPLICATES_SHOWN)
    .map(({ client, known }) => ({ client, matches: matchedFields(entered, known) }));
  if (items.length > 0) {
    const subjectIds = items.map(({ client }) => client.id);
    await reading.audited({ action: 'client.compare', subjectKind: 'client', subjectIds });
  }
  return { items };
}

async function schoolsOf(reading: Reading) {
  const [classes] = await reading.all(sql.listClasses({ organisationId: reading.organisationId }));
  const schoolOf = new Map(
    classes.map(({ id, parent_id: parentId, kind }) => [id, kind === 'school' ? id : parentId]),
  );
  return {
    of: (classId: string | null) => (classId === null ? null : (schoolOf.get(classId) ?? null)),
    classesOf: (schoolId: string | null) =>
      schoolId === null ? [] : [...schoolOf].flatMap(([id, school]) => (school === schoolId ? [id] : [])),
  };
}

/** 7 is 0007 where the school writes its numbers so, as a roster's is. */
async function asSchoolWrites(
  reading: Reading,
  number: string | null,
  classIds: string[],
): Promise<string | null> {
  // only such a number may have lost zeros
  if (number === null || !/^[1-9]\d*$/u.test(number) || classIds.length === 0) return number;
  const { organisationId, keys } = reading;
  const [pupils] = await reading.all(sql.listClassClients({ organisationId, classIds }));
  const onRecord = await inSteps(
    mapInSteps(pupils, (row) => openProfile(keys.beside, row, row.profile)?.studentNumber ?? []),
  );
  return inSchoolWidth([number], onRecord.flat())[0] ?? number;
}

async function findIdsByNumbers(
  reading: Reading,
  { idNumber, studentNumber }: { idNumber: string | null; studentNumber: string | null },
): Promise<string[]> {
  const { organisationId, keys } = reading;
  const tokens = [
    ...(idNumber === null ? [] : [numberToken('idNumber', idNumber)]),
    ...(studentNumber === null ? [] : spellingsOf(studentNumber)),
  ];
  if (tokens.length === 0) return [];
  const labels = tokens.map((token) => String(numberLabel(keys, token)));
  const [found] = await reading.all(listIdsByNumbers({ organisationId, labels }));
  return found.map(({ client_id: id }) => id);
}
