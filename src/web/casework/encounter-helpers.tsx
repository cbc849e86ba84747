import { useQuery } from '@tanstack/react-query';
import { Button, Form, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AddEncounterHelper, WithdrawEncounterHelper } from '../../contract/encounters.ts';
import type { HelperView } from '../../contract/helpers.ts';
import { dayIn } from '../../domain/calendar/clock-time.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { newId } from '../base/ids.ts';
import { useSession } from '../base/session-context.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { useChange } from '../ui/use-change.ts';
import { HelpersField, helpersSent, type HelperValues, HelpersLine } from '../volunteers/public.ts';
import { caseQuery, type EncounterView } from './queries.ts';
import { useMayCorrect } from './use-may-correct.ts';

/**
 * Who helped at a contact; whoever may correct it says so later, or that somebody did not.
 * @param what the contact, for whoever hears the button without what stands around it
 */
export function EncounterHelpers({ encounter, what }: { encounter: EncounterView; what: string }) {
  const { t } = useTranslation('volunteers');
  const { may } = useSession();
  const isMine = useMayCorrect()(encounter.recordedBy) && may('helper.find');
  const [isAdding, setAdding] = useState(false);
  const withdraw = useChange<HelperView, EncounterView>(
    {
      change: ({ id: helperId }) => call(WithdrawEncounterHelper, { params: { id: encounter.id, helperId } }),
      said: () => t('helpers.withdrawn'),
      onDone: () => {},
    },
    (queryClient) => void queryClient.invalidateQueries({ queryKey: caseQuery(encounter.caseId).queryKey }),
  );
  return (
    <>
      <HelpersLine helpers={encounter.helpers} onWithdraw={isMine ? withdraw.mutate : undefined} />
      {isMine && (
        <span>
          <Button
            type="link"
            className="inline-link"
            aria-label={t('action.of', { action: t('helpers.add'), whose: what })}
            onClick={() => setAdding(true)}
          >
            {t('helpers.add')}
          </Button>
        </span>
      )}
      {isAdding && <AddHelpersDialog encounter={encounter} onClose={() => setAdding(false)} />}
    </>
  );
}

function AddHelpersDialog({ encounter, onClose }: { encounter: EncounterView; onClose: () => void }) {
  const { t } = useTranslation('volunteers');
  const { zone } = useFormats();
  const [form] = Form.useForm<{ helpers: HelperValues[] }>();
  const [first] = useState((): HelperValues => ({ id: newId() }));
  const { data: view } = useQuery(caseQuery(encounter.caseId));
  const add = useChange<{ helpers: HelperValues[] }, void>(
    {
      // each under an id of its own: sent again after a failure, those that are there stay
      change: async ({ helpers }) => {
        for (const body of helpersSent(helpers))
          await call(AddEncounterHelper, { params: { id: encounter.id }, body });
      },
      form,
      said: () => t('helpers.noted'),
      onDone: onClose,
    },
    (queryClient) => void queryClient.invalidateQueries({ queryKey: caseQuery(encounter.caseId).queryKey }),
  );
  return (
    <Modal
      open
      width={640}
      title={t('helpers.title', { optional: t('state.optional') })}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={add.isPending}
    >
      <Form<{ helpers: HelperValues[] }>
        form={form}
        layout="vertical"
        initialValues={{ helpers: [first] }}
        onFinish={(values) => add.mutate(values)}
      >
        <HelpersField
          on={dayIn(zone, new Date(encounter.occurredAt))}
          isWithMinors={view?.isWithMinor ?? true}
        />
        <FormProblem error={add.error} />
      </Form>
    </Modal>
  );
}
