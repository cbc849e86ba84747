import { useTranslation } from 'react-i18next';
import { useSession } from '../base/session-context.ts';
import { useParts } from '../base/slice.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Place } from '../ui/place.tsx';

declare module '../base/slice.ts' {
  interface Places {
    /** what a person is told before the day's work */
    todayNotice: Nothing;
    /** what needs this person first, by what they may do */
    today: Nothing;
  }
}

export function TodayPage() {
  const { t } = useTranslation('today');
  const { me } = useSession();
  const isEmpty = useParts('today').length === 0;
  return (
    <>
      <PageHeader title={t('today.title')} lead={t('today.hello', { name: me.user.displayName })} />
      <Place name="todayNotice" of={{}} waitsUnseen />
      {isEmpty && <EmptyState title={t('today.nothing')} hint={t('today.nothingHint')} />}
      <Place name="today" of={{}} />
    </>
  );
}
