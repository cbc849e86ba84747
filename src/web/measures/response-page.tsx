import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../ui/page-header.tsx';
import { responseQuery } from './queries.ts';
import { ResponseAnswers } from './response-answers.tsx';

/** The answers that an alert, a client's page or a case leads to. */
export function ResponsePage() {
  const { t } = useTranslation('measures');
  const { responseId } = useParams({ from: '/staff/responses/$responseId' });
  const { data } = useQuery(responseQuery(responseId));
  return (
    <>
      <PageHeader
        title={t('response.page')}
        lead={
          data !== undefined && (
            <Link to="/clients/$clientId" params={{ clientId: data.clientId }}>
              {data.clientName}
            </Link>
          )
        }
      />
      <ResponseAnswers responseId={responseId} />
    </>
  );
}
