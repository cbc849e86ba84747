import { queryOptions, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { PutGroupsOfOpportunity, ReadGroupsOfOpportunity } from '../../contract/groups.ts';
import type { OpportunityView } from '../../contract/opportunities.ts';
import { call } from '../base/api.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { useChange } from '../ui/use-change.ts';
import { groupItemsQuery, groupsKey } from './queries.ts';

function groupsAskedQuery(id: string) {
  return queryOptions({
    queryKey: [...groupsKey, 'asked', id],
    queryFn: ({ signal }) => call(ReadGroupsOfOpportunity, { params: { id }, signal }),
  });
}

/** On the page of what volunteers are asked for: for which groups, which neither they nor whoever may not read groups ever sees. */
export function GroupsAsked({ opportunity: { id } }: { opportunity: OpportunityView }) {
  const { t } = useTranslation('groups');
  const asked = useQuery(groupsAskedQuery(id));
  const known = useQuery(groupItemsQuery);
  const put = useChange(
    {
      change: (groupIds: string[]) => call(PutGroupsOfOpportunity, { params: { id }, body: { groupIds } }),
      said: () => t('asked.saved'),
      onDone: () => undefined,
    },
    (queryClient, answer) => queryClient.setQueryData(groupsAskedQuery(id).queryKey, answer),
  );
  if (asked.isPending || known.isPending) return <LoadingState rows={1} />;
  if (asked.error !== null) return <ErrorState error={asked.error} onRetry={() => void asked.refetch()} />;
  if (known.error !== null) return <ErrorState error={known.error} onRetry={() => void known.refetch()} />;
  const chosen = asked.data.items;
  const names = new Map([
    ...known.data.items.map((group) => [group.id, group.name] as const),
    ...chosen.map(({ groupId, name }) => [groupId, name] as const),
  ]);
  return (
    <Section title={t('asked.title')}>
      <p className="quiet small">{t('asked.lead')}</p>
      <Select<string[]>
        mode="multiple"
        aria-label={t('asked.title')}
        placeholder={t('asked.none')}
        optionFilterProp="label"
        style={{ width: '100%' }}
        loading={put.isPending}
        options={[...names].map(([value, label]) => ({ value, label }))}
        value={chosen.map(({ groupId }) => groupId)}
        onChange={(groupIds) => put.mutate(groupIds)}
      />
    </Section>
  );
}
