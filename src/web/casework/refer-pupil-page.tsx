import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { ReferPupil, urgencies } from '../../contract/casework.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { useSession } from '../base/session-context.ts';
import { reachableSites, useClasses } from '../clients/public.ts';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { Choices } from '../ui/choices.tsx';
import { markFields } from '../ui/form-problem.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { OwnReferrals, ownReferralsKey } from './own-referrals.tsx';

type PupilValues = Omit<BodyOf<typeof ReferPupil>, 'id'>;

/** For a teacher, who sees no records: tell the station about a pupil, and learn that it was received. */
export function ReferPupilPage() {
  const { t } = useTranslation('casework');
  return (
    <>
      <PageHeader title={t('pupilReferral.title')} lead={t('pupilReferral.lead')} />
      <div className="columns">
        <PupilForm />
        <OwnReferrals />
      </div>
    </>
  );
}

function PupilForm() {
  const { t } = useTranslation('casework');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<PupilValues>();
  const draft = useDraft(form, 'referral.pupil');
  const refer = useMutation({
    mutationFn: ({ studentNumber, ...values }: PupilValues) =>
      draft.send(ReferPupil, {
        body: { id: draft.id, ...values, studentNumber: studentNumber?.trim() || null },
      }),
    onError: (error) => markFields(form, error),
    onSuccess: async () => {
      draft.drop();
      form.resetFields();
      void message.success(t('pupilReferral.sent'));
      await queryClient.invalidateQueries({ queryKey: ownReferralsKey });
    },
  });
  return (
    <section className="section">
      <DraftOffer draft={draft} />
      <Form<PupilValues>
        form={form}
        layout="vertical"
        onValuesChange={draft.keep}
        onFinish={(values) => refer.mutate(values)}
        scrollToFirstError
      >
        <PupilFields />
        <CreationProblem
          error={refer.error}
          form={form}
          draft={draft}
          words={{ name: t('pupilReferral.pupil'), reason: t('referral.reason') }}
        />
        <Button type="primary" htmlType="submit" size="large" loading={refer.isPending}>
          {t('pupilReferral.send')}
        </Button>
      </Form>
    </section>
  );
}

function PupilFields() {
  const { t } = useTranslation('casework');
  const required = [{ required: true, whitespace: true, message: t('state.required') }];
  return (
    <>
      <Form.Item name="classId" label={t('person.class')} rules={required}>
        <ClassSelect />
      </Form.Item>
      <Form.Item
        name="name"
        label={t('pupilReferral.pupil')}
        extra={t('pupilReferral.pupilHint')}
        rules={required}
      >
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="studentNumber" label={t('pupilReferral.studentNumber')}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="urgency"
        label={t('referral.urgency')}
        extra={t('referral.urgentHint')}
        rules={[{ required: true, message: t('state.required') }]}
      >
        <Choices values={urgencies} labelOf={(urgency) => t(`referral.urgencies.${urgency}`)} />
      </Form.Item>
      <Form.Item name="reason" label={t('referral.reason')} rules={required}>
        <Input.TextArea
          autoSize={{ minRows: 4, maxRows: 12 }}
          placeholder={t('referral.reasonHint')}
          maxLength={8000}
        />
      </Form.Item>
    </>
  );
}

function ClassSelect(props: { id?: string; value?: string; onChange?: (id: string) => void }) {
  const { me } = useSession();
  const sites = new Set(reachableSites(me, 'pupil.refer').map(({ id }) => id));
  const classes = useClasses().filter(({ siteId }) => sites.has(siteId));
  return (
    <Select
      {...props}
      showSearch={{ optionFilterProp: 'label' }}
      options={classes.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}
