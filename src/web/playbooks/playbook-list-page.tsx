import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { DraftList } from './draft-list.tsx';
import { NewModelDialog } from './new-model-dialog.tsx';
import { PlaybookTags } from './playbook-tags.tsx';
import { type PlaybookItemView, playbooksQuery } from './queries.ts';
import { usePlaybooks } from './use-playbooks.ts';

export function PlaybookListPage() {
  const { t } = useTranslation('playbooks');
  const { may } = useSession();
  const list = useQuery(playbooksQuery);
  const [isNew, setNew] = useState(false);
  const playbooks = list.data?.items ?? [];
  return (
    <>
      <PageHeader
        title={t('playbook.title')}
        lead={t('playbook.lead')}
        action={
          <span className="row">
            <Link to="/playbooks/materials">
              <Button tabIndex={-1}>{t('playbook.library')}</Button>
            </Link>
            <Link to="/playbooks/proposals">
              <Button tabIndex={-1}>{t('playbook.proposals')}</Button>
            </Link>
            {may('playbook.write') && (
              <Button icon={<PlusOutlined aria-hidden />} onClick={() => setNew(true)}>
                {t('playbook.new')}
              </Button>
            )}
          </span>
        }
      />
      {may('playbook.write') && <DraftList />}
      {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingState />}
      {playbooks.length > 0 && (
        <ul className="section items">
          {playbooks
            .filter(({ isNewest, isAdopted }) => isNewest || isAdopted)
            .toSorted((left, right) => Number(right.isAdopted) - Number(left.isAdopted))
            .map((playbook) => (
              <PlaybookRow key={playbook.id} playbook={playbook} all={playbooks} />
            ))}
        </ul>
      )}
      {isNew && <NewModelDialog onClose={() => setNew(false)} />}
    </>
  );
}

function PlaybookRow({ playbook, all }: { playbook: PlaybookItemView; all: readonly PlaybookItemView[] }) {
  const { t } = useTranslation('playbooks');
  const { textOf, dayOf, inLanguage } = useFormats();
  const { titleOf } = usePlaybooks();
  const { id, code, purpose, sessions, publishedAt, changes, basedOn, adopters } = playbook;
  const older = all.filter((one) => one.code === code && one.id !== id && !one.isNewest && !one.isAdopted);
  const names = adopters.map(({ name, nameEn }) => inLanguage(name, nameEn)).join(t('state.comma'));
  return (
    <li className="item">
      <div className="item-main">
        <Link to="/playbooks/$playbookId" params={{ playbookId: id }}>
          {titleOf(id)}
        </Link>
        <p>{textOf(purpose)}</p>
        <p className="quiet">
          {[
            t('playbook.sessionCount', { n: sessions }),
            t('playbook.publishedOn', { day: dayOf(publishedAt) }),
            ...(basedOn === null ? [] : [t('playbook.basedOn', { title: titleOf(basedOn) })]),
            ...(changes === null ? [] : [t('playbook.changes', { n: changes })]),
            ...(names === '' ? [] : [t('playbook.usedBy', { names })]),
          ].join(' · ')}
        </p>
        {older.length > 0 && (
          <p className="quiet">
            {t('playbook.older')}{' '}
            {older.map((one) => (
              <Link key={one.id} to="/playbooks/$playbookId" params={{ playbookId: one.id }}>
                {titleOf(one.id)}
              </Link>
            ))}
          </p>
        )}
      </div>
      <PlaybookTags playbook={playbook} />
    </li>
  );
}
