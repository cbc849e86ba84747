import type { Form, Instrument } from './instrument.ts';
import { adolescentResilience } from './instruments/adolescent-resilience.ts';
import { cesD } from './instruments/ces-d.ts';
import { armR3, armR5, cyrmR3, cyrmR5 } from './instruments/cyrm-r.ts';
import { erq } from './instruments/erq.ts';
import { brs, ders16, essa, pss10, ucla6 } from './instruments/further-keys.ts';
import { gad7 } from './instruments/gad-7.ts';
import { growthCheck } from './instruments/growth-check.ts';
import { hardestNow } from './instruments/hardest-now.ts';
import { k10, k6 } from './instruments/kessler.ts';
import { mspss } from './instruments/mspss.ts';
import { phq9 } from './instruments/phq-9.ts';
import { rosenbergForms } from './instruments/rosenberg.ts';
import { who5 } from './instruments/who-5.ts';

/** Every instrument that comes with the product, the project's own first. */
export const shippedInstruments: readonly Instrument[] = [
  growthCheck,
  hardestNow,
  phq9,
  gad7,
  k6,
  k10,
  mspss,
  erq,
  cesD,
  who5,
  cyrmR5,
  cyrmR3,
  armR5,
  armR3,
  ...rosenbergForms,
  adolescentResilience,
  essa,
  brs,
  pss10,
  ucla6,
  ders16,
];

/** What a whole class answers in one lesson before, during and after the intervention model. */
export const growthForm: Form = {
  id: 'growth-form@1',
  title: { zh: '暖途成长问卷', en: 'Nuantu growth questionnaire' },
  instruments: [growthCheck.id, hardestNow.id],
};

/** The shipped instrument with this id (`phq-9@1`). */
export function findShippedInstrument(id: string): Instrument | undefined {
  return shippedInstruments.find((instrument) => instrument.id === id);
}

/**
 * What a page of another version means by an id that nobody knows (`phq-9@2`): the version of the same questionnaire that
 * the form asks, else the one that there is. undefined where that is none, or not one.
 */
export function findOtherVersion(id: string, formIds: readonly string[]): Instrument | undefined {
  const codeOf = (one: string) => one.slice(0, one.lastIndexOf('@'));
  const code = codeOf(id);
  const asked = formIds.filter((one) => codeOf(one) === code);
  const candidates =
    asked.length > 0 ? asked : shippedInstruments.filter((one) => one.code === code).map((one) => one.id);
  const [only] = candidates;
  return only === undefined || candidates.length > 1 ? undefined : findShippedInstrument(only);
}
