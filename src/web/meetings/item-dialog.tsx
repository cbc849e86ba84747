import { useTranslation } from 'react-i18next';
import { type ActionItemView, CompleteActionItem, DropActionItem } from '../../contract/meetings.ts';
import { call } from '../base/api.ts';
import { AssignDialog } from './assign-dialog.tsx';
import { keepItem } from './queries.ts';
import { WordsDialog } from './words-dialog.tsx';

/** Who does it, what came out, or why it will not be done. */
export function ItemDialog({
  item,
  dialog,
  onClose,
}: {
  item: ActionItemView;
  dialog: 'assign' | 'complete' | 'drop';
  onClose: () => void;
}) {
  const { t } = useTranslation('meetings');
  const { id, isOurs } = item;
  if (dialog === 'assign') return <AssignDialog item={item} onClose={onClose} />;
  if (dialog === 'complete')
    return (
      <WordsDialog
        title={t('items.complete')}
        label={t('items.note')}
        hint={t('items.noteHint')}
        said={t('items.completed')}
        change={(note) => call(CompleteActionItem, { params: { id }, body: { note } })}
        keep={keepItem}
        onClose={onClose}
      />
    );
  return (
    <WordsDialog
      title={t(isOurs ? 'items.drop' : 'items.takeBack')}
      label={t('form.reason')}
      hint={t('items.dropHint')}
      said={t(isOurs ? 'items.dropped' : 'items.takenBack')}
      isDanger
      change={(reason) => call(DropActionItem, { params: { id }, body: { reason } })}
      keep={keepItem}
      onClose={onClose}
    />
  );
}
