import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Button, Form, type FormInstance, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerSources, CreateResponse } from '../../contract/responses.ts';
import type { Answers } from '../../domain/scoring/score.ts';
import { useFormats } from '../base/formats.ts';
import { clientQuery } from '../clients/public.ts';
import { Choices } from '../ui/choices.tsx';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { DayInput } from '../ui/day-input.tsx';
import { markFields } from '../ui/form-problem.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { DraftOffer, type FormDraft, useDraft } from '../ui/use-draft.tsx';
import { answeredAt } from './answered-at.ts';
import { EnteredItem } from './entered-item.tsx';
import { campaignQuery, campaignsKey, clientResponsesQuery } from './queries.ts';
import { useInstruments } from './use-instruments.ts';

interface EnteredValues {
  instrumentId: string;
  recordedFrom: (typeof answerSources)[number];
  answeredOn: string;
  answers?: Answers;
}

/** What somebody answered on paper or in a conversation, entered for them: in a round, or outside of any. */
export function EnterAnswersPage() {
  const { t } = useTranslation('measures');
  const { client: clientId, round: campaignId } = useSearch({ from: '/staff/measures/enter' });
  const client = useQuery(clientQuery(clientId));
  const campaign = useQuery({ ...campaignQuery(campaignId ?? ''), enabled: campaignId !== undefined });
  return (
    <>
      <PageHeader
        title={t('entry.title')}
        lead={
          <>
            <Link to="/clients/$clientId" params={{ clientId }}>
              {client.data?.name}
            </Link>
            {campaign.data !== undefined && ` · ${campaign.data.title}`}
          </>
        }
      />
      <EntryForm clientId={clientId} campaignId={campaignId} />
    </>
  );
}

/** Questionnaires that can be entered: of a round those that it asks and that are not answered, else all that have words. */
function useOpenInstruments(clientId: string, campaignId: string | undefined): string[] {
  const { instruments } = useInstruments();
  const campaign = useQuery({ ...campaignQuery(campaignId ?? ''), enabled: campaignId !== undefined });
  const answered = useQuery(clientResponsesQuery(clientId)).data?.items ?? [];
  if (campaignId === undefined)
    return instruments.filter(({ wording }) => wording !== 'none').map(({ id }) => id);
  const done = answered.filter((one) => one.campaignId === campaignId && one.keptApart === null);
  const asked = campaign.data?.instrumentIds ?? [];
  return asked.filter((id) => !done.some(({ instrumentId }) => instrumentId === id));
}

function EntryForm({ clientId, campaignId }: Entry) {
  const { t } = useTranslation('measures');
  const { today } = useFormats();
  const leave = useLeave({ clientId, campaignId });
  const [form] = Form.useForm<EnteredValues>();
  const [isHeard, setHeard] = useState(false);
  const draft = useDraft(form, `response.enter.${clientId}.${campaignId ?? 'none'}`);
  const open = useOpenInstruments(clientId, campaignId);
  const enter = useEntering({ clientId, campaignId }, { form, draft }, async (hasAlert, instrumentId) => {
    const next = campaignId === undefined ? undefined : open.find((id) => id !== instrumentId);
    if (hasAlert) setHeard(true);
    form.resetFields(['answers']);
    if (next !== undefined) form.setFieldsValue({ instrumentId: next });
    else if (!hasAlert) await leave();
  });
  return (
    <section className="section">
      <DraftOffer draft={draft} />
      {isHeard && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={t('entry.heard')}
          action={<Button onClick={() => void leave()}>{t('entry.leave')}</Button>}
        />
      )}
      {open.length === 0 ? (
        <p className="quiet">{t('entry.nothingLeft')}</p>
      ) : (
        <Form<EnteredValues>
          form={form}
          layout="vertical"
          onValuesChange={(changed: Partial<EnteredValues>) => {
            if (changed.instrumentId !== undefined) form.resetFields(['answers']);
            draft.keep();
          }}
          initialValues={{ instrumentId: open[0], recordedFrom: 'paper', answeredOn: today }}
          onFinish={(values) => enter.mutate(values)}
          scrollToFirstError
        >
          <EntryFields open={open} />
          <CreationProblem error={enter.error} form={form} draft={draft} words={{}} />
          <div className="form-actions">
            <Button type="primary" htmlType="submit" size="large" loading={enter.isPending}>
              {t('entry.save')}
            </Button>
            <Button size="large" onClick={() => void leave()}>
              {t('action.cancel')}
            </Button>
          </div>
        </Form>
      )}
    </section>
  );
}

