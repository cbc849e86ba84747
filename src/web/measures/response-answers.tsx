import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AnswerOf } from '../../contract/operation.ts';
import { DecideResponse, type ReadResponse } from '../../contract/responses.ts';
import { keptOf } from '../../domain/campaigns/decide-answer.ts';
import type { Answer } from '../../domain/scoring/score.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { useColleagues } from '../identity/public.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { type AnswerRow, answerRows } from './answer-rows.ts';
import { responseQuery } from './queries.ts';
import { useInstruments } from './use-instruments.ts';
import styles from './measures.module.css';

type ResponseView = AnswerOf<typeof ReadResponse>;

/** What one person answered, and who has read it. Reading it leaves a trace, which the next reader sees here. */
export function ResponseAnswers({ responseId }: { responseId: string }) {
  const query = useQuery(responseQuery(responseId));
  if (query.error !== null && query.data === undefined) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (query.data === undefined) return <LoadingState rows={6} />;
  const response = query.data;
  return (
    <div className="stack">
      {response.keptApart !== null && <KeptApart response={response} reason={response.keptApart} />}
      <AnswerTable response={response} />
      <Readers response={response} />
    </div>
  );
}

function AnswerTable({ response }: { response: ResponseView }) {
  const { t } = useTranslation('measures');
  const { instant } = useFormats();
  const { instruments, titleOf } = useInstruments();
  const { nameOf } = useColleagues();
  const { instrumentId, answers, alerts, answeredAt, receivedAt, recordedBy, recordedFrom } = response;
  const instrument = instruments.find(({ id }) => id === instrumentId);
  const rows = instrument === undefined || answers === null ? [] : answerRows(instrument, answers, alerts);
  return (
    <Section title={titleOf(instrumentId)} {...(alerts.length > 0 ? { tone: 'danger' as const } : {})}>
      <p className="quiet small">
        {t('response.answeredAt', { time: instant(answeredAt) })}
        {instant(receivedAt) !== instant(answeredAt) &&
          ` · ${t('response.receivedAt', { time: instant(receivedAt) })}`}{' '}
        · {recordedBy === null ? t('response.bySelf') : t('entry.by', { name: nameOf(recordedBy) })}
        {recordedFrom !== null && ` · ${t(`entry.sources.${recordedFrom}`)}`}
      </p>
      {answers === null && <p className="quiet">{t('person.erased')}</p>}
      {instrument === undefined && <LoadingState rows={4} />}
      <ul className={styles['answers']}>
        {rows.map((row) => (
          <AnswerItem key={row.item.id} row={row} />
        ))}
      </ul>
    </Section>
  );
}

function AnswerItem({ row: { item, answer, alert } }: { row: AnswerRow }) {
  const { t } = useTranslation('measures');
  const { textOf } = useFormats();
  return (
    <li className={alert === undefined ? undefined : styles['answer-risk']}>
      <p>{item.text === undefined ? item.id : textOf(item.text)}</p>
      <p className={answer === null ? 'quiet' : `${styles['answer-given']} prose`}>
        {alert !== undefined && (
          <>
            <Tag tone="danger">{t(`response.alerts.${alert}`)}</Tag>{' '}
          </>
        )}
        <GivenAnswer item={item} answer={answer} />
      </p>
    </li>
  );
}

function GivenAnswer({ item, answer }: Pick<AnswerRow, 'item' | 'answer'>) {
  const { t } = useTranslation('measures');
  const { textOf } = useFormats();
  if (answer === null) return t('response.unanswered');
  if (typeof answer === 'number') {
    const label = item.kind === 'choice' ? item.labels?.[answer - item.minimum] : undefined;
    return label === undefined ? String(answer) : t('state.aside', { text: textOf(label), aside: answer });
  }
  return typeof answer === 'string' ? answer : chosen(item, answer, textOf).join(t('state.semicolon'));
}

/** In the order of weight where the item is a ranking. */
function chosen(
  item: AnswerRow['item'],
  ids: Extract<Answer, readonly string[]>,
  textOf: (texts: { zh: string; en: string }) => string,
): string[] {
  const options = 'options' in item ? item.options : [];
  return ids.map((id, index) => {
    const option = options.find((candidate) => candidate.id === id);
    const text = option === undefined ? id : textOf(option.text);
    return item.kind === 'ranking' ? `${index + 1}. ${text}` : text;
  });
}

/** Why the answers do not count, and the decision whether they do: nobody guesses whose they are. */
function KeptApart({
  response,
  reason,
}: {
  response: ResponseView;
  reason: NonNullable<ResponseView['keptApart']>;
}) {
  const { t } = useTranslation('measures');
  const { may } = useSession();
  const { message } = App.useApp();
  const { nameOf } = useColleagues();
  const queryClient = useQueryClient();
  const isWhole = keptOf(reason) === 'whole';
  const decide = useMutation({
    mutationFn: (counts: boolean) => call(DecideResponse, { params: { id: response.id }, body: { counts } }),
    onError: (error) => void message.error(error.message),
    onSuccess: async () => {
      void message.success(t('response.decided'));
      await queryClient.invalidateQueries({ queryKey: ['responses'] });
      await queryClient.invalidateQueries({ queryKey: ['clients', response.clientId, 'responses'] });
    },
  });
  return (
    <div className="notice notice-warning">
      <p>
        <strong>{t('response.apart')}</strong> {t(`response.apartReasons.${reason}`)}
      </p>
      {response.lookedBy !== null && <p>{t('response.lookedBy', { name: nameOf(response.lookedBy) })}</p>}
      {may('response.create') && (
        <p className="row">
          {isWhole && (
            <Button onClick={() => decide.mutate(true)} loading={decide.isPending}>
              {t('response.count')}
            </Button>
          )}
          {response.lookedAt === null && (
            <Button onClick={() => decide.mutate(false)} loading={decide.isPending}>
              {t('response.leaveApart')}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}

function Readers({ response: { readers } }: { response: ResponseView }) {
  const { t } = useTranslation('measures');
  const { instant } = useFormats();
  const { nameOf } = useColleagues();
  return (
    <Section title={t('response.readers')}>
      {readers.length === 0 ? (
        <p className="quiet">{t('response.firstReader')}</p>
      ) : (
        <ul className="list-plain">
          {readers.map(({ accountId, at }) => (
            <li key={accountId} className="list-row">
              <span>{nameOf(accountId)}</span> <span className="quiet small">{instant(at)}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
