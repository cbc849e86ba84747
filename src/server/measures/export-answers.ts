import type { Instrument, Item, TextItem } from '../../domain/scoring/instrument.ts';
import type { Answers } from '../../domain/scoring/score.ts';
import { type ClassPlace, listConsentFactsOf, personStanding, readClassPlaces } from '../clients/public.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Reading } from '../platform/work/work.ts';
import { openReadable } from './sealed.ts';
import * as sql from './sql-responses.ts';

const PAGE = 500;

const about = [
  'person',
  'school',
  'grade',
  'class',
  'sex',
  'birth_year',
  'round',
  'wave',
  'answered_on',
  'given_by',
  'research_consent',
] as const;

/** Headings of exported answers, as statistics programs take them: items by their ids, scales with `score_` in front. */
export function answerHeadings(instrument: Instrument): string[] {
  return [
    ...about,
    ...tableItems(instrument).map(({ id }) => id),
    ...instrument.scales.map(({ id }) => `score_${id}`),
  ];
}

/** What people wrote in their own words stays in the record: it names persons. */
function tableItems({ items }: Instrument): Exclude<Item, TextItem>[] {
  return items.filter((item) => item.kind !== 'text');
}

/**
 * Answers to one instrument, a row per response in the order of answering, without names: `person` is the client's id.
 * Each page's reading is recorded before it is given out. Answers of erased persons are not there, nor
 * those that do not open.
 */
export async function* exportAnswers(
  reading: Reading,
  instrument: Instrument,
  { siteId }: { siteId: string | undefined },
): AsyncGenerator<(string | null)[][]> {
  const { organisationId } = reading;
  const placeOf = await readClassPlaces(reading);
  let after: string | undefined;
  for (;;) {
    const wanted = { organisationId, instrumentId: instrument.id, siteId };
    const [rows] = await reading.all(sql.listForExport({ ...wanted, after, limit: PAGE }));
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
    const clientIds = [...new Set(rows.map(({ client_id }) => client_id))];
    const [consents] = await reading.all(
      listConsentFactsOf({ organisationId, clientIds, purpose: 'research' }),
    );
    await reading.audited({
      action: 'response.export',
      subjectKind: 'client',
      subjectIds: clientIds,
      detail: { instrument: instrument.id },
    });
    const consentsOf = Map.groupBy(consents, ({ client_id }) => client_id);
    yield rows.flatMap((row) => {
      const facts = { place: placeOf(row.class_id), consents: consentsOf.get(row.client_id) ?? [] };
      return exportedRow(reading, instrument, row, facts);
    });
    if (rows.length < PAGE) return;
  }
}

type ExportRow = NonNullable<ReturnType<typeof sql.listForExport>['row']>;
type ConsentRow = NonNullable<ReturnType<typeof listConsentFactsOf>['row']>;

function exportedRow(
  { keys, now, timeZone }: Reading,
  instrument: Instrument,
  row: ExportRow,
  { place, consents }: { place: ClassPlace; consents: readonly ConsentRow[] },
): (string | null)[][] {
  const { client_id: clientId, wrapped, card } = row;
  const opened = openReadable(keys, { clientId, wrapped }, row.id, row.answers);
  if (opened === undefined) return [];
  const { answers, scores } = opened;
  const facts: Record<(typeof about)[number], string | number | null> = {
    person: clientId,
    school: place.school,
    grade: place.grade,
    class: place.className,
    sex: row.sex,
    birth_year: row.birth_year,
    round: row.round,
    wave: row.wave,
    answered_on: dayIn(timeZone, row.answered_at),
    given_by: row.recorded_by === null ? 'self' : 'worker',
    research_consent:
      keys.beside.opened(() =>
        personStanding(keys, { id: clientId, card, wrapped }, consents, dayIn(timeZone, now)),
      ) ?? null,
  };
  return [
    [
      ...about.map((name) => cell(facts[name])),
      ...tableItems(instrument).map(({ id }) => cell(answers[id])),
      ...instrument.scales.map(({ id }) => cell(scores[id]?.value)),
    ],
  ];
}

/** A ranking in its order, a multiple answer in the order of the options, separated by semicolons. */
function cell(value: Answers[string] | undefined): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? value.join(';') : String(value);
}
