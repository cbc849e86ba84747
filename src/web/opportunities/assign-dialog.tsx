import { useInfiniteQuery } from '@tanstack/react-query';
import { Checkbox, Form, type FormInstance, Modal, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AssignVolunteer, type ShiftView, type SignUpView } from '../../contract/opportunities.ts';
import { spacedNumber } from '../../domain/volunteers/volunteer-number.ts';
import { isProblem } from '../base/problem.ts';
import { Choices } from '../ui/choices.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { useChange } from '../ui/use-change.ts';
import { useDraft } from '../ui/use-draft.tsx';
import { volunteerPages } from '../volunteers/public.ts';
import { readOpportunitiesAnew } from './queries.ts';

interface Values {
  volunteerId: string;
  role?: string;
  allowOverlap?: boolean;
}

/** Puts a volunteer into a shift; where they have another one at the time, only by saying so. */
export function AssignDialog({ shift, onClose }: { shift: ShiftView; onClose: () => void }) {
  const { t } = useTranslation('opportunities');
  const [form] = Form.useForm<Values>();
  const roles = shift.places.filter(({ capacity }) => capacity > 0).map(({ role }) => role);
  const assign = useAssigning(form, { shift, roles, onClose });
  const overlaps = isProblem(assign.error, 'shift_overlap');
  return (
    <Modal
      open
      title={t('assign.title')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('assign.do')}
      confirmLoading={assign.isPending}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ role: roles[0] }}
        // the refusal was of somebody else
        onValuesChange={({ volunteerId }: Partial<Values>) => volunteerId !== undefined && assign.reset()}
        onFinish={(values) => assign.mutate(values)}
      >
        <Form.Item
          name="volunteerId"
          label={t('assign.who')}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <VolunteerChoice />
        </Form.Item>
        {roles.length > 1 && (
          <Form.Item name="role" label={t('places.role')}>
            <Choices values={roles} labelOf={(role) => (role === '' ? t('places.kinds.any') : role)} />
          </Form.Item>
        )}
        {overlaps ? (
          <div className="notice notice-warning form-problem" role="alert">
            <p>{t('assign.overlaps')}</p>
            <Form.Item name="allowOverlap" valuePropName="checked" noStyle>
              <Checkbox>{t('assign.allowOverlap')}</Checkbox>
            </Form.Item>
          </div>
        ) : (
          <FormProblem error={assign.error} />
        )}
      </Form>
    </Modal>
  );
}

function useAssigning(
  form: FormInstance<Values>,
  { shift, roles, onClose }: { shift: ShiftView; roles: readonly string[]; onClose: () => void },
) {
  const { t } = useTranslation('opportunities');
  const draft = useDraft(form, `assignment.${shift.id}`);
  return useChange<Values, SignUpView | undefined>(
    {
      change: ({ volunteerId, role, allowOverlap = false }) =>
        draft.send(AssignVolunteer, {
          params: { id: shift.id },
          body: { id: draft.id, volunteerId, role: role ?? roles[0] ?? '', allowOverlap },
        }),
      form,
      said: (signUp) => {
        const said = t(signUp?.status === 'waitlisted' ? 'assign.waits' : 'assign.done');
        const [way] = signUp?.tightWays ?? [];
        if (way === undefined) return said;
        return t('assign.tight', {
          said,
          way: t(way.isBefore ? 'people.tightBefore' : 'people.tightAfter', way),
        });
      },
      onDone: () => {
        draft.drop();
        onClose();
      },
    },
    readOpportunitiesAnew,
  );
}

/** One volunteer of the organisation, found while one types. */
function VolunteerChoice(props: { id?: string; value?: string; onChange?: (id: string) => void }) {
  const { value, onChange, ...rest } = props;
  const { t } = useTranslation('opportunities');
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState('');
  const q = useDeferredValue(typed.trim());
  const found = useInfiniteQuery({ ...volunteerPages({ q, state: 'accepted' }), enabled: q !== '' });
  const items = q === '' ? [] : (found.data?.pages ?? []).flatMap((page) => page.items);
  return (
    <Select<{ value: string; label?: string }>
      {...rest}
      labelInValue
      placeholder={t('assign.hint')}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      notFoundContent={q === '' ? t('assign.hint') : t('assign.nobody')}
      options={items.map(({ id, name, number }) => ({
        value: id,
        label: `${name ?? ''} · ${spacedNumber(number)}`,
      }))}
      {...(value === undefined ? {} : { value: { value, label: chosen } })}
      onChange={(option) => {
        setChosen(option.label ?? '');
        onChange?.(option.value);
      }}
    />
  );
}
