import type { ErrorEntry } from './error-entry.ts';

/** Questionnaires, rounds, answers and calls for help. */
export const measuresErrors = {
  unknown_instrument: { status: 400, zh: '没有这份量表：{id}。', en: 'There is no questionnaire {id}.' },
  unknown_scale: { status: 400, zh: '这份量表没有这个分数。', en: 'The questionnaire has no such scale.' },
  wording_missing: {
    status: 409,
    zh: '量表 {id} 只有计分键：请先录入已获许可的题目文字。',
    en: 'Only the key of {id} is here: enter its licensed wording first.',
  },
  wording_own: {
    status: 409,
    zh: '这份问卷由本项目编写，题目文字不能替换。',
    en: 'This questionnaire was written by this project; its wording cannot be replaced.',
  },
  wording_labels_range: {
    status: 400,
    zh: '选项个数与计分范围不符。',
    en: 'The labels do not match the range of the key.',
  },

  campaign_period_invalid: {
    status: 400,
    zh: '结束时间须晚于开始时间，且晚于现在。',
    en: 'The end must be later than the beginning, and later than now.',
  },
  campaign_not_open: { status: 409, zh: '这次测评还没有开启。', en: 'This round has not been opened.' },
  campaign_closed: { status: 409, zh: '这次测评已经结束。', en: 'This round is over.' },
  campaign_end_not_later: {
    status: 400,
    zh: '新的截止时间须晚于现在，也晚于原来的截止时间。',
    en: 'The new end must be later than now, and later than the present end.',
  },
  campaign_counted: {
    status: 409,
    zh: '这次测评的结果已经统计并公布，不能再延长或重新开放：前后两次数字之差会透露个别学生的分数。请新建一轮测评。',
    en: 'The figures of this round have been counted and told, so it can neither be extended nor opened again: the difference of two figures would tell single pupils’ scores. Plan a new round instead.',
  },
  not_invited: {
    status: 409,
    zh: '这位学生不在这次测评的名单里。请先在测评页点“补充邀请”。',
    en: 'This pupil is not on the list of the round. Invite the newcomers on the page of the round first.',
  },
  sheet_too_long: {
    status: 409,
    zh: '这次测评有 {count} 张纸条，一个文件最多 {most} 张。请按班级生成。',
    en: 'The round has {count} slips, and one file holds {most} at most. Make them class by class.',
  },
  respondent_missing: {
    status: 400,
    zh: '请说明是谁的作答：服务对象或作答链接，二者选一。',
    en: 'Say whose answers these are: a client or an invitation, one of the two.',
  },
  consent_withdrawn: {
    status: 409,
    zh: '这位服务对象已撤回测评同意。',
    en: 'This client’s consent to assessments was withdrawn.',
  },
  not_in_form: {
    status: 400,
    zh: '这份量表不在本次测评中。',
    en: 'This questionnaire is not part of the round.',
  },
  other_form: {
    status: 400,
    zh: '这份量表不在本次测评中，没有收下。',
    en: 'This questionnaire is not part of the round, and was not taken.',
  },
  answered_before_round: {
    status: 400,
    zh: '这个日期在本次测评开始之前。',
    en: 'On that day the round had not begun yet.',
  },
  answering_not_open: {
    status: 409,
    zh: '现在还不能作答，开始时间：{opensAt}。',
    en: 'Not open yet; it opens at {opensAt}.',
  },
  answering_closed: { status: 409, zh: '这次测评已经结束，不能再作答。', en: 'This round is over.' },
  already_answered: {
    status: 409,
    zh: '这份问卷已经交过了。',
    en: 'This was answered already.',
  },
  answers_count: {
    status: 409,
    zh: '这份作答已经计入，不用再决定。',
    en: 'These answers count already; there is nothing to decide.',
  },
  answers_partial: {
    status: 409,
    zh: '这份作答没有同意、不在测评中，或者有读不出来的内容，不能计入。',
    en: 'Without consent, outside the round, or with something that cannot be read, answers cannot count.',
  },
  help_call_closed: {
    status: 409,
    zh: '这个求助已经有人处理了。',
    en: 'Somebody has closed this call already.',
  },
  asked_often: {
    status: 409,
    zh: '这次请求没有发出：用这个链接发的好几次请求还没有处理完。等不了，请直接打电话给社工站。',
    en: 'This request was not sent: several by this link are still open. If it cannot wait, call the station.',
  },
  consent_not_given: {
    status: 409,
    zh: '目前没有有效的同意，不能作答；请联系社工站。',
    en: 'There is no standing consent at present; please ask the station.',
  },

  answers_invalid: {
    status: 400,
    zh: '有些作答读不出来，没有收下，请检查标出的项目。',
    en: 'Some answers cannot be read, and none were taken; see the marked items.',
  },
  answer_unknown_item: { status: 400, zh: '没有这道题。', en: 'There is no such item.' },
  answer_wrong_type: { status: 400, zh: '作答的类型不对。', en: 'The answer is of the wrong type.' },
  answer_not_a_whole_number: {
    status: 400,
    zh: '作答须为整数。',
    en: 'The answer has to be a whole number.',
  },
  answer_out_of_range: { status: 400, zh: '作答超出范围。', en: 'The answer is out of range.' },
  answer_unknown_option: { status: 400, zh: '没有这个选项。', en: 'There is no such option.' },
  answer_repeated_option: { status: 400, zh: '选项重复。', en: 'An option is named twice.' },
  answer_too_many_options: { status: 400, zh: '选项过多。', en: 'Too many options.' },
  answer_not_together: {
    status: 400,
    zh: '这些选项不能同时选择。',
    en: 'These options cannot stand together.',
  },
  answer_too_long: { status: 400, zh: '文字过长。', en: 'The text is too long.' },
} as const satisfies Record<string, ErrorEntry>;
