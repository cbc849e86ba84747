import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CertificateBatchItemView } from '../../contract/certificates.ts';
import { useFormats } from '../base/formats.ts';
import { useColleagues } from '../identity/public.ts';
import { PagedList } from '../ui/paged-list.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { batchPages } from './queries.ts';

/** The makings of many certificates: by whom, when, for which days, and what became of them. */
export function BatchesSection() {
  const { t } = useTranslation('certificates');
  const list = useInfiniteQuery(batchPages);
  return (
    <Section title={t('batches.title')}>
      <PagedList list={list} empty={<p className="quiet">{t('batches.none')}</p>}>
        {(items) => (
          <ul className="items">
            {items.map((batch) => (
              <BatchRow key={batch.id} batch={batch} />
            ))}
          </ul>
        )}
      </PagedList>
    </Section>
  );
}

function BatchRow({ batch }: { batch: CertificateBatchItemView }) {
  const { t } = useTranslation('certificates');
  const { day, instant } = useFormats();
  const { nameOf } = useColleagues();
  const { id, from, to, total, issued, failed, isDone, madeBy, madeAt } = batch;
  const period = t('batches.period', { from: day(from), to: day(to) });
  const made = t('batches.made', { name: nameOf(madeBy), time: instant(madeAt) });
  return (
    <li className="item">
      <div className="item-main">
        <Link
          to="/certificates/batches/$batchId"
          params={{ batchId: id }}
          // the same days may be certified twice
          aria-label={`${period} · ${made}`}
        >
          {period}
        </Link>{' '}
        {!isDone && <Tag tone="accent">{t('batches.running')}</Tag>}
        {failed > 0 && <Tag tone="warning">{t('batch.failed', { count: failed })}</Tag>}
        <p>{t('batch.done', { issued, total })}</p>
        <p className="quiet small">{made}</p>
      </div>
    </li>
  );
}
