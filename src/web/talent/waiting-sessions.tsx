import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ConfirmSupervision, type WaitingSessionView } from '../../contract/talent.ts';
import { supervisionNames } from '../../domain/talent/professional-words.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useColleagues } from '../identity/public.ts';
import { useChange } from '../ui/use-change.ts';
import { readTalentAnew } from './queries.ts';

/**
 * Supervision that somebody wrote down of themselves: another person confirms that it was.
 * @param of whose it is; undefined: one's own, which others confirm
 */
export function WaitingSessions({
  sessions,
  of,
}: {
  sessions: readonly WaitingSessionView[];
  of: string | undefined;
}) {
  const { t } = useTranslation('talent');
  if (sessions.length === 0) return null;
  return (
    <>
      <p className="notice notice-warning">{t('supervision.waitsForOther')}</p>
      <ul className="items">
        {sessions.map((session) => (
          <WaitingSession key={session.id} session={session} of={of} />
        ))}
      </ul>
    </>
  );
}

function WaitingSession({ session, of }: { session: WaitingSessionView; of: string | undefined }) {
  const { t } = useTranslation('talent');
  const { instant, minutesOf, textOf } = useFormats();
  const { nameOf } = useColleagues();
  const { id, kind, supervisorId, supervisorName, heldAt, minutes } = session;
  const by = supervisorId === null ? supervisorName : nameOf(supervisorId);
  const confirm = useChange<void, unknown>(
    {
      change: () => call(ConfirmSupervision, { params: { id } }),
      said: () => t('supervision.confirmed'),
      onDone: () => undefined,
    },
    readTalentAnew,
  );
  return (
    <li className="item">
      <div className="item-main">
        {textOf(supervisionNames[kind])} · {instant(heldAt)}
        <p className="quiet small">
          {[minutesOf(minutes), ...(by === '' ? [] : [t('supervision.by', { name: by })])].join(' · ')}
        </p>
      </div>
      {of !== undefined && (
        <Button
          aria-label={t('supervision.confirmOf', { name: of, at: instant(heldAt) })}
          loading={confirm.isPending}
          onClick={() => confirm.mutate()}
        >
          {t('waiting.confirm')}
        </Button>
      )}
    </li>
  );
}
