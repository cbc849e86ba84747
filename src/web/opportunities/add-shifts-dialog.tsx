import { Form, type FormInstance, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CreateShifts } from '../../contract/opportunities.ts';
import { daysAfter } from '../../domain/calendar/calendar-event.ts';
import { decideWeeklyPlan, type WeeklyPlan } from '../../domain/calendar/weekly-plan.ts';
import { useFormats } from '../base/formats.ts';
import { Choices } from '../ui/choices.tsx';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { useChange } from '../ui/use-change.ts';
import { DraftOffer, type FormDraft, useDraft } from '../ui/use-draft.tsx';
import { WeeklyPlanEditor } from '../ui/weekly-plan-editor.tsx';
import { type PlanIds, type PlanOutcome, sendPlan } from './send-plan.ts';
import { readOpportunitiesAnew } from './queries.ts';
import { PlacesFields, TimesFields } from './shift-fields.tsx';
import { atFields, placesBodyOf, type PlacesValues, timesBodyOf, type TimesValues } from './shift-form.ts';

interface Values extends TimesValues, PlacesValues {
  kind: 'once' | 'weekly';
  plan: WeeklyPlan;
  ids?: PlanIds;
}

interface AddShiftsDialogProps {
  readonly opportunityId: string;
  readonly onClose: () => void;
}

/** So many days a weekly plan goes on, until somebody says how long. */
const PLAN_DAYS = 90;

/** One shift, or those that a weekly plan makes. */
export function AddShiftsDialog({ opportunityId, onClose }: AddShiftsDialogProps) {
  const { t } = useTranslation('opportunities');
  const { today } = useFormats();
  const [form] = Form.useForm<Values>();
  const draft = useDraft(form, `shifts.${opportunityId}`);
  const { save, outcome } = useAdding(form, draft, { opportunityId, onClose });
  const isWeekly = Form.useWatch('kind', form) === 'weekly';
  return (
    <Modal
      open
      width={680}
      title={t('shifts.add')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={save.isPending}
    >
      <DraftOffer draft={draft} />
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={initialValues(today)}
        onValuesChange={draft.keep}
        // fields of the kind that is not shown are not among the values
        onFinish={() => save.mutate(form.getFieldsValue(true) as Values)}
      >
        <Form.Item name="kind" label={t('shifts.kind')}>
          <Choices values={['once', 'weekly'] as const} labelOf={(kind) => t(`shifts.kinds.${kind}`)} />
        </Form.Item>
        <PlacesFields />
        {isWeekly ? (
          <Form.Item
            name="plan"
            rules={[
              {
                validator: async (_, plan: WeeklyPlan) => {
                  if (!decideWeeklyPlan(plan).ok) throw new Error(t('shifts.planWrong'));
                },
              },
            ]}
          >
            <PlanField />
          </Form.Item>
        ) : (
          <TimesFields />
        )}
        {outcome === undefined ? (
          <CreationProblem error={save.error} form={form} draft={draft} words={{}} />
        ) : (
          <PlanFailures outcome={outcome} />
        )}
      </Form>
    </Modal>
  );
}

function initialValues(today: string): Partial<Values> {
  return {
    kind: 'once',
    day: daysAfter(today, 1),
    from: '09:00',
    to: '11:30',
    places: 'any',
    plan: {
      from: today,
      until: daysAfter(today, PLAN_DAYS),
      everyWeeks: 1,
      slots: [{ weekday: 6, from: '09:00', to: '11:30' }],
      holidays: 'skip',
      makeUpDays: 'skip',
    },
  };
}

function PlanField({ value, onChange }: { value?: WeeklyPlan; onChange?: (plan: WeeklyPlan) => void }) {
  if (value === undefined) return null;
  return <WeeklyPlanEditor plan={value} onChange={(plan) => onChange?.(plan)} errors={[]} />;
}

/** Which hours were made and which not; those stay in the form and can be sent again. */
function PlanFailures({ outcome }: { outcome: PlanOutcome }) {
  const { t } = useTranslation('opportunities');
  return (
    <div className="notice notice-warning form-problem" role="alert">
      {outcome.made > 0 && <p>{t('shifts.madePart', { count: outcome.made })}</p>}
      {outcome.failures.map(({ hours, message }) => (
        <p key={hours}>{t('shifts.notMade', { hours, message })}</p>
      ))}
    </div>
  );
}

function useAdding(
  form: FormInstance<Values>,
  draft: FormDraft<Values>,
  { opportunityId, onClose }: AddShiftsDialogProps,
) {
  const { t } = useTranslation('opportunities');
  const { zone } = useFormats();
  const [outcome, setOutcome] = useState<PlanOutcome>();
  const close = () => {
    draft.drop();
    onClose();
  };
  const save = useChange<Values, PlanOutcome>(
    {
      change: async (values) => {
        setOutcome(undefined);
        const places = placesBodyOf(values);
        if (values.kind === 'weekly') {
          return sendPlan({
            opportunityId,
            zone,
            plan: values.plan,
            places,
            ids: values.ids ?? {},
            onIds: (ids) => {
              form.setFieldValue('ids', ids);
              draft.keep();
            },
          });
        }
        const body = { id: draft.id, ...timesBodyOf(zone, values), ...places };
        await draft.send(CreateShifts, { params: { id: opportunityId }, body }).catch((error: unknown) => {
          throw atFields(error);
        });
        return { made: 1, failures: [], rest: values.plan };
      },
      form,
      said: ({ made }) => t('shifts.made', { count: made }),
      onDone: (done) => {
        if (done.failures.length === 0) close();
        else {
          // what was made is not made once more
          form.setFieldValue('plan', done.rest);
          draft.keep();
          setOutcome(done);
        }
      },
    },
    readOpportunitiesAnew,
  );
  return { save, outcome };
}
