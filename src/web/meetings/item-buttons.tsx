import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ActionItemView, CompleteActionItem, DropActionItem } from '../../contract/meetings.ts';
import { call } from '../base/api.ts';
import { useSession } from '../base/session-context.ts';
import { AssignDialog } from './assign-dialog.tsx';
import { keepItem } from './queries.ts';
import { WordsDialog } from './words-dialog.tsx';

/** What one's own organisation does with what it took on. */
export function ItemButtons({ item }: { item: ActionItemView }) {
  const { t } = useTranslation('meetings');
  const mayManage = useSession().may('alliance.manage');
  const [dialog, setDialog] = useState<'assign' | 'complete' | 'drop'>();
  const { organisation } = useSession().me;
  const { id, title, creator, isOurs, isMine, state } = item;
  const mayTakeBack = mayManage && !isOurs && creator.organisationId === organisation.id;
  if (state !== 'open' || !((isOurs && (isMine || mayManage)) || mayTakeBack)) return null;
  const close = () => setDialog(undefined);
  const dropping = t(isOurs ? 'items.drop' : 'items.takeBack');
  const named = (what: string) => t('items.of', { what, title });
  return (
    <div className="row">
      {isOurs && mayManage && (
        <Button onClick={() => setDialog('assign')} aria-label={named(t('items.assign'))}>
          {t('items.assign')}
        </Button>
      )}
      {isOurs && (
        <Button onClick={() => setDialog('complete')} aria-label={named(t('items.complete'))}>
          {t('items.complete')}
        </Button>
      )}
      {mayManage && (
        <Button onClick={() => setDialog('drop')} aria-label={named(dropping)}>
          {dropping}
        </Button>
      )}
      {dialog === 'assign' && <AssignDialog item={item} onClose={close} />}
      {dialog === 'complete' && (
        <WordsDialog
          title={t('items.complete')}
          label={t('items.note')}
          hint={t('items.noteHint')}
          said={t('items.completed')}
          change={(note) => call(CompleteActionItem, { params: { id }, body: { note } })}
          keep={keepItem}
          onClose={close}
        />
      )}
      {dialog === 'drop' && (
        <WordsDialog
          title={dropping}
          label={t('form.reason')}
          hint={t('items.dropHint')}
          said={t(isOurs ? 'items.dropped' : 'items.takenBack')}
          isDanger
          change={(reason) => call(DropActionItem, { params: { id }, body: { reason } })}
          keep={keepItem}
          onClose={close}
        />
      )}
    </div>
  );
}
