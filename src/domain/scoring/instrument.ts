import type { Texts } from '../language.ts';

/** A questionnaire in one version: a key (items, ranges, scales) and, where the licence allows, its wording. */
export interface Instrument {
  /** Code and version: responses refer to it for ever, so a published instrument never changes. */
  id: string;
  code: string;
  version: string;
  title: Texts;
  /** What is asked of the person, above the items. */
  instruction?: Texts;
  /**
   * `own`: written by this project; `rendering`: translated by it, to be replaced by validated wording; `licensed`:
   * entered by somebody who holds a licence; `none`: key only.
   */
  wording: 'own' | 'rendering' | 'licensed' | 'none';
  licence: Licence;
  /** Codes of LOINC, for exchange with health systems. */
  loinc?: { panel?: string; total?: string };
  source: Source;
  items: readonly Item[];
  scales: readonly Scale[];
  cutOffs: readonly CutOff[];
  reliability: readonly Reliability[];
}

export interface Licence {
  /** A: item texts may be shipped. B: key only, the wording comes from whoever holds a licence. */
  tier: 'A' | 'B';
  note: Texts;
}

export interface Source {
  citation: string;
  /** False where the figure was not checked against a published text: the product says so beside it. */
  isConfirmed: boolean;
}

export type Item = ChoiceItem | SelectionItem | TextItem;

/** One number of a range, with a label for each number where wording is shipped. */
export interface ChoiceItem {
  kind: 'choice';
  id: string;
  text?: Texts;
  minimum: number;
  maximum: number;
  labels?: readonly Texts[];
  /** A high answer means little of what the scale measures. */
  isReverse: boolean;
  alert?: { atLeast: number; kind: AlertKind };
}

/** Up to `most` of the options; a ranking in the order of their weight, a multiple answer in no order. */
export interface SelectionItem {
  kind: 'ranking' | 'multiple';
  id: string;
  text: Texts;
  most: number;
  options: readonly SelectionOption[];
}

export interface SelectionOption {
  id: string;
  text: Texts;
  alert?: AlertKind;
  /** Cannot stand beside another option ("nothing of these"). */
  isExclusive?: boolean;
}

export interface TextItem {
  kind: 'text';
  id: string;
  text: Texts;
  /** In characters. */
  longest: number;
}

/** Answers that a person must look at without delay. */
export type AlertKind = 'self_harm' | 'harm_by_others';

export interface Scale {
  id: string;
  title: Texts;
  items: readonly string[];
  method: 'sum' | 'mean';
  /** Applied to the sum or mean at the end: WHO-5 shows its raw sum times four. */
  factor?: number;
  /** So many items may lack an answer; each then counts as the mean of the person's other items of the scale. */
  mostMissing: number;
  /** Whether a rising score is good or bad news; needed wherever change is coloured or named. */
  betterWhen: 'higher' | 'lower';
}

/** A score at which to look closer in one population. Never a diagnosis. */
export interface CutOff {
  scale: string;
  bound: 'at_least' | 'at_most';
  value: number;
  title: Texts;
  population: Texts;
  source: Source;
}

/** What reliable change is computed from. */
export interface Reliability {
  scale: string;
  kind: 'alpha' | 'retest';
  r: number;
  population: Texts;
  source: Source;
}

/** Several instruments answered in one go, in this order. */
export interface Form {
  id: string;
  title: Texts;
  instruments: readonly string[];
}
