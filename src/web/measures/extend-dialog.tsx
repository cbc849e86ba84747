import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { ExtendCampaign } from '../../contract/campaigns.ts';
import { dayIn, instantOf } from '../../domain/calendar/clock-time.ts';
import { useFormats } from '../base/formats.ts';
import { DayInput } from '../ui/day-input.tsx';
import { FormProblem, markFields } from '../ui/form-problem.tsx';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { campaignsKey, type CampaignView } from './queries.ts';

interface EndValues {
  closesAt: string;
  reason: string;
}

/** Until when, and why: of a round that runs, or of one that is over and opens again. */
export function ExtendDialog({ campaign, onClose }: { campaign: CampaignView; onClose: () => void }) {
  const { t } = useTranslation('measures');
  const { today, zone } = useFormats();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<EndValues>();
  const draft = useDraft(form, `campaign.${campaign.id}.end`);
  const isOver = campaign.state === 'closed';
  const lastDay = dayIn(zone, new Date(campaign.closesAt));
  const extend = useMutation({
    mutationFn: ({ closesAt, reason }: EndValues) =>
      draft.send(ExtendCampaign, {
        params: { id: campaign.id },
        body: { id: draft.id, closesAt: instantOf(zone, `${closesAt}T23:59`), reason: reason.trim() },
      }),
    onError: (error) => markFields(form, error),
    onSuccess: async () => {
      draft.drop();
      await queryClient.invalidateQueries({ queryKey: campaignsKey });
      onClose();
    },
  });
  const required = { required: true, whitespace: true, message: t('state.required') };
  return (
    <Modal
      open
      title={t(isOver ? 'ending.reopenTitle' : 'ending.extendTitle')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t(isOver ? 'ending.reopen' : 'ending.extend')}
      cancelText={t('action.cancel')}
      confirmLoading={extend.isPending}
    >
      <DraftOffer draft={draft} />
      <p>{t('ending.extendHint')}</p>
      <Form<EndValues>
        form={form}
        layout="vertical"
        onValuesChange={draft.keep}
        onFinish={(values) => extend.mutate(values)}
      >
        <Form.Item name="closesAt" label={t('ending.newLastDay')} rules={[required]}>
          <DayInput min={lastDay > today ? lastDay : today} />
        </Form.Item>
        <Form.Item name="reason" label={t('ending.reason')} rules={[required]}>
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} />
        </Form.Item>
        <FormProblem error={extend.error} />
      </Form>
    </Modal>
  );
}
