import { plainTitle } from './plain-title.ts';
import type { ServiceSource } from './service.ts';

/** What one volunteer served of one kind. */
export interface ServedRow {
  readonly volunteerId: string;
  readonly siteId: string;
  readonly siteName: string;
  /** '': of none */
  readonly programme: string;
  readonly title: string;
  readonly source: ServiceSource;
  readonly minutes: number;
  readonly times: number;
}

/** Hours of a part of the work, and whose they are: people of several parts are counted once where these stand together. */
export interface ServedPart {
  readonly name: string;
  readonly minutes: number;
  readonly times: number;
  readonly volunteerIds: ReadonlySet<string>;
}

export interface ProgrammePart extends ServedPart {
  /** false: an activity of no programme */
  readonly isProgramme: boolean;
}

export function sumParts(name: string, parts: readonly ServedPart[]): ServedPart {
  const sum = (key: 'minutes' | 'times') => parts.reduce((all, part) => all + part[key], 0);
  const volunteerIds = new Set(parts.flatMap((part) => [...part.volunteerIds]));
  return { name, minutes: sum('minutes'), times: sum('times'), volunteerIds };
}

/** The most hours first. */
export function partsBySite(rows: readonly ServedRow[]): ServedPart[] {
  return byHours(grouped(rows, ({ siteId }) => siteId).map((of) => sumRows(of[0]?.siteName ?? '', of)));
}

/** By programme, and what belongs to none by its title, however somebody wrote it: titles that an import takes for one are one. */
export function partsByProgramme(rows: readonly ServedRow[]): ProgrammePart[] {
  const plain = new Map<string, string>();
  const keyOf = (row: ServedRow) => {
    const name = nameIn(row);
    const known = plain.get(name) ?? (plainTitle(name) || name);
    plain.set(name, known);
    return known;
  };
  return byHours(
    grouped(rows, keyOf).map((of) => {
      const ofProgrammes = of.filter(({ programme }) => programme !== '');
      const isProgramme = ofProgrammes.length > 0;
      return { ...sumRows(usualName(isProgramme ? ofProgrammes : of, nameIn), of), isProgramme };
    }),
  );
}

export function partsBySource(rows: readonly ServedRow[]): (ServedPart & { source: ServiceSource })[] {
  return grouped(rows, ({ source }) => source)
    .flatMap((of) => {
      const source = of[0]?.source;
      return source === undefined ? [] : [{ ...sumRows(source, of), source }];
    })
    .toSorted((one, other) => (one.source < other.source ? -1 : 1));
}

/** The largest, and all others together where there are more than `most`. */
export function largestParts<Part extends ServedPart>(
  parts: readonly Part[],
  most: number,
): { readonly shown: readonly Part[]; readonly others: readonly Part[] } {
  if (parts.length <= most) return { shown: parts, others: [] };
  return { shown: parts.slice(0, most - 1), others: parts.slice(most - 1) };
}

const nameIn = ({ programme, title }: ServedRow) => (programme === '' ? title : programme);

/** As it is written most often; of two that are as frequent the plainer one. */
function usualName(rows: readonly ServedRow[], nameOf: (row: ServedRow) => string): string {
  const names = grouped(rows, nameOf).flatMap((of) => of.slice(0, 1).map((row) => sumRows(nameOf(row), of)));
  const [usual] = names.toSorted(
    (one, other) =>
      other.times - one.times || one.name.length - other.name.length || (one.name < other.name ? -1 : 1),
  );
  return usual?.name ?? '';
}

function grouped(rows: readonly ServedRow[], keyOf: (row: ServedRow) => string): ServedRow[][] {
  const groups = new Map<string, ServedRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

function sumRows(name: string, rows: readonly ServedRow[]): ServedPart {
  const sum = (key: 'minutes' | 'times') => rows.reduce((all, row) => all + row[key], 0);
  const volunteerIds = new Set(rows.map(({ volunteerId }) => volunteerId));
  return { name, minutes: sum('minutes'), times: sum('times'), volunteerIds };
}

function byHours<Part extends ServedPart>(parts: readonly Part[]): Part[] {
  return parts.toSorted((one, other) => other.minutes - one.minutes || (one.name < other.name ? -1 : 1));
}
