import { expect, test } from 'vitest';
import { shippedInstruments } from '../../domain/scoring/shipped-instruments.ts';
import { PLANNED_MODEL, type StudyProtocol } from '../../domain/studies/protocol.ts';
import { knownReliability, plannedStudy, studyFormValues } from './study-form.ts';

const protocol: StudyProtocol = {
  title: '八周课程',
  titleEn: null,
  question: '是否有效？',
  questionEn: null,
  playbookId: 'warm-way@1',
  arms: { intervention: '八周课程', comparison: '等候' },
  armsEn: { comparison: 'waits' },
  allocation: 'randomised_classes',
  waves: ['baseline', 'post'],
  primaryOutcome: { instrumentId: 'phq-9@1', scale: 'total' },
  changeBasis: {
    reliability: { r: 0.84, kind: 'retest', source: 'Kroenke 2001' },
    sd: { kind: 'published', value: 5.1, source: 'Wang 2014' },
  },
  model: PLANNED_MODEL,
  participants: [
    { organisationId: 'a', code: 'wz-station', name: '温州', nameEn: null, regionCode: '330300' },
  ],
  smallestCount: 5,
};

test('a plan goes into the form and comes back as it was', () => {
  const { title, question, playbookId, arms, allocation, primaryOutcome, changeBasis } = protocol;
  expect(plannedStudy(studyFormValues(protocol))).toEqual({
    title,
    question,
    titleEn: null,
    questionEn: null,
    playbookId,
    arms,
    armsEn: { comparison: 'waits' },
    allocation,
    primaryOutcome,
    reliability: changeBasis.reliability,
    sd: changeBasis.sd,
    sampleSize: null,
    participantCodes: ['wz-station'],
  });
});

test('fields left empty are none, and a spread of the baseline has no value', () => {
  const values = studyFormValues(protocol);
  const planned = plannedStudy({
    ...values,
    titleEn: ' ',
    sd: { kind: 'baseline', value: 3 },
    participantCodes: [],
  });
  expect(planned.titleEn).toBeNull();
  expect(planned.sd).toEqual({ kind: 'baseline' });
  expect(planned).not.toHaveProperty('participantCodes');
});

test('the reliability of a questionnaire’s key comes with its source', () => {
  const known = knownReliability(shippedInstruments, { instrumentId: 'phq-9@1', scale: 'total' });
  expect(known?.r).toBeGreaterThan(0.5);
  expect(known?.source).not.toBe('');
  expect(knownReliability(shippedInstruments, {})).toBeUndefined();
});

test('a sample size is part of the plan once all of it is given', () => {
  const size = { effect: 0.3, pupilsPerClass: 40, icc: 0.05, correlation: 0.5, attrition: 0.1, power: 0.8 };
  const values = studyFormValues({ ...protocol, sampleSize: { ...size, classesPerArm: 12 } });
  expect(plannedStudy(values).sampleSize).toEqual(size);
  expect(plannedStudy({ ...values, sampleSize: { ...size, icc: null } }).sampleSize).toBeNull();
});
