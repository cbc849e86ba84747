import type { EnterWording } from '../../contract/instruments.ts';
import type { BodyOf } from '../../contract/operation.ts';
import type { Instrument } from '../../domain/scoring/instrument.ts';
import {
  findWordingFaults,
  type OwnWording,
  type WordingFault,
  withOwnWording,
} from '../../domain/scoring/own-wording.ts';
import { findShippedInstrument, shippedInstruments } from '../../domain/scoring/shipped-instruments.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import * as sql from './sql.ts';

type Access = Pick<Reading, 'all' | 'organisationId'>;

/** @throws AppError unknown_instrument naming the field */
export function getInstrument(id: string, path: string): Instrument {
  const instrument = findShippedInstrument(id);
  if (instrument !== undefined) return instrument;
  throw new AppError('invalid_request', {
    fields: [{ path, code: 'unknown_instrument', parameters: { id } }],
  });
}

/** Every instrument, in the organisation's own words where it entered them. */
export async function listInstruments(access: Access): Promise<Instrument[]> {
  const [rows] = await access.all(sql.listWordings({ organisationId: access.organisationId }));
  const wordings = new Map(rows.map((row) => [row.instrument_id, row.wording as OwnWording]));
  return shippedInstruments.map((instrument) => {
    const wording = wordings.get(instrument.id);
    return wording === undefined ? instrument : withOwnWording(instrument, wording);
  });
}

/**
 * The instruments of a form, in order, each with a wording.
 * @throws AppError unknown_instrument, wording_missing
 */
export async function getForm(access: Access, ids: readonly string[]): Promise<Instrument[]> {
  const all = new Map((await listInstruments(access)).map((instrument) => [instrument.id, instrument]));
  return ids.map((id, index) => {
    const instrument = all.get(id) ?? getInstrument(id, `/instrumentIds/${index}`);
    if (instrument.wording === 'none') throw new AppError('wording_missing', { parameters: { id } });
    return instrument;
  });
}

/** @throws AppError not_found, wording_own, invalid_request naming each item */
export async function enterWording(change: Change, id: string, body: BodyOf<typeof EnterWording>) {
  const { organisationId, now, actorId } = change;
  const instrument = findShippedInstrument(id);
  if (instrument === undefined || actorId === null) throw new AppError('not_found');
  if (instrument.wording === 'own') throw new AppError('wording_own');
  const { licenceNote, ...wording } = body;
  const faults = findWordingFaults(instrument, wording);
  if (faults.length > 0) throw new AppError('invalid_request', { fields: faults.map(fieldOf) });
  const newest = await change.first(sql.readWordingVersion({ organisationId, instrumentId: id }));
  const version = (newest?.version ?? 0) + 1;
  change.push(
    sql.insertWording({
      organisationId,
      instrumentId: id,
      version,
      wording: JSON.stringify(wording),
      licenceNote,
      enteredBy: actorId,
      now,
    }),
  );
  change.audit({
    action: 'wording.enter',
    subjectKind: 'instrument',
    subjectIds: [],
    detail: { instrument: id, version },
  });
  return { instrumentId: id, version, licenceNote, createdAt: now.toISOString() };
}

function fieldOf({ code, itemId }: WordingFault) {
  switch (code) {
    case 'item_missing':
      return { path: `/items/${itemId}`, code: 'field_required' as const };
    case 'unknown_item':
      return { path: `/items/${itemId}`, code: 'answer_unknown_item' as const };
    default:
      return { path: '/labels', code: 'wording_labels_range' as const };
  }
}
