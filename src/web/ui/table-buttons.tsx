import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type TableForm, tableForms } from '../base/save-csv.ts';

/** A table to keep, in each form that there is. */
export function TableButtons(props: {
  /** what is kept, as `下载表格` */
  readonly name: string;
  readonly onSave: (form: TableForm) => void;
  readonly isSaving?: boolean;
}) {
  const { name, onSave, isSaving = false } = props;
  const { t } = useTranslation();
  return (
    <>
      {tableForms.map((form) => (
        <Button key={form} onClick={() => onSave(form)} loading={isSaving}>
          {t(`table.${form}`, { name })}
        </Button>
      ))}
    </>
  );
}
