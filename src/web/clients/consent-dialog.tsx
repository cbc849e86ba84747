import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Form, type FormInstance, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { consentEvidence, type consentPurposes, RecordConsent } from '../../contract/clients.ts';
import { needsGuardian } from '../../domain/clients/consent.ts';
import { useFormats } from '../base/formats.ts';
import { type ChosenFiles, FilesField, useSendFiles, useChosenFiles } from '../files/public.ts';
import { DraftOffer, type FormDraft, useDraft } from '../ui/use-draft.tsx';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { Choices } from '../ui/choices.tsx';
import { DayInput } from '../ui/day-input.tsx';
import { markFields } from '../ui/form-problem.tsx';
import { type ClientView, consentsQuery, guardiansQuery } from './queries.ts';

export type ConsentPurpose = (typeof consentPurposes)[number];

interface ConsentValues {
  givenBy: 'client' | 'guardian';
  guardianId?: string;
  evidence: (typeof consentEvidence)[number];
  givenOn: string;
  expiresOn?: string | null;
  note?: string;
}

interface ConsentDialogProps {
  readonly client: ClientView;
  readonly purpose: ConsentPurpose;
  readonly onClose: () => void;
}

export function ConsentDialog(props: ConsentDialogProps) {
  const { client, purpose, onClose } = props;
  const { t } = useTranslation('clients');
  const { today } = useFormats();
  const [form] = Form.useForm<ConsentValues>();
  const draft = useDraft(form, `client.${client.id}.consent.${purpose}`);
  const chosen = useChosenFiles();
  const record = useRecordConsent(form, draft, chosen, props);
  return (
    <Modal
      open
      title={t('consent.recordFor', { purpose: t(`consent.purposes.${purpose}`) })}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={record.isPending}
    >
      <DraftOffer draft={draft} />
      <Form<ConsentValues>
        form={form}
        layout="vertical"
        onValuesChange={draft.keep}
        initialValues={{
          // under 14 nobody else may
          ...(needsGuardian(client.birthDate, today) ? { givenBy: 'guardian' as const } : {}),
          givenOn: today,
        }}
        onFinish={(values) => record.mutate(values)}
      >
        <CreationProblem error={record.error} form={form} draft={draft} words={{ note: t('client.note') }} />
        <GiverFields client={client} />
        <EvidenceFields />
        <FilesField chosen={chosen} label={t('consent.files')} />
      </Form>
    </Modal>
  );
}

/** Writes it down; the files that were chosen follow once it is there. */
function useRecordConsent(
  form: FormInstance<ConsentValues>,
  draft: FormDraft<ConsentValues>,
  chosen: ChosenFiles,
  { client, purpose, onClose }: ConsentDialogProps,
) {
  const { t } = useTranslation('clients');
  const sendFiles = useSendFiles();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ note, guardianId, expiresOn, ...values }: ConsentValues) =>
      draft.send(RecordConsent, {
        params: { id: client.id },
        body: {
          id: draft.id,
          purpose,
          ...values,
          ...(values.givenBy === 'guardian' && guardianId !== undefined ? { guardianId } : {}),
          ...(expiresOn === undefined || expiresOn === null ? {} : { expiresOn }),
          ...(note === undefined || note.trim() === '' ? {} : { note }),
        },
      }),
    onError: (error) => markFields(form, error),
    onSuccess: async ({ id }) => {
      draft.drop();
      sendFiles({ kind: 'consent', ownerId: id }, chosen.files);
      await queryClient.invalidateQueries({ queryKey: consentsQuery(client.id).queryKey });
      void message.success(t('consent.recorded'));
      onClose();
    },
  });
}

/** How it was given, from when and until when. */
function EvidenceFields() {
  const { t } = useTranslation('clients');
  const { today } = useFormats();
  const required = [{ required: true, message: t('state.required') }];
  return (
    <>
      <Form.Item name="evidence" label={t('consent.evidence')} rules={required}>
        <Choices values={consentEvidence} labelOf={(evidence) => t(`consent.evidences.${evidence}`)} />
      </Form.Item>
      <div className="form-grid">
        <Form.Item name="givenOn" label={t('consent.givenOn')} rules={required}>
          <DayInput max={today} />
        </Form.Item>
        <Form.Item name="expiresOn" label={`${t('consent.expiresOn')} (${t('state.optional')})`}>
          <DayInput min={today} />
        </Form.Item>
      </div>
      <Form.Item name="note" label={`${t('client.note')} (${t('state.optional')})`}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={500} />
      </Form.Item>
    </>
  );
}

/** Who consents; under 14 nobody but a guardian, and then one who is on record. */
function GiverFields({ client }: { client: ClientView }) {
  const { t } = useTranslation('clients');
  const { today } = useFormats();
  const givenBy = Form.useWatch('givenBy') as ConsentValues['givenBy'] | undefined;
  const guardians = useQuery(guardiansQuery(client.id)).data?.items ?? [];
  const givers = needsGuardian(client.birthDate, today)
    ? (['guardian'] as const)
    : (['client', 'guardian'] as const);
  return (
    <>
      <Form.Item
        name="givenBy"
        label={t('consent.givenBy')}
        rules={[{ required: true, message: t('state.required') }]}
        extra={givers.length === 1 ? t('consent.under14') : undefined}
      >
        <Choices values={givers} labelOf={(giver) => t(`consent.givers.${giver}`)} />
      </Form.Item>
      {givenBy === 'guardian' && guardians.length === 0 && (
        <p className="notice notice-warning">{t('consent.needGuardianFirst')}</p>
      )}
      {givenBy === 'guardian' && guardians.length > 0 && (
        <Form.Item
          name="guardianId"
          label={t('consent.guardian')}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <Select
            options={guardians.map(({ id, name, relation }) => ({
              value: id,
              label: `${name} (${t(`guardian.relations.${relation}`)})`,
            }))}
          />
        </Form.Item>
      )}
    </>
  );
}
