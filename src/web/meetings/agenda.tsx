import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  type MeetingView,
  OrderAgenda,
  ProposeTopic,
  type TopicView,
  WithdrawTopic,
} from '../../contract/meetings.ts';
import { useSharedText } from '../clients/public.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { Section } from '../ui/section.tsx';
import { useChange } from '../ui/use-change.ts';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { ItemButtons } from './item-buttons.tsx';
import { ItemRow } from './item-row.tsx';
import styles from './meetings.module.css';
import { keepMeeting } from './queries.ts';

interface AgendaProps {
  readonly meeting: MeetingView;
  readonly mayJoin: boolean;
  readonly mayOrder: boolean;
}

/** What came out since last time, what is still open, and what each wants to speak of. */
export function Agenda({ meeting, mayJoin, mayOrder }: AgendaProps) {
  const { t } = useTranslation('meetings');
  const { results, carried, topics } = meeting;
  const isEmpty = results.length + carried.length + topics.length === 0;
  return (
    <Section title={t('agenda.title')}>
      {isEmpty && <p className="quiet">{t('agenda.none')}</p>}
      {results.length > 0 && (
        <>
          <h3>{t('agenda.results')}</h3>
          <ul className="items">
            {results.map((item) => (
              <ItemRow key={item.id} item={item} from={meeting} />
            ))}
          </ul>
        </>
      )}
      {carried.length > 0 && (
        <>
          <h3>{t('agenda.carried')}</h3>
          <ul className="items">
            {carried.map((item) => (
              <ItemRow key={item.id} item={item} from={meeting}>
                <ItemButtons item={item} />
              </ItemRow>
            ))}
          </ul>
        </>
      )}
      {topics.length > 0 && <Topics meeting={meeting} mayJoin={mayJoin} mayOrder={mayOrder} />}
      {mayJoin && <Propose meetingId={meeting.id} />}
    </Section>
  );
}

function Topics({ meeting, mayJoin, mayOrder }: AgendaProps) {
  const { t } = useTranslation('meetings');
  const { topics } = meeting;
  return (
    <>
      <h3>{t('agenda.topics')}</h3>
      <ol className={`items ${styles['topics']}`} aria-label={t('agenda.topics')}>
        {topics.map((topic, place) => (
          <Topic
            key={topic.id}
            meeting={meeting}
            topic={topic}
            place={place}
            mayOrder={mayOrder}
            mayWithdraw={mayJoin && (topic.isOurs || meeting.isOrganiser)}
          />
        ))}
      </ol>
    </>
  );
}

/** The order in which topics would stand if one of them went a place up or down. */
function moved(topics: readonly TopicView[], from: number, to: number): string[] {
  const ids = topics.map(({ id }) => id);
  return ids.toSpliced(from, 1).toSpliced(to, 0, ...ids.slice(from, from + 1));
}

interface TopicProps {
  readonly meeting: MeetingView;
  readonly topic: TopicView;
  readonly place: number;
}

function Topic({
  mayOrder,
  mayWithdraw,
  ...of
}: TopicProps & { readonly mayOrder: boolean; readonly mayWithdraw: boolean }) {
  const { inLanguage, minutesOf } = useFormats();
  const { organisation, minutes, title } = of.topic;
  const about = [
    inLanguage(organisation.name, organisation.nameEn),
    ...(minutes === null ? [] : [minutesOf(minutes)]),
  ];
  return (
    <li className="item item-tight">
      <div className="item-main">
        <p>{title}</p>
        <p className="quiet small">{about.join(' · ')}</p>
      </div>
      {mayOrder && of.meeting.topics.length > 1 && <OrderButtons {...of} />}
      {mayWithdraw && <WithdrawButton {...of} />}
    </li>
  );
}

function OrderButtons({ meeting: { id, version, topics }, topic: { title }, place }: TopicProps) {
  const { t } = useTranslation('meetings');
  const order = useChange<string[], MeetingView>(
    {
      change: (topicIds) => call(OrderAgenda, { params: { id }, version, body: { topicIds } }),
      said: () => t('agenda.ordered'),
      onDone: () => undefined,
    },
    keepMeeting,
  );
  return (
    <>
      <Button
        icon={<ArrowUpOutlined aria-hidden />}
        aria-label={t('agenda.up', { title })}
        disabled={place === 0 || order.isPending}
        onClick={() => order.mutate(moved(topics, place, place - 1))}
      />
      <Button
        icon={<ArrowDownOutlined aria-hidden />}
        aria-label={t('agenda.down', { title })}
        disabled={place === topics.length - 1 || order.isPending}
        onClick={() => order.mutate(moved(topics, place, place + 1))}
      />
    </>
  );
}

function WithdrawButton({ meeting: { id }, topic }: TopicProps) {
  const { t } = useTranslation('meetings');
  const withdraw = useChange<string, MeetingView>(
    {
      change: (topicId) => call(WithdrawTopic, { params: { id }, body: { topicId } }),
      said: () => t('agenda.withdrawn'),
      onDone: () => undefined,
    },
    keepMeeting,
  );
  return (
    <Button
      loading={withdraw.isPending}
      onClick={() => withdraw.mutate(topic.id)}
      aria-label={t('agenda.withdrawOf', { title: topic.title })}
    >
      {t('agenda.withdraw')}
    </Button>
  );
}

interface Proposed {
  title: string;
  minutes?: number | null;
}

function Propose({ meetingId }: { meetingId: string }) {
  const { t } = useTranslation('meetings');
  const [form] = Form.useForm<Proposed>();
  const draft = useDraft(form, `meeting.${meetingId}.topic`);
  const isFit = useSharedText();
  const save = useChange<Proposed, MeetingView>(
    {
      change: ({ title, minutes }) =>
        draft.send(ProposeTopic, {
          params: { id: meetingId },
          body: { id: draft.id, title, ...(typeof minutes === 'number' && { minutes }) },
        }),
      form,
      said: () => t('agenda.proposed'),
      onDone: () => {
        draft.drop();
        form.resetFields();
      },
    },
    keepMeeting,
  );
  return (
    <>
      <DraftOffer draft={draft} />
      <Form<Proposed>
        form={form}
        name="topic"
        layout="vertical"
        onValuesChange={draft.keep}
        onFinish={(values) => void isFit(values.title).then((fits) => fits && save.mutate(values))}
        className={styles['propose'] ?? ''}
      >
        <Form.Item
          name="title"
          label={t('agenda.propose')}
          rules={[{ required: true, whitespace: true }]}
          className={styles['wide'] ?? ''}
        >
          <Input maxLength={120} placeholder={t('form.noPersons')} />
        </Form.Item>
        <Form.Item name="minutes" label={t('agenda.minutes')}>
          <InputNumber min={1} max={480} precision={0} />
        </Form.Item>
        <Button htmlType="submit" loading={save.isPending}>
          {t('agenda.add')}
        </Button>
        <FormProblem error={save.error} />
      </Form>
    </>
  );
}
