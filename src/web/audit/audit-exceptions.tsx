import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CountAuditExceptions } from '../../contract/organisations.ts';
import { dayIn } from '../../domain/calendar/clock-time.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { useAuditWords } from './use-audit-words.ts';

/** What an auditor looks at first: seldom actions of the last week, each with the rows behind its number. */
export function AuditToday() {
  const { t } = useTranslation('audit');
  const { instant, zone } = useFormats();
  const { actionOf } = useAuditWords();
  const exceptions = useQuery({
    queryKey: ['audit-exceptions'],
    queryFn: ({ signal }) => call(CountAuditExceptions, { signal }),
  });
  const { items, since } = exceptions.data ?? { items: [], since: '' };
  return (
    <Section title={t('today.exceptions')} action={<Link to="/audit">{t('today.all')}</Link>}>
      {exceptions.error !== null && (
        <ErrorState error={exceptions.error} onRetry={() => void exceptions.refetch()} />
      )}
      {exceptions.isPending && <LoadingState rows={2} />}
      {exceptions.isSuccess && items.length === 0 && <p>{t('today.noExceptions')}</p>}
      <ul className="items">
        {items.map(({ action, count, latest }) => (
          <li key={action} className="item item-tight">
            <div className="item-main">
              <Link to="/audit" search={{ action, from: dayIn(zone, new Date(since)) }}>
                {t('today.times', { action: actionOf(action), n: count })}
              </Link>
            </div>
            <span className="quiet small">{t('today.latest', { time: instant(latest) })}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
