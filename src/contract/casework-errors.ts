import type { ErrorEntry } from './error-entry.ts';

/** Referrals, cases, records and their corrections, alerts and mandatory reports. */
export const caseworkErrors = {
  occurred_after_recorded: {
    status: 400,
    zh: '不能晚于当初写下的时间：写的时候事情已经发生了。',
    en: 'It cannot have happened after it was first written down.',
  },
  reported_before_discovered: {
    status: 400,
    zh: '报告时间不能早于发现时间。',
    en: 'The report cannot be earlier than the discovery.',
  },
  correction_reason_required: {
    status: 400,
    zh: '更正已经写下的内容，请说明原因。',
    en: 'Please say why what was written is being corrected.',
  },
  correction_not_yours: {
    status: 403,
    zh: '只有写下这条记录的人或督导可以更正；请另写一条记录，或告诉督导。',
    en: 'Only whoever wrote this or a supervisor can correct it; write a record of your own, or tell the supervisor.',
  },
  corrections_full: {
    status: 409,
    zh: '这条记录已经更正过 {count} 次，不能再更正；请另写一条记录说明。',
    en: 'This has been corrected {count} times; write a record of your own that says what is right.',
  },
  correction_unchanged: {
    status: 409,
    zh: '与现在的内容完全相同，没有需要更正的地方。',
    en: 'This is what stands there already: there is nothing to correct.',
  },
  goals_not_here: {
    status: 400,
    zh: '这条记录没有目标；请在计划里写目标。',
    en: 'This record has no goals; write them into a plan.',
  },
  transition_fixed: {
    status: 400,
    zh: '阶段的变动不能更正，只能更正当时写下的原因。',
    en: 'A change of stage stays as it was; only the reason that was written can be corrected.',
  },
  referral_decided: {
    status: 409,
    zh: '这条转介已经处理过了。',
    en: 'This referral has been decided already.',
  },
  transition_impossible: {
    status: 409,
    zh: '个案不能从“{from}”直接进入“{to}”。',
    en: 'The case cannot go from {from} to {to}.',
  },
  transition_incomplete: {
    status: 409,
    zh: '进入“{to}”之前还缺：{missing}。',
    en: 'Before {to}, these are missing: {missing}.',
  },
  closure_request_open: {
    status: 409,
    zh: '这个个案已经有一份结案申请在等督导决定。',
    en: 'A request to close this case waits for a decision already.',
  },
  closure_request_decided: {
    status: 409,
    zh: '这份结案申请已经有了决定，或已经撤回。',
    en: 'This request was decided or taken back already.',
  },
  follow_up_needed: {
    status: 400,
    zh: '目前风险为高：结束个案之前，请写明原因，并定下今天或以后的回访日期。',
    en: 'The risk is high: say why the case ends, and set the day of a follow-up, today or later.',
  },
  follow_up_day_past: {
    status: 400,
    zh: '回访日期不能早于今天。',
    en: 'The day of the follow-up cannot be before today.',
  },
  next_step_of_ended_case: {
    status: 400,
    zh: '个案已经结束，不再定下一步：请去掉这一项再保存，或先重新开案。',
    en: 'The case has ended and has no next step any more: take it out and save, or reopen the case first.',
  },
  next_step_changed: {
    status: 409,
    zh: '下一步刚刚改过了，请看清现在的内容。',
    en: 'The next step was changed meanwhile: look at what it is now.',
  },
  follow_up_by_record: {
    status: 409,
    zh: '结案后的回访，请点“回访”并写下结果。',
    en: 'A follow-up after closing is done by “Follow up” and what came of it.',
  },
  goal_state_missing: {
    status: 400,
    zh: '请为每个目标选择进展。',
    en: 'Say of each goal how far it has come.',
  },
  alert_taken: {
    status: 409,
    zh: '已有同事在处理这条预警。',
    en: 'A colleague has already taken this alert.',
  },
  alert_not_taken: {
    status: 409,
    zh: '请先接手这条预警，再填写处理结果。',
    en: 'Take the alert first, then say what came of it.',
  },
  alert_needs_report: {
    status: 409,
    zh: '请在强制报告里登记报告时间；登记后预警自动结束。',
    en: 'Say in the mandatory report when it was reported; the alert then ends by itself.',
  },
  colleague_away: {
    status: 409,
    zh: '这位同事现在不在岗，请交给其他人。',
    en: 'This colleague is away; please hand it to somebody else.',
  },
  alert_yours: {
    status: 409,
    zh: '这条预警已经在您手上。',
    en: 'You have this alert already.',
  },
  you_are_away: {
    status: 409,
    zh: '您登记为不在岗。要接这条预警，请先在“谁在岗”里点“回来了”。',
    en: 'You are entered as away. To take this alert, first press “Back again” under “Who is on duty”.',
  },
  alert_closed: { status: 409, zh: '这条预警已经处理完毕。', en: 'This alert has been closed already.' },
  pupil_not_found: {
    status: 400,
    zh: '这个班里没有叫这个名字的学生。请核对姓名和班级；新来的学生，请直接联系社工。',
    en: 'Nobody in this class has this name. Check name and class; for a new pupil call the social worker.',
  },
  pupil_ambiguous: {
    status: 400,
    zh: '这个班里有同名的学生，请填写学号。',
    en: 'Several in this class have this name: add the student number.',
  },
} as const satisfies Record<string, ErrorEntry>;
