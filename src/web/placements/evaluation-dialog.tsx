import { Form, type FormInstance, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { EvaluatePlacement, type PlacementView } from '../../contract/placements.ts';
import {
  type EvaluationKind,
  type PlacementGrades,
  placementSkills,
  skillNames,
} from '../../domain/placements/placement-life.ts';
import { useFormats } from '../base/formats.ts';
import { Choices } from '../ui/choices.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { useChange } from '../ui/use-change.ts';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { keepPlacement } from './queries.ts';

export type EvaluationView = PlacementView['evaluations'][number];

interface Values {
  grades: Partial<Record<keyof PlacementGrades, string>>;
  words: string;
}

const gradeWords = ['1', '2', '3', '4', '5'] as const;

interface EvaluationDialogProps {
  readonly placement: PlacementView;
  readonly kind: EvaluationKind;
  readonly replaced: EvaluationView | undefined;
  readonly onClose: () => void;
}

/** Grades and words; a correction begins with what it corrects. */
export function EvaluationDialog(props: EvaluationDialogProps) {
  const { kind, replaced, onClose } = props;
  const { t } = useTranslation('placements');
  const [form] = Form.useForm<Values>();
  const { draft, save } = useEvaluating(form, props);
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
        <EvaluationFields />
        <FormProblem error={save.error} />
      </Form>
    </Modal>
  );
}

function useEvaluating(
  form: FormInstance<Values>,
  { placement, kind, replaced, onClose }: EvaluationDialogProps,
) {
  const { t } = useTranslation('placements');
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
  return { draft, save };
}

function EvaluationFields() {
  const { t } = useTranslation('placements');
  const { textOf } = useFormats();
  const required = { required: true, message: t('state.required') };
  return (
    <>
      {placementSkills.map((skill) => (
        <Form.Item key={skill} name={['grades', skill]} label={textOf(skillNames[skill])} rules={[required]}>
          <Choices values={gradeWords} labelOf={(grade) => grade} label={textOf(skillNames[skill])} />
        </Form.Item>
      ))}
      <Form.Item name="words" label={t('evaluation.words')} rules={[{ ...required, whitespace: true }]}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} />
      </Form.Item>
    </>
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
