import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkRelative, UnlinkRelative } from '../../contract/family.ts';
import { type RelativeRelation, relativeRelations } from '../../domain/clients/family.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { useChange } from '../ui/use-change.ts';
import { useUndo } from '../ui/use-undo.tsx';
import { OneClientChoice } from './client-choice.tsx';
import { RiskTag } from './client-tags.tsx';
import { type ClientView, type RelativeView, relativesQuery } from './queries.ts';
import { useClassNames } from './use-class-names.ts';

/** Family of a client among the clients: who helps one of them meets the others. */
export function Relatives({ client }: { client: ClientView }) {
  const { t } = useTranslation('clients');
  const { may } = useSession();
  const relatives = useQuery(relativesQuery(client.id));
  const [isLinking, setLinking] = useState(false);
  const mayChange = may('client.update');
  return (
    <Section
      title={t('relative.title')}
      action={mayChange && <Button onClick={() => setLinking(true)}>{t('relative.link')}</Button>}
    >
      {relatives.error !== null && (
        <ErrorState error={relatives.error} onRetry={() => void relatives.refetch()} />
      )}
      {relatives.isPending && <LoadingState rows={1} />}
      {relatives.data?.items.length === 0 && <p className="quiet">{t('relative.empty')}</p>}
      <ul className="items">
        {relatives.data?.items.map((relative) => (
          <li key={relative.relativeId} className="item item-tight">
            <div className="item-main">
              <RelativeFacts relative={relative} />
            </div>
            {mayChange && <UnlinkButton client={client} relative={relative} />}
          </li>
        ))}
      </ul>
      {isLinking && <LinkDialog client={client} onClose={() => setLinking(false)} />}
    </Section>
  );
}

function RelativeFacts({ relative: { client, relation } }: { relative: RelativeView }) {
  const { t } = useTranslation('clients');
  const { age } = useFormats();
  const classNameOf = useClassNames();
  const word = t(`relative.relations.${relation}`);
  if (client === null) {
    return (
      <>
        <strong>{word}</strong>
        <p className="quiet small">{t('relative.hidden')}</p>
      </>
    );
  }
  const facts = [age(client.birthDate), classNameOf(client.classId)].filter(Boolean).join(' · ');
  return (
    <>
      <Link to="/clients/$clientId" params={{ clientId: client.id }}>
        {client.name}
      </Link>{' '}
      <span className="quiet">{word}</span> <RiskTag level={client.riskLevel} />
      <p className="quiet small">{facts}</p>
    </>
  );
}

function UnlinkButton({ client, relative }: { client: ClientView; relative: RelativeView }) {
  const { t } = useTranslation('clients');
  const { message } = App.useApp();
  const offerUndo = useUndo();
  const readAgain = useReadAgain();
  const params = { id: client.id, relativeId: relative.relativeId };
  const unlink = useMutation({
    mutationFn: () => call(UnlinkRelative, { params }),
    onError: (error) => void message.error(error.message),
    onSuccess: async () => {
      await readAgain(client.id, relative.relativeId);
      const said = t('relative.unlinked');
      // whoever may not see the other cannot link them again
      if (relative.client === null) void message.success(said);
      else {
        offerUndo(said, async () => {
          await call(LinkRelative, { params, body: { relation: relative.relation } });
          await readAgain(client.id, relative.relativeId);
        });
      }
    },
  });
  const name = relative.client?.name ?? t(`relative.relations.${relative.relation}`);
  return (
    <Button
      aria-label={t('relative.unlinkOne', { name })}
      loading={unlink.isPending}
      onClick={() => unlink.mutate()}
    >
      {t('relative.unlink')}
    </Button>
  );
}

interface LinkValues {
  relativeId: string;
  relation: RelativeRelation;
}

function LinkDialog({ client, onClose }: { client: ClientView; onClose: () => void }) {
  const { t } = useTranslation('clients');
  const readAgain = useReadAgain();
  const [form] = Form.useForm<LinkValues>();
  const options = {
    change: ({ relativeId, relation }: LinkValues) =>
      call(LinkRelative, { params: { id: client.id, relativeId }, body: { relation } }),
    form,
    said: () => t('relative.linked'),
    onDone: onClose,
  };
  const link = useChange(options, (_, { relativeId }) => void readAgain(client.id, relativeId));
  const rules = [{ required: true, message: t('state.required') }];
  return (
    <Modal
      open
      title={t('relative.link')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={link.isPending}
    >
      <Form<LinkValues> form={form} layout="vertical" onFinish={(values) => link.mutate(values)}>
        <FormProblem error={link.error} />
        <Form.Item name="relativeId" label={t('relative.who')} extra={t('relative.whoHint')} rules={rules}>
          <OneClientChoice without={client.id} />
        </Form.Item>
        <Form.Item name="relation" label={t('relative.relation', { name: client.name })} rules={rules}>
          <Select
            options={relativeRelations.map((relation) => ({
              value: relation,
              label: t(`relative.relations.${relation}`),
            }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** Both records show the link. */
function useReadAgain(): (clientId: string, relativeId: string) => Promise<void> {
  const queryClient = useQueryClient();
  return async (...ids) => {
    await Promise.all(
      ids.map((id) => queryClient.invalidateQueries({ queryKey: relativesQuery(id).queryKey })),
    );
  };
}
