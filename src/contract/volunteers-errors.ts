import type { ErrorEntry } from './error-entry.ts';

/** Volunteers, their records and what organisations note of them. */
export const volunteersErrors = {
  organisation_takes_no_volunteers: {
    status: 409,
    zh: '这家机构现在不接受志愿者登记。请换一家，或过一阵再来。',
    en: 'This organisation does not take volunteers just now. Choose another one, or come again later.',
  },
  registrations_limit: {
    status: 429,
    zh: '今天从这个网络登记的人太多了。请换一个网络（例如手机流量），或明天再来。',
    en: 'Too many people registered from this network today. Use another network, such as the telephone’s own, or come again tomorrow.',
  },
  volunteer_too_young: {
    status: 400,
    zh: '未满 14 周岁不能自己登记，请由监护人联系机构办理。',
    en: 'Nobody younger than 14 registers alone: please have a guardian ask the organisation.',
  },
  guardian_missing: {
    status: 400,
    zh: '未满 18 周岁，请填写监护人的姓名和电话，机构会联系监护人。',
    en: 'Below 18 a guardian’s name and telephone number are needed: the organisation will call them.',
  },
  guardian_consent_missing: {
    status: 409,
    zh: '这位志愿者未满 18 周岁。请先联系监护人，登记“监护人同意”后再接受。',
    en: 'This volunteer is under 18. Call the guardian and write down their consent before taking the volunteer in.',
  },
  volunteers_not_one: {
    status: 409,
    zh: '这两条记录不能合并：一条要在等待接受，另一条要是表格导入、还没有账号的。请刷新后再看。',
    en: 'These two records cannot be joined: one has to wait for an answer, the other has to come from a table and have no account yet. Reload the page and look again.',
  },
  guardian_same_phone: {
    status: 400,
    zh: '监护人的电话不能和您自己的一样。',
    en: 'The guardian’s telephone number has to be another one than yours.',
  },
  window_ends_before: {
    status: 400,
    zh: '结束时间要晚于开始时间。',
    en: 'The end has to be later than the beginning.',
  },
  window_overlap: {
    status: 400,
    zh: '同一天的两段时间重叠了。',
    en: 'Two times of one day lie over each other.',
  },
  days_end_before: {
    status: 400,
    zh: '最后一天要不早于第一天。',
    en: 'The last day must not lie before the first.',
  },
  qualification_ends_before: {
    status: 400,
    zh: '有效期的最后一天要不早于第一天。',
    en: 'The last day must not lie before the first.',
  },
  check_code_unknown: {
    status: 400,
    zh: '没有这种检查或保险。',
    en: 'There is no such check or insurance.',
  },
  training_minutes_missing: {
    status: 400,
    zh: '请填写培训时长。',
    en: 'Say how long the training took.',
  },
  team_name_taken: {
    status: 409,
    zh: '已经有叫这个名字的队伍。',
    en: 'A team has this name already.',
  },
  help_elsewhen: {
    status: 400,
    zh: '协助的时间要在这次接触或活动前后四小时之内。',
    en: 'Help lies within four hours of what it was help with.',
  },
  volunteer_not_there: {
    status: 409,
    zh: '这位志愿者已不在本机构，不能再登记。',
    en: 'This volunteer is not with the organisation any more; nothing can be added.',
  },
  volunteer_waits: {
    status: 409,
    zh: '这位志愿者的登记还没有接受（未满 18 周岁的，要先登记监护人同意），接受后才能确认时长、开具证明。',
    en: 'This volunteer has not been taken in, or has to be looked at again (below 18 the guardian is asked first): until then no hours are approved and no certificate is made.',
  },
  join_unexplained: {
    status: 400,
    zh: '手机号和证件号都不相同：请写明怎么核对过是同一个人。',
    en: 'Neither telephone nor document is the same: write how you made sure that the two are one.',
  },
  helpers_too_many: {
    status: 400,
    zh: '一次最多填 20 位志愿者。',
    en: 'Twenty volunteers at most are named at once.',
  },
  helper_twice: {
    status: 409,
    zh: '同一位志愿者只要填一次。',
    en: 'Each volunteer is named once.',
  },
} as const satisfies Record<string, ErrorEntry>;
