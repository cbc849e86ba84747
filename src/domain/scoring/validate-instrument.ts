import type { Instrument, Item, Scale } from './instrument.ts';
import { scaleRange } from './score.ts';

export type InstrumentFaultCode =
  | 'no_items'
  | 'repeated_id'
  | 'empty_range'
  | 'labels_do_not_match_range'
  | 'wording_missing'
  | 'wording_not_licensed'
  | 'alert_out_of_range'
  | 'too_few_options'
  | 'selection_limit'
  | 'scale_without_items'
  | 'scale_item_unknown'
  | 'scale_item_not_a_choice'
  | 'scale_item_repeated'
  | 'scale_ranges_differ'
  | 'scale_tolerates_too_many_missing'
  | 'cut_off_scale_unknown'
  | 'cut_off_out_of_range'
  | 'reliability_scale_unknown'
  | 'reliability_out_of_range';

export interface InstrumentFault {
  code: InstrumentFaultCode;
  /** The item, scale or instrument that has the fault. */
  id: string;
}

/** Everything that is wrong with an instrument, shipped or imported; empty when it can be used. */
export function validateInstrument(instrument: Instrument): InstrumentFault[] {
  const ids = [...instrument.items, ...instrument.scales].map(({ id }) => id);
  const repeated = ids.filter((id, index) => ids.indexOf(id) < index);
  return [
    ...(instrument.items.length === 0 ? [fault('no_items', instrument.id)] : []),
    ...repeated.map((id) => fault('repeated_id', id)),
    ...instrument.items.flatMap((item) => validateItem(instrument, item)),
    ...instrument.scales.flatMap((scale) => validateScale(instrument, scale)),
    ...validateCutOffs(instrument),
    ...validateReliability(instrument),
  ];
}

function fault(code: InstrumentFaultCode, id: string): InstrumentFault {
  return { code, id };
}

function validateItem(instrument: Instrument, item: Item): InstrumentFault[] {
  const faults = validateWording(instrument, item);
  if (item.kind === 'text') return faults;
  if (item.kind !== 'choice') {
    const optionIds = new Set(item.options.map(({ id }) => id));
    if (optionIds.size < item.options.length) faults.push(fault('repeated_id', item.id));
    if (item.options.length < 2) faults.push(fault('too_few_options', item.id));
    if (item.most < 1 || item.most > item.options.length) faults.push(fault('selection_limit', item.id));
    return faults;
  }
  const { minimum, maximum, labels, alert } = item;
  const isRange = Number.isInteger(minimum) && Number.isInteger(maximum) && minimum < maximum;
  if (!isRange) faults.push(fault('empty_range', item.id));
  if (labels !== undefined && labels.length !== maximum - minimum + 1) {
    faults.push(fault('labels_do_not_match_range', item.id));
  }
  if (alert !== undefined && (alert.atLeast <= minimum || alert.atLeast > maximum)) {
    faults.push(fault('alert_out_of_range', item.id));
  }
  return faults;
}

function validateWording({ wording, licence }: Instrument, item: Item): InstrumentFault[] {
  const hasText = item.text !== undefined && item.text.zh.trim() !== '' && item.text.en.trim() !== '';
  const hasWording = hasText && (item.kind !== 'choice' || item.labels !== undefined);
  if (hasText && licence.tier === 'B' && wording !== 'licensed')
    return [fault('wording_not_licensed', item.id)];
  return wording === 'none' || hasWording ? [] : [fault('wording_missing', item.id)];
}

function validateScale(instrument: Instrument, scale: Scale): InstrumentFault[] {
  if (scale.items.length === 0) return [fault('scale_without_items', scale.id)];
  const items = scale.items.map((id) => instrument.items.find((item) => item.id === id));
  if (items.includes(undefined)) return [fault('scale_item_unknown', scale.id)];
  const choices = items.filter((item) => item?.kind === 'choice');
  if (choices.length < items.length) return [fault('scale_item_not_a_choice', scale.id)];
  const ranges = new Set(choices.map(({ minimum, maximum }) => `${minimum}–${maximum}`));
  const faults: InstrumentFault[] = [];
  if (new Set(scale.items).size < scale.items.length) faults.push(fault('scale_item_repeated', scale.id));
  if (ranges.size > 1) faults.push(fault('scale_ranges_differ', scale.id));
  // more than a third replaced by the person's own mean would be a guess
  const isTolerable = Number.isInteger(scale.mostMissing) && scale.mostMissing * 3 <= scale.items.length;
  if (!isTolerable || scale.mostMissing < 0) faults.push(fault('scale_tolerates_too_many_missing', scale.id));
  return faults;
}

function validateCutOffs(instrument: Instrument): InstrumentFault[] {
  return instrument.cutOffs.flatMap((cutOff) => {
    const scale = instrument.scales.find(({ id }) => id === cutOff.scale);
    if (scale === undefined) return [fault('cut_off_scale_unknown', cutOff.scale)];
    const { lowest, highest } = scaleRange(instrument, scale);
    const isWithin = cutOff.value >= lowest && cutOff.value <= highest;
    return isWithin ? [] : [fault('cut_off_out_of_range', cutOff.scale)];
  });
}

function validateReliability(instrument: Instrument): InstrumentFault[] {
  return instrument.reliability.flatMap(({ scale, r }) => {
    if (!instrument.scales.some(({ id }) => id === scale)) return [fault('reliability_scale_unknown', scale)];
    return r > 0 && r < 1 ? [] : [fault('reliability_out_of_range', scale)];
  });
}
