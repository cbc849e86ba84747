import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Form, type FormInstance, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ChangePlacement,
  CreatePlacement,
  type EnteredPlacementBody,
  type PlacementView,
} from '../../contract/placements.ts';
import { roleTable } from '../../domain/access/roles.ts';
import { call } from '../base/api.ts';
import { isProblem } from '../base/problem.ts';
import { useSession } from '../base/session-context.ts';
import { colleaguesQuery } from '../identity/public.ts';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { DayInput } from '../ui/day-input.tsx';
import { markFields } from '../ui/form-problem.tsx';
import { DraftOffer, type FormDraft, useDraft } from '../ui/use-draft.tsx';
import { keepPlacement } from './queries.ts';

interface Values {
  name: string;
  university: string;
  studentNumber?: string;
  tutorName?: string;
  tutorPhone?: string;
  siteId: string;
  supervisorId: string;
  from: string;
  until: string;
  hours: number;
}

const HOUR = 60;

function valuesOf({ student, siteId, supervisorId, from, until, agreedMinutes }: PlacementView): Values {
  const known = student ?? { name: '', university: '', studentNumber: '', tutorName: '', tutorPhone: '' };
  return { ...known, siteId, supervisorId, from, until, hours: agreedMinutes / HOUR };
}

function bodyOf(values: Values): EnteredPlacementBody {
  const { name, university, studentNumber = '', tutorName = '', tutorPhone = '', hours, ...said } = values;
  const student = { name, university, studentNumber, tutorName, tutorPhone };
  return { student, ...said, agreedMinutes: Math.round(hours * HOUR) };
}

interface PlacementDialogProps {
  readonly placement: PlacementView | undefined;
  readonly onClose: () => void;
  readonly onSaved: (saved: PlacementView) => void;
}

/** Plans a placement, or says anew who the student is, where and with whom. */
export function PlacementDialog(props: PlacementDialogProps) {
  const { placement, onClose } = props;
  const { t } = useTranslation('placements');
  const [form] = Form.useForm<Values>();
  const draft = useDraft(form, `placement.${placement?.id ?? 'new'}`);
  const save = useSaving(form, draft, props);
  const [initial] = useState(() => (placement === undefined ? {} : valuesOf(placement)));
  return (
    <Modal
      open
      width={680}
      title={t(placement === undefined ? 'form.new' : 'form.change')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={save.isPending}
    >
      <DraftOffer draft={draft} />
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={initial}
        onValuesChange={draft.keep}
        onFinish={(values) => save.mutate(values)}
        scrollToFirstError
      >
        <StudentFields />
        <PlaceFields />
        <CreationProblem
          error={save.error}
          form={form}
          draft={draft}
          words={{ name: t('form.name'), university: t('form.university') }}
        />
      </Form>
    </Modal>
  );
}

function StudentFields() {
  const { t } = useTranslation('placements');
  const required = { required: true, whitespace: true, message: t('state.required') };
  return (
    <>
      <p className="quiet small form-problem">{t('form.sealedHint')}</p>
      <div className="form-grid">
        <Form.Item name="name" label={t('form.name')} rules={[required]}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item name="university" label={t('form.university')} rules={[required]}>
          <Input maxLength={80} autoComplete="off" />
        </Form.Item>
        <Form.Item name="studentNumber" label={t('form.studentNumber')}>
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
        <Form.Item name="tutorName" label={t('form.tutorName')}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item name="tutorPhone" label={t('form.tutorPhone')}>
          <Input maxLength={40} type="tel" autoComplete="off" />
        </Form.Item>
      </div>
    </>
  );
}

function PlaceFields() {
  const { t } = useTranslation('placements');
  const { sites } = useSession().me;
  const colleagues = useQuery(colleaguesQuery);
  const able = (colleagues.data?.items ?? []).filter(
    ({ isActive, roles }) =>
      isActive && roles.some((role) => roleTable[role].grants['placement.manage'] !== undefined),
  );
  const required = { required: true, message: t('state.required') };
  return (
    <div className="form-grid">
      <Form.Item name="siteId" label={t('form.site')} rules={[required]}>
        <Select options={sites.map(({ id, name }) => ({ value: id, label: name }))} />
      </Form.Item>
      <Form.Item name="supervisorId" label={t('form.supervisor')} rules={[required]}>
        <Select
          loading={colleagues.isPending}
          showSearch={{ optionFilterProp: 'label' }}
          options={able.map(({ id, displayName }) => ({ value: id, label: displayName }))}
        />
      </Form.Item>
      <Form.Item name="from" label={t('form.from')} rules={[required]}>
        <DayInput />
      </Form.Item>
      <Form.Item name="until" label={t('form.until')} rules={[required]}>
        <DayInput />
      </Form.Item>
      <Form.Item name="hours" label={t('form.hours')} rules={[required]}>
        <InputNumber min={1} max={10_000} precision={1} />
      </Form.Item>
    </div>
  );
}

/** Where somebody changed it meanwhile, the form shows what is there now and is saved on top of that. */
function useSaving(
  form: FormInstance<Values>,
  draft: FormDraft<Values>,
  { placement, onClose, onSaved }: PlacementDialogProps,
) {
  const { t } = useTranslation('placements');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [base, setBase] = useState(placement);
  return useMutation({
    mutationFn: (values: Values) =>
      base === undefined
        ? draft.send(CreatePlacement, { body: { id: draft.id, ...bodyOf(values) } })
        : call(ChangePlacement, { params: { id: base.id }, version: base.version, body: bodyOf(values) }),
    onError: (error) => {
      if (isProblem(error, 'version_conflict')) {
        const current = error.current as PlacementView;
        setBase(current);
        form.setFieldsValue(valuesOf(current));
        void message.warning(t('form.conflict'));
      } else markFields(form, error);
    },
    onSuccess: (saved) => {
      draft.drop();
      keepPlacement(queryClient, saved);
      void message.success(t('form.saved'));
      onClose();
      onSaved(saved);
    },
  });
}