interface Entry {
  readonly clientId: string;
  readonly campaignId: string | undefined;
}

function useEntering(
  { clientId, campaignId }: Entry,
  { form, draft }: { form: FormInstance<EnteredValues>; draft: FormDraft<EnteredValues> },
  onDone: (hasAlert: boolean, instrumentId: string) => Promise<void>,
) {
  const { zone } = useFormats();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ instrumentId, recordedFrom, answeredOn, answers = {} }: EnteredValues) =>
      draft.send(CreateResponse, {
        body: {
          id: draft.id,
          instrumentId,
          clientId,
          ...(campaignId === undefined ? {} : { campaignId }),
          recordedFrom,
          answers,
          answeredAt: answeredAt(answeredOn, draft.sentAt, { zone, now: new Date() }),
        },
      }),
    onError: (error) => markFields(form, error),
    onSuccess: async ({ alerts }, { instrumentId }) => {
      draft.drop();
      await onDone(alerts.length > 0, instrumentId);
      await queryClient.invalidateQueries({ queryKey: ['clients', clientId, 'responses'] });
      await queryClient.invalidateQueries({ queryKey: campaignsKey });
    },
  });
}

function EntryFields({ open }: { open: readonly string[] }) {
  const { t } = useTranslation('measures');
  const { today } = useFormats();
  const { titleOf } = useInstruments();
  const chosen = Form.useWatch('instrumentId') as string | undefined;
  const required = [{ required: true, message: t('state.required') }];
  return (
    <>
      <Form.Item name="instrumentId" label={t('campaign.instruments')} rules={required}>
        <Select options={open.map((id) => ({ value: id, label: titleOf(id) }))} />
      </Form.Item>
      <div className="form-grid">
        <Form.Item name="recordedFrom" label={t('entry.from')} rules={required}>
          <Choices values={answerSources} labelOf={(source) => t(`entry.sources.${source}`)} />
        </Form.Item>
        <Form.Item name="answeredOn" label={t('entry.day')} rules={required}>
          <DayInput max={today} />
        </Form.Item>
      </div>
      {chosen !== undefined && <EnteredItems instrumentId={chosen} />}
    </>
  );
}

function EnteredItems({ instrumentId }: { instrumentId: string }) {
  const { t } = useTranslation('measures');
  const { textOf } = useFormats();
  const { instruments } = useInstruments();
  const instrument = instruments.find(({ id }) => id === instrumentId);
  if (instrument === undefined) return null;
  return (
    <>
      {instrument.instruction !== undefined && <p>{textOf(instrument.instruction)}</p>}
      <p className="quiet">{t('entry.skipHint')}</p>
      {instrument.items.map((item, index) => (
        <Form.Item
          key={item.id}
          name={['answers', item.id]}
          label={`${index + 1}. ${item.text === undefined ? item.id : textOf(item.text)}`}
        >
          <EnteredItem item={item} />
        </Form.Item>
      ))}
    </>
  );
}

/** Back to where the sheet was asked for. */
function useLeave({ clientId, campaignId }: Entry) {
  const navigate = useNavigate();
  return () =>
    campaignId === undefined
      ? navigate({ to: '/clients/$clientId', params: { clientId } })
      : navigate({ to: '/measures/$campaignId', params: { campaignId } });
}
