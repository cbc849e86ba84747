import type { BodyOf } from '../../contract/operation.ts';
import type { CreateStudy } from '../../contract/studies.ts';
import type { Instrument } from '../../domain/scoring/instrument.ts';
import type { StudyProtocol } from '../../domain/studies/protocol.ts';

/** What the form holds: the plan, with the organisations as codes. */
export interface StudyFormValues {
  title: string;
  titleEn?: string | null;
  question: string;
  questionEn?: string | null;
  playbookId: string;
  arms: { intervention: string; comparison: string };
  allocation: StudyProtocol['allocation'];
  primaryOutcome: { instrumentId: string; scale: string };
  reliability: { r: number; kind: 'alpha' | 'retest'; source: string };
  sd: { kind: 'baseline' | 'published'; value?: number; source?: string };
  participantCodes?: string[];
}

export type PlannedStudy = Omit<BodyOf<typeof CreateStudy>, 'id'>;

/** The plan as the server takes it: empty fields are none. */
export function plannedStudy(values: StudyFormValues): PlannedStudy {
  const { titleEn, questionEn, participantCodes, sd, ...rest } = values;
  return {
    ...rest,
    title: rest.title.trim(),
    question: rest.question.trim(),
    titleEn: titleEn?.trim() || null,
    questionEn: questionEn?.trim() || null,
    sd:
      sd.kind === 'published'
        ? { kind: 'published', value: sd.value ?? 0, source: sd.source ?? '' }
        : { kind: 'baseline' },
    ...(participantCodes === undefined || participantCodes.length === 0 ? {} : { participantCodes }),
  };
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
    allocation,
    primaryOutcome: { ...protocol.primaryOutcome },
    reliability: { ...reliability },
    sd: { ...sd },
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
