import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceDueView } from '../../contract/attendance.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { DueRow } from './due-row.tsx';
import { serviceDuesQuery } from './queries.ts';
import { useApproving } from './use-approving.ts';

/** Service that is not recorded yet, by the day until which it has to be. */
export function ServiceDuesPage() {
  const { t } = useTranslation('attendance');
  const query = useQuery(serviceDuesQuery);
  return (
    <>
      <PageHeader title={t('dues.title')} lead={t('dues.lead')} />
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
        <div className="notice row" role="toolbar" aria-label={t('dues.several')}>
          <Checkbox
            checked={chosen.length === approvable.length}
            indeterminate={chosen.length > 0 && chosen.length < approvable.length}
            onChange={({ target }) => tick(approvable, target.checked)}
          >
            {t('dues.tickAll', { n: approvable.length })}
          </Checkbox>
          <Button
            type="primary"
            disabled={chosen.length === 0}
            loading={isApproving}
            onClick={() => void approve(chosen)}
          >
            {t('dues.approveTicked', { n: chosen.length })}
          </Button>
        </div>
      )}
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

const DAY_MS = 86_400_000;

function DueDay(props: { day: string; isOverdue: boolean; children: React.ReactNode }) {
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
