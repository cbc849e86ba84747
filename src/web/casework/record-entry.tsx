import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CorrectRecord } from '../../contract/casework.ts';
import { type CaseStatus, lifecycle } from '../../domain/casework/lifecycle.ts';
import type { GoalState } from '../../domain/casework/goals.ts';
import { useFormats } from '../base/formats.ts';
import { RiskTag } from '../clients/public.ts';
import { correctableRecord, type Line, type RecordContent } from './correctable.ts';
import { CorrectionDialog } from './correction-dialog.tsx';
import { CorrectedTag, Corrections } from './corrections.tsx';
import { GoalFields, goalsOf } from './goal-fields.tsx';
import type { CaseRecordView } from './queries.ts';
import { OccurredAtField, RecordTextField } from './record-fields.tsx';
import { Tag, type Tone } from '../ui/tag.tsx';
import { TimelineEntry } from './timeline-entry.tsx';
import styles from './casework.module.css';

interface RecordProps {
  caseId: string;
  record: CaseRecordView;
}

/** A record or a change of stage in the story of a case, as it stands after its corrections. */
export function RecordEntry({ caseId, record }: RecordProps) {
  const { t } = useTranslation('casework');
  const { textOf } = useFormats();
  const { kind, from, to, reason, riskLevel, outcome, text, goals } = record;
  const common = { at: record.occurredAt, recordedAt: record.recordedAt, recordedBy: record.recordedBy };
  const corrected = <CorrectedTag version={record.version} />;
  if (kind === 'transition') {
    const titleOf = (status: CaseStatus | undefined) =>
      status === undefined ? '' : textOf(lifecycle[status].title);
    const words = t('case.step.from', { from: titleOf(from), to: titleOf(to) });
    return (
      <TimelineEntry {...common} title={words} extra={corrected} tone="quiet">
        {reason !== undefined && (
          <>
            <p className="prose">{t('case.step.reason', { reason })}</p>
            <RecordCorrections caseId={caseId} record={record} />
          </>
        )}
      </TimelineEntry>
    );
  }
  return (
    <TimelineEntry
      {...common}
      title={t(`record.kinds.${kind}`)}
      extra={
        <>
          {riskLevel !== undefined && <RiskTag level={riskLevel} />}
          {outcome !== undefined && <Tag>{t(`closure.outcomes.${outcome}`)}</Tag>}
          {corrected}
        </>
      }
    >
      {text !== null && <p className="prose">{text}</p>}
      <Goals goals={goals} />
      <RecordCorrections caseId={caseId} record={record} />
    </TimelineEntry>
  );
}

type Goal = CaseRecordView['goals'][number];

/** How a goal is measured, and by when. */
function useGoalTerms(): (goal: Goal) => string[] {
  const { day } = useFormats();
  return ({ measure, dueOn }) => [
    ...(measure === undefined || measure === null || measure === '' ? [] : [measure]),
    ...(dueOn === undefined || dueOn === null ? [] : [day(dueOn)]),
  ];
}

const goalTones: Readonly<Record<GoalState, Tone>> = {
  achieved: 'good',
  partly: 'accent',
  not_yet: 'warning',
  dropped: 'plain',
};

function Goals({ goals }: Pick<CaseRecordView, 'goals'>) {
  const { t } = useTranslation('casework');
  const termsOf = useGoalTerms();
  if (goals.length === 0) return null;
  return (
    <ul className={styles['goals']}>
      {goals.map((goal) => (
        <li key={goal.goal}>
          <strong>{goal.goal}</strong>{' '}
          {goal.state !== undefined && (
            <Tag tone={goalTones[goal.state]}>{t(`record.goalStates.${goal.state}`)}</Tag>
          )}
          <p className="quiet small">{termsOf(goal).join(' · ')}</p>
        </li>
      ))}
    </ul>
  );
}

function RecordCorrections({ caseId, record }: RecordProps) {
  const { t } = useTranslation('casework');
  const { instant } = useFormats();
  const linesOf = useRecordLines(record);
  const [isCorrecting, setCorrecting] = useState(false);
  return (
    <>
      <Corrections
        of={correctableRecord(record)}
        recordedBy={record.recordedBy}
        what={`${t(`record.kinds.${record.kind}`)} ${instant(record.occurredAt)}`}
        linesOf={linesOf}
        onCorrect={() => setCorrecting(true)}
      />
      {isCorrecting && (
        <CorrectRecordDialog caseId={caseId} record={record} onClose={() => setCorrecting(false)} />
      )}
    </>
  );
}

/** Words, goals and time; of a change of stage the reason alone. What the case went on by is not offered. */
function CorrectRecordDialog({ caseId, record, onClose }: RecordProps & { onClose: () => void }) {
  const { t } = useTranslation('casework');
  const linesOf = useRecordLines(record);
  const isTransition = record.kind === 'transition';
  const label = useTextLabel(record);
  return (
    <CorrectionDialog<RecordContent, CaseRecordView>
      title={t('correction.title', { what: t(`record.kinds.${record.kind}`) })}
      caseId={caseId}
      subject={correctableRecord(record)}
      words={{ text: label }}
      send={(draft, { version, reason, ...entered }) =>
        draft.send(CorrectRecord, {
          params: { id: record.id },
          version,
          body: { id: draft.id, ...contentOf(entered), reason },
        })
      }
      contentOf={contentOf}
      correctableOf={correctableRecord}
      linesOf={linesOf}
      onClose={onClose}
    >
      {record.goals.length > 0 && <GoalFields hasStates={record.kind === 'review'} />}
      <RecordTextField label={label} />
      {isTransition ? null : <OccurredAtField />}
    </CorrectionDialog>
  );
}

function contentOf({ occurredAt, text, goals }: RecordContent): RecordContent {
  return { occurredAt, text, goals: goalsOf(goals) };
}

function useTextLabel({ kind }: CaseRecordView): string {
  const { t } = useTranslation('casework');
  return kind === 'transition' ? t('case.reason') : t('record.text');
}

function useRecordLines(record: CaseRecordView): (content: RecordContent) => Line[] {
  const { t } = useTranslation('casework');
  const { instant } = useFormats();
  const termsOf = useGoalTerms();
  const label = useTextLabel(record);
  return ({ occurredAt, text, goals }) => [
    { label: t('record.occurredAt'), text: instant(occurredAt) },
    ...goals.map((goal, index) => ({
      label: t('record.goal', { n: index + 1 }),
      text: [
        goal.goal,
        ...termsOf(goal),
        ...(goal.state === undefined ? [] : [t(`record.goalStates.${goal.state}`)]),
      ].join(' · '),
    })),
    { label, text },
  ];
}
