import { useQuery } from '@tanstack/react-query';
import { Form, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { type CourseView, Enrol, type EnrolmentView } from '../../contract/training.ts';
import { roleTable } from '../../domain/access/roles.ts';
import { colleaguesQuery } from '../identity/public.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { useChange } from '../ui/use-change.ts';
import { useDraft } from '../ui/use-draft.tsx';
import { keepCourse } from './queries.ts';

interface Values {
  accountId: string;
}

/** Enrols a colleague, who is told; where it is full they wait as everybody does. */
export function AddColleagueDialog(props: {
  course: CourseView;
  enrolments: readonly EnrolmentView[];
  onClose: () => void;
}) {
  const { course, enrolments, onClose } = props;
  const { t } = useTranslation('training');
  const [form] = Form.useForm<Values>();
  const draft = useDraft(form, `enrolment.${course.id}`);
  const colleagues = useQuery(colleaguesQuery);
  const there = new Set(enrolments.filter(({ state }) => state !== 'withdrawn').map((one) => one.accountId));
  const able = (colleagues.data?.items ?? []).filter(
    ({ id, isActive, roles }) =>
      isActive &&
      !there.has(id) &&
      roles.some((role) => roleTable[role].grants['training.join'] !== undefined) &&
      (course.roles.length === 0 || roles.some((role) => course.roles.includes(role))),
  );
  const save = useChange<Values, CourseView>(
    {
      change: ({ accountId }) =>
        draft.send(Enrol, { params: { id: course.id }, body: { id: draft.id, accountId } }),
      form,
      said: () => t('people.added'),
      onDone: () => {
        draft.drop();
        onClose();
      },
    },
    keepCourse,
  );
  return (
    <Modal
      open
      title={t('people.add')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('own.enrol')}
      confirmLoading={save.isPending}
    >
      <Form form={form} layout="vertical" onFinish={(values) => save.mutate(values)}>
        <Form.Item
          name="accountId"
          label={t('people.who')}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <Select
            loading={colleagues.isPending}
            showSearch={{ optionFilterProp: 'label' }}
            options={able.map(({ id, displayName }) => ({ value: id, label: displayName }))}
          />
        </Form.Item>
        <FormProblem error={save.error} />
      </Form>
    </Modal>
  );
}
