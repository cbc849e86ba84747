import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Playbook } from '../../domain/playbooks/playbook.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { HelpersLine } from '../volunteers/public.ts';
import { DeliveryDialog } from './delivery-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';
import type { GroupSessionView, GroupView } from './queries.ts';
import styles from './groups.module.css';

interface Opened {
  readonly sessionId: string;
  readonly dialog: 'record' | 'move';
}

/** What is next first, with its one button; then every session as it was planned and held. */
export function GroupSessions({ group, playbook }: { group: GroupView; playbook: Playbook }) {
  const { t } = useTranslation('groups');
  const { record } = useSearch({ from: '/staff/groups/$groupId' });
  const navigate = useNavigate({ from: '/groups/$groupId' });
  const [next] = group.sessions
    .filter(({ heldOn }) => heldOn === null)
    .toSorted((left, right) => (left.plannedOn < right.plannedOn ? -1 : 1));
  const [opened, setOpened] = useState<Opened | undefined>(() =>
    record === undefined || next === undefined ? undefined : { sessionId: next.sessionId, dialog: 'record' },
  );
  const session = group.sessions.find(({ sessionId }) => sessionId === opened?.sessionId);
  const plan = playbook.sessions.find(({ id }) => id === opened?.sessionId);
  const close = () => {
    setOpened(undefined);
    // a page that is opened again later begins with no dialog
    if (record !== undefined) void navigate({ search: {}, replace: true });
  };
  return (
    <div className="stack">
      <Section title={t('group.next')}>
        {next === undefined ? (
          <p>{t('group.allDone')}</p>
        ) : (
          <SessionItem session={next} playbook={playbook} onOpen={setOpened} isNext />
        )}
      </Section>
      <Section
        title={t('group.sessions')}
        action={
          <Link to="/groups/$groupId/sheet" params={{ groupId: group.id }}>
            {t('sheet.open')}
          </Link>
        }
      >
        <ul className="items">
          {group.sessions.map((one) => (
            <li key={one.sessionId} className="item">
              <SessionItem session={one} playbook={playbook} onOpen={setOpened} />
            </li>
          ))}
        </ul>
      </Section>
      {opened?.dialog === 'record' && session !== undefined && plan !== undefined && (
        <DeliveryDialog group={group} session={session} plan={plan} onClose={close} />
      )}
      {opened?.dialog === 'move' && session !== undefined && (
        <MoveDialog group={group} session={session} onClose={close} />
      )}
    </div>
  );
}

function SessionItem(props: {
  session: GroupSessionView;
  playbook: Playbook;
  onOpen: (opened: Opened) => void;
  isNext?: boolean;
}) {
  const { session, playbook, onOpen, isNext = false } = props;
  const { t } = useTranslation('groups');
  const { may } = useSession();
  const { textOf } = useFormats();
  const plan = playbook.sessions.find(({ id }) => id === session.sessionId);
  const title = plan === undefined ? '' : `${t('session.week', { n: plan.week })} · ${textOf(plan.title)}`;
  const named = (action: string) => t('action.of', { action, whose: title });
  const action = t(session.heldOn === null ? 'group.record' : 'group.correct');
  const open = (dialog: Opened['dialog']) => () => onOpen({ sessionId: session.sessionId, dialog });
  return (
    <div className={`row ${styles['session-row']}`}>
      <div className="item-main">
        <strong>{title}</strong>
        <SessionFacts session={session} />
        <HelpersLine helpers={session.helpers} />
        {session.note !== null && <p className="prose quiet">{session.note}</p>}
        {isNext && (
          // a session is an anchor of the playbook's page
          <a href={`/playbooks/${encodeURIComponent(playbook.id)}#${session.sessionId}`}>
            {t('group.guide')}
          </a>
        )}
      </div>
      {may('group.manage') && (
        <span className="row">
          <Button
            {...(isNext ? { type: 'primary', size: 'large' } : {})}
            aria-label={named(action)}
            onClick={open('record')}
          >
            {action}
          </Button>
          {session.heldOn === null && (
            <Button aria-label={named(t('group.move'))} onClick={open('move')}>
              {t('group.move')}
            </Button>
          )}
        </span>
      )}
    </div>
  );
}

function SessionFacts({ session }: { session: GroupSessionView }) {
  const { t } = useTranslation('groups');
  const { day, today } = useFormats();
  const { heldOn, plannedOn, plannedTime, minutes, fidelity, attendance } = session;
  if (heldOn === null) {
    return plannedOn < today ? (
      <p>
        <Tag tone="warning">{t('group.overdue', { day: day(plannedOn) })}</Tag>
      </p>
    ) : (
      <p className="quiet">
        {plannedTime === null
          ? t('group.planned', { day: day(plannedOn) })
          : t('group.plannedAt', { day: day(plannedOn), time: plannedTime })}
      </p>
    );
  }
  const present = attendance.filter(({ presence }) => presence === 'present').length;
  return (
    <p className="quiet">
      {[
        t('group.heldOn', { day: day(heldOn) }),
        ...(minutes === null ? [] : [t('session.minutes', { n: minutes })]),
        t('group.attended', { n: present, all: attendance.length }),
        ...(fidelity === null
          ? []
          : [t('group.fidelity', { done: fidelity.done, planned: fidelity.planned })]),
      ].join(' · ')}
    </p>
  );
}
