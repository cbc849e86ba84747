import { Form, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { AssignCase } from '../../contract/casework.ts';
import { call } from '../base/api.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import type { CaseView } from './queries.ts';
import { StaffSelect } from './staff-select.tsx';
import { useCaseChange } from './use-case-change.ts';

interface AssignValues {
  workerIds: string[];
}

export function AssignDialog({ view, onClose }: { view: CaseView; onClose: () => void }) {
  const { t } = useTranslation('casework');
  const [form] = Form.useForm<AssignValues>();
  const assign = useCaseChange<AssignValues>({
    change: (body) => call(AssignCase, { params: { id: view.id }, body }),
    form,
    said: () => t('case.assigned'),
    onDone: onClose,
  });
  return (
    <Modal
      open
      title={t('case.assign')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={assign.isPending}
    >
      <Form<AssignValues>
        form={form}
        layout="vertical"
        initialValues={{ workerIds: view.workerIds }}
        onFinish={(values) => assign.mutate(values)}
      >
        <FormProblem error={assign.error} />
        <Form.Item
          name="workerIds"
          label={t('case.workers')}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <StaffSelect siteId={view.siteId} most={10} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
