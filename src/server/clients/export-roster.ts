import { MOST_GUARDIANS } from '../../domain/clients/guardian-relation.ts';
import { writtenKinds } from '../../domain/roster/document-words.ts';
import {
  guardianField,
  type GuardianSlot,
  numberedSlots,
  writtenRelations,
} from '../../domain/roster/guardian-slot.ts';
import { type RosterField, rosterHeading } from '../../domain/roster/roster-column.ts';
import type { Reading } from '../platform/work/work.ts';
import {
  openCard,
  openJson,
  type GuardianDetails,
  guardianPlace,
  openProfile,
  type Profile,
} from './sealed.ts';
import { type ClassPlace, readClassPlaces } from './class-places.ts';
import { countMostGuardians, listGuardiansOf } from './sql-family.ts';
import * as sql from './sql.ts';

const PAGE = 500;

/** A roster's rows, in the order of registration. */
export type RosterPage = readonly (string | null)[][];

export interface ExportedRoster {
  /** of our own template, with as many guardians as somebody has; importing the table again changes nothing */
  readonly headings: readonly string[];
  readonly pages: AsyncGenerator<RosterPage>;
}

const sexWords: Readonly<Record<string, string>> = { female: '女', male: '男' };

const personFields: readonly RosterField[] = [
  'name',
  'sex',
  'birthDate',
  'idKind',
  'idNumber',
  'idCountry',
  'studentNumber',
  'school',
  'grade',
  'className',
];

/** Father and mother each have columns, others as many as needed, with a column for what they are to the child. */
function guardianColumns(most: number): { slot: GuardianSlot; fields: RosterField[] }[] {
  const numbered = numberedSlots.slice(0, Math.min(Math.max(most, 1), MOST_GUARDIANS));
  return [
    ...(['father', 'mother'] as const).map((slot) => ({
      slot,
      fields: [guardianField(slot, 'Name'), guardianField(slot, 'Phone')],
    })),
    ...numbered.map((slot) => ({
      slot,
      fields: [guardianField(slot, 'Name'), guardianField(slot, 'Relation'), guardianField(slot, 'Phone')],
    })),
  ];
}

interface Exported {
  readonly siteId?: string | undefined;
  readonly ids?: readonly string[] | undefined;
}

/** Records of an organisation, of one of its sites, or of some persons: those whom the actor may see. */
export async function exportRoster(reading: Reading, { siteId, ids }: Exported): Promise<ExportedRoster> {
  const { organisationId } = reading;
  const [[counted]] = await reading.all(countMostGuardians({ organisationId, siteId, ids }));
  const columns = guardianColumns(counted?.most ?? 0);
  const fields = [...personFields, ...columns.flatMap((column) => column.fields), 'address' as const];
  const slots = columns.map(({ slot }) => slot);
  return { headings: fields.map(rosterHeading), pages: exportPages(reading, { siteId, ids }, slots) };
}

/**
 * Page by page; each page's reading is recorded before it is given out. Erased persons are not there, nor those whose card does not
 * open; what else does not open is left empty.
 */
async function* exportPages(
  reading: Reading,
  { siteId, ids: wanted }: Exported,
  slots: readonly GuardianSlot[],
): AsyncGenerator<RosterPage> {
  const { organisationId } = reading;
  const placeOf = await readClassPlaces(reading);
  let after: string | undefined;
  for (;;) {
    const [rows] = await reading.all(
      sql.listForExport({ organisationId, siteId, ids: wanted, after, limit: PAGE }),
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
    const ids = rows.map(({ id }) => id);
    const [guardians] = await reading.all(listGuardiansOf({ organisationId, clientIds: ids }));
    await reading.audited({ action: 'client.export', subjectKind: 'client', subjectIds: ids });
    const guardiansOf = Map.groupBy(guardians, ({ client_id: clientId }) => clientId);
    yield rows.flatMap((row) =>
      exportedRow(reading, row, {
        place: placeOf(row.class_id),
        guardians: guardiansOf.get(row.id) ?? [],
        slots,
      }),
    );
    if (rows.length < PAGE) return;
  }
}

/** The same of chosen persons, headings first, as an import takes it back. */
export async function exportChosen(
  reading: Reading,
  ids: readonly string[],
): Promise<(readonly (string | null)[])[]> {
  const { headings, pages } = await exportRoster(reading, { ids });
  const rows: (readonly (string | null)[])[] = [headings];
  for await (const page of pages) rows.push(...page);
  return rows;
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
  {
    place,
    guardians,
    slots,
  }: { place: ClassPlace; guardians: readonly StoredGuardian[]; slots: readonly GuardianSlot[] },
): (string | null)[][] {
  const card = openCard(keys.beside, row);
  if (card === undefined) return [];
  const profile = openProfile(keys.beside, row, row.profile);
  const opened = guardians.flatMap(({ id, relation, sealed }) => {
    const details = openJson<GuardianDetails>(keys.beside, row, guardianPlace(id), sealed);
    return details === undefined ? [] : [{ ...details, relation }];
  });
  return [
    [
      card.name,
      row.sex === null ? null : (sexWords[row.sex] ?? null),
      card.birthDate,
      kindOf(profile),
      profile?.idNumber ?? null,
      profile?.idCountry ?? null,
      profile?.studentNumber ?? null,
      place.school,
      place.grade,
      place.className,
      ...guardianCells(opened, slots),
      profile?.address ?? null,
    ],
  ];
}

interface StoredGuardian {
  readonly id: string;
  readonly relation: string;
  readonly sealed: Buffer | null;
}

/** A number says by itself of which kind it is where nobody chose another. */
function kindOf(profile: Profile | undefined): string | null {
  return profile?.idKind === undefined || profile.idKind === null ? null : writtenKinds[profile.idKind];
}

/** The first father and the first mother stand in their own columns, everybody else in the next numbered ones. */
function guardianCells(
  guardians: readonly (GuardianDetails & { relation: string })[],
  slots: readonly GuardianSlot[],
): (string | null)[] {
  const father = guardians.find(({ relation }) => relation === 'father');
  const mother = guardians.find(({ relation }) => relation === 'mother');
  const others = guardians.filter((one) => one !== father && one !== mother);
  return slots.flatMap((slot) => {
    const parent = slot === 'father' ? father : slot === 'mother' ? mother : undefined;
    if (slot === 'father' || slot === 'mother') return [parent?.name ?? null, parent?.phone ?? null];
    const one = others[numberedSlots.indexOf(slot)];
    if (one === undefined) return [null, null, null];
    const written = writtenRelations[one.relation as keyof typeof writtenRelations];
    return [one.name, written, one.phone];
  });
}
