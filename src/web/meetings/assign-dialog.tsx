import { Form, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { type ActionItemView, AssignActionItem } from '../../contract/meetings.ts';
import { call } from '../base/api.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { useChange } from '../ui/use-change.ts';
import { ColleagueSelect } from './colleague-select.tsx';
import { keepItem } from './queries.ts';

/** Says who does it. */
export function AssignDialog({ item, onClose }: { item: ActionItemView; onClose: () => void }) {
  const { t } = useTranslation('meetings');
  const [form] = Form.useForm<{ ownerId: string }>();
  const { id, version, title } = item;
  const save = useChange<{ ownerId: string }, ActionItemView>(
    {
      change: (body) => call(AssignActionItem, { params: { id }, version, body }),
      form,
      said: () => t('items.assigned'),
      onDone: onClose,
    },
    keepItem,
  );
  return (
    <Modal
      open
      title={t('items.assign')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('items.assignSave')}
      confirmLoading={save.isPending}
    >
      <p className="form-problem">{title}</p>
      <Form form={form} layout="vertical" onFinish={(values) => save.mutate(values)}>
        <Form.Item name="ownerId" label={t('items.owner')} rules={[{ required: true }]}>
          <ColleagueSelect />
        </Form.Item>
        <FormProblem error={save.error} />
      </Form>
    </Modal>
  );
}
