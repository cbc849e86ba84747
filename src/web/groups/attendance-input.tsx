import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { presences } from '../../contract/groups.ts';
import { ConsentTag } from '../clients/public.ts';
import { Choices } from '../ui/choices.tsx';
import type { GroupMemberView } from './queries.ts';

/** By client; of whoever is not in it nobody has said anything yet. */
export type Attendance = Readonly<Record<string, (typeof presences)[number]>>;

/** Members of whom nobody has said whether they came. */
export function undecided(members: readonly GroupMemberView[], attendance: Attendance): GroupMemberView[] {
  return members.filter(({ clientId }) => attendance[clientId] === undefined);
}

/**
 * One line for each member with three large choices, none of them made beforehand. One button says it of all who are
 * left; whoever has not consented is named, and decided one by one.
 */
export function AttendanceInput(props: {
  id?: string;
  members: readonly GroupMemberView[];
  value?: Attendance;
  onChange?: (attendance: Attendance) => void;
}) {
  const { members, value = {}, onChange } = props;
  const { t } = useTranslation('groups');
  if (members.length === 0) return <p className="notice notice-warning">{t('group.noneOnDay')}</p>;
  const present = members.filter(({ clientId }) => value[clientId] === 'present').length;
  const left = undecided(members, value);
  const unasked = left.filter(({ consent }) => consent !== 'given');
  const restPresent = () =>
    onChange?.({
      ...value,
      ...Object.fromEntries(
        left
          .filter(({ consent }) => consent === 'given')
          .map(({ clientId }) => [clientId, 'present' as const]),
      ),
    });
  return (
    <div {...(props.id === undefined ? {} : { id: props.id })} className="stack-tight">
      <div className="row">
        <Button onClick={restPresent} disabled={left.length === unasked.length}>
          {t('group.restPresent')}
        </Button>
        <output className="quiet">{t('group.attended', { n: present, all: members.length })}</output>
        {left.length > 0 && <span className="quiet">{t('group.undecided', { n: left.length })}</span>}
      </div>
      {unasked.length > 0 && (
        <p className="notice notice-warning">
          {t('group.withoutConsent', { names: unasked.map(({ name }) => name).join(t('state.comma')) })}
        </p>
      )}
      <ul className="items">
        {members.map(({ clientId, name, consent }) => {
          const chosen = value[clientId];
          return (
            <li key={clientId} className="item item-tight">
              <span className="item-main">
                {name} {consent !== 'given' && <ConsentTag standing={consent} isNamed />}
              </span>
              <Choices
                label={name}
                values={presences}
                labelOf={(presence) => t(`group.presences.${presence}`)}
                {...(chosen === undefined ? {} : { value: chosen })}
                onChange={(presence) => onChange?.({ ...value, [clientId]: presence })}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
