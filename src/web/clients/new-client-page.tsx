import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Form, type FormInstance } from 'antd';
import { useTranslation } from 'react-i18next';
import { CreateClient } from '../../contract/clients.ts';
import { useSession } from '../base/session-context.ts';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { markFields } from '../ui/form-problem.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { DraftOffer, type FormDraft, useDraft } from '../ui/use-draft.tsx';
import { ClientFields, onlySite, reachableSites } from './client-fields.tsx';
import { type ClientFormValues, enteredDetails, enteredGuardians } from './client-form.ts';
import { Duplicates } from './duplicates.tsx';
import { GuardianList } from './guardian-list.tsx';
import { HolderLink } from './holder-link.tsx';
import { clientsKey } from './queries.ts';

export function NewClientPage() {
  const { t } = useTranslation('clients');
  const { me } = useSession();
  const navigate = useNavigate();
  const [form] = Form.useForm<ClientFormValues>();
  const draft = useDraft(form, 'client.new');
  const create = useRegistering(form, draft);
  const siteId = onlySite(reachableSites(me));
  return (
    <>
      <PageHeader title={t('client.new')} lead={t('client.lead')} />
      <div className="columns columns-main side-first">
        <section className="section">
          <DraftOffer draft={draft} />
          <Form<ClientFormValues>
            form={form}
            layout="vertical"
            initialValues={siteId === undefined ? {} : { siteId }}
            onValuesChange={draft.keep}
            onFinish={(values) => create.mutate(values)}
            scrollToFirstError
          >
            <ClientFields form={form} />
            <GuardianList />
            <CreationProblem
              error={create.error}
              form={form}
              draft={draft}
              words={{ name: t('client.name'), note: t('client.note') }}
            />
            <HolderLink error={create.error} />
            <div className="form-actions">
              <Button type="primary" htmlType="submit" size="large" loading={create.isPending}>
                {t('client.new')}
              </Button>
              <Button size="large" onClick={() => void navigate({ to: '/clients' })}>
                {t('action.cancel')}
              </Button>
            </div>
          </Form>
        </section>
        <Duplicates form={form} />
      </div>
    </>
  );
}

function useRegistering(form: FormInstance<ClientFormValues>, draft: FormDraft<ClientFormValues>) {
  const { t } = useTranslation('clients');
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (values: ClientFormValues) =>
      draft.send(CreateClient, {
        body: {
          id: draft.id,
          ...enteredDetails(values),
          guardians: enteredGuardians(values),
        },
      }),
    onError: (error) => markFields(form, error),
    onSuccess: async (client) => {
      draft.drop();
      void message.success(t('client.created', { name: client.name }));
      await queryClient.invalidateQueries({ queryKey: clientsKey });
      await navigate({ to: '/clients/$clientId', params: { clientId: client.id }, replace: true });
    },
  });
}
