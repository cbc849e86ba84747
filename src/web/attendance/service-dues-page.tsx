import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceDueView } from '../../contract/attendance.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Place } from '../ui/place.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { DueRow } from './due-row.tsx';
import { serviceDuesQuery } from './queries.ts';
import { useApproving } from './use-approving.ts';

declare module '../base/slice.ts' {
  interface Places {
    /** what else waits to count */
    serviceDues: object;
  }
}

/** Service that is not recorded yet, by the day until which it has to be. */
export function ServiceDuesPage() {
  const { t } = useTranslation('attendance');
  const query = useQuery(serviceDuesQuery);
  return (
    <>
      <PageHeader title={t('dues.title')} lead={t('dues.lead')} />
      <Place name="serviceDues" of={{}} />
      {query.isPending && <LoadingState />}
      {query.error !== null && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined &&
        (query.data.items.length === 0 ? (
          <EmptyState title={t('dues.none')} hint={t('dues.noneHint')} />
        ) : (
          <Dues items={query.data.items} />
        ))}
    </>
  );
}

/** The server gives no more at once. */
const MOST = 500;

function Dues({ items }: { items: readonly ServiceDueView[] }) {
  const { t } = useTranslation('attendance');
  const { may, me } = useSession();
  const { approve, isApproving, refusals } = useApproving();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const approvable = may('volunteer.manage')
    ? items.flatMap(({ serviceId, enteredBy }) =>
        serviceId === null || enteredBy === me.user.id ? [] : [serviceId],
      )
    : [];
  // what somebody decided meanwhile is ticked no more
  const chosen = approvable.filter((id) => ticked.has(id));
  const tick = (ids: readonly string[], isTicked: boolean) => {
    const next = new Set(ticked);
    for (const id of ids) next[isTicked ? 'add' : 'delete'](id);
    setTicked(next);
  };
  const days = [...Map.groupBy(items, ({ dueOn }) => dueOn).entries()];
  return (
    <div className="stack">
      {approvable.length > 0 && (
        <ApproveBar
          all={approvable.length}
          chosen={chosen.length}
          isApproving={isApproving}
          onTickAll={(isTicked) => tick(approvable, isTicked)}
          onApprove={() => void approve(chosen)}
        />
      )}
      {items.length >= MOST && <p className="notice">{t('dues.most', { n: MOST })}</p>}
      {days.map(([day, due]) => (
        <DueDay key={day} day={day} isOverdue={due.some(({ isOverdue }) => isOverdue)}>
          {due.map((item) => (
            <DueRow
              key={item.serviceId ?? item.signUpId}
              due={item}
              isTicked={item.serviceId !== null && ticked.has(item.serviceId)}
              onTick={
                item.serviceId !== null && approvable.includes(item.serviceId)
                  ? (isTicked) => tick([item.serviceId ?? ''], isTicked)
                  : undefined
              }
              isApproving={isApproving}
              onApprove={() => void approve([item.serviceId ?? ''])}
              refusal={refusals.get(item.serviceId ?? '')}
            />
          ))}
        </DueDay>
      ))}
    </div>
  );
}

function ApproveBar(props: {
  all: number;
  chosen: number;
  isApproving: boolean;
  onTickAll: (isTicked: boolean) => void;
  onApprove: () => void;
}) {
  const { all, chosen, isApproving, onTickAll, onApprove } = props;
  const { t } = useTranslation('attendance');
  return (
    <div className="notice row" role="toolbar" aria-label={t('dues.several')}>
      <Checkbox
        checked={chosen === all}
        indeterminate={chosen > 0 && chosen < all}
        onChange={({ target }) => onTickAll(target.checked)}
      >
        {t('dues.tickAll', { n: all })}
      </Checkbox>
      <Button type="primary" disabled={chosen === 0} loading={isApproving} onClick={onApprove}>
        {t('dues.approveTicked', { n: chosen })}
      </Button>
    </div>
  );
}

const DAY_MS = 86_400_000;

function DueDay(props: { day: string; isOverdue: boolean; children: ReactNode }) {
  const { day, isOverdue, children } = props;
  const { t } = useTranslation('attendance');
  const { today, day: dayText } = useFormats();
  const count = Math.abs(Date.parse(day) - Date.parse(today)) / DAY_MS;
  const left = count === 0 ? t('dues.today') : t('dues.left', { count });
  return (
    <Section
      title={
        <>
          {t('dues.until', { day: dayText(day) })}{' '}
          <Tag tone={isOverdue ? 'danger' : count <= 3 ? 'warning' : 'plain'}>
            {isOverdue ? t('dues.overdue', { count }) : left}
          </Tag>
        </>
      }
    >
      <ul className="items">{children}</ul>
    </Section>
  );
}
