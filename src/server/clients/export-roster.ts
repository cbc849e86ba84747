import { rosterHeadings } from '../../domain/roster/roster-column.ts';
import type { Reading } from '../platform/work/work.ts';
import { openCard, openJson, type GuardianDetails, guardianPlace, openProfile } from './sealed.ts';
import { type ClassPlace, readClassPlaces } from './class-places.ts';
import { listGuardiansOf } from './sql-family.ts';
import * as sql from './sql.ts';

const PAGE = 500;

/** A roster's table: the headings of our own template, then rows in the order of registration. */
export type RosterTable = readonly (string | null)[][];

const sexWords: Readonly<Record<string, string>> = { female: '女', male: '男' };

/** Headings of an exported roster; importing it again changes nothing. */
export const exportedHeadings = [
  rosterHeadings.name,
  rosterHeadings.sex,
  rosterHeadings.birthDate,
  rosterHeadings.idNumber,
  rosterHeadings.studentNumber,
  rosterHeadings.school,
  rosterHeadings.grade,
  rosterHeadings.className,
  rosterHeadings.guardianName,
  rosterHeadings.guardianPhone,
  rosterHeadings.address,
];

/**
 * Records of an organisation, or of one of its sites, page by page; each page's reading is recorded before it is given
 * out. Erased persons are not there, nor those whose card does not open; what else does not open is left empty.
 */
export async function* exportRoster(
  reading: Reading,
  { siteId }: { siteId?: string | undefined },
): AsyncGenerator<RosterTable> {
  const { organisationId } = reading;
  const placeOf = await readClassPlaces(reading);
  let after: string | undefined;
  for (;;) {
    const [rows] = await reading.all(sql.listForExport({ organisationId, siteId, after, limit: PAGE }));
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
    const ids = rows.map(({ id }) => id);
    const [guardians] = await reading.all(listGuardiansOf({ organisationId, clientIds: ids }));
    await reading.audited({ action: 'client.export', subjectKind: 'client', subjectIds: ids });
    const guardiansOf = Map.groupBy(guardians, ({ client_id: clientId }) => clientId);
    yield rows.flatMap((row) =>
      exportedRow(reading, row, placeOf(row.class_id), guardiansOf.get(row.id) ?? []),
    );
    if (rows.length < PAGE) return;
  }
}

interface ExportRow {
  id: string;
  sex: string | null;
  card: Buffer | null;
  profile: Buffer | null;
  wrapped: Buffer | null;
}

function exportedRow(
  { keys }: Reading,
  row: ExportRow,
  place: ClassPlace,
  guardians: readonly { id: string; sealed: Buffer | null }[],
): (string | null)[][] {
  const card = openCard(keys.beside, row);
  if (card === undefined) return [];
  const profile = openProfile(keys.beside, row, row.profile);
  const [guardian] = guardians;
  const details =
    guardian === undefined
      ? undefined
      : openJson<GuardianDetails>(keys.beside, row, guardianPlace(guardian.id), guardian.sealed);
  return [
    [
      card.name,
      row.sex === null ? null : (sexWords[row.sex] ?? null),
      card.birthDate,
      profile?.idNumber ?? null,
      profile?.studentNumber ?? null,
      place.school,
      place.grade,
      place.className,
      details?.name ?? null,
      details?.phone ?? null,
      profile?.address ?? null,
    ],
  ];
}
