import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { DropMessage, MarkMessageTold } from '../../contract/notifications.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { PagedList } from '../ui/paged-list.tsx';
import { Tag } from '../ui/tag.tsx';
import { useChange } from '../ui/use-change.ts';
import { type Unsent, unsentPages } from './queries.ts';

/** For the platform's operator: which of the staff a message did not reach, and why; never about whom it is. */
export function UnsentMessagesPage() {
  const { t } = useTranslation('notifications');
  const unsent = useInfiniteQuery(unsentPages);
  return (
    <>
      <PageHeader title={t('unsent.title')} lead={t('unsent.lead')} />
      <PagedList list={unsent} empty={<EmptyState title={t('unsent.empty')} hint={t('unsent.emptyHint')} />}>
        {(items) => (
          <div className="section">
            <ul className="items">
              {items.map((item) => (
                <UnsentRow key={item.id} item={item} />
              ))}
            </ul>
          </div>
        )}
      </PagedList>
    </>
  );
}

function UnsentRow({ item }: { item: Unsent }) {
  const { t } = useTranslation('notifications');
  const { instant, inLanguage } = useFormats();
  const why = useWhy();
  const { organisation, to, failure } = item;
  const params = { organisationId: organisation.organisationId, id: item.id };
  const told = useSettling(() => call(MarkMessageTold, { params }), t('unsent.toldNow'));
  const drop = useSettling(() => call(DropMessage, { params }), t('unsent.droppedNow'));
  const title = inLanguage(item.title, item.titleEn);
  return (
    <li className="item">
      <div className="item-main">
        <strong>
          {inLanguage(organisation.name, organisation.nameEn)} · {to}
        </strong>
        <p>
          {title}{' '}
          <Tag tone={failure === null ? 'warning' : 'danger'}>
            {t(failure === null ? 'unsent.waiting' : 'unsent.givenUp')}
          </Tag>
        </p>
        <p>{why(failure)}</p>
        <p className="quiet small">
          {t(`ways.${item.way}`)} · {t('unsent.since', { time: instant(item.since) })}
        </p>
      </div>
      <div className="row">
        <Button
          onClick={() => told.mutate()}
          loading={told.isPending}
          aria-label={`${t('unsent.told')}: ${to}, ${title}`}
        >
          {t('unsent.told')}
        </Button>
        <Button
          onClick={() => drop.mutate()}
          loading={drop.isPending}
          aria-label={`${t('unsent.drop')}: ${to}, ${title}`}
        >
          {t('unsent.drop')}
        </Button>
      </div>
    </li>
  );
}

function useSettling(settle: () => Promise<null>, said: string) {
  return useChange<void, null>(
    { change: settle, said: () => said, onDone: () => undefined },
    (queryClient) => void queryClient.invalidateQueries({ queryKey: unsentPages.queryKey }),
  );
}

/** What the code of a failure means to somebody who keeps the server. */
function useWhy() {
  const { t, i18n } = useTranslation('notifications');
  return (code: string | null) => {
    if (code === null) return t('unsent.noWay');
    const key = `unsent.failures.${code}`;
    return i18n.exists(key, { ns: 'notifications' })
      ? t(key as 'unsent.failures.failed')
      : t('unsent.otherFailure', { code });
  };
}
