import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import type { RosterReport } from '../../contract/roster.ts';
import { csvLine } from '../../domain/csv-line.ts';
import { markUnstorable } from '../../domain/written-text.ts';
import { WORKBOOK_TYPE } from '../../domain/files/media-type.ts';
import { saveCsv, type TableForm } from '../base/save-csv.ts';
import { saveFile } from '../base/save-file.ts';
import { TableButtons } from '../ui/table-buttons.tsx';
import { outcomesOf } from './roster-outcome.ts';

type Report = Static<typeof RosterReport>;
type Line = readonly (string | number | null)[];

/** Every row with what becomes of it, as a file for spreadsheet programs. */
export function SaveOutcomes({ report, fileName }: { report: Report; fileName: string }) {
  const { t } = useTranslation('clients');
  const name = `${fileName.replace(/\.\w+$/u, '')}-${t('roster.reportName')}`;
  const lines = (): Line[] => [
    [t('roster.sheetName'), t('roster.row'), t('roster.fate'), t('roster.reason')],
    ...outcomesOf(report, {
      joinedTo: (firstRow) => t('roster.joinedTo', { firstRow }),
      passedOver: (reason, row) => t(`roster.passed.${reason}`, { row }),
      unread: (state) => t(`roster.states.${state}`),
      fault: (column, message) => (column === '' ? message : t('roster.faultIn', { column, message })),
      between: t('state.comma'),
    }).map(({ sheet, row, fate, reason }): Line => [sheet, row, t(`roster.fates.${fate}`), reason]),
  ];
  return (
    <div className="form-actions">
      <TableButtons name={t('roster.save')} onSave={(form) => void save(lines(), form, name)} />
    </div>
  );
}

async function save(lines: readonly Line[], form: TableForm, name: string): Promise<void> {
  if (form === 'xlsx') return saveWorkbook(lines, `${name}.xlsx`);
  const text = lines.map((line) => csvLine(line.map((value) => (value === null ? null : String(value)))));
  saveCsv(text.join(''), form, `${name}.csv`);
}

/** Texts are cells of text, in which no formula is run. */
async function saveWorkbook(lines: readonly Line[], fileName: string): Promise<void> {
  const { default: writeXlsxFile } = await import('write-excel-file/browser');
  const data = lines.map((line) =>
    line.map((value) => {
      if (typeof value === 'number') return { value, type: Number };
      return value === null ? null : { value: markUnstorable(value), type: String, format: '@' };
    }),
  );
  saveFile(await writeXlsxFile(data).toBlob(), WORKBOOK_TYPE, fileName);
}
