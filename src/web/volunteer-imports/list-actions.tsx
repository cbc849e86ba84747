import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Modal, Radio, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportVolunteers } from '../../contract/volunteer-imports.ts';
import { WORKBOOK_TYPE } from '../../domain/files/media-type.ts';
import { call } from '../base/api.ts';
import { saveCsv, type TableForm } from '../base/save-csv.ts';
import { saveFile } from '../base/save-file.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { TableButtons } from '../ui/table-buttons.tsx';
import styles from './volunteer-imports.module.css';

type What = 'volunteers' | 'services';

/** In from a table, and out into one. */
export function ListActions() {
  const { t } = useTranslation('volunteer-imports');
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Link to="/volunteers/import" className={styles['way-in'] ?? ''}>
        <Button tabIndex={-1}>{t('title')}</Button>
      </Link>
      <Button onClick={() => setAsking(true)}>{t('export.title')}</Button>
      {isAsking && <ExportDialog onClose={() => setAsking(false)} />}
    </>
  );
}

/** It holds names and numbers: said where it is made, and recorded. */
function ExportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('volunteer-imports');
  const [what, setWhat] = useState<What>('volunteers');
  const save = useMutation({
    mutationFn: async (form: TableForm) => {
      const format = form === 'xlsx' ? 'xlsx' : 'csv';
      return { form, table: await call(ExportVolunteers, { body: { what, format } }) };
    },
    onSuccess: ({ form, table }) => {
      const name = t(`export.${what}`);
      if (form === 'xlsx') saveFile(table, WORKBOOK_TYPE, `${name}.xlsx`);
      else saveCsv(String(table), form, `${name}.csv`);
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('export.title')}
      onCancel={onClose}
      footer={
        <Space wrap style={{ justifyContent: 'flex-end' }}>
          <TableButtons name={t('export.now')} onSave={save.mutate} isSaving={save.isPending} />
        </Space>
      }
    >
      <p>{t('export.lead')}</p>
      <Radio.Group
        aria-label={t('export.what')}
        value={what}
        onChange={({ target }) => setWhat(target.value as What)}
        style={{ display: 'grid' }}
        options={(['volunteers', 'services'] as const).map((value) => ({
          value,
          label: t(`export.${value}`),
        }))}
      />
      <p className="notice">{t('export.warning')}</p>
      <FormProblem error={save.error} />
    </Modal>
  );
}
