import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { presences } from '../../contract/groups.ts';
import { ConsentTag } from '../clients/client-tags.tsx';
import { Choices } from '../ui/choices.tsx';
import type { GroupMemberView } from './queries.ts';

/** By client; whoever is not in it was present. */
export type Attendance = Readonly<Record<string, (typeof presences)[number]>>;

/** One line for each member with three large choices; everybody is present until somebody is not. */
export function AttendanceInput(props: {
  id?: string;
  members: readonly GroupMemberView[];
  value?: Attendance;
  onChange?: (attendance: Attendance) => void;
}) {
  const { members, value = {}, onChange } = props;
  const { t } = useTranslation();
  if (members.length === 0) return <p className="notice notice-warning">{t('group.noneOnDay')}</p>;
  const present = members.filter(({ clientId }) => (value[clientId] ?? 'present') === 'present').length;
  return (
    <div {...(props.id === undefined ? {} : { id: props.id })} className="stack-tight">
      <div className="row">
        <Button onClick={() => onChange?.({})}>{t('group.allPresent')}</Button>
        <output className="quiet">{t('group.attended', { n: present, all: members.length })}</output>
      </div>
      <ul className="items tall">
        {members.map(({ clientId, name, consent }) => (
          <li key={clientId} className="item item-tight">
            <span className="item-main">
              {name} {consent !== 'given' && <ConsentTag standing={consent} isNamed />}
            </span>
            <Choices
              label={name}
              values={presences}
              labelOf={(presence) => t(`group.presences.${presence}`)}
              value={value[clientId] ?? 'present'}
              onChange={(presence) => onChange?.({ ...value, [clientId]: presence })}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
