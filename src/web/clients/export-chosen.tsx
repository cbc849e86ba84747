import { useMutation } from '@tanstack/react-query';
import { Button, Modal, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportClients } from '../../contract/clients.ts';
import { WORKBOOK_TYPE } from '../../domain/files/media-type.ts';
import { call } from '../base/api.ts';
import { saveCsv, type TableForm } from '../base/save-csv.ts';
import { saveFile } from '../base/save-file.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { TableButtons } from '../ui/table-buttons.tsx';

/** The chosen clients as a table. It holds names and numbers: said where it is made, and recorded. */
export function ExportChosen({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation('clients');
  const [isAsking, setAsking] = useState(false);
  const save = useMutation({
    mutationFn: async (form: TableForm) => {
      const format = form === 'xlsx' ? 'xlsx' : 'csv';
      return { form, table: await call(ExportClients, { body: { clientIds: [...ids], format } }) };
    },
    onSuccess: ({ form, table }) => {
      const name = t('client.title');
      if (form === 'xlsx') saveFile(table, WORKBOOK_TYPE, `${name}.xlsx`);
      else saveCsv(String(table), form, `${name}.csv`);
      setAsking(false);
    },
  });
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('bulk.export')}</Button>
      <Modal
        open={isAsking}
        title={t('bulk.export')}
        onCancel={() => setAsking(false)}
        footer={
          <Space wrap style={{ justifyContent: 'flex-end' }}>
            <TableButtons name={t('bulk.exportNow')} onSave={save.mutate} isSaving={save.isPending} />
          </Space>
        }
      >
        <p>{t('bulk.exportHint', { n: ids.length })}</p>
        <FormProblem error={save.error} />
      </Modal>
    </>
  );
}
