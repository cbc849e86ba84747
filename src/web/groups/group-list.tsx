import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { usePlaybooks } from '../playbooks/public.ts';
import { Tag } from '../ui/tag.tsx';
import type { GroupItemView } from './queries.ts';

/** Groups with what is next in each; a session that was to be and is not recorded stands out. */
export function GroupList({ groups }: { groups: readonly GroupItemView[] }) {
  const { t } = useTranslation('groups');
  const { titleOf } = usePlaybooks();
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
