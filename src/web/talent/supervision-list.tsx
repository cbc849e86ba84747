import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SupervisionView } from '../../contract/talent.ts';
import { supervisionNames } from '../../domain/talent/professional-words.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { useColleagues } from '../identity/public.ts';
import { Tag } from '../ui/tag.tsx';
import { SupervisionDialog } from './supervision-dialog.tsx';
import { SupervisionWord } from './supervision-word.tsx';
import styles from './talent.module.css';
import { WithdrawSupervisionDialog } from './withdraw-dialogs.tsx';

export function SupervisionList({ sessions }: { sessions: readonly SupervisionView[] }) {
  return (
    <ul className="items">
      {sessions.map((session) => (
        <SupervisionRow key={session.id} session={session} />
      ))}
    </ul>
  );
}

function SupervisionRow({ session }: { session: SupervisionView }) {
  const { t } = useTranslation('talent');
  const { instant, textOf, minutesOf } = useFormats();
  const { nameOf, namesOf } = useColleagues();
  const { kind, heldAt, minutes, participantIds, topics, agreed, state, reason, words, waits } = session;
  const by = session.supervisorId === null ? session.supervisorName : nameOf(session.supervisorId);
  return (
    <li className="item">
      <div className="item-main">
        <div>
          <strong>
            {textOf(supervisionNames[kind])} · {instant(heldAt)}
          </strong>{' '}
          {state !== 'recorded' && <Tag>{t(`supervision.state.${state}`)}</Tag>}
          {waits && <Tag tone="warning">{t('supervision.waits')}</Tag>}
        </div>
        <p className="quiet small">
          {[
            minutesOf(minutes),
            ...(by === '' ? [] : [t('supervision.by', { name: by })]),
            t('supervision.for', { names: namesOf(participantIds) }),
          ].join(' · ')}
        </p>
        <p className={styles['words']}>{topics}</p>
        {agreed !== '' && (
          <p className={styles['words']}>
            <span className="quiet">{t('supervision.agreed')}</span> {agreed}
          </p>
        )}
        {reason !== '' && <p className="small">{t('records.because', { reason })}</p>}
        {words.map((word) => (
          <p key={word.accountId} className="small">
            {t(word.isAgreed ? 'supervision.saidYes' : 'supervision.saidNo', {
              name: nameOf(word.accountId),
            })}
            {word.words !== '' && ` ${word.words}`}
          </p>
        ))}
      </div>
      {state === 'recorded' && <SupervisionActions session={session} />}
    </li>
  );
}

function SupervisionActions({ session }: { session: SupervisionView }) {
  const { t } = useTranslation('talent');
  const { instant } = useFormats();
  const { me, may } = useSession();
  const [open, setOpen] = useState<'correct' | 'withdraw'>();
  const close = () => setOpen(undefined);
  const at = instant(session.heldAt);
  return (
    <>
      {session.participantIds.includes(me.user.id) && <SupervisionWord session={session} />}
      {may('supervision.manage') && (
        <>
          <Button aria-label={t('supervision.correctOf', { at })} onClick={() => setOpen('correct')}>
            {t('supervision.correct')}
          </Button>
          <Button aria-label={t('supervision.withdrawOf', { at })} onClick={() => setOpen('withdraw')}>
            {t('supervision.withdraw')}
          </Button>
        </>
      )}
      {open === 'correct' && <SupervisionDialog replaces={session} onClose={close} />}
      {open === 'withdraw' && <WithdrawSupervisionDialog id={session.id} onClose={close} />}
    </>
  );
}
