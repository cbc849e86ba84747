import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MoveOpportunity, type OpportunityView } from '../../contract/opportunities.ts';
import { categoryNames } from '../../domain/volunteers/profile-words.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { isProblem } from '../base/problem.ts';
import { useSession } from '../base/session-context.ts';
import { CopyBox } from '../ui/copy-box.tsx';
import { Definitions } from '../ui/definitions.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Place } from '../ui/place.tsx';
import { Section } from '../ui/section.tsx';
import { OpportunityDialog } from './opportunity-dialog.tsx';
import { opportunityQuery, readOpportunitiesAnew } from './queries.ts';
import { ShiftList } from './shift-list.tsx';
import { StateTag } from './state-tag.tsx';
import { useRequirementWords } from './use-requirement-words.ts';
import { UncheckedWarning } from './unchecked-warning.tsx';

declare module '../base/slice.ts' {
  interface Places {
    /** what else belongs to what is asked for, and to its site */
    opportunity: { opportunity: OpportunityView };
  }
}

/** What volunteers are asked for, its state, and its shifts. */
export function OpportunityPage() {
  const { opportunityId } = useParams({ from: '/staff/opportunities/$opportunityId' });
  const { may } = useSession();
  const query = useQuery(opportunityQuery(opportunityId));
  const [isChanging, setChanging] = useState(false);
  if (query.isPending) return <LoadingState />;
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const opportunity = query.data;
  return (
    <>
      <PageHeader
        title={
          <>
            {opportunity.title} <StateTag state={opportunity.state} />
          </>
        }
        lead={[opportunity.programme, opportunity.siteName].filter((part) => part !== '').join(' · ')}
        action={
          may('volunteer.manage') && (
            <StateButtons opportunity={opportunity} onChange={() => setChanging(true)} />
          )
        }
      />
      {isChanging && (
        <OpportunityDialog
          opportunity={opportunity}
          onClose={() => setChanging(false)}
          onSaved={() => undefined}
        />
      )}
      <div className="stack">
        <ShiftList opportunity={opportunity} />
        <Details opportunity={opportunity} />
        <PublicAddress opportunity={opportunity} />
        <Place name="opportunity" of={{ opportunity }} />
      </div>
    </>
  );
}

function StateButtons({ opportunity, onChange }: { opportunity: OpportunityView; onChange: () => void }) {
  const { t } = useTranslation('opportunities');
  const { message, modal } = App.useApp();
  const queryClient = useQueryClient();
  const { id, version, state } = opportunity;
  const move = useMutation({
    mutationFn: (wanted: 'published' | 'closed') =>
      call(MoveOpportunity, { params: { id }, version, body: { state: wanted } }),
    onError: (error) => {
      void message.error(error.message);
      if (isProblem(error, 'version_conflict')) readOpportunitiesAnew(queryClient);
    },
    onSuccess: (moved) => {
      readOpportunitiesAnew(queryClient);
      void message.success(t(moved.state === 'closed' ? 'opportunity.closed' : 'opportunity.published'));
    },
  });
  const askClose = () =>
    void modal.confirm({
      title: t('opportunity.closeSure'),
      content: t('opportunity.closeHint'),
      okText: t('opportunity.close'),
      okButtonProps: { danger: true },
      onOk: () => move.mutateAsync('closed').catch(() => undefined),
    });
  return (
    <div className="row">
      {state !== 'published' && (
        <Button type="primary" loading={move.isPending} onClick={() => move.mutate('published')}>
          {t(state === 'draft' ? 'form.publish' : 'opportunity.reopen')}
        </Button>
      )}
      <Button onClick={onChange}>{t('action.edit')}</Button>
      {state !== 'closed' && <Button onClick={askClose}>{t('opportunity.close')}</Button>}
    </div>
  );
}

function Details({ opportunity }: { opportunity: OpportunityView }) {
  const { t } = useTranslation('opportunities');
  const { textOf } = useFormats();
  const { required } = useRequirementWords();
  const { category, description, risks, place, requirements, confirmHours, checkIn } = opportunity;
  const rows = [
    { term: t('form.description'), value: <span className="prose">{description}</span> },
    { term: t('form.risks'), value: <span className="prose">{risks}</span> },
    { term: t('form.place'), value: place },
    { term: t('form.category'), value: category === null ? null : textOf(categoryNames[category]) },
    { term: t('requirements.title'), value: required(requirements).join(' · ') },
    { term: t('form.confirmHours'), value: t('opportunity.hours', { count: confirmHours }) },
    {
      term: t('checkIn.title'),
      value: [
        t('checkIn.summary', { before: checkIn.minutesBefore, after: checkIn.minutesAfter }),
        ...(checkIn.asksCodeAtEnd ? [t('checkIn.asksCodeAtEnd')] : []),
        ...(checkIn.place === null ? [] : [t('checkIn.within', { n: checkIn.place.radiusMetres })]),
      ].join(' · '),
    },
  ];
  return (
    <Section title={t('opportunity.details')}>
      <UncheckedWarning category={category} checks={requirements.checks} />
      <Definitions rows={rows} isWide />
    </Section>
  );
}

/** What can be sent to whoever might come, or hung on a wall. */
function PublicAddress({ opportunity: { id, state } }: { opportunity: OpportunityView }) {
  const { t } = useTranslation('opportunities');
  if (state === 'draft') return null;
  const address = `${window.location.origin}/volunteering/${id}`;
  return (
    <Section
      title={t('opportunity.address')}
      action={
        <a href={`/volunteering/${id}/poster`} target="_blank" rel="noreferrer">
          {t('opportunity.poster')}
        </a>
      }
    >
      <p className="quiet small">{t('opportunity.addressHint')}</p>
      <CopyBox label={t('opportunity.address')} text={address} />
    </Section>
  );
}
