import type { OwnRecognitionView } from '../../contract/recognition.ts';
import { CHANGEABLE_DAYS } from '../../domain/volunteers/recognition.ts';
import { listServed, type Served } from '../attendance/public.ts';
import type { Party } from '../organisations/public.ts';
import type { Reading } from '../platform/work/work.ts';
import {
  type Holder,
  isOfFullAge,
  listKeysOf,
  openPart,
  type OwnParts,
  readAtEach,
  readCandidates,
  type SealedPerson,
} from '../volunteers/public.ts';
import { readEvaluations } from './evaluations.ts';
import { readOwnPages } from './own-pages.ts';
import { readStanding } from './standing.ts';
import * as sql from './sql.ts';

/** At every organisation that one serves with. */
export async function readOwnRecognition(
  parts: OwnParts,
  holder: Holder,
): Promise<{ items: OwnRecognitionView[] }> {
  const found = await readAtEach(parts, holder, readAt);
  return { items: found.flat() };
}

async function readAt(
  reading: Reading,
  { entryId: volunteerId, party }: { entryId: string; party: Party },
): Promise<OwnRecognitionView[]> {
  const { organisationId, timeZone } = reading;
  const [[person], people] = await Promise.all([
    reading.all(listKeysOf({ organisationId, volunteerIds: [volunteerId] })).then(([rows]) => rows),
    readCandidates(reading, [volunteerId]),
  ]);
  // nothing has arrived there yet
  if (person === undefined) return [];
  const known = people.get(volunteerId);
  const served = await listServed(reading, volunteerId);
  const [standing, evaluations, shifts, pages, isGrown] = await Promise.all([
    readStanding(reading, person),
    readEvaluations(reading, person, served),
    readShifts(reading, person, served),
    readOwnPages(reading, person),
    isOfFullAge(reading, volunteerId),
  ]);
  await reading.audited({ action: 'recognition.own', subjectKind: 'volunteer', subjectIds: [volunteerId] });
  return [
    {
      organisationId,
      organisationName: party.name,
      organisationNameEn: party.nameEn,
      timeZone,
      ...standing,
      evaluations: evaluations.map(({ view }) => view),
      shifts,
      mayPublish: isGrown && known?.state === 'accepted',
      name: known?.name ?? '',
      ...pages,
    },
  ];
}

const DAY_MS = 86_400_000;

/** Where one served, with what one said of it. */
async function readShifts(
  reading: Reading,
  person: SealedPerson,
  served: readonly Served[],
): Promise<OwnRecognitionView['shifts']> {
  const { organisationId, keys, now } = reading;
  const [rows] = await reading.all(sql.listShiftEvaluationsBy({ organisationId, volunteerId: person.id }));
  const saidOf = new Map(rows.map((row) => [row.shift_id, row]));
  return served.flatMap(({ shiftId, title, at }) => {
    if (shiftId === null) return [];
    const said = saidOf.get(shiftId);
    const place = { table: 'shift_evaluation', rowId: said?.id ?? '' } as const;
    return [
      {
        shiftId,
        title,
        startsAt: at.toISOString(),
        grade: said?.grade ?? null,
        words: openPart(keys.beside, person, place, said?.sealed ?? null)?.words ?? '',
        isChangeable:
          said === undefined || now.getTime() <= said.given_at.getTime() + CHANGEABLE_DAYS * DAY_MS,
      },
    ];
  });
}
