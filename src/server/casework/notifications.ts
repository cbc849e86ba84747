import { reportDueAt } from '../../domain/casework/mandatory-report.ts';
import { bilingual } from '../../domain/language.ts';
import { mattersOf, type NotificationKind, sightsOf } from '../notifications/public.ts';
import { calledAt, canReach, type StaffMember } from '../staff/public.ts';
import { onDutyFor } from './report-duty.ts';
import { openName } from './sealed.ts';
import { listRunningReports } from './sql-calendar.ts';
import { listRequestsById } from './sql-closure-requests.ts';
import { listEventsWithAlert } from './sql-notifications.ts';
import { listReferralsById } from './sql-referrals.ts';

const TO_ALERTS = '/cases?view=alerts';

interface EventRow {
  id: string;
  kind: string;
  at: Date;
  site_id: string;
  to_ids: string[];
  owner_id: string | null;
  taken_at: Date | null;
  escalated_at: Date | null;
  closed_at: Date | null;
}

/**
 * A step of an alert: told until the next one has come, or somebody has the alert.
 * @param audience left out: whoever is called first where the alert is
 */
function lookAtEvents(
  waits: (event: EventRow) => boolean,
  audience: (event: EventRow, among: readonly StaffMember[]) => readonly string[] = (event, among) =>
    calledAt(among, event.site_id),
): NotificationKind['look'] {
  return async (reading, occasions) => {
    const { organisationId, keys } = reading;
    const ids = mattersOf(occasions);
    const [events] = await reading.all(listEventsWithAlert({ organisationId, ids }));
    return sightsOf(occasions, events, (event) => ({
      waits: event.closed_at === null && waits(event),
      clientId: event.client_id,
      siteId: event.site_id,
      nameOf: () => openName(keys, event.client_id, event),
      audience: (among) => audience(event, among),
    }));
  };
}

export const alertRaised: NotificationKind = {
  kind: 'alert.raised',
  urgency: 'urgent',
  title: bilingual('有一个风险预警等人处理', 'A risk alert waits'),
  path: TO_ALERTS,
  permission: 'alert.take',
  // what only repeats an alert that is open rings with its owner
  look: lookAtEvents(
    ({ kind, owner_id: ownerId, escalated_at: escalatedAt }) =>
      kind === 'raised' && ownerId === null && escalatedAt === null,
  ),
};

export const alertRepeated: NotificationKind = {
  kind: 'alert.repeated',
  urgency: 'urgent',
  title: bilingual('您处理的风险预警又有新情况', 'A risk alert that is yours has news'),
  path: TO_ALERTS,
  permission: 'alert.take',
  // who has none yet is called by the first ring and by those that follow it
  look: lookAtEvents(
    ({ kind, owner_id: ownerId }) => kind === 'repeated' && ownerId !== null,
    ({ owner_id: ownerId }) => (ownerId === null ? [] : [ownerId]),
  ),
};

export const alertCalled: NotificationKind = {
  kind: 'alert.called',
  urgency: 'urgent',
  title: bilingual('有一个风险预警没有人接手，请您处理', 'A risk alert has nobody: you are called'),
  path: TO_ALERTS,
  permission: 'alert.take',
  // those who were called are of the site where it was; at another one its time may leave nobody for hours
  look: lookAtEvents(
    ({ at, owner_id: ownerId, escalated_at: escalatedAt }) =>
      ownerId === null && escalatedAt?.getTime() === at.getTime(),
  ),
};

export const alertHandedOver: NotificationKind = {
  kind: 'alert.handed_over',
  urgency: 'urgent',
  title: bilingual('同事把一个风险预警移交给了您', 'A colleague handed a risk alert over to you'),
  path: TO_ALERTS,
  permission: 'alert.take',
  look: lookAtEvents(
    ({ at, to_ids: toIds, owner_id: ownerId, taken_at: takenAt }) =>
      ownerId !== null && toIds.includes(ownerId) && takenAt?.getTime() === at.getTime(),
    // it was handed to somebody: where that is not the one named, to nobody
    () => [],
  ),
};

