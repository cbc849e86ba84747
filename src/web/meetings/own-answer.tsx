import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AnswerMeeting, DeclineMeeting, type MeetingView } from '../../contract/meetings.ts';
import { call } from '../base/api.ts';
import { useChange } from '../ui/use-change.ts';
import { AskDialog } from './ask-dialog.tsx';
import styles from './meetings.module.css';
import { keepMeeting } from './queries.ts';
import { WordsDialog } from './words-dialog.tsx';

/** Whether one comes oneself, and whom one's organisation sends. */
export function OwnAnswer({ meeting, mayManage }: { meeting: MeetingView; mayManage: boolean }) {
  const { t } = useTranslation('meetings');
  const [dialog, setDialog] = useState<'ask' | 'decline'>();
  const { id, ownAnswer, answer } = meeting;
  const save = useChange<boolean, MeetingView>(
    {
      change: (isComing) => call(AnswerMeeting, { params: { id }, body: { isComing } }),
      said: ({ ownAnswer: said }) => t(said === 'coming' ? 'own.saidComing' : 'own.saidNot'),
      onDone: () => undefined,
    },
    keepMeeting,
  );
  const close = () => setDialog(undefined);
  return (
    <div className={`notice ${ownAnswer === 'asked' || answer === 'waiting' ? 'notice-warning' : ''}`}>
      <p>
        {t(
          ownAnswer === null || answer === 'declined' ? `own.nobody.${answer}` : `own.answered.${ownAnswer}`,
        )}
      </p>
      <div className={`row ${styles['answers']}`}>
        {ownAnswer !== 'coming' && (
          <Button type="primary" loading={save.isPending} onClick={() => save.mutate(true)}>
            {t('own.come')}
          </Button>
        )}
        {ownAnswer !== null && ownAnswer !== 'not_coming' && (
          <Button loading={save.isPending} onClick={() => save.mutate(false)}>
            {t('own.comeNot')}
          </Button>
        )}
        {mayManage && <Button onClick={() => setDialog('ask')}>{t('ask.title')}</Button>}
        {mayManage && answer !== 'declined' && (
          <Button onClick={() => setDialog('decline')}>{t('decline.title')}</Button>
        )}
      </div>
      {dialog === 'ask' && <AskDialog meeting={meeting} onClose={close} />}
      {dialog === 'decline' && (
        <WordsDialog
          title={t('decline.title')}
          label={t('form.reason')}
          hint={t('decline.hint')}
          said={t('decline.done')}
          change={(reason) => call(DeclineMeeting, { params: { id }, body: { reason } })}
          keep={keepMeeting}
          onClose={close}
        />
      )}
    </div>
  );
}
