import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { EnterWording } from '../../contract/instruments.ts';
import type { Instrument } from '../../domain/scoring/instrument.ts';
import { call } from '../base/api.ts';
import { FormProblem, markFields } from '../ui/form-problem.tsx';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { instrumentsQuery } from './queries.ts';
import { useInstruments } from './use-instruments.ts';
import { linesOf, wordingOf, type WordingValues } from './wording-lines.ts';

/** Licensed texts of a questionnaire of which only the key is here: pasted, a line for each question. */
export function WordingDrawer({ onClose }: { onClose: (enteredId?: string) => void }) {
  const { t } = useTranslation('measures');
  const queryClient = useQueryClient();
  const { instruments, titleOf } = useInstruments();
  const bare = instruments.filter(({ wording }) => wording === 'none');
  const [form] = Form.useForm<WordingValues>();
  const draft = useDraft(form, 'instrument.wording');
  const chosen = Form.useWatch('instrumentId', form);
  const instrument = bare.find(({ id }) => id === chosen);
  const enter = useMutation({
    mutationFn: (values: WordingValues) => {
      if (instrument === undefined) throw new Error(t('state.required'));
      return call(EnterWording, { params: { id: instrument.id }, body: wordingOf(instrument, values) });
    },
    onError: (error) => markFields(form, error),
    onSuccess: async (_, { instrumentId }) => {
      draft.drop();
      await queryClient.invalidateQueries({ queryKey: instrumentsQuery.queryKey });
      onClose(instrumentId);
    },
  });
  return (
    <Drawer open title={t('wording.title')} onClose={() => onClose()} size="large">
      <p>{t('wording.lead')}</p>
      <DraftOffer draft={draft} />
      <Form<WordingValues>
        form={form}
        layout="vertical"
        onValuesChange={draft.keep}
        onFinish={(values) => enter.mutate(values)}
        scrollToFirstError
      >
        <Form.Item
          name="instrumentId"
          label={t('campaign.instruments')}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={bare.map(({ id }) => ({ value: id, label: titleOf(id) }))}
          />
        </Form.Item>
        {instrument !== undefined && <WordingFields instrument={instrument} />}
        <FormProblem error={enter.error} />
        <Button type="primary" htmlType="submit" loading={enter.isPending}>
          {t('wording.save')}
        </Button>
      </Form>
    </Drawer>
  );
}

function WordingFields({ instrument }: { instrument: Instrument }) {
  const { t } = useTranslation('measures');
  const choices = instrument.items.filter((item) => item.kind === 'choice');
  const [first] = choices;
  const steps = first === undefined ? 0 : first.maximum - first.minimum + 1;
  const required = { required: true, whitespace: true, message: t('state.required') };
  const counted = (n: number) => ({
    validator: async (_: unknown, text: string | undefined) => {
      const found = linesOf(text).length;
      if (found > 0 && found !== n) throw new Error(t('wording.lines', { n, found }));
    },
  });
  const optional = (label: string) => `${label} (${t('state.optional')})`;
  const lines = { autoSize: { minRows: 4, maxRows: 16 } };
  return (
    <>
      <Form.Item name="instruction" label={optional(t('wording.instruction'))}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} />
      </Form.Item>
      <Form.Item
        name="items"
        label={t('wording.items', { n: choices.length })}
        rules={[required, counted(choices.length)]}
      >
        <Input.TextArea {...lines} />
      </Form.Item>
      <Form.Item
        name="labels"
        label={t('wording.labels', { n: steps, from: first?.minimum ?? 0, to: first?.maximum ?? 0 })}
        rules={[required, counted(steps)]}
      >
        <Input.TextArea {...lines} />
      </Form.Item>
      <Form.Item
        name="englishItems"
        label={optional(t('wording.englishItems', { n: choices.length }))}
        rules={[counted(choices.length)]}
      >
        <Input.TextArea {...lines} />
      </Form.Item>
      <Form.Item
        name="englishLabels"
        label={optional(t('wording.englishLabels', { n: steps }))}
        rules={[counted(steps)]}
      >
        <Input.TextArea {...lines} />
      </Form.Item>
      <Form.Item
        name="licenceNote"
        label={t('wording.licence')}
        extra={t('wording.licenceHint')}
        rules={[required]}
      >
        <Input.TextArea maxLength={1000} autoSize={{ minRows: 2 }} />
      </Form.Item>
    </>
  );
}
