import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Form, type FormInstance, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CreateEncounter } from '../../contract/encounters.ts';
import { type EncounterKind, usualMinutes } from '../../domain/casework/encounter-kinds.ts';
import { dayIn } from '../../domain/calendar/clock-time.ts';
import { lifecycle } from '../../domain/casework/lifecycle.ts';
import { FilesField, useSendFiles, useChosenFiles } from '../files/public.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { HelpersField, helpersSent, type HelperValues } from '../volunteers/public.ts';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { markFields } from '../ui/form-problem.tsx';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { EncounterFields } from './encounter-fields.tsx';
import { NextStepFields, stepOf, type StepValues } from './next-step-fields.tsx';
import { caseQuery, casesKey, type CaseView } from './queries.ts';

interface EncounterValues extends StepValues {
  kind: EncounterKind;
  occurredAt: string;
  minutes: number;
  note?: string;
  helpers?: HelperValues[];
}

export function EncounterDialog({ view, onClose }: { view: CaseView; onClose: () => void }) {
  const { t } = useTranslation('casework');
  const sendFiles = useSendFiles();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<EncounterValues>();
  const draft = useDraft(form, `case.${view.id}.encounter`);
  const chosen = useChosenFiles();
  const minutes = useUsualMinutes(form);
  const [now] = useState(() => new Date().toISOString());
  const create = useMutation({
    mutationFn: (values: EncounterValues) =>
      draft.send(CreateEncounter, { body: { id: draft.id, caseId: view.id, ...contactOf(values) } }),
    onError: (error) => markFields(form, error),
    onSuccess: async ({ id }) => {
      draft.drop();
      sendFiles({ kind: 'encounter', ownerId: id }, chosen.files);
      void message.success(t('encounter.saved'));
      onClose();
      await queryClient.invalidateQueries({ queryKey: caseQuery(view.id).queryKey });
      await queryClient.invalidateQueries({ queryKey: [...casesKey, 'list'] });
    },
  });
  return (
    <Modal
      open
      width={640}
      title={`${t('encounter.new')} · ${view.clientName}`}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={create.isPending}
    >
      <DraftOffer draft={draft} />
      <Form<EncounterValues>
        form={form}
        layout="vertical"
        initialValues={{ occurredAt: now }}
        onValuesChange={(changed: Partial<EncounterValues>) => {
          minutes.follow(changed);
          draft.keep();
        }}
        onFinish={(values) => create.mutate(values)}
      >
        <CreationProblem
          error={create.error}
          form={form}
          draft={draft}
          words={{ note: t('encounter.note') }}
        />
        <EncounterFields areMinutesUsual={minutes.areUsual} />
        {lifecycle[view.status].phase !== 'ended' && <NextStepFields view={view} />}
        <HelpersHere view={view} />
        <FilesField chosen={chosen} label={t('encounter.files')} />
      </Form>
    </Modal>
  );
}

function contactOf({ note = '', nextStep, nextStepOn, helpers = [], ...contact }: EncounterValues) {
  return {
    ...contact,
    note,
    ...stepOf({ nextStep, nextStepOn }),
    ...(helpers.length === 0 ? {} : { helpers: helpersSent(helpers) }),
  };
}

/** For whoever may find volunteers: who helped, on the day of the contact. */
function HelpersHere({ view }: { view: CaseView }) {
  const { may } = useSession();
  const { zone, today } = useFormats();
  const occurredAt = Form.useWatch<string | null | undefined>('occurredAt');
  if (!may('helper.find')) return null;
  const on = occurredAt === null || occurredAt === undefined ? today : dayIn(zone, new Date(occurredAt));
  return <HelpersField on={on} isWithMinors={view.isWithMinor} />;
}

/** The usual minutes of the kind that was chosen, said to be that, until somebody types what it took. */
function useUsualMinutes(form: FormInstance<EncounterValues>) {
  const [areUsual, setUsual] = useState(false);
  return {
    areUsual,
    follow: (changed: Partial<EncounterValues>) => {
      if (Object.hasOwn(changed, 'minutes')) setUsual(false);
      const there = form.getFieldValue('minutes') as number | null | undefined;
      if (changed.kind === undefined || !(areUsual || (there ?? null) === null)) return;
      const usual = usualMinutes[changed.kind];
      form.setFieldValue('minutes', usual);
      setUsual(usual !== null);
    },
  };
}
