import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { CloseHelpCall, type HelpCall } from '../../contract/help-calls.ts';
import { useFormats } from '../base/formats.ts';
import { DueClock } from '../ui/due-clock.tsx';
import { FormProblem, markFields } from '../ui/form-problem.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { useNow } from '../ui/use-now.ts';
import { helpCallsQuery } from './queries.ts';

type HelpCallView = Static<typeof HelpCall>;

function placeOf({ school, className }: HelpCallView): string {
  return school === null ? className : `${school} ${className}`;
}

/** Somebody of a class asked for a social worker by a slip that is not theirs; nothing where nobody did. */
export function HelpCalls() {
  const { t } = useTranslation('measures');
  const { instant } = useFormats();
  const [closing, setClosing] = useState<HelpCallView>();
  const items = useQuery(helpCallsQuery).data?.items ?? [];
  const now = useNow();
  if (items.length === 0) return null;
  return (
    <Section title={t('helpCall.title')} tone="danger">
      <p className="quiet">{t('helpCall.lead')}</p>
      <ul className="items">
        {items.map((item) => (
          <li key={item.id} className={Date.parse(item.dueAt) < now ? 'item item-late' : 'item'}>
            <div className="item-main">
              <strong>{placeOf(item)}</strong>
              <p className="quiet small">{instant(item.calledAt)}</p>
              {item.words !== null && <p className="prose">{item.words}</p>}
            </div>
            <Tag tone={item.urgency === 'urgent' ? 'danger' : 'warning'}>
              {t(`helpCall.urgencies.${item.urgency}`)}
            </Tag>
            <DueClock dueAt={item.dueAt} now={now} />
            <Button onClick={() => setClosing(item)}>{t('helpCall.close')}</Button>
          </li>
        ))}
      </ul>
      {closing !== undefined && <CloseDialog item={closing} onClose={() => setClosing(undefined)} />}
    </Section>
  );
}

function CloseDialog({ item, onClose }: { item: HelpCallView; onClose: () => void }) {
  const { t } = useTranslation('measures');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<{ note: string }>();
  const draft = useDraft(form, `help-call.${item.id}`);
  const close = useMutation({
    mutationFn: (body: { note: string }) => draft.send(CloseHelpCall, { params: { id: item.id }, body }),
    onError: (error) => markFields(form, error),
    onSuccess: async () => {
      draft.drop();
      void message.success(t('helpCall.closed'));
      onClose();
      await queryClient.invalidateQueries({ queryKey: helpCallsQuery.queryKey });
    },
  });
  return (
    <Modal
      open
      title={t('helpCall.closeTitle', { name: placeOf(item) })}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={close.isPending}
    >
      <DraftOffer draft={draft} />
      <Form
        form={form}
        layout="vertical"
        onValuesChange={draft.keep}
        onFinish={(values) => close.mutate(values)}
      >
        <FormProblem error={close.error} />
        <Form.Item
          name="note"
          label={t('helpCall.note')}
          rules={[{ required: true, whitespace: true, message: t('state.required') }]}
        >
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
