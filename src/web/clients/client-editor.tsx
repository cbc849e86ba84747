import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChangeClient } from '../../contract/clients.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { isProblem, type Problem } from '../base/problem.ts';
import { FormProblem, markFields } from '../ui/form-problem.tsx';
import { Section } from '../ui/section.tsx';
import { DraftOffer, type FormDraft, useDraft } from '../ui/use-draft.tsx';
import { ClientFields } from './client-fields.tsx';
import { changedDetails, type ClientFormValues } from './client-form.ts';
import { ClientConflict } from './client-conflict.tsx';
import { HolderLink } from './holder-link.tsx';
import { type ClientView, clientQuery, clientsKey } from './queries.ts';

type Change = BodyOf<typeof ChangeClient>;

/** Edits the details in place; where somebody else changed the same field, the person chooses. */
export function ClientEditor({ client, onDone }: { client: ClientView; onDone: () => void }) {
  const { t } = useTranslation('clients');
  const { message } = App.useApp();
  const [form] = Form.useForm<ClientFormValues>();
  const draft = useDraft(form, `client.${client.id}`);
  // what was on the screen when the editing began is what the changes are measured against
  const [base] = useState(client);
  const [conflict, setConflict] = useState<{ current: ClientView; mine: Change; fields: string[] }>();
  const save = useSaveClient(client.id, draft, {
    onProblem: (error, mine) => {
      if (isProblem(error, 'version_conflict')) setConflict(conflictOf(error, mine));
      else markFields(form, error);
    },
    onDone,
  });
  const submit = (values: ClientFormValues) => {
    const body = changedDetails(base, values);
    if (Object.keys(body).length > 0) save.mutate({ body, version: base.version });
    else {
      void message.info(t('client.nothingChanged'));
      onDone();
    }
  };
  if (conflict !== undefined) {
    return (
      <ClientConflict
        {...conflict}
        isSaving={save.isPending}
        onResolved={(body) => save.mutate({ body, version: conflict.current.version })}
        onCancel={() => setConflict(undefined)}
      />
    );
  }
  return (
    <Section title={t('client.editing')}>
      <DraftOffer draft={draft} />
      <Form<ClientFormValues>
        form={form}
        layout="vertical"
        initialValues={base}
        onValuesChange={draft.keep}
        onFinish={submit}
        scrollToFirstError
      >
        <ClientFields form={form} />
        <StatusField status={base.status} />
        <FormProblem error={isProblem(save.error, 'version_conflict') ? null : save.error} />
        <HolderLink error={save.error} />
        <div className="form-actions">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('action.save')}
          </Button>
          <Button onClick={onDone}>{t('action.cancel')}</Button>
        </div>
      </Form>
    </Section>
  );
}

function useSaveClient(
  id: string,
  draft: FormDraft<ClientFormValues>,
  { onProblem, onDone }: { onProblem: (error: Error, mine: Change) => void; onDone: () => void },
) {
  const { t } = useTranslation('clients');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ body, version }: { body: Change; version: number }) =>
      draft.send(ChangeClient, { params: { id }, body, version }),
    onError: (error, { body }) => onProblem(error, body),
    onSuccess: (saved) => {
      draft.drop();
      queryClient.setQueryData(clientQuery(id).queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: [...clientsKey, 'list'] });
      void message.success(t('state.saved'));
      onDone();
    },
  });
}

function StatusField({ status }: Pick<ClientView, 'status'>) {
  const { t } = useTranslation('clients');
  // an archived person's status is found out when the archive is lifted
  const followed = status === 'archived' ? 'registered' : status;
  return (
    <Form.Item name="status" label={t('client.status')}>
      <Select
        options={[
          { value: followed, label: t('client.follows', { status: t(`client.statuses.${followed}`) }) },
          { value: 'archived' as const, label: t('client.statuses.archived') },
        ]}
      />
    </Form.Item>
  );
}

function conflictOf(problem: Problem, mine: Change) {
  const fields = problem.fields.map(({ field }) => field).filter((field) => field in mine);
  return { current: problem.current as ClientView, mine, fields };
}
