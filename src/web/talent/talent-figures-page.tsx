import { useQuery } from '@tanstack/react-query';
import { Button, Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerOf } from '../../contract/operation.ts';
import { type ReadTalentFigures, SendTalentFigures } from '../../contract/talent.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { newId } from '../base/ids.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { useChange } from '../ui/use-change.ts';
import { Figures } from './figures.tsx';
import { figuresQuery, readTalentAnew } from './queries.ts';

type Read = AnswerOf<typeof ReadTalentFigures>;

/** What would be reported today, before anybody sends it. */
export function TalentFiguresPage() {
  const { t } = useTranslation('talent');
  const read = useQuery(figuresQuery);
  return (
    <>
      <PageHeader title={t('figures.title')} lead={t('figures.lead')} />
      {read.error !== null && <ErrorState error={read.error} onRetry={() => void read.refetch()} />}
      {read.isPending && <LoadingState />}
      {read.isSuccess && (
        <>
          <Section title={t('figures.today')}>
            <Figures figures={read.data.figures} />
          </Section>
          <Sending read={read.data} />
        </>
      )}
    </>
  );
}

function Sending({ read: { receivers, sent } }: { read: Read }) {
  const { t } = useTranslation('talent');
  const { inLanguage, instant } = useFormats();
  const [form] = Form.useForm<{ receiverId: string }>();
  // until it is sent it is the same report, however often the button is pressed
  const [id, setId] = useState(newId);
  const names = new Map(receivers.map((one) => [one.id, inLanguage(one.name, one.nameEn)]));
  const send = useChange<{ receiverId: string }, unknown>(
    {
      change: ({ receiverId }) => call(SendTalentFigures, { body: { id, receiverId } }),
      form,
      said: () => t('figures.sent'),
      onDone: () => setId(newId()),
    },
    readTalentAnew,
  );
  return (
    <Section title={t('figures.send')}>
      <p>{t('figures.sendHint')}</p>
      <Form form={form} layout="vertical" onFinish={(values) => send.mutate(values)}>
        <Form.Item
          name="receiverId"
          label={t('figures.receiver')}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={receivers.map((one) => ({ value: one.id, label: names.get(one.id) ?? '' }))}
          />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {t('figures.sendNow')}
        </Button>
      </Form>
      {sent.length > 0 && (
        <ul className="items">
          {sent.map(({ receiverId, sentAt, isThere }) => (
            <li key={`${receiverId} ${sentAt}`} className="item">
              <div className="item-main">
                {names.get(receiverId) ?? '—'} · {instant(sentAt)}{' '}
                <Tag tone={isThere ? 'good' : 'plain'}>{t(isThere ? 'figures.there' : 'figures.under')}</Tag>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
