import type { ErrorEntry } from './error-entry.ts';

/** Professional records, supervision and workload of staff. */
export const talentErrors = {
  record_code_unknown: {
    status: 400,
    zh: '没有这种资格或继续教育类型。',
    en: 'There is no such kind of qualification or education.',
  },
  record_title_missing: { status: 400, zh: '请写明名称。', en: 'Say what it is called.' },
  record_ends_before: { status: 400, zh: '结束日期早于开始日期。', en: 'It ends before it begins.' },
  record_minutes_missing: {
    status: 400,
    zh: '请写明继续教育的时长。',
    en: 'Say how long the education took.',
  },
  record_in_future: {
    status: 400,
    zh: '还没有发生的学习不能登记。',
    en: 'What has not taken place yet is not recorded.',
  },
  record_decided: {
    status: 409,
    zh: '这条记录已经审核过了，请刷新后再看。',
    en: 'Somebody has decided on this record already: load the page anew.',
  },
  record_of_self: {
    status: 403,
    zh: '自己的资格、学习和周工时要由别人确认。',
    en: 'Somebody else has to say this of oneself.',
  },
  reason_missing: { status: 400, zh: '请写明原因。', en: 'Say why.' },
  supervisor_missing: {
    status: 400,
    zh: '请选择督导，或写明外部督导的姓名。',
    en: 'Choose who supervised, or name somebody from elsewhere.',
  },
  supervisor_of_self: {
    status: 400,
    zh: '督导不能同时是被督导的人。',
    en: 'Whoever supervises is none of those who are supervised.',
  },
  individual_of_one: {
    status: 400,
    zh: '个别督导只能有一位被督导的人。',
    en: 'Individual supervision is of one person.',
  },
  supervision_in_future: {
    status: 400,
    zh: '还没有进行的督导不能登记。',
    en: 'Supervision that has not taken place yet is not recorded.',
  },
  supervision_corrected: {
    status: 409,
    zh: '这次督导的记录刚刚被更正或撤回，请刷新后再看。',
    en: 'This session has just been corrected or taken back: load the page anew.',
  },
  account_unknown: {
    status: 400,
    zh: '机构里没有这个账号。',
    en: 'The organisation has no such account.',
  },
  receiver_unfit: {
    status: 422,
    zh: '只能报送给主管部门、协作体或行业协会。',
    en: 'Figures go to departments, alliances and associations alone.',
  },
} as const satisfies Record<string, ErrorEntry>;
