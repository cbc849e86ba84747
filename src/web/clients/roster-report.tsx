import { Link } from '@tanstack/react-router';
import { Radio, Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import type { RosterReport } from '../../contract/roster.ts';
import { Section } from '../ui/section.tsx';
import type { OnMean } from '../ui/column-meanings.tsx';
import { RosterColumns, useMeanings } from './roster-columns.tsx';
import type { Decisions } from '../base/import-choices.ts';
import { SaveOutcomes } from './roster-outcomes.tsx';
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
  onMean,
}: {
  report: Report;
  isDone: boolean;
  fileName: string;
  decisions: Decisions;
  onDecide: (decisions: Decisions) => void;
  onMean: OnMean;
}) {
  const { t } = useTranslation('clients');
  const { rows, created, updated, unchanged, rejected, decide } = report;
  const refused = new Set(rejected.map(placeOf)).size;
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
        <SaveOutcomes report={report} fileName={fileName} />
      </Section>
      <Section title={t('roster.understood')}>
        {report.sheets.map((sheet) => (
          <SheetView key={sheet.name} sheet={sheet} onMean={isDone ? undefined : onMean} />
        ))}
        {report.ignoredColumns.length > 0 && (
          <p>{t('roster.ignored', { headings: report.ignoredColumns.join(t('state.comma')) })}</p>
        )}
      </Section>
    </>
  );
}

function SheetView({
  sheet: { name, state, headerRow, rows, columns, unused, passedOver, joined, hiddenRows },
  onMean,
}: {
  sheet: Sheet;
  onMean: OnMean | undefined;
}) {
  const { t } = useTranslation('clients');
  const comma = t('state.comma');
  const meaningOf = useMeanings();
  return (
    <>
      <h3>{name === null ? t('roster.wholeFile') : t('roster.sheet', { name })}</h3>
      <p>{t(`roster.states.${state}`, { headerRow, rows })}</p>
      <p>
        {columns.map(({ heading, field, key, isChosen }) => (
          <Tag key={key} {...(isChosen ? { color: 'processing' } : {})}>
            {t('roster.means', { heading, meaning: meaningOf(field) })}
            {isChosen && ` · ${t('roster.chosen')}`}
          </Tag>
        ))}
      </p>
      {onMean !== undefined && state === 'read' && (
        <RosterColumns columns={[...columns, ...unused]} onMean={onMean} />
      )}
      {passedOver.length > 0 && (
        <p className="quiet">
          {t('roster.passedOver', {
            rows: passedOver.map(({ row, reason }) => t(`roster.passed.${reason}`, { row })).join(comma),
          })}
        </p>
      )}
      {joined.length > 0 && (
        <p className="quiet">
          {t('roster.joined', {
            rows: joined.map(({ row, firstRow }) => t('roster.joinedRow', { row, firstRow })).join(comma),
          })}
        </p>
      )}
      {hiddenRows.length > 0 && (
        <p className="quiet">{t('roster.hiddenRows', { rows: hiddenRows.join(comma) })}</p>
      )}
    </>
  );
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
