import type { Language } from '../../contract/language.ts';
import type { VolunteerImportReportView } from '../../contract/volunteer-imports.ts';
import { spokenLanguage } from '../../domain/language.ts';
import { placeKey } from '../../domain/volunteer-imports/import-people.ts';
import { importDoubtMessage, importRejectionMessage } from '../../domain/volunteer-imports/messages.ts';
import type { Plan, ReadableImport } from './plan.ts';

type Report = VolunteerImportReportView;

/** What was understood of a file and what becomes of each of its rows, in the caller's language. */
export function reportOf(
  file: ReadableImport,
  plan: Plan,
  unknownColumns: readonly string[],
  language: Language,
): Report {
  const order = new Map(file.tables.map(({ sheet }, index) => [sheet, index]));
  const inFile = (
    left: { sheet: string | null; row: number },
    right: { sheet: string | null; row: number },
  ) => (order.get(left.sheet) ?? 0) - (order.get(right.sheet) ?? 0) || left.row - right.row;
  const rejected = [...file.rejected, ...plan.rejected].toSorted(inFile);
  const words = spokenLanguage(language);
  const outcomes = outcomesOf(plan).toSorted(inFile);
  const count = (what: string) => plan.persons.filter((one) => one.change === what).length;
  const fates = plan.persons.flatMap(({ services }) => [...services]);
  const added = fates.filter(([, { kind }]) => kind === 'added');
  return {
    sheets: sheetsOf(file),
    unknownColumns: [...unknownColumns],
    rows: outcomes.length + new Set(rejected.map(placeKey)).size,
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    waiting: plan.persons.filter(({ isWaiting }) => isWaiting).length,
    keptByHolder: plan.persons.filter(({ isKeptByHolder }) => isKeptByHolder).length,
    servicesAdded: added.length,
    minutesAdded: added.reduce((sum, [{ service }]) => sum + (service?.minutes ?? 0), 0),
    servicesThere: fates.filter(([, { kind }]) => kind === 'there').length,
    rejected: rejected.map(({ sheet, row, column, code, parameters }) => ({
      sheet,
      row,
      column,
      code,
      message: importRejectionMessage({ code, parameters }, words),
    })),
    decide: undecidedOf(plan, words),
    outcomes,
  };
}

function sheetsOf({ tables }: ReadableImport): Report['sheets'] {
  return tables.map(({ sheet, state, header, passedOver, hiddenRows }) => ({
    name: sheet,
    state,
    headerRow: header?.row ?? null,
    columns: header?.columns.map(({ index: _, ...column }) => column) ?? [],
    unused: [...(header?.ignored ?? [])],
    passedOver: [...passedOver],
    hiddenRows: [...hiddenRows],
  }));
}

function undecidedOf({ persons }: Plan, words: 'zh' | 'en'): Report['decide'] {
  return persons.flatMap(({ person, fate }) => {
    if (fate.kind !== 'undecided') return [];
    const candidates = fate.candidates.map(({ id, name, number, profile }) => ({
      id,
      name: name ?? '',
      number,
      birthDate: profile?.birthDate ?? null,
    }));
    const { because, mayBeNew } = fate;
    const message = importDoubtMessage(because, words);
    return [
      { ...person.first, name: person.said.name ?? '', reason: because, message, mayBeNew, candidates },
    ];
  });
}

function outcomesOf({ persons, unknownRegions }: Plan): Report['outcomes'] {
  return persons.flatMap(({ person, rows, known, change, services }) =>
    rows.map((row) => {
      const service = services.get(row);
      const { region } = row.person;
      const isUnknown = region !== undefined && unknownRegions.has(region);
      return {
        sheet: row.sheet,
        row: row.row,
        name: person.said.name ?? known?.name ?? '',
        person: change,
        service: service === undefined || service.kind === 'refused' ? null : service.kind,
        minutes: row.service?.minutes ?? null,
        firstRow: service?.kind === 'there' ? service.firstRow : null,
        unknownWords: [...row.unknownWords, ...(isUnknown ? [region] : [])],
      };
    }),
  );
}
