import { App, Button, Form, type FormInstance, Modal } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ChangeOpportunity,
  CreateOpportunity,
  MoveOpportunity,
  type OpportunityView,
} from '../../contract/opportunities.ts';
import { CHECK_IN_RULES } from '../../domain/volunteers/attendance.ts';
import { call } from '../base/api.ts';
import { isProblem } from '../base/problem.ts';
import { useSession } from '../base/session-context.ts';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { markFields } from '../ui/form-problem.tsx';
import { DraftOffer, type FormDraft, useDraft } from '../ui/use-draft.tsx';
import { OpportunityFields } from './opportunity-fields.tsx';
import { bodyOf, checkInValuesOf, type OpportunityValues, valuesOf } from './opportunity-form.ts';
import { readOpportunitiesAnew } from './queries.ts';

interface OpportunityDialogProps {
  readonly opportunity: OpportunityView | undefined;
  readonly onClose: () => void;
  readonly onSaved: (saved: OpportunityView) => void;
}

/** Asks for volunteers, or says anew what they are asked for. */
export function OpportunityDialog(props: OpportunityDialogProps) {
  const { opportunity, onClose } = props;
  const { t } = useTranslation('opportunities');
  const { sites } = useSession().me;
  const [form] = Form.useForm<OpportunityValues>();
  const draft = useDraft(form, `opportunity.${opportunity?.id ?? 'new'}`);
  const { save, submit } = useSaving(form, draft, props);
  const isDraft = opportunity === undefined || opportunity.state === 'draft';
  return (
    <Modal
      open
      width={760}
      title={t(opportunity === undefined ? 'form.new' : 'form.change')}
      onCancel={onClose}
      footer={
        <div className="form-actions">
          <Button type="primary" loading={save.isPending} onClick={() => submit(false)}>
            {t(isDraft ? 'form.publish' : 'action.save')}
          </Button>
          {isDraft && (
            <Button disabled={save.isPending} onClick={() => submit(true)}>
              {t('form.saveDraft')}
            </Button>
          )}
          <Button onClick={onClose}>{t('action.cancel')}</Button>
        </div>
      }
    >
      <DraftOffer draft={draft} />
      <Form<OpportunityValues>
        form={form}
        layout="vertical"
        initialValues={
          opportunity === undefined
            ? {
                confirmHours: 24,
                ...checkInValuesOf(CHECK_IN_RULES),
                ...(sites.length === 1 ? { siteId: sites[0]?.id } : {}),
              }
            : valuesOf(opportunity)
        }
        onValuesChange={draft.keep}
        onFinish={(values) => save.mutate({ ...values, isDraft: form.getFieldValue('isDraft') === true })}
        scrollToFirstError
      >
        <OpportunityFields />
        <CreationProblem
          error={save.error}
          form={form}
          draft={draft}
          words={{
            title: t('form.title'),
            description: t('form.description'),
            risks: t('form.risks'),
          }}
        />
      </Form>
    </Modal>
  );
}

/** Makes or changes it; where somebody changed it meanwhile, the form shows what is there now and is saved on top of that. */
function useSaving(
  form: FormInstance<OpportunityValues>,
  draft: FormDraft<OpportunityValues>,
  { opportunity, onClose, onSaved }: OpportunityDialogProps,
) {
  const { t } = useTranslation('opportunities');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [base, setBase] = useState(opportunity);
  const save = useMutation({
    mutationFn: async (values: OpportunityValues) => {
      const body = bodyOf(values);
      if (base === undefined)
        return draft.send(CreateOpportunity, {
          body: { id: draft.id, ...body, isDraft: values.isDraft === true },
        });
      const at = { params: { id: base.id } };
      const changed = await call(ChangeOpportunity, { ...at, version: base.version, body });
      if (changed.state !== 'draft' || values.isDraft === true) return changed;
      // what was changed stays changed, also where it cannot be published now
      setBase(changed);
      return call(MoveOpportunity, { ...at, version: changed.version, body: { state: 'published' } });
    },
    onError: (error) => {
      if (isProblem(error, 'version_conflict')) {
        const current = error.current as OpportunityView;
        setBase(current);
        form.setFieldsValue(valuesOf(current));
        void message.warning(t('form.conflict'));
      } else markFields(form, error);
    },
    onSuccess: (saved) => {
      draft.drop();
      readOpportunitiesAnew(queryClient);
      void message.success(t(saved.state === 'draft' ? 'form.savedDraft' : 'form.saved'));
      onClose();
      onSaved(saved);
    },
  });
  const submit = (isDraft: boolean) => {
    form.setFieldValue('isDraft', isDraft);
    form.submit();
  };
  return { save, submit };
}
