import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ExportClients } from '../../contract/clients.ts';
import { WORKBOOK_TYPE } from '../../domain/files/media-type.ts';
import { call } from '../base/api.ts';
import { saveFile } from '../base/save-file.ts';

/** The chosen clients as a workbook. It holds names and numbers: said where it is made, and recorded. */
export function ExportChosen({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation('clients');
  const { message, modal } = App.useApp();
  const save = useMutation({
    mutationFn: () => call(ExportClients, { body: { clientIds: [...ids] } }),
    onSuccess: (workbook) => saveFile(workbook, WORKBOOK_TYPE, `${t('client.title')}.xlsx`),
    onError: (error) => message.error(error.message),
  });
  const ask = () =>
    modal.confirm({
      title: t('bulk.export'),
      content: t('bulk.exportHint', { n: ids.length }),
      okText: t('bulk.exportNow'),
      onOk: () => save.mutateAsync().catch(() => undefined),
    });
  return (
    <Button onClick={() => void ask()} loading={save.isPending}>
      {t('bulk.export')}
    </Button>
  );
}
