import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, type FormInstance, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { AddGuardian, ChangeGuardian, RemoveGuardian } from '../../contract/family.ts';
import { guardianRelations } from '../../domain/clients/guardian-relation.ts';
import { call } from '../base/api.ts';
import { isProblem } from '../base/problem.ts';
import { DraftOffer, type FormDraft, useDraft } from '../ui/use-draft.tsx';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { useChange } from '../ui/use-change.ts';
import { useUndo } from '../ui/use-undo.tsx';
import { useDetailChecks } from './client-fields.tsx';
import { FamilyGuardians } from './family-guardians.tsx';
import { type GuardianView, guardiansQuery } from './queries.ts';

interface GuardianValues {
  name: string;
  relation: GuardianView['relation'];
  phone?: string | null;
}

interface GuardianDialogProps {
  readonly clientId: string;
  readonly guardian?: GuardianView;
  readonly onClose: () => void;
}

/** @param props.guardian who is corrected; without it somebody is added */
export function GuardianDialog(props: GuardianDialogProps) {
  const { clientId, guardian, onClose } = props;
  const { t } = useTranslation('clients');
  const [form] = Form.useForm<GuardianValues>();
  const draft = useDraft(form, `client.${clientId}.guardian.${guardian?.id ?? 'new'}`);
  const save = useSaveGuardian(form, draft, props);
  return (
    <Modal
      open
      title={guardian === undefined ? t('guardian.add') : t('guardian.change', { name: guardian.name })}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={save.isPending}
    >
      <DraftOffer draft={draft} />
      <Form<GuardianValues>
        form={form}
        layout="vertical"
        onValuesChange={draft.keep}
        initialValues={guardian ?? {}}
        onFinish={(values) => save.mutate(values)}
      >
        <CreationProblem
          error={save.error}
          form={form}
          draft={draft}
          words={{ name: t('client.name'), phone: t('client.phone') }}
        />
        {guardian === undefined && (
          <FamilyGuardians clientId={clientId} onChosen={(known) => form.setFieldsValue(known)} />
        )}
        <GuardianFields />
        {guardian !== undefined && (
          <RemoveButton clientId={clientId} guardian={guardian} onRemoved={onClose} />
        )}
      </Form>
    </Modal>
  );
}

function useSaveGuardian(
  form: FormInstance<GuardianValues>,
  draft: FormDraft<GuardianValues>,
  { clientId, guardian, onClose }: GuardianDialogProps,
) {
  const { t } = useTranslation('clients');
  const readAgain = useReadAgain(clientId);
  const options = {
    change: async ({ name, relation, phone }: GuardianValues) => {
      const body = { name, relation, phone: phone?.trim() || null };
      if (guardian === undefined) {
        return draft.send(AddGuardian, { params: { id: clientId }, body: { id: draft.id, ...body } });
      }
      const params = { id: clientId, guardianId: guardian.id };
      return call(ChangeGuardian, { params, version: guardian.version, body }).catch(
        async (error: unknown) => {
          // what somebody else saved stands behind the dialog, which keeps what was typed
          if (isProblem(error, 'version_conflict')) await readAgain();
          throw error;
        },
      );
    },
    form,
    said: () => t(guardian === undefined ? 'guardian.added' : 'state.saved'),
    onDone: () => {
      draft.drop();
      onClose();
    },
  };
  return useChange(options, () => void readAgain());
}

function GuardianFields() {
  const { t } = useTranslation('clients');
  const checks = useDetailChecks();
  return (
    <>
      <Form.Item
        name="name"
        label={t('client.name')}
        rules={[{ required: true, whitespace: true, message: t('state.required') }]}
      >
        <Input autoFocus autoComplete="off" maxLength={60} />
      </Form.Item>
      <Form.Item
        name="relation"
        label={t('guardian.relation')}
        rules={[{ required: true, message: t('state.required') }]}
      >
        <Select
          options={guardianRelations.map((relation) => ({
            value: relation,
            label: t(`guardian.relations.${relation}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="phone" label={t('client.phone')} validateTrigger="onBlur" rules={[checks.phone]}>
        <Input autoComplete="off" inputMode="tel" maxLength={40} />
      </Form.Item>
    </>
  );
}

function RemoveButton(props: { clientId: string; guardian: GuardianView; onRemoved: () => void }) {
  const { clientId, guardian, onRemoved } = props;
  const { t } = useTranslation('clients');
  const offerUndo = useUndo();
  const readAgain = useReadAgain(clientId);
  const remove = useMutation({
    mutationFn: () => call(RemoveGuardian, { params: { id: clientId, guardianId: guardian.id } }),
    onSuccess: async () => {
      onRemoved();
      const { version: _, ...body } = guardian;
      offerUndo(t('guardian.removed', { name: guardian.name }), async () => {
        await call(AddGuardian, { params: { id: clientId }, body });
        await readAgain();
      });
      await readAgain();
    },
  });
  return (
    <>
      <FormProblem error={remove.error} />
      <Button danger loading={remove.isPending} onClick={() => remove.mutate()}>
        {t('guardian.remove')}
      </Button>
    </>
  );
}

function useReadAgain(clientId: string): () => Promise<void> {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: guardiansQuery(clientId).queryKey });
}
