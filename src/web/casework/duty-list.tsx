import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SetAbsence } from '../../contract/alerts.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { useColleagues } from '../identity/public.ts';
import { FormProblem, markFields } from '../ui/form-problem.tsx';
import { InstantInput } from '../ui/instant-input.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { absencesQuery, alertsKey } from './queries.ts';

interface Person {
  readonly id: string;
  readonly displayName: string;
}

/** Who is there to take alerts. Each says it of oneself, a supervisor of everybody. */
export function DutyList() {
  const { t } = useTranslation('casework');
  const { me, may } = useSession();
  const { instant } = useFormats();
  const { workers } = useColleagues();
  const absences = useQuery(absencesQuery).data?.items ?? [];
  const [leaving, setLeaving] = useState<Person>();
  const change = useAbsenceChange();
  return (
    <Section title={t('duty.title')}>
      <p className="quiet">{t('duty.lead')}</p>
      <ul className="items">
        {workers.map((person) => {
          const absence = absences.find(({ accountId }) => accountId === person.id);
          const mayChange = person.id === me.user.id || may('alert.take_over');
          return (
            <li key={person.id} className="item item-tight">
              <span className="item-main">{person.displayName}</span>
              <Tag tone={absence === undefined ? 'good' : 'plain'}>
                {absence === undefined
                  ? t('duty.present')
                  : t('duty.awayUntil', { time: instant(absence.until) })}
              </Tag>
              {mayChange &&
                (absence === undefined ? (
                  <Button
                    onClick={() => setLeaving(person)}
                    aria-label={t('action.of', { action: t('duty.leave'), whose: person.displayName })}
                  >
                    {t('duty.leave')}
                  </Button>
                ) : (
                  <Button
                    loading={change.isPending}
                    aria-label={t('action.of', { action: t('duty.return'), whose: person.displayName })}
                    onClick={() => change.mutate({ accountId: person.id, until: null })}
                  >
                    {t('duty.return')}
                  </Button>
                ))}
            </li>
          );
        })}
      </ul>
      {leaving !== undefined && <AbsenceDialog person={leaving} onClose={() => setLeaving(undefined)} />}
    </Section>
  );
}

function useAbsenceChange() {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const { t } = useTranslation('casework');
  return useMutation({
    mutationFn: (body: { accountId: string; until: string | null }) => call(SetAbsence, { body }),
    onSuccess: () => void message.success(t('state.saved')),
    onSettled: () => queryClient.invalidateQueries({ queryKey: alertsKey }),
  });
}

function AbsenceDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation('casework');
  const [form] = Form.useForm<{ until: string }>();
  const change = useAbsenceChange();
  return (
    <Modal
      open
      title={t('duty.leaveTitle', { name: person.displayName })}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={change.isPending}
    >
      <p>{t('duty.leaveHint')}</p>
      <Form
        form={form}
        layout="vertical"
        onFinish={({ until }) =>
          change.mutate(
            { accountId: person.id, until },
            { onSuccess: onClose, onError: (error) => markFields(form, error) },
          )
        }
      >
        <FormProblem error={change.error} />
        <Form.Item
          name="until"
          label={t('duty.until')}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <InstantInput />
        </Form.Item>
      </Form>
    </Modal>
  );
}
