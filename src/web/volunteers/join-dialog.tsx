import { useNavigate } from '@tanstack/react-router';
import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { JoinBroughtVolunteer, type VolunteerView } from '../../contract/volunteers.ts';
import { call } from '../base/api.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { useChange } from '../ui/use-change.ts';
import { readVolunteersAnew } from './queries.ts';

type Candidate = VolunteerView['mayBe'][number];

/** What is compared, and what is the same; nobody takes a join back, so that it is said before. */
export function JoinDialog(props: { id: string; candidate: Candidate; onClose: () => void }) {
  const { id, candidate, onClose } = props;
  const { t } = useTranslation('volunteers');
  const navigate = useNavigate();
  const [form] = Form.useForm<{ madeSure?: string }>();
  const join = useChange<{ madeSure?: string }, { id: string }>(
    {
      change: ({ madeSure = '' }) => {
        const said = madeSure.trim() === '' ? {} : { madeSure };
        return call(JoinBroughtVolunteer, { params: { id }, body: { broughtId: candidate.id, ...said } });
      },
      form,
      said: () => t('brought.joined'),
      onDone: (joined) =>
        void navigate({ to: '/volunteers/$volunteerId', params: { volunteerId: joined.id }, replace: true }),
    },
    readVolunteersAnew,
  );
  const isSame = (field: Candidate['same'][number]) => candidate.same.includes(field);
  const isTied = isSame('phone') || isSame('idNumber');
  return (
    <Modal
      open
      title={t('brought.joinWith', { name: candidate.name })}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('brought.joinNow')}
      okButtonProps={{ danger: true }}
      confirmLoading={join.isPending}
    >
      <ul>
        {(['phone', 'idNumber', 'name', 'birthDate'] as const).map((field) => (
          <li key={field}>
            {t(isSame(field) ? 'brought.isSame' : 'brought.isOther', { field: t(`fields.${field}`) })}
          </li>
        ))}
      </ul>
      <p>{t('brought.forGood')}</p>
      <Form form={form} layout="vertical" onFinish={(values) => join.mutate(values)}>
        <Form.Item
          name="madeSure"
          label={t('brought.madeSure')}
          extra={t('brought.madeSureHint')}
          rules={isTied ? [] : [{ required: true, whitespace: true, message: t('state.required') }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
        <FormProblem error={join.error} />
      </Form>
    </Modal>
  );
}
