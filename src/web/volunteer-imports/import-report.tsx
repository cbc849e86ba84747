import { Link } from '@tanstack/react-router';
import { Radio, Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { VolunteerImportReportView } from '../../contract/volunteer-imports.ts';
import { importFields } from '../../domain/volunteer-imports/import-column.ts';
import { sayMinutes } from '../../domain/volunteers/spoken-minutes.ts';
import { spacedNumber } from '../../domain/volunteers/volunteer-number.ts';
import { useFormats } from '../base/formats.ts';
import type { Decisions } from '../base/import-choices.ts';
import { saveTable, type TableLine } from '../base/save-table.ts';
import { ColumnMeanings, type OnMean } from '../ui/column-meanings.tsx';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { Section } from '../ui/section.tsx';
import { TableButtons } from '../ui/table-buttons.tsx';

type Report = VolunteerImportReportView;
type Outcome = Report['outcomes'][number];

/** How the file was understood, what was (or would be) done with each row, and which people somebody has to tell. */
export function ImportReport(props: {
  report: Report;
  isDone: boolean;
  fileName: string;
  decisions: Decisions;
  onDecide: (decisions: Decisions) => void;
  onMean: OnMean;
}) {
  const { report, isDone, fileName, decisions, onDecide, onMean } = props;
  const { t } = useTranslation('volunteer-imports');
  const { language } = useFormats();
  const refused = new Set(report.rejected.map(placeOf)).size;
  const time = sayMinutes(language === 'en' ? 'en' : 'zh', report.minutesAdded);
  const { waiting, keptByHolder, servicesAdded, servicesThere, decide, rejected } = report;
  return (
    <>
      <Section title={t(isDone ? 'done' : 'wouldDo')}>
        <p>
          <output>
            {t('counts.people', { ...report, undecided: decide.length })}{' '}
            {servicesAdded + servicesThere > 0 &&
              t('counts.services', { added: servicesAdded, there: servicesThere, time })}{' '}
            {t('counts.rows', { rows: report.rows, refused })}
          </output>
        </p>
        {waiting > 0 && <p className="notice">{t('waiting', { count: waiting })}</p>}
        {keptByHolder > 0 && <p className="notice">{t('keptByHolder', { count: keptByHolder })}</p>}
        {decide.length > 0 && (
          <UndecidedPeople report={report} {...(isDone ? {} : { decisions, onDecide })} />
        )}
        {rejected.length > 0 && <RejectedRows rows={rejected} />}
        <Outcomes report={report} fileName={fileName} />
      </Section>
      <Section title={t('understood')}>
        {report.sheets.map((sheet) => (
          <SheetView key={sheet.name} sheet={sheet} onMean={isDone ? undefined : onMean} />
        ))}
      </Section>
    </>
  );
}

function SheetView(props: { sheet: Report['sheets'][number]; onMean: OnMean | undefined }) {
  const { onMean } = props;
  const { name, state, headerRow, columns, unused, passedOver, hiddenRows } = props.sheet;
  const { t } = useTranslation('volunteer-imports');
  const comma = t('state.comma');
  const meaningOf = (field: string) => t(`fields.${field as 'name'}`);
  return (
    <>
      <h3>{name === null ? t('wholeFile') : t('sheet', { name })}</h3>
      <p>{t(`states.${state}`, { headerRow })}</p>
      <p>
        {columns.map(({ heading, field, key, isChosen }) => (
          <Tag key={key} {...(isChosen ? { color: 'processing' } : {})}>
            {t('means', { heading, meaning: meaningOf(field) })}
            {isChosen && ` · ${t('chosen')}`}
          </Tag>
        ))}
      </p>
      {unused.length > 0 && (
        <p>{t('ignored', { headings: unused.map(({ heading }) => heading).join(comma) })}</p>
      )}
      {onMean !== undefined && state === 'read' && (
        <ColumnMeanings
          columns={[...columns, ...unused]}
          meanings={importFields.map((field) => ({ value: field, label: meaningOf(field) }))}
          words={{
            title: t('changeColumns'),
            hint: t('columnsHint'),
            notUsed: t('notUsed'),
            automatic: t('automatic'),
            columnOf: (heading) => t('columnOf', { heading }),
          }}
          onMean={onMean}
        />
      )}
      {passedOver.length > 0 && (
        <p className="quiet">
          {t('passedOver', {
            rows: passedOver.map(({ row, reason }) => t(`passed.${reason}`, { row })).join(comma),
          })}
        </p>
      )}
      {hiddenRows.length > 0 && <p className="quiet">{t('hiddenRows', { rows: hiddenRows.join(comma) })}</p>}
    </>
  );
}

/** @param onDecide left out: they are only shown */
function UndecidedPeople(props: {
  report: Report;
  decisions?: Decisions;
  onDecide?: (decisions: Decisions) => void;
}) {
  const { report, decisions, onDecide } = props;
  const { t } = useTranslation('volunteer-imports');
  const keyOf = ({ sheet, row }: { sheet: string | null; row: number }) =>
    `${report.sheets.findIndex(({ name }) => name === sheet) + 1}.${row}`;
  return (
    <>
      <h3>{t('undecided')}</h3>
      <p className="quiet">{t('undecidedHint')}</p>
      <Table
        size="small"
        rowKey={placeOf}
        dataSource={report.decide}
        pagination={report.decide.length > 20 ? { pageSize: 20 } : false}
        scroll={{ x: true }}
        columns={[
          { title: t('row'), onCell: inOneLine, render: (_, row) => placeOf(row) },
          { title: t('name'), onCell: inOneLine, dataIndex: 'name' },
          { title: t('reason'), dataIndex: 'message' },
          {
            title: t('candidates'),
            render: (_, undecided) => (
              <Radio.Group
                aria-label={t('decide', { name: undecided.name })}
                disabled={onDecide === undefined}
                value={decisions?.[keyOf(undecided)]}
                onChange={({ target }) =>
                  onDecide?.({ ...decisions, [keyOf(undecided)]: String(target.value) })
                }
                style={{ display: 'grid' }}
              >
                {undecided.candidates.map(({ id, name, number, birthDate }) => (
                  <Radio key={id} value={id}>
                    <Link to="/volunteers/$volunteerId" params={{ volunteerId: id }} target="_blank">
                      {[name, birthDate, spacedNumber(number)].filter(Boolean).join(' ')}
                    </Link>
                  </Radio>
                ))}
                {undecided.mayBeNew && <Radio value="new">{t('somebodyNew')}</Radio>}
              </Radio.Group>
            ),
          },
        ]}
      />
    </>
  );
}

function RejectedRows({ rows }: { rows: Report['rejected'] }) {
  const { t } = useTranslation('volunteer-imports');
  return (
    <>
      <h3>{t('rejected')}</h3>
      <p className="quiet">{t('rejectedHint')}</p>
      <ScrollBox label={t('rejected')}>
        <Table
          size="small"
          rowKey={(row) => `${placeOf(row)}|${row.column}|${row.code}`}
          dataSource={rows}
          pagination={rows.length > 20 ? { pageSize: 20 } : false}
          columns={[
            { title: t('row'), onCell: inOneLine, render: (_, row) => placeOf(row) },
            { title: t('column'), onCell: inOneLine, dataIndex: 'column' },
            { title: t('reason'), dataIndex: 'message' },
          ]}
        />
      </ScrollBox>
    </>
  );
}

/** Every row with what becomes of it, on the page and as a file. */
function Outcomes({ report, fileName }: { report: Report; fileName: string }) {
  const { t } = useTranslation('volunteer-imports');
  const saidOf = useOutcomeWords();
  const name = `${fileName.replace(/\.\w+$/u, '')}-${t('reportName')}`;
  const lines = (): TableLine[] => [
    [t('sheetName'), t('row'), t('name'), t('fate'), t('service'), t('reason')],
    ...report.outcomes.map((one): TableLine => {
      const { fate, service, remark } = saidOf(one);
      return [one.sheet, one.row, one.name, fate, service, remark];
    }),
    ...report.rejected.map(({ sheet, row, column, message }): TableLine => [
      sheet,
      row,
      null,
      t('fates.rejected'),
      null,
      column === '' ? message : t('faultIn', { column, message }),
    ]),
  ];
  return (
    <>
      {report.outcomes.length > 0 && (
        <>
          <h3>{t('outcomes')}</h3>
          <ScrollBox label={t('outcomes')}>
            <Table
              size="small"
              rowKey={placeOf}
              dataSource={report.outcomes}
              pagination={report.outcomes.length > 20 ? { pageSize: 20 } : false}
              columns={[
                { title: t('row'), onCell: inOneLine, render: (_, row) => placeOf(row) },
                { title: t('name'), onCell: inOneLine, dataIndex: 'name' },
                { title: t('fate'), onCell: inOneLine, render: (_, row) => saidOf(row).fate },
                { title: t('service'), onCell: inOneLine, render: (_, row) => saidOf(row).service },
                { title: t('remark'), render: (_, row) => saidOf(row).remark },
              ]}
            />
          </ScrollBox>
        </>
      )}
      <div className="form-actions">
        <TableButtons name={t('save')} onSave={(form) => void saveTable(lines(), form, name)} />
      </div>
    </>
  );
}

function useOutcomeWords() {
  const { t } = useTranslation('volunteer-imports');
  const { language } = useFormats();
  const comma = t('state.comma');
  return ({ person, service, minutes, firstRow, unknownWords }: Outcome) => ({
    fate: t(`fates.${person}`),
    service:
      service === null
        ? ''
        : t(`services.${service}`, { time: sayMinutes(language === 'en' ? 'en' : 'zh', minutes ?? 0) }),
    remark: [
      ...(firstRow === null ? [] : [t('sameAsRow', { row: firstRow })]),
      ...(unknownWords.length === 0 ? [] : [t('unknownWords', { words: unknownWords.join(comma) })]),
    ].join(comma),
  });
}

const inOneLine = () => ({ style: { whiteSpace: 'nowrap' } as const });

/** `2025 年 3`, or the number alone where the file has one table without a name. */
function placeOf({ sheet, row }: { sheet: string | null; row: number }): string {
  return sheet === null ? String(row) : `${sheet} ${row}`;
}
