import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EvaluatePlacement, type PlacementView } from '../../contract/placements.ts';
import {
  type EvaluationKind,
  evaluationKinds,
  type PlacementGrades,
  placementSkills,
  skillNames,
} from '../../domain/placements/placement-life.ts';
import { useFormats } from '../base/formats.ts';
import { useColleagues } from '../identity/public.ts';
import { Choices } from '../ui/choices.tsx';
import { Definitions } from '../ui/definitions.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { Section } from '../ui/section.tsx';
import { useChange } from '../ui/use-change.ts';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { keepPlacement } from './queries.ts';

type EvaluationView = PlacementView['evaluations'][number];

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

interface Values {
  grades: Partial<Record<keyof PlacementGrades, string>>;
  words: string;
}

const gradeWords = ['1', '2', '3', '4', '5'] as const;

function EvaluationDialog(props: {
  placement: PlacementView;
  kind: EvaluationKind;
  replaced: EvaluationView | undefined;
  onClose: () => void;
}) {
  const { placement, kind, replaced, onClose } = props;
  const { t } = useTranslation('placements');
  const { textOf } = useFormats();
  const [form] = Form.useForm<Values>();
  const draft = useDraft(form, `placement-evaluation.${placement.id}.${kind}.${replaced?.id ?? 'new'}`);
  const save = useChange<Values, PlacementView>(
    {
      change: ({ grades, words }) =>
        draft.send(EvaluatePlacement, {
          params: { id: placement.id },
          body: {
            id: draft.id,
            kind,
            grades: numbersOf(grades),
            words,
            ...(replaced === undefined ? {} : { replaces: replaced.id }),
          },
        }),
      form,
      said: () => t('evaluation.saved'),
      onDone: () => {
        draft.drop();
        onClose();
      },
    },
    keepPlacement,
  );
  const required = { required: true, message: t('state.required') };
  const title = t(`evaluation.kinds.${kind}`);
  return (
    <Modal
      open
      title={
        replaced === undefined
          ? t('evaluation.write', { kind: title })
          : t('evaluation.correctTitle', { kind: title })
      }
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={save.isPending}
    >
      <DraftOffer draft={draft} />
      <p className="quiet small form-problem">{t('evaluation.gradeHint')}</p>
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={
          replaced === undefined ? {} : { grades: textsOf(replaced), words: replaced.words ?? '' }
        }
        onValuesChange={draft.keep}
        onFinish={(values) => save.mutate(values)}
      >
        {placementSkills.map((skill) => (
          <Form.Item
            key={skill}
            name={['grades', skill]}
            label={textOf(skillNames[skill])}
            rules={[required]}
          >
            <Choices values={gradeWords} labelOf={(grade) => grade} label={textOf(skillNames[skill])} />
          </Form.Item>
        ))}
        <Form.Item name="words" label={t('evaluation.words')} rules={[{ ...required, whitespace: true }]}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} />
        </Form.Item>
        <FormProblem error={save.error} />
      </Form>
    </Modal>
  );
}

function numbersOf(grades: Values['grades']): PlacementGrades {
  const of = (skill: keyof PlacementGrades) => Number(grades[skill]);
  return {
    ethics: of('ethics'),
    relationship: of('relationship'),
    assessment: of('assessment'),
    intervention: of('intervention'),
    recording: of('recording'),
    teamwork: of('teamwork'),
  };
}

function textsOf({ grades }: EvaluationView): Values['grades'] {
  if (grades === null) return {};
  return Object.fromEntries(placementSkills.map((skill) => [skill, String(grades[skill])]));
}
