import { reportDueAt } from '../../domain/casework/mandatory-report.ts';
import { sequenceOf } from '../../domain/calendar/calendar-event.ts';
import { bilingual } from '../../domain/language.ts';
import type { CalendarSource } from '../calendar/public.ts';
import { kindOf } from './alert-view.ts';
import { matterCode } from './matter-code.ts';
import { listAlertsOfOwner, listMatterCodes, listNextSteps, listRunningReports } from './sql-calendar.ts';

/** Alerts and reports lead to the list of them: an address with a person's id would stand in somebody else's calendar. */
const TO_ALERTS = '/cases?view=alerts';

/** Next steps of the cases that are one's own and follow-ups of closed ones, by the case's number. */
const nextSteps: CalendarSource = {
  permission: 'case.read',
  ofAccount: async (reading, workerId, span) => {
    const { organisationId } = reading;
    const [rows] = await reading.all(listNextSteps({ organisationId, workerId, ...span }));
    return rows.map((row) => ({
      id: `case-step.${row.id}`,
      when: { day: row.next_step_on },
      title:
        row.closed_at === null
          ? bilingual(`个案下一步 · ${row.number}`, `Next step of case ${row.number}`)
          : bilingual(`结案后回访 · ${row.number}`, `Follow-up of closed case ${row.number}`),
      path: `/cases/${row.id}`,
      sequence: row.version - 1,
      changedAt: row.updated_at,
      clientId: row.client_id,
    }));
  },
};

/** By when alerts must be seen to that somebody has taken. What one is about is not told; reports are below. */
const alerts: CalendarSource = {
  permission: 'alert.take',
  ofAccount: async (reading, ownerId) => {
    const { organisationId, keys } = reading;
    const [rows] = await reading.all(listAlertsOfOwner({ organisationId, ownerId }));
    return (
      rows
        // whoever was erased waits for nobody
        .filter((row) => row.wrapped !== null && kindOf(keys, row) !== 'mandatory_report')
        .map((row) => {
          const changedAt = row.taken_at ?? row.last_at;
          return {
            id: `alert.${row.id}`,
            when: { at: row.due_at },
            title: bilingual('预警处理期限', 'Alert due'),
            path: TO_ALERTS,
            sequence: sequenceOf(row.raised_at, changedAt),
            changedAt,
            clientId: row.client_id,
          };
        })
    );
  },
};

/** Running clocks of reports that somebody filed, whose child they serve, or whose alert they took. */
const reports: CalendarSource = {
  permission: 'report.file',
  ofAccount: async (reading, accountId) => {
    const { organisationId, keys } = reading;
    const [rows, taken] = await reading.all(
      listRunningReports({ organisationId }),
      listMatterCodes({ organisationId, ownerId: accountId }),
    );
    const isTaken = (reportId: string) => {
      const code = matterCode(keys, 'mandatory_report', reportId);
      return taken.some(({ matter_code: other }) => other?.equals(code) === true);
    };
    return rows
      .filter(
        (row) =>
          row.recorded_by === accountId || row.worker_ids.includes(accountId) || isTaken(row.report_id),
      )
      .map((row) => ({
        id: `report.${row.report_id}`,
        when: { at: reportDueAt(row.discovered_at.toISOString()) },
        title: bilingual('强制报告期限', 'Mandatory report due'),
        path: TO_ALERTS,
        sequence: row.version - 1,
        changedAt: row.recorded_at,
        clientId: row.client_id,
      }));
  },
};

export const caseworkCalendar: readonly CalendarSource[] = [nextSteps, alerts, reports];
