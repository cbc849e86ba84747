import { reportDueAt } from '../../domain/casework/mandatory-report.ts';
import { notify } from '../notifications/public.ts';
import { systemSettings } from '../platform/database/database.ts';
import { type Services, Work } from '../platform/work/work.ts';
import { isAway, listActiveStaff } from '../staff/public.ts';
import { reportDue } from './notifications.ts';
import { onDutyFor } from './report-duty.ts';
import { listRunningReports } from './sql-calendar.ts';

/** A quarter of the hour that the law leaves. */
const REMINDED_MS = 15 * 60_000;

/** Each minute: whoever is responsible for a report whose hour is nearly over hears of it, and the supervisors; once. */
export async function remindOfReports(services: Services, organisationId: string): Promise<void> {
  const origin = { requestId: 'remind-of-reports', language: 'zh-CN' } as const;
  await new Work(services, systemSettings(organisationId), origin).change(async (change) => {
    const { now } = change;
    const [running] = await change.all(listRunningReports({ organisationId }));
    const ending = running.flatMap((report) => {
      const dueAt = reportDueAt(report.discovered_at.toISOString());
      const left = dueAt.getTime() - now.getTime();
      return left > 0 && left <= REMINDED_MS ? [{ ...report, dueAt }] : [];
    });
    if (ending.length === 0) return;
    const onDuty = (await listActiveStaff(change)).filter((member) => !isAway(member, now));
    const responsible = await onDutyFor(change, onDuty);
    for (const { dueAt, ...report } of ending) {
      const { report_id: matterId } = report;
      // a discovery that is corrected moves the hour: then it is another step
      notify(change, { kind: reportDue, matterId, step: dueAt.toISOString(), to: responsible(report) });
    }
  });
}
