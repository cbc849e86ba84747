import { PrinterOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CancelShift, type ShiftView, type SignUpView } from '../../contract/opportunities.ts';
import { call } from '../base/api.ts';
import { isProblem } from '../base/problem.ts';
import { useSession } from '../base/session-context.ts';
import { Definitions } from '../ui/definitions.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Place } from '../ui/place.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { useChange } from '../ui/use-change.ts';
import { useNow } from '../ui/use-now.ts';
import { AssignDialog } from './assign-dialog.tsx';
import { ChangeShiftDialog } from './change-shift-dialog.tsx';
import { PlacesText } from './places-text.tsx';
import { type NamedShift, opportunityQuery, readOpportunitiesAnew, shiftQuery } from './queries.ts';
import { SignUps } from './sign-ups.tsx';
import { useShiftTimes } from './use-shift-times.ts';

declare module '../base/slice.ts' {
  interface Places {
    /** what else can be done with a shift */
    shiftActions: { shift: ShiftView };
    /** what else is known of somebody with a place */
    placeHolder: { shift: ShiftView; signUp: SignUpView };
  }
}

/** One shift: when and where, who comes, who waits. */
export function ShiftPage() {
  const { shiftId } = useParams({ from: '/staff/shifts/$shiftId' });
  const { t } = useTranslation('opportunities');
  const { may } = useSession();
  const { fullDayText, hoursText } = useShiftTimes();
  const query = useQuery(shiftQuery(shiftId));
  if (query.isPending) return <LoadingState />;
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const shift = query.data;
  const isOpen = shift.state === 'open';
  return (
    <>
      <PageHeader
        title={
          <>
            {fullDayText(shift.startsAt)} {hoursText(shift)}{' '}
            {!isOpen && <Tag tone="danger">{t('shifts.cancelled')}</Tag>}
          </>
        }
        lead={
          <Link to="/opportunities/$opportunityId" params={{ opportunityId: shift.opportunityId }}>
            {shift.title}
          </Link>
        }
        action={
          <div className="row">
            <Place name="shiftActions" of={{ shift }} waitsUnseen />
            {may('volunteer.manage') && isOpen && <Actions shift={shift} />}
            <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
              {t('shift.print')}
            </Button>
          </div>
        }
      />
      <div className="stack">
        <Where shift={shift} />
        <SignUps shift={shift} />
      </div>
    </>
  );
}

function Where({ shift }: { shift: NamedShift }) {
  const { t } = useTranslation('opportunities');
  const opportunity = useQuery(opportunityQuery(shift.opportunityId)).data;
  const rows = [
    { term: t('form.site'), value: opportunity?.siteName },
    { term: t('form.place'), value: opportunity?.place },
    { term: t('places.title'), value: <PlacesText places={shift.places} /> },
  ];
  return (
    <Section title={t('shift.where')}>
      <Definitions rows={rows} />
    </Section>
  );
}

function Actions({ shift }: { shift: ShiftView }) {
  const { t } = useTranslation('opportunities');
  const now = useNow();
  const [shown, setShown] = useState<'assign' | 'change'>();
  const askCancel = useCancelling(shift);
  const isBegun = Date.parse(shift.startsAt) <= now;
  const isOver = Date.parse(shift.endsAt) <= now;
  const close = () => setShown(undefined);
  return (
    <>
      {!isBegun && (
        <Button type="primary" onClick={() => setShown('assign')}>
          {t('assign.title')}
        </Button>
      )}
      <Button onClick={() => setShown('change')}>{t('shift.change')}</Button>
      {!isOver && (
        <Button danger onClick={askCancel}>
          {t('shift.cancel')}
        </Button>
      )}
      {shown === 'assign' && <AssignDialog shift={shift} onClose={close} />}
      {shown === 'change' && <ChangeShiftDialog shift={shift} onClose={close} />}
    </>
  );
}

function useCancelling({ id, version, places }: ShiftView): () => void {
  const { t } = useTranslation('opportunities');
  const { modal } = App.useApp();
  const queryClient = useQueryClient();
  const told = places.reduce((sum, { taken, waiting }) => sum + taken + waiting, 0);
  const cancel = useChange<void, ShiftView>(
    {
      change: () => call(CancelShift, { params: { id }, version }),
      said: () => t('shift.cancelled'),
      onDone: () => undefined,
    },
    readOpportunitiesAnew,
  );
  return () =>
    void modal.confirm({
      title: t('shift.cancelSure'),
      content: told === 0 ? t('shift.cancelNobody') : t('shift.cancelTold', { count: told }),
      okText: t('shift.cancel'),
      okButtonProps: { danger: true },
      onOk: () =>
        cancel.mutateAsync().catch((error: unknown) => {
          if (isProblem(error, 'version_conflict')) readOpportunitiesAnew(queryClient);
        }),
    });
}
