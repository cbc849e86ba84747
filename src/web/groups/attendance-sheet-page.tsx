import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { isMemberOn } from '../../domain/groups/decide-delivery.ts';
import { useFormats } from '../base/formats.ts';
import { useClassNames, useClassOrder } from '../clients/public.ts';
import { useColleagues } from '../identity/public.ts';
import { useSiteNames } from '../organisations/public.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { groupQuery, type GroupMemberView, type GroupSessionView, type GroupView } from './queries.ts';
import styles from './attendance-sheet.module.css';

/** Chinese names by how they are said. */
const spoken = new Intl.Collator('zh-CN');

/** A sheet for the classroom's wall or the folder: a line for each member, a column for each session, what is recorded ticked. */
export function AttendanceSheetPage() {
  const { t } = useTranslation('groups');
  const { groupId } = useParams({ from: '/staff/groups/$groupId/sheet' });
  const { namesOf } = useColleagues();
  const siteNameOf = useSiteNames();
  const classNameOf = useClassNames();
  const group = useQuery(groupQuery(groupId));
  if (group.error !== null) return <ErrorState error={group.error} onRetry={() => void group.refetch()} />;
  if (group.data === undefined) return <LoadingState rows={8} />;
  const { name, siteId, leaderIds, members } = group.data;
  const classIds = [...new Set(members.map(({ classId }) => classId))];
  const onlyClass = classIds.length === 1 ? classNameOf(classIds[0] ?? null) : undefined;
  return (
    <>
      <PageHeader
        title={t('sheet.title', { name })}
        lead={[onlyClass ?? siteNameOf(siteId), namesOf(leaderIds)].join(' · ')}
        action={
          <div className="row">
            <Link to="/groups/$groupId" params={{ groupId }}>
              {t('sheet.back')}
            </Link>
            <Button type="primary" icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
              {t('sheet.print')}
            </Button>
          </div>
        }
      />
      <Sheet group={group.data} />
      <p className={styles['foot']}>{t('sheet.legend')}</p>
    </>
  );
}

function Sheet({ group }: { group: GroupView }) {
  const { t } = useTranslation('groups');
  const { dayOfYear } = useFormats();
  const classNameOf = useClassNames();
  const compareClassIds = useClassOrder();
  // a class that is everybody's stands above
  const isOfSeveralClasses = new Set(group.members.map(({ classId }) => classId)).size > 1;
  const title = t('sheet.title', { name: group.name });
  const members = group.members
    .map((member) => ({ ...member, className: classNameOf(member.classId) ?? '' }))
    .toSorted(
      (one, other) => compareClassIds(one.classId, other.classId) || spoken.compare(one.name, other.name),
    );
  return (
    <ScrollBox label={title}>
      <table className={styles['sheet']}>
        <caption className="unseen">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('sheet.number')}</th>
            <th scope="col">{t('sheet.person')}</th>
            {isOfSeveralClasses && <th scope="col">{t('sheet.class')}</th>}
            {group.sessions.map(({ sessionId, heldOn, plannedOn, plannedTime }, index) => (
              <th key={sessionId} scope="col">
                {index + 1}
                <span className={styles['day']}>{dayOfYear(heldOn ?? plannedOn)}</span>
                {heldOn === null && plannedTime !== null && (
                  <span className={styles['day']}>{plannedTime}</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {members.map((member, index) => (
            <tr key={member.clientId}>
              <td>{index + 1}</td>
              <th scope="row">{member.name}</th>
              {isOfSeveralClasses && <td>{member.className}</td>}
              {group.sessions.map((session) => (
                <td key={session.sessionId}>
                  <Mark member={member} session={session} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

/** Empty where it is still to be filled in by hand. */
function Mark({ member, session }: { member: GroupMemberView; session: GroupSessionView }) {
  const { t } = useTranslation('groups');
  if (!isMemberOn(member, session.heldOn ?? session.plannedOn)) return '—';
  const found = session.attendance.find(({ clientId }) => clientId === member.clientId);
  return found === undefined ? null : t(`group.presences.${found.presence}`);
}
