import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import type { RosterReport } from '../../contract/roster.ts';
import { saveTable, type TableLine } from '../base/save-table.ts';
import { TableButtons } from '../ui/table-buttons.tsx';
import { outcomesOf } from './roster-outcome.ts';

type Report = Static<typeof RosterReport>;

/** Every row with what becomes of it, as a file for spreadsheet programs. */
export function SaveOutcomes({ report, fileName }: { report: Report; fileName: string }) {
  const { t } = useTranslation('clients');
  const name = `${fileName.replace(/\.\w+$/u, '')}-${t('roster.reportName')}`;
  const lines = (): TableLine[] => [
    [t('roster.sheetName'), t('roster.row'), t('roster.fate'), t('roster.reason')],
    ...outcomesOf(report, {
      joinedTo: (firstRow) => t('roster.joinedTo', { firstRow }),
      passedOver: (reason, row) => t(`roster.passed.${reason}`, { row }),
      unread: (state) => t(`roster.states.${state}`),
      fault: (column, message) => (column === '' ? message : t('roster.faultIn', { column, message })),
      between: t('state.comma'),
    }).map(({ sheet, row, fate, reason }): TableLine => [sheet, row, t(`roster.fates.${fate}`), reason]),
  ];
  return (
    <div className="form-actions">
      <TableButtons name={t('roster.save')} onSave={(form) => void saveTable(lines(), form, name)} />
    </div>
  );
}
