import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CancelMeeting, type MeetingView } from '../../contract/meetings.ts';
import { call } from '../base/api.ts';
import { ChangeDialog } from './change-dialog.tsx';
import { keepMeeting } from './queries.ts';
import { WordsDialog } from './words-dialog.tsx';

/** What whoever called a meeting does with it. */
export function MeetingButtons({ meeting }: { meeting: MeetingView }) {
  const { t } = useTranslation('meetings');
  const [dialog, setDialog] = useState<'change' | 'cancel'>();
  const { id, seriesId } = meeting;
  return (
    <div className="row">
      <Button onClick={() => setDialog('change')}>{t('change.title')}</Button>
      <Button danger onClick={() => setDialog('cancel')}>
        {t('cancel.title')}
      </Button>
      {dialog === 'change' && <ChangeDialog meeting={meeting} onClose={() => setDialog(undefined)} />}
      {dialog === 'cancel' && (
        <WordsDialog
          title={t('cancel.title')}
          label={t('form.reason')}
          hint={t('cancel.hint')}
          said={t('cancel.done')}
          {...(seriesId !== null && { more: t('cancel.following') })}
          isDanger
          change={(reason, andFollowing) =>
            call(CancelMeeting, { params: { id }, body: { reason, andFollowing } })
          }
          keep={keepMeeting}
          onClose={() => setDialog(undefined)}
        />
      )}
    </div>
  );
}
