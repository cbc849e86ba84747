import { Link } from '@tanstack/react-router';
import { Button, Radio, Space, Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import type { RosterReport } from '../../contract/roster.ts';
import { BYTE_ORDER_MARK, csvLine, plainCell } from '../../domain/csv-line.ts';
import { WORKBOOK_TYPE } from '../../domain/files/media-type.ts';
import { isGuardianField, numberedSlots, partsOfField } from '../../domain/roster/guardian-slot.ts';
import { saveFile } from '../base/save-file.ts';
import { Section } from '../ui/section.tsx';
import type { Decisions } from './roster-decisions.ts';
import { useClassNames } from './use-class-names.ts';

type Report = Static<typeof RosterReport>;
type Sheet = Report['sheets'][number];
type Undecided = Report['decide'][number];

/** How the file was understood, what was (or would be) done, and which rows need somebody. */
export function RosterReportView({
  report,
  isDone,
  fileName,
  decisions,
  onDecide,
}: {
  report: Report;
  isDone: boolean;
  fileName: string;
  decisions: Decisions;
  onDecide: (decisions: Decisions) => void;
}) {
  const { t } = useTranslation('clients');
  const { rows, created, updated, unchanged, rejected, decide } = report;
  const refused = new Set(rejected.map(placeOf)).size;
  const headings = [t('roster.row'), t('roster.column'), t('roster.reason')];
  const save = (format: 'csv' | 'xlsx') => void saveRows(report, { fileName, headings, format });
  return (
    <>
      <Section title={isDone ? t('roster.done') : t('roster.wouldDo')}>
        <p>
          <output>
            {t('roster.counts', { rows, created, updated, unchanged, refused, undecided: decide.length })}
          </output>
        </p>
        {decide.length > 0 && <UndecidedRows report={report} {...(isDone ? {} : { decisions, onDecide })} />}
        {rejected.length > 0 && <RejectedRows rows={rejected} />}
        {rejected.length + decide.length > 0 && (
          <Space wrap>
            <Button onClick={() => save('csv')}>{t('roster.download')}</Button>
            <Button onClick={() => save('xlsx')}>{t('roster.downloadWorkbook')}</Button>
          </Space>
        )}
      </Section>
      <Section title={t('roster.understood')}>
        {report.sheets.map((sheet) => (
          <SheetView key={sheet.name} sheet={sheet} />
        ))}
        {report.ignoredColumns.length > 0 && (
          <p>{t('roster.ignored', { headings: report.ignoredColumns.join(t('state.comma')) })}</p>
        )}
      </Section>
    </>
  );
}

function SheetView({
  sheet: { name, state, headerRow, rows, columns, passedOver, hiddenRows },
}: {
  sheet: Sheet;
}) {
  const { t } = useTranslation('clients');
  const comma = t('state.comma');
  const meaningOf = useMeanings();
  return (
    <>
      <h3>{name === null ? t('roster.wholeFile') : t('roster.sheet', { name })}</h3>
      <p>{t(`roster.states.${state}`, { headerRow, rows })}</p>
      <p>
        {columns.map(({ heading, field }) => (
          <Tag key={`${heading} ${field}`}>{t('roster.means', { heading, meaning: meaningOf(field) })}</Tag>
        ))}
      </p>
      {passedOver.length > 0 && (
        <p className="quiet">
          {t('roster.passedOver', {
            rows: passedOver.map(({ row, reason }) => t(`roster.passed.${reason}`, { row })).join(comma),
          })}
        </p>
      )}
      {hiddenRows.length > 0 && (
        <p className="quiet">{t('roster.hiddenRows', { rows: hiddenRows.join(comma) })}</p>
      )}
    </>
  );
}

/** What a column means, in words: `guardian2Phone` is the telephone of the second guardian. */
function useMeanings(): (field: string) => string {
  const { t } = useTranslation('clients');
  return (field) => {
    if (!isGuardianField(field)) return t(`roster.fields.${field as 'name'}`);
    const { slot, part } = partsOfField(field);
    const n = numberedSlots.indexOf(slot) + 1;
    const numbered = n === 1 ? t('roster.guardian') : t('roster.guardianNth', { n });
    const person = n > 0 ? numbered : t(`roster.relatives.${slot as 'father'}`);
    return t(`roster.guardianParts.${part}`, { person });
  };
}

/** @param onDecide left out: they are only shown */
function UndecidedRows({
  report: { sheets, decide: rows },
  decisions,
  onDecide,
}: {
  report: Report;
  decisions?: Decisions;
  onDecide?: (decisions: Decisions) => void;
}) {
  const { t } = useTranslation('clients');
  const keyOf = ({ sheet, row }: Undecided) => `${sheets.findIndex(({ name }) => name === sheet) + 1}.${row}`;
  const classNameOf = useClassNames();
  return (
    <>
      <h3>{t('roster.undecided')}</h3>
      <p className="quiet">{t('roster.undecidedHint')}</p>
      <Table
        size="small"
        rowKey={placeOf}
        dataSource={rows}
        pagination={rows.length > 20 ? { pageSize: 20 } : false}
        scroll={{ x: true }}
        columns={[
          { title: t('roster.row'), onCell: inOneLine, render: (_, row) => placeOf(row) },
          { title: t('roster.name'), onCell: inOneLine, dataIndex: 'name' },
          { title: t('roster.reason'), dataIndex: 'message' },
          {
            title: t('roster.candidates'),
            render: (_, undecided) => (
              <Radio.Group
                aria-label={t('roster.decide', { name: undecided.name })}
                disabled={onDecide === undefined}
                value={decisions?.[keyOf(undecided)]}
                onChange={({ target }) =>
                  onDecide?.({ ...decisions, [keyOf(undecided)]: String(target.value) })
                }
                style={{ display: 'grid' }}
              >
                {undecided.candidates.map(({ id, name, birthDate, classId, isHere }) => (
                  <Radio key={id} value={id} disabled={!isHere || undecided.mayBeAsWritten}>
                    <Link to="/clients/$clientId" params={{ clientId: id }} target="_blank">
                      {[name, birthDate, classNameOf(classId)].filter(Boolean).join(' ')}
                    </Link>
                  </Radio>
                ))}
                {undecided.mayBeNew && <Radio value="new">{t('roster.somebodyNew')}</Radio>}
                {undecided.mayBeAsWritten && <Radio value="written">{t('roster.asWritten')}</Radio>}
              </Radio.Group>
            ),
          },
        ]}
      />
    </>
  );
}

function RejectedRows({ rows }: { rows: Report['rejected'] }) {
  const { t } = useTranslation('clients');
  return (
    <>
      <h3>{t('roster.rejected')}</h3>
      <p className="quiet">{t('roster.rejectedHint')}</p>
      <Table
        size="small"
        rowKey={(row) => `${placeOf(row)}|${row.column}|${row.code}`}
        dataSource={rows}
        pagination={rows.length > 20 ? { pageSize: 20 } : false}
        scroll={{ x: true }}
        columns={[
          { title: t('roster.row'), onCell: inOneLine, render: (_, row) => placeOf(row) },
          { title: t('roster.column'), onCell: inOneLine, dataIndex: 'column' },
          { title: t('roster.reason'), dataIndex: 'message' },
        ]}
      />
    </>
  );
}

const inOneLine = () => ({ style: { whiteSpace: 'nowrap' } as const });

/** `一班 3`, or the number alone where the file has one table without a name. */
function placeOf({ sheet, row }: { sheet: string | null; row: number }): string {
  return sheet === null ? String(row) : `${sheet} ${row}`;
}

/** Places and reasons as a table for a spreadsheet program, or as a workbook, whose writer comes when it is asked for. */
async function saveRows(
  { rejected, decide }: Report,
  { fileName, headings, format }: { fileName: string; headings: readonly string[]; format: 'csv' | 'xlsx' },
): Promise<void> {
  const rows = [
    headings,
    ...rejected.map((row) => [placeOf(row), row.column, row.message]),
    ...decide.map((row) => [placeOf(row), '', row.message]),
  ];
  const name = `${fileName.replace(/\.\w+$/, '')}-rejected.${format}`;
  if (format === 'csv') {
    saveFile(BYTE_ORDER_MARK + rows.map(csvLine).join(''), 'text/csv', name);
    return;
  }
  const { default: writeXlsxFile } = await import('write-excel-file/universal');
  const cells = rows.map((row) => row.map((text) => ({ value: plainCell(text), type: String, format: '@' })));
  const columns = [{ width: 12 }, { width: 20 }, { width: 80 }];
  saveFile(await writeXlsxFile(cells, { columns }).toBlob(), WORKBOOK_TYPE, name);
}