export const reportDue: NotificationKind = {
  kind: 'report.due',
  urgency: 'urgent',
  title: bilingual('强制报告的期限快到了', 'A mandatory report is nearly due'),
  path: TO_ALERTS,
  permission: 'report.file',
  look: async (reading, occasions) => {
    const { organisationId, now } = reading;
    // what is reported needs nobody
    const [running] = await reading.all(listRunningReports({ organisationId }));
    const reports = running.map((report) => ({ ...report, id: report.report_id }));
    return sightsOf(occasions, reports, (report, { step }) => {
      const dueAt = reportDueAt(report.discovered_at.toISOString());
      // after its hour the alert calls others; a discovery that was corrected has another hour
      const waits = dueAt > now && dueAt.toISOString() === step;
      return {
        waits,
        clientId: report.client_id,
        siteId: report.site_id,
        audience: async (among) => (await onDutyFor(reading, among))(report),
      };
    });
  },
};

export const referralReceived: NotificationKind = {
  kind: 'referral.received',
  urgency: 'normal',
  title: bilingual('有一个转介等您决定', 'A referral waits for a decision'),
  path: '/cases?view=referrals',
  permission: 'referral.read',
  look: async (reading, occasions) => {
    const { organisationId, keys } = reading;
    const ids = mattersOf(occasions);
    const [referrals] = await reading.all(listReferralsById({ organisationId, ids }));
    return sightsOf(occasions, referrals, (referral) => ({
      waits: referral.status === 'open',
      clientId: referral.client_id,
      siteId: referral.site_id,
      nameOf: () => openName(keys, referral.client_id, referral),
      audience: (among) =>
        among
          .filter((member) => canReach(member, 'referral.decide', referral.site_id))
          .map(({ id }) => id)
          .filter((id) => id !== referral.referred_by),
    }));
  },
};

const TO_REQUESTS = '/cases?view=closures';

export const closureRequested: NotificationKind = {
  kind: 'closure.requested',
  urgency: 'normal',
  title: bilingual('有一个结案申请等您决定', 'A request to close a case waits for a decision'),
  path: TO_REQUESTS,
  permission: 'case.read',
  look: async (reading, occasions) => {
    const { organisationId, keys } = reading;
    const [requests] = await reading.all(listRequestsById({ organisationId, ids: mattersOf(occasions) }));
    return sightsOf(occasions, requests, (request) => ({
      waits: request.status === 'open',
      clientId: request.client_id,
      siteId: request.site_id,
      nameOf: () => openName(keys, request.client_id, request),
      audience: (among) =>
        among
          .filter((member) => canReach(member, 'case.close', request.site_id))
          .map(({ id }) => id)
          .filter((id) => id !== request.requested_by),
    }));
  },
};

/** For so long somebody is told that a case was closed as they asked: nothing is left to do. */
const TOLD_FOR = 7 * 86_400_000;

export const closureDecided: NotificationKind = {
  kind: 'closure.decided',
  urgency: 'normal',
  title: bilingual('您的结案申请有了决定', 'Your request to close a case was decided'),
  path: TO_REQUESTS,
  permission: 'case.read',
  look: async (reading, occasions) => {
    const { organisationId, keys, now } = reading;
    const [requests] = await reading.all(listRequestsById({ organisationId, ids: mattersOf(occasions) }));
    return sightsOf(occasions, requests, (request) => {
      const isReturned =
        request.status === 'returned' && request.case_closed_at === null && request.is_newest;
      const since = now.getTime() - (request.decided_at?.getTime() ?? 0);
      return {
        waits: isReturned || (request.status === 'accepted' && since < TOLD_FOR),
        clientId: request.client_id,
        nameOf: () => openName(keys, request.client_id, request),
      };
    });
  },
};

export const caseworkNotifications: readonly NotificationKind[] = [
  alertRaised,
  alertRepeated,
  alertCalled,
  alertHandedOver,
  reportDue,
  referralReceived,
  closureRequested,
  closureDecided,
];
