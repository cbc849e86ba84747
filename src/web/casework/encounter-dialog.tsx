import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Form, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CreateEncounter, type encounterKinds } from '../../contract/encounters.ts';
import { FilesField, useSendFiles, useChosenFiles } from '../files/public.ts';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { markFields } from '../ui/form-problem.tsx';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { EncounterFields } from './encounter-fields.tsx';
import { caseQuery, type CaseView } from './queries.ts';

interface EncounterValues {
  kind: (typeof encounterKinds)[number];
  occurredAt: string;
  minutes: number;
  note?: string;
}

const USUAL_MINUTES = 45;

export function EncounterDialog({ view, onClose }: { view: CaseView; onClose: () => void }) {
  const { t } = useTranslation('casework');
  const sendFiles = useSendFiles();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<EncounterValues>();
  const draft = useDraft(form, `case.${view.id}.encounter`);
  const chosen = useChosenFiles();
  const [now] = useState(() => new Date().toISOString());
  const create = useMutation({
    mutationFn: ({ note = '', ...values }: EncounterValues) =>
      draft.send(CreateEncounter, { body: { id: draft.id, caseId: view.id, note, ...values } }),
    onError: (error) => markFields(form, error),
    onSuccess: async ({ id }) => {
      draft.drop();
      sendFiles({ kind: 'encounter', ownerId: id }, chosen.files);
      void message.success(t('encounter.saved'));
      onClose();
      await queryClient.invalidateQueries({ queryKey: caseQuery(view.id).queryKey });
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
        initialValues={{ minutes: USUAL_MINUTES, occurredAt: now }}
        onValuesChange={draft.keep}
        onFinish={(values) => create.mutate(values)}
      >
        <CreationProblem
          error={create.error}
          form={form}
          draft={draft}
          words={{ note: t('encounter.note') }}
        />
        <EncounterFields />
        <FilesField chosen={chosen} label={t('encounter.files')} />
      </Form>
    </Modal>
  );
}
