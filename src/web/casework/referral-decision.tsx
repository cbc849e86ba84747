import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Form, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AcceptReferral, DeclineReferral, declineReasons } from '../../contract/casework.ts';
import { call } from '../base/api.ts';
import { newId } from '../base/ids.ts';
import { Choices } from '../ui/choices.tsx';
import { FormProblem, markFields } from '../ui/form-problem.tsx';
import { ReferralReason } from './case-tags.tsx';
import { casesKey, type ReferralView, referralsKey } from './queries.ts';
import { StaffSelect } from './staff-select.tsx';

interface DecisionProps {
  referral: ReferralView;
  onClose: () => void;
}

/** Opens the case and names its worker. */
export function AcceptDialog({ referral, onClose }: DecisionProps) {
  const { t } = useTranslation('casework');
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<{ workerId: string }>();
  const [caseId] = useState(() => newId());
  const accept = useMutation({
    mutationFn: ({ workerId }: { workerId: string }) =>
      call(AcceptReferral, { params: { id: referral.id }, body: { caseId, workerId } }),
    onError: (error) => markFields(form, error),
    onSuccess: async () => {
      void message.success(t('referral.accepted'));
      onClose();
      await queryClient.invalidateQueries({ queryKey: referralsKey });
      await queryClient.invalidateQueries({ queryKey: casesKey });
      await navigate({ to: '/cases/$caseId', params: { caseId } });
    },
  });
  return (
    <Modal
      open
      title={t('referral.acceptTitle', { name: referral.clientName })}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('referral.accept')}
      confirmLoading={accept.isPending}
    >
      <ReferralReason reason={referral.reason} />
      <Form form={form} layout="vertical" onFinish={(values) => accept.mutate(values)}>
        <FormProblem error={accept.error} />
        <Form.Item
          name="workerId"
          label={t('referral.worker')}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <StaffSelect siteId={referral.siteId} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

export function DeclineDialog({ referral, onClose }: DecisionProps) {
  const { t } = useTranslation('casework');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<{ reason: (typeof declineReasons)[number] }>();
  const decline = useMutation({
    mutationFn: (body: { reason: (typeof declineReasons)[number] }) =>
      call(DeclineReferral, { params: { id: referral.id }, body }),
    onSuccess: async () => {
      void message.success(t('referral.declined'));
      onClose();
      await queryClient.invalidateQueries({ queryKey: referralsKey });
    },
  });
  return (
    <Modal
      open
      title={t('referral.declineTitle', { name: referral.clientName })}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('referral.decline')}
      confirmLoading={decline.isPending}
    >
      <Form form={form} layout="vertical" onFinish={(values) => decline.mutate(values)}>
        <FormProblem error={decline.error} />
        <Form.Item
          name="reason"
          label={t('referral.declineReason')}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <Choices values={declineReasons} labelOf={(reason) => t(`referral.declineReasons.${reason}`)} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
