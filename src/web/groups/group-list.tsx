import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { usePlaybooks } from '../playbooks/public.ts';
import { Tag } from '../ui/tag.tsx';
import type { GroupItemView } from './queries.ts';

/** Groups with what is next in each; a session that was to be and is not recorded stands out. */
export function GroupList(props: { groups: readonly GroupItemView[]; canRecord?: boolean }) {
  const { groups, canRecord = false } = props;
  const { t } = useTranslation('groups');
  const { titleOf } = usePlaybooks();
  const { today } = useFormats();
  return (
    <ul className="items">
      {groups.map((group) => (
        <li key={group.id} className="item">
          <div className="item-main">
            <Link to="/groups/$groupId" params={{ groupId: group.id }}>
              {group.name}
            </Link>
            <p className="quiet">
              {titleOf(group.playbookId)} · {t(`session.levels.${group.level}`)} ·{' '}
              {t('group.memberCount', { n: group.members })}
            </p>
          </div>
          <span className="quiet">
            {t('group.held', { held: group.sessionsHeld, planned: group.sessionsPlanned })}
          </span>
          <NextTag nextOn={group.nextOn} />
          {canRecord && group.nextOn !== null && group.nextOn <= today && (
            <Link
              to="/groups/$groupId"
              params={{ groupId: group.id }}
              search={{ record: 'next' }}
              aria-label={t('action.of', { action: t('group.record'), whose: group.name })}
            >
              {t('group.record')}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}

function NextTag({ nextOn }: { nextOn: string | null }) {
  const { t } = useTranslation('groups');
  const { day, today } = useFormats();
  if (nextOn === null) return <Tag tone="good">{t('group.finished')}</Tag>;
  if (nextOn < today) return <Tag tone="warning">{t('group.overdue', { day: day(nextOn) })}</Tag>;
  return <Tag tone="primary">{t('group.nextOn', { day: day(nextOn) })}</Tag>;
}
