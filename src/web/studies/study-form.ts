import type { BodyOf } from '../../contract/operation.ts';
import type { CreateStudy } from '../../contract/studies.ts';
import type { Instrument } from '../../domain/scoring/instrument.ts';
import { arms, type StudyProtocol } from '../../domain/studies/protocol.ts';
import type { SizeAssumptions } from '../../domain/studies/sample-size.ts';

/** What the form holds: the plan, with the organisations as codes. */
export interface StudyFormValues {
  title: string;
  titleEn?: string | null;
  question: string;
  questionEn?: string | null;
  playbookId: string;
  arms: { intervention: string; comparison: string };
  armsEn?: { intervention?: string | null; comparison?: string | null } | null;
  allocation: StudyProtocol['allocation'];
  primaryOutcome: { instrumentId: string; scale: string };
  reliability: { r: number; kind: 'alpha' | 'retest'; source: string };
  sd: { kind: 'baseline' | 'published'; value?: number; source?: string };
  /** All of it, or nothing. */
  sampleSize?: { [Name in keyof SizeAssumptions]?: number | null };
  participantCodes?: string[];
}

/** The fields of the sample size in the order of the form, with what is common in schools. */
export const sizeFields: ReadonlyArray<{
  readonly name: keyof SizeAssumptions;
  readonly usual: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
}> = [
  { name: 'effect', usual: 0.3, least: 0.01, most: 3, step: 0.05 },
  { name: 'pupilsPerClass', usual: 40, least: 1, most: 200, step: 1 },
  { name: 'icc', usual: 0.05, least: 0, most: 0.9, step: 0.01 },
  { name: 'correlation', usual: 0.5, least: 0, most: 0.99, step: 0.05 },
  { name: 'attrition', usual: 0.1, least: 0, most: 0.9, step: 0.05 },
  { name: 'power', usual: 0.8, least: 0.5, most: 0.99, step: 0.05 },
];

/** Undefined while one of them is missing. */
export function completeSize(values: StudyFormValues['sampleSize']): SizeAssumptions | undefined {
  const given = sizeFields.map(({ name }) => values?.[name]);
  if (given.some((value) => typeof value !== 'number')) return undefined;
  return Object.fromEntries(
    sizeFields.map(({ name }, index) => [name, given[index]]),
  ) as unknown as SizeAssumptions;
}

export type PlannedStudy = Omit<BodyOf<typeof CreateStudy>, 'id'>;

/** The plan as the server takes it: empty fields are none. */
export function plannedStudy(values: StudyFormValues): PlannedStudy {
  const { titleEn, questionEn, armsEn, participantCodes, sd, sampleSize, ...rest } = values;
  return {
    ...rest,
    sampleSize: completeSize(sampleSize) ?? null,
    title: rest.title.trim(),
    question: rest.question.trim(),
    titleEn: titleEn?.trim() || null,
    questionEn: questionEn?.trim() || null,
    armsEn: writtenOf(armsEn),
    sd:
      sd.kind === 'published'
        ? { kind: 'published', value: sd.value ?? 0, source: sd.source ?? '' }
        : { kind: 'baseline' },
    ...(participantCodes === undefined || participantCodes.length === 0 ? {} : { participantCodes }),
  };
}

/** Those arms that have words; null where none has. */
function writtenOf(words: StudyFormValues['armsEn']): NonNullable<PlannedStudy['armsEn']> | null {
  const written = arms.flatMap((arm) => {
    const own = words?.[arm]?.trim() ?? '';
    return own === '' ? [] : [[arm, own] as const];
  });
  return written.length === 0 ? null : Object.fromEntries(written);
}

/** A plan back in the form, to be changed. */
export function studyFormValues(protocol: StudyProtocol): StudyFormValues {
  const { title, titleEn, question, questionEn, playbookId, allocation } = protocol;
  const { reliability, sd } = protocol.changeBasis;
  return {
    title,
    titleEn,
    question,
    questionEn,
    playbookId,
    arms: { ...protocol.arms },
    armsEn: { ...protocol.armsEn },
    allocation,
    primaryOutcome: { ...protocol.primaryOutcome },
    reliability: { ...reliability },
    sd: { ...sd },
    ...(protocol.sampleSize == null ? {} : { sampleSize: completeSize(protocol.sampleSize) ?? {} }),
    participantCodes: protocol.participants.map(({ code }) => code),
  };
}

/** What the questionnaire's own key says of a score's reliability. */
export function knownReliability(
  instruments: readonly Instrument[],
  { instrumentId, scale }: { instrumentId?: string; scale?: string },
): StudyFormValues['reliability'] | undefined {
  const known = instruments
    .find(({ id }) => id === instrumentId)
    ?.reliability.find((one) => one.scale === scale);
  return known === undefined ? undefined : { r: known.r, kind: known.kind, source: known.source.citation };
}
