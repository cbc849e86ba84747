import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionItemView } from '../../contract/meetings.ts';
import { useSession } from '../base/session-context.ts';

// these rows stand in everybody's day, which is not to wait for what hardly anybody opens
const ItemDialog = lazy(() => import('./item-dialog.tsx').then((file) => ({ default: file.ItemDialog })));

/** What one's own organisation does with what it took on. */
export function ItemButtons({ item }: { item: ActionItemView }) {
  const { t } = useTranslation('meetings');
  const mayManage = useSession().may('alliance.manage');
  const [dialog, setDialog] = useState<'assign' | 'complete' | 'drop'>();
  const { organisation } = useSession().me;
  const { title, creator, isOurs, isMine, state } = item;
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
      <Suspense fallback={null}>
        {dialog !== undefined && <ItemDialog item={item} dialog={dialog} onClose={close} />}
      </Suspense>
    </div>
  );
}
