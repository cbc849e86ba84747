import { degreesFor } from '../evidence/decide-analysis.ts';
import { type Column, factorFromLabels, numericColumn } from '../evidence/tables/data-table.ts';
import { EvidenceError } from '../evidence/numbers/evidence-error.ts';
import { fitFromSums } from '../evidence/sums/fit-from-sums.ts';
import { groupSums } from '../evidence/sums/group-sums.ts';
import { moments } from '../evidence/numbers/moments.ts';
import type { ClassDelivery } from './class-delivery.ts';
import { type ExposureKind, exposureKinds } from './exposure-kind.ts';
import { scoreOf, stageOf, type StudyPerson } from './study-person.ts';

/** How the last score went with what was received, inside the intervention arm. Exploratory: no p value. */
export interface ExposureEffect {
  readonly kind: ExposureKind;
  readonly persons: number;
  readonly classes: number;
  /** sessions, or share of the checklists from 0 to 1; null without anybody */
  readonly received: { readonly mean: number; readonly least: number; readonly most: number } | null;
  /**
   * Points of the last score per session more than classmates, or per ten percentage points of fidelity; null where the
   * classes are too few or all received the same.
   */
  readonly effect: { readonly estimate: number; readonly low: number; readonly high: number } | null;
}

/** Of a class-level quantity two parameters are estimated: below this nothing is left to judge them by. */
const FEWEST_CLASSES = 4;
const TEN_POINTS = 10;

interface Received {
  readonly classId: string;
  readonly baseline: number;
  readonly post: number;
  readonly sessions: number;
  readonly fidelity: number;
}

/**
 * Dose and fidelity. Nobody was allocated to them: who comes more often, and where more is delivered, differs in other
 * ways too. Attendance is compared within classes (the class's mean stands in the model, Mundlak 1978, Econometrica
 * 46:69-85), so that a class's own circumstances do not pass for dose.
 */
export function exposureEffects(
  people: readonly StudyPerson[],
  scale: string,
  deliveries: readonly ClassDelivery[],
): ExposureEffect[] {
  const received = receivedBy(people, scale, deliveries);
  return exposureKinds.map((kind) => {
    const values = received.map((one) => one[kind]);
    return {
      kind,
      persons: received.length,
      classes: new Set(received.map(({ classId }) => classId)).size,
      received:
        values.length === 0
          ? null
          : { mean: moments(values).mean, least: Math.min(...values), most: Math.max(...values) },
      effect: fitExposure(kind, received),
    };
  });
}

function receivedBy(
  people: readonly StudyPerson[],
  scale: string,
  deliveries: readonly ClassDelivery[],
): Received[] {
  const deliveryOf = new Map(deliveries.map((delivery) => [delivery.classId, delivery]));
  return people.flatMap((person) => {
    const { classId, attended } = person;
    const delivery = deliveryOf.get(classId);
    const isOurs = person.arm === 'intervention' && stageOf(person, scale) === 'analysed';
    const baseline = scoreOf(person.baseline, scale);
    const post = scoreOf(person.post, scale);
    if (!isOurs || delivery === undefined || attended === null || baseline === null || post === null)
      return [];
    const fidelity = delivery.items === 0 ? 0 : delivery.done / delivery.items;
    return [{ classId, baseline, post, sessions: attended, fidelity }];
  });
}

function fitExposure(kind: ExposureKind, received: readonly Received[]): ExposureEffect['effect'] {
  const classes = Map.groupBy(received, ({ classId }) => classId);
  if (classes.size < FEWEST_CLASSES) return null;
  const classMean = new Map(
    [...classes].map(([id, own]) => [id, moments(own.map(({ sessions }) => sessions)).mean]),
  );
  const meansDiffer = new Set(classMean.values()).size > 1;
  const columns = new Map<string, Column>([
    ['baseline', numericColumn(received.map(({ baseline }) => baseline))],
    ['post', numericColumn(received.map(({ post }) => post))],
    ['sessions', numericColumn(received.map(({ sessions }) => sessions))],
    ['class sessions', numericColumn(received.map(({ classId }) => classMean.get(classId) ?? 0))],
    ['fidelity', numericColumn(received.map(({ fidelity }) => fidelity * TEN_POINTS))],
    ['class', factorFromLabels(received.map(({ classId }) => classId))],
  ]);
  const others = kind === 'sessions' && meansDiffer ? ['class sessions'] : [];
  try {
    const sums = groupSums(
      { rows: received.length, columns },
      { outcome: 'post', terms: ['baseline', ...others, kind], group: 'class' },
    );
    const { fixed } = fitFromSums(sums, { df: degreesFor(classes.size) });
    const found = fixed.find(({ term }) => term === kind);
    return found === undefined ? null : { estimate: found.estimate, low: found.low, high: found.high };
  } catch (error) {
    // all received the same, or what they received goes with something else in the model
    if (error instanceof EvidenceError) return null;
    throw error;
  }
}
