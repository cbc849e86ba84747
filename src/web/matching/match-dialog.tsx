import { useQuery } from '@tanstack/react-query';
import { Form, type FormInstance, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { CreateMatch, type MatchView } from '../../contract/matches.ts';
import { daysAfter } from '../../domain/calendar/calendar-event.ts';
import { MATCH_OPTIONS } from '../../domain/matching/match-options.ts';
import { useFormats } from '../base/formats.ts';
import { publishedOpportunities } from '../opportunities/public.ts';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { DayInput } from '../ui/day-input.tsx';
import { useChange } from '../ui/use-change.ts';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { OptionFields } from './option-fields.tsx';
import { optionsToForm, type OptionValues, optionsToSend } from './option-values.ts';
import { keepMatch } from './queries.ts';

interface Values extends OptionValues {
  title?: string;
  from: string;
  until: string;
  opportunityIds?: string[];
}

/** Four weeks from tomorrow on. */
const USUAL_DAYS = 27;

interface DialogProps {
  readonly opportunityId: string | undefined;
  readonly onClose: () => void;
  readonly onMade: (matchId: string) => void;
}

/** For which shifts somebody is looked for, and what counts besides filling them. */
export function MatchDialog({ opportunityId, onClose, onMade }: DialogProps) {
  const { t } = useTranslation('matching');
  const { today } = useFormats();
  const [form] = Form.useForm<Values>();
  const { draft, make } = useMaking(form, onMade);
  const tomorrow = daysAfter(today, 1);
  const words = { title: t('form.title'), from: t('form.from'), until: t('form.until') };
  return (
    <Modal
      open
      title={t('form.new')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('form.begin')}
      confirmLoading={make.isPending}
      width={640}
    >
      <DraftOffer draft={draft} />
      <p className="quiet">{t('form.lead')}</p>
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{
          from: tomorrow,
          until: daysAfter(tomorrow, USUAL_DAYS),
          opportunityIds: opportunityId === undefined ? [] : [opportunityId],
          ...optionsToForm(MATCH_OPTIONS),
        }}
        onValuesChange={draft.keep}
        onFinish={(values) => make.mutate(values)}
        scrollToFirstError
      >
        <DaysFields today={today} />
        <OpportunitiesField />
        <Form.Item name="title" label={t('form.title')}>
          <Input maxLength={80} placeholder={t('form.titleExample')} />
        </Form.Item>
        <OptionFields />
        <CreationProblem error={make.error} form={form} draft={draft} words={words} />
      </Form>
    </Modal>
  );
}

function useMaking(form: FormInstance<Values>, onMade: (matchId: string) => void) {
  const { t } = useTranslation('matching');
  const draft = useDraft(form, 'match.new');
  const make = useChange<Values, MatchView | undefined>(
    {
      change: ({ title = '', from, until, opportunityIds = [], ...options }) =>
        draft.send(CreateMatch, {
          body: { id: draft.id, title, from, until, opportunityIds, options: optionsToSend(options) },
        }),
      form,
      said: () => t('form.begun'),
      onDone: () => {
        const matchId = draft.id;
        draft.drop();
        onMade(matchId);
      },
    },
    keepMatch,
  );
  return { draft, make };
}

function DaysFields({ today }: { today: string }) {
  const { t } = useTranslation('matching');
  const rules = [{ required: true, message: t('state.required') }];
  return (
    <div className="form-grid">
      <Form.Item name="from" label={t('form.from')} rules={rules}>
        <DayInput min={today} />
      </Form.Item>
      <Form.Item name="until" label={t('form.until')} rules={rules}>
        <DayInput min={today} />
      </Form.Item>
    </div>
  );
}

function OpportunitiesField() {
  const { t } = useTranslation('matching');
  const known = useQuery(publishedOpportunities);
  return (
    <Form.Item name="opportunityIds" label={t('form.opportunities')}>
      <Select
        mode="multiple"
        placeholder={t('form.all')}
        loading={known.isPending}
        showSearch={{ optionFilterProp: 'label' }}
        options={(known.data?.items ?? []).map(({ id, title, siteName, programme }) => ({
          value: id,
          label: [title, programme, siteName].filter((part) => part !== '').join(' · '),
        }))}
      />
    </Form.Item>
  );
}
