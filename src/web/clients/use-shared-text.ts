import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { FindNamesInText } from '../../contract/clients.ts';
import { call } from '../base/api.ts';
import { useSession } from '../base/session-context.ts';

/**
 * Looks for names of clients in a text that other organisations will read, and asks whoever wrote it. Whoever sees no clients cannot be told whose
 * names these are; and what cannot be looked at, without a network, keeps nobody from sending.
 * @returns asks; false: it goes back to whoever wrote it
 */
export function useSharedText(): (text: string) => Promise<boolean> {
  const { t } = useTranslation();
  const { may } = useSession();
  const { modal } = App.useApp();
  return async (text) => {
    if (!may('client.read') || text.trim() === '') return true;
    const { names } = await call(FindNamesInText, { body: { text } }).catch(() => ({ names: [] }));
    if (names.length === 0) return true;
    return modal.confirm({
      title: t('sharedText.title'),
      content: t('sharedText.found', { names: names.join(t('sharedText.comma')) }),
      okText: t('sharedText.send'),
      cancelText: t('sharedText.back'),
    });
  };
}
