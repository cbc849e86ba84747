import { queryOptions, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  ChangeNotificationRule,
  type NotificationRuleView,
  ReadNotificationRule,
} from '../../contract/notifications.ts';
import { call } from '../base/api.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { useChange } from '../ui/use-change.ts';

const ruleQuery = queryOptions({
  queryKey: ['notification-rule'],
  queryFn: ({ signal }) => call(ReadNotificationRule, { signal }),
});

/** Whether names of clients may leave the server in messages. */
export function NamesRule() {
  const { t } = useTranslation('notifications');
  const rule = useQuery(ruleQuery);
  const change = useChange<NotificationRuleView, NotificationRuleView>(
    {
      change: ({ namesInMessages, version }) =>
        call(ChangeNotificationRule, { version, body: { namesInMessages: !namesInMessages } }),
      said: ({ namesInMessages }) => t(namesInMessages ? 'rule.nowAllowed' : 'rule.nowForbidden'),
      onDone: () => undefined,
    },
    (queryClient, answer) => queryClient.setQueryData(ruleQuery.queryKey, answer),
  );
  const isAllowed = rule.data?.namesInMessages === true;
  return (
    <Section
      title={t('rule.title')}
      action={
        rule.isSuccess && (
          <Tag tone={isAllowed ? 'warning' : 'good'}>{t(isAllowed ? 'rule.allowed' : 'rule.forbidden')}</Tag>
        )
      }
    >
      <p>{t('rule.lead')}</p>
      <p>{t('rule.warning')}</p>
      {rule.isPending && <LoadingState rows={1} />}
      {rule.error !== null && <ErrorState error={rule.error} onRetry={() => void rule.refetch()} />}
      {rule.isSuccess && (
        <div>
          <Button danger={!isAllowed} onClick={() => change.mutate(rule.data)} loading={change.isPending}>
            {t(isAllowed ? 'rule.forbid' : 'rule.allow')}
          </Button>
        </div>
      )}
    </Section>
  );
}
