import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ForgetRosterColumns } from '../../contract/roster.ts';
import { call } from '../base/api.ts';

/** What was said of the columns of earlier files of a site counts no more. */
export function ForgetColumns({ siteId, onForgotten }: { siteId: string; onForgotten: () => void }) {
  const { t } = useTranslation('clients');
  const { message } = App.useApp();
  const forget = useMutation({
    mutationFn: () => call(ForgetRosterColumns, { query: { siteId } }),
    onSuccess: () => {
      message.success(t('roster.forgotten'));
      onForgotten();
    },
    onError: (error) => message.error(error.message),
  });
  return (
    <Button type="link" className="inline-link" loading={forget.isPending} onClick={() => forget.mutate()}>
      {t('roster.forgetColumns')}
    </Button>
  );
}
