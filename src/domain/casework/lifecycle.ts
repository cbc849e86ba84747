import type { Permission } from '../access/roles.ts';
import type { Texts } from '../language.ts';

/** The statuses of a case, in the order of the work (MZ/T 094-2017), then the ways out of it. */
export const caseStatuses = [
  'referral',
  'intake',
  'assessment',
  'plan',
  'intervention',
  'review',
  'closed',
  'follow_up',
  'declined',
  'transferred',
  'withdrawn',
  'reopened',
] as const;
export type CaseStatus = (typeof caseStatuses)[number];

/** What must be on record before a transition. */
export type Requirement =
  | 'worker'
  | 'consent'
  | 'sharing_consent'
  | 'receiving_organisation'
  | 'risk_level'
  | 'goal'
  | 'plan_agreed'
  | 'encounter'
  | 'review_outcome'
  | 'no_open_alert'
  | 'closure_reason'
  | 'follow_up_result'
  | 'follow_up_at_high_risk'
  | 'reason';

export interface TransitionRule {
  permission: Permission;
  requires: readonly Requirement[];
  /** What the person does, as it stands on the button. */
  term: Texts;
}

export interface StatusRule {
  title: Texts;
  /** Waiting for a decision, in work, or ended. */
  phase: 'waiting' | 'active' | 'ended';
  to: Readonly<Partial<Record<CaseStatus, TransitionRule>>>;
}

const close: TransitionRule = {
  permission: 'case.close',
  requires: ['closure_reason', 'no_open_alert', 'follow_up_at_high_risk'],
  term: { zh: '结案', en: 'Close' },
};
const transfer: TransitionRule = {
  permission: 'case.close',
  requires: ['sharing_consent', 'receiving_organisation'],
  term: { zh: '转介到其他机构', en: 'Transfer to another organisation' },
};
const withdraw: TransitionRule = {
  permission: 'case.write',
  requires: ['reason', 'follow_up_at_high_risk'],
  term: { zh: '服务对象退出服务', en: 'Record withdrawal' },
};
const reopen: TransitionRule = {
  permission: 'case.write',
  requires: ['reason', 'worker'],
  term: { zh: '重新接案', en: 'Reopen' },
};
const assess: TransitionRule = {
  permission: 'case.write',
  requires: ['consent', 'worker'],
  term: { zh: '开始预估', en: 'Start assessment' },
};
const makePlan: TransitionRule = {
  permission: 'case.write',
  requires: ['consent', 'risk_level'],
  term: { zh: '制定计划', en: 'Make a plan' },
};
const intervene: TransitionRule = {
  permission: 'case.write',
  requires: ['consent', 'risk_level', 'goal', 'plan_agreed'],
  term: { zh: '开始介入', en: 'Start the work' },
};

/**
 * The lifecycle of a case as one table: server, offline device and page all decide by it, and it does not compile until
 * a new status is placed. Nothing in it concerns the mandatory report, which no status can hold up.
 */
export const lifecycle: Readonly<Record<CaseStatus, StatusRule>> = {
  referral: {
    title: { zh: '转介待接', en: 'Referred' },
    phase: 'waiting',
    to: {
      intake: { permission: 'referral.decide', requires: ['worker'], term: { zh: '接案', en: 'Accept' } },
      declined: {
        permission: 'referral.decide',
        requires: ['reason'],
        term: { zh: '不予接案', en: 'Decline' },
      },
      transferred: { ...transfer, permission: 'referral.decide' },
      withdrawn: withdraw,
    },
  },
  intake: {
    title: { zh: '接案', en: 'Intake' },
    phase: 'active',
    to: { assessment: assess, closed: close, transferred: transfer, withdrawn: withdraw },
  },
  assessment: {
    title: { zh: '预估', en: 'Assessment' },
    phase: 'active',
    to: { plan: makePlan, closed: close, transferred: transfer, withdrawn: withdraw },
  },
  plan: {
    title: { zh: '计划', en: 'Plan' },
    phase: 'active',
    to: {
      intervention: intervene,
      assessment: { ...assess, term: { zh: '重新预估', en: 'Assess again' } },
      closed: close,
      transferred: transfer,
      withdrawn: withdraw,
    },
  },
  intervention: {
    title: { zh: '介入', en: 'Intervention' },
    phase: 'active',
    to: {
      review: {
        permission: 'case.write',
        requires: ['encounter'],
        term: { zh: '阶段评估', en: 'Review' },
      },
      plan: { ...makePlan, term: { zh: '修改计划', en: 'Change the plan' } },
      closed: close,
      transferred: transfer,
      withdrawn: withdraw,
    },
  },
  review: {
    title: { zh: '阶段评估', en: 'Review' },
    phase: 'active',
    to: {
      intervention: {
        ...intervene,
        requires: [...intervene.requires, 'review_outcome'],
        term: { zh: '继续介入', en: 'Continue' },
      },
      plan: { ...makePlan, term: { zh: '修改计划', en: 'Change the plan' } },
      closed: { ...close, requires: [...close.requires, 'review_outcome'] },
      transferred: transfer,
      withdrawn: withdraw,
    },
  },
  closed: {
    title: { zh: '已结案', en: 'Closed' },
    phase: 'ended',
    to: {
      follow_up: { permission: 'case.write', requires: ['worker'], term: { zh: '回访', en: 'Follow up' } },
      reopened: reopen,
    },
  },
  follow_up: {
    title: { zh: '回访中', en: 'Follow-up' },
    phase: 'active',
    to: {
      closed: {
        permission: 'case.write',
        requires: ['follow_up_result', 'no_open_alert', 'follow_up_at_high_risk'],
        term: { zh: '完成回访', en: 'Finish follow-up' },
      },
      reopened: reopen,
    },
  },
  declined: {
    title: { zh: '未接案', en: 'Declined' },
    phase: 'ended',
    to: { reopened: { ...reopen, permission: 'referral.decide' } },
  },
  transferred: { title: { zh: '已转出', en: 'Transferred' }, phase: 'ended', to: { reopened: reopen } },
  withdrawn: { title: { zh: '已退出', en: 'Withdrawn' }, phase: 'ended', to: { reopened: reopen } },
  reopened: {
    title: { zh: '重新接案', en: 'Reopened' },
    phase: 'active',
    to: { assessment: assess, closed: close, transferred: transfer, withdrawn: withdraw },
  },
};
