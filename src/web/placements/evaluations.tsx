import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlacementView } from '../../contract/placements.ts';
import {
  type EvaluationKind,
  evaluationKinds,
  placementSkills,
  skillNames,
} from '../../domain/placements/placement-life.ts';
import { useFormats } from '../base/formats.ts';
import { useColleagues } from '../identity/public.ts';
import { Definitions } from '../ui/definitions.tsx';
import { Section } from '../ui/section.tsx';
import { EvaluationDialog, type EvaluationView } from './evaluation-dialog.tsx';

/** How the student does, halfway and at the end; what was corrected stays below. */
export function Evaluations({ placement }: { placement: PlacementView }) {
  const { t } = useTranslation('placements');
  const [writing, setWriting] = useState<EvaluationKind>();
  const { evaluations, state, student } = placement;
  const mayWrite = state === 'under_way' && student !== null;
  const currentOf = (kind: EvaluationKind) => evaluations.find((one) => one.kind === kind && one.isCurrent);
  const current = evaluationKinds.flatMap((kind) => currentOf(kind) ?? []);
  const earlier = evaluations.filter(({ isCurrent }) => !isCurrent);
  return (
    <Section
      title={t('evaluation.title')}
      action={
        mayWrite && (
          <div className="row">
            {evaluationKinds
              .filter((kind) => currentOf(kind) === undefined)
              .map((kind) => (
                <Button key={kind} onClick={() => setWriting(kind)}>
                  {t('evaluation.write', { kind: t(`evaluation.kinds.${kind}`) })}
                </Button>
              ))}
          </div>
        )
      }
    >
      {writing !== undefined && (
        <EvaluationDialog
          placement={placement}
          kind={writing}
          replaced={currentOf(writing)}
          onClose={() => setWriting(undefined)}
        />
      )}
      {evaluations.length === 0 && <p className="quiet">{t('evaluation.none')}</p>}
      {mayWrite && currentOf('final') === undefined && <p className="quiet small">{t('moves.needsFinal')}</p>}
      {current.map((one) => (
        <Evaluation
          key={one.id}
          evaluation={one}
          {...(mayWrite ? { onCorrect: () => setWriting(one.kind) } : {})}
        />
      ))}
      {earlier.length > 0 && (
        <details className="screen-only">
          <summary>{t('evaluation.earlier')}</summary>
          {earlier.map((one) => (
            <Evaluation key={one.id} evaluation={one} />
          ))}
        </details>
      )}
    </Section>
  );
}

function Evaluation({ evaluation, onCorrect }: { evaluation: EvaluationView; onCorrect?: () => void }) {
  const { t } = useTranslation('placements');
  const { textOf, dayOf } = useFormats();
  const { nameOf } = useColleagues();
  const { kind, grades, words, writtenBy, writtenAt } = evaluation;
  const title = t(`evaluation.kinds.${kind}`);
  return (
    <div>
      <div className="section-head">
        <h3>
          {title}{' '}
          <span className="quiet small">
            {t('evaluation.by', { name: nameOf(writtenBy), day: dayOf(writtenAt) })}
          </span>
        </h3>
        {onCorrect !== undefined && (
          <Button
            aria-label={t('action.of', { action: t('evaluation.correct'), whose: title })}
            onClick={onCorrect}
          >
            {t('evaluation.correct')}
          </Button>
        )}
      </div>
      {grades !== null && (
        <Definitions
          rows={placementSkills.map((skill) => ({
            term: textOf(skillNames[skill]),
            value: t('evaluation.grade', { n: grades[skill] }),
          }))}
        />
      )}
      <p className="prose">{words ?? t('erased')}</p>
    </div>
  );
}
