import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { newId } from '../base/ids.ts';

const OFFERED_SECONDS = 10;

/** Says what was removed, and offers for a while to take it back. */
export function useUndo(): (said: string, takeBack: () => Promise<unknown>) => void {
  const { t } = useTranslation();
  const { message } = App.useApp();
  return (said, takeBack) => {
    const key = newId();
    const undo = () => {
      message.destroy(key);
      takeBack().catch((error: Error) => void message.error(error.message));
    };
    void message.success({
      key,
      duration: OFFERED_SECONDS,
      content: (
        <>
          {said}
          <Button type="link" className="inline-link" onClick={undo}>
            {t('action.undo')}
          </Button>
        </>
      ),
    });
  };
}
