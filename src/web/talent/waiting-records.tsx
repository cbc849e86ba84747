import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ProfessionalRecordView } from '../../contract/talent.ts';
import { useColleagues } from '../identity/public.ts';
import { Section } from '../ui/section.tsx';
import { waitingPages } from './queries.ts';
import { RecordDecision } from './record-decision.tsx';
import { RecordFacts } from './record-facts.tsx';

/** What colleagues entered and nobody has decided on; where there is none, nothing is shown. */
export function WaitingRecords() {
  const { t } = useTranslation('talent');
  const list = useInfiniteQuery(waitingPages);
  const items = (list.data?.pages ?? []).flatMap((page) => page.items);
  if (items.length === 0) return null;
  return (
    <Section title={t('waiting.title')}>
      <ul className="items">
        {items.map((record) => (
          <WaitingRecord key={record.id} record={record} />
        ))}
      </ul>
      {list.hasNextPage && (
        <div className="centre">
          <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
            {t('action.more')}
          </Button>
        </div>
      )}
    </Section>
  );
}

function WaitingRecord({ record }: { record: ProfessionalRecordView }) {
  const { nameOf } = useColleagues();
  return (
    <li className="item">
      <div className="item-main">
        <strong>
          <bdi>{nameOf(record.accountId)}</bdi>
        </strong>
        <RecordFacts record={record} />
      </div>
      <RecordDecision record={record} of={nameOf(record.accountId)} />
    </li>
  );
}
