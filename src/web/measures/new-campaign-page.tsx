import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Checkbox, Form, type FormInstance, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CreateCampaign } from '../../contract/campaigns.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { waves } from '../../domain/campaigns/campaign.ts';
import { useFormats } from '../base/formats.ts';
import { instantOf } from '../../domain/calendar/clock-time.ts';
import { useClasses } from '../clients/public.ts';
import { DraftOffer, type FormDraft, useDraft } from '../ui/use-draft.tsx';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { Choices } from '../ui/choices.tsx';
import { DayInput } from '../ui/day-input.tsx';
import { markFields } from '../ui/form-problem.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Place } from '../ui/place.tsx';
import { campaignsKey } from './queries.ts';
import { useInstruments } from './use-instruments.ts';
import { WordingDrawer } from './wording-drawer.tsx';

declare module '../base/slice.ts' {
  interface Places {
    /** fields of the form for a new round, which other slices know how to fill */
    newCampaign: Nothing;
  }
}

interface CampaignValues {
  title: string;
  wave: (typeof waves)[number];
  instrumentIds?: string[];
  classIds: string[];
  opensOn: string;
  closesOn: string;
  contactName?: string;
  contactPhone?: string;
  studyTag?: string;
}

export function NewCampaignPage() {
  const { t } = useTranslation('measures');
  const navigate = useNavigate();
  const { today } = useFormats();
  const wanted = useSearch({ from: '/staff/measures/new' });
  const [form] = Form.useForm<CampaignValues>();
  const draft = useDraft(form, 'campaign.new');
  const create = usePlanCampaign(form, draft);
  return (
    <>
      <PageHeader title={t('campaign.new')} lead={t('campaign.newLead')} />
      <section className="section">
        <DraftOffer draft={draft} />
        <Form<CampaignValues>
          form={form}
          layout="vertical"
          onValuesChange={draft.keep}
          initialValues={{ wave: wanted.wave, opensOn: today, studyTag: wanted.study }}
          onFinish={(values) => create.mutate(values)}
          scrollToFirstError
        >
          <CampaignFields />
          <CreationProblem
            error={create.error}
            form={form}
            draft={draft}
            words={{ title: t('campaign.name') }}
          />
          <div className="form-actions">
            <Button type="primary" htmlType="submit" size="large" loading={create.isPending}>
              {t('campaign.plan')}
            </Button>
            <Button size="large" onClick={() => void navigate({ to: '/measures' })}>
              {t('action.cancel')}
            </Button>
          </div>
        </Form>
      </section>
    </>
  );
}

function usePlanCampaign(form: FormInstance<CampaignValues>, draft: FormDraft<CampaignValues>) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { zone } = useFormats();
  return useMutation({
    mutationFn: (values: CampaignValues) =>
      draft.send(CreateCampaign, { body: { id: draft.id, ...campaignOf(values, zone) } }),
    onError: (error) => markFields(form, error),
    onSuccess: async (campaign) => {
      draft.drop();
      await queryClient.invalidateQueries({ queryKey: campaignsKey });
      await navigate({ to: '/measures/$campaignId', params: { campaignId: campaign.id }, replace: true });
    },
  });
}

/** A round from the first to the last minute of its days. */
function campaignOf(values: CampaignValues, zone: string): BodyOf<typeof CreateCampaign> {
  const { title, wave, instrumentIds = [], classIds, opensOn, closesOn, contactPhone, studyTag } = values;
  const contactName = values.contactName?.trim() ?? '';
  const phone = contactPhone === undefined ? {} : { phone: contactPhone };
  return {
    title: title.trim(),
    wave,
    classIds,
    opensAt: instantOf(zone, `${opensOn}T00:00`),
    closesAt: instantOf(zone, `${closesOn}T23:59`),
    ...(studyTag === undefined ? {} : { studyTag }),
    ...(instrumentIds.length === 0 ? {} : { instrumentIds }),
    ...(contactName === '' ? {} : { contact: { name: contactName, ...phone } }),
  };
}

function CampaignFields() {
  const { t } = useTranslation('measures');
  const { today } = useFormats();
  const required = [{ required: true, message: t('state.required') }];
  return (
    <>
      <Form.Item name="title" label={t('campaign.name')} rules={required}>
        <Input maxLength={120} placeholder={t('campaign.nameExample')} />
      </Form.Item>
      <Form.Item name="wave" label={t('campaign.wave')} rules={required}>
        <Choices values={waves} labelOf={(wave) => t(`measure.waves.${wave}`)} />
      </Form.Item>
      <Place name="newCampaign" of={{}} />
      <InstrumentField />
      <Form.Item name="classIds" label={t('campaign.forClasses')} rules={required}>
        <ClassChoices />
      </Form.Item>
      <div className="form-grid">
        <Form.Item name="opensOn" label={t('campaign.opensOn')} rules={required}>
          <DayInput min={today} />
        </Form.Item>
        <Form.Item name="closesOn" label={t('campaign.closesOn')} rules={required}>
          <DayInput min={today} />
        </Form.Item>
        <Form.Item name="contactName" label={`${t('campaign.contact')} (${t('state.optional')})`}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="contactPhone" label={`${t('campaign.contactPhone')} (${t('state.optional')})`}>
          <Input maxLength={30} inputMode="tel" />
        </Form.Item>
      </div>
    </>
  );
}

function InstrumentField() {
  const { t } = useTranslation('measures');
  const { instruments, titleOf } = useInstruments();
  const form = Form.useFormInstance<CampaignValues>();
  const [isEntering, setEntering] = useState(false);
  const isBare = instruments.some(({ wording }) => wording === 'none');
  const options = instruments
    .filter(({ wording }) => wording !== 'none')
    .map(({ id }) => ({ value: id, label: titleOf(id) }));
  const closeWording = (enteredId?: string) => {
    setEntering(false);
    if (enteredId === undefined) return;
    const chosen = form.getFieldValue('instrumentIds') as string[] | undefined;
    form.setFieldValue('instrumentIds', [...(chosen ?? []), enteredId]);
  };
  return (
    <>
      <Form.Item
        name="instrumentIds"
        label={`${t('campaign.instruments')} (${t('state.optional')})`}
        extra={
          <>
            {t('campaign.instrumentsHint')}{' '}
            {isBare && (
              <Button type="link" size="small" onClick={() => setEntering(true)}>
                {t('wording.open')}
              </Button>
            )}
          </>
        }
      >
        <Select mode="multiple" options={options} optionFilterProp="label" allowClear />
      </Form.Item>
      {isEntering && <WordingDrawer onClose={closeWording} />}
    </>
  );
}

/** All classes in sight: a station has a few dozen, and ticking them is what a person expects. */
function ClassChoices(props: { id?: string; value?: string[]; onChange?: (ids: string[]) => void }) {
  const { t } = useTranslation('measures');
  const classes = useClasses();
  const all = classes.map(({ id }) => id);
  return (
    <div {...(props.id === undefined ? {} : { id: props.id })}>
      <Checkbox
        checked={all.length > 0 && props.value?.length === all.length}
        onChange={({ target }) => props.onChange?.(target.checked ? all : [])}
      >
        {t('campaign.allClasses', { n: all.length })}
      </Checkbox>
      <Checkbox.Group
        className="choices"
        value={props.value ?? []}
        onChange={(ids) => props.onChange?.(ids)}
        options={classes.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </div>
  );
}
