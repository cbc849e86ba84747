import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ChoicesForm } from './choices-form.tsx';
import { ContactWays } from './contact-ways.tsx';
import { choicesQuery } from './queries.ts';

/** Where one can be reached, what one hears there, and when. */
export function ChoicesPage() {
  const { t } = useTranslation('notifications');
  const choices = useQuery(choicesQuery);
  return (
    <>
      <PageHeader title={t('choices.title')} lead={t('choices.lead')} />
      {choices.isPending && <LoadingState />}
      {choices.error !== null && <ErrorState error={choices.error} onRetry={() => void choices.refetch()} />}
      {choices.isSuccess && (
        <div className="columns">
          <ContactWays choices={choices.data} />
          {/* what was chosen elsewhere meanwhile is shown anew */}
          <ChoicesForm key={choices.data.version} choices={choices.data} />
        </div>
      )}
    </>
  );
}
