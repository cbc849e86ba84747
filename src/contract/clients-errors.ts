import type { ErrorEntry } from './error-entry.ts';

/** Clients, their families and consents, rosters, and erasure. */
export const clientsErrors = {
  unknown_client: {
    status: 400,
    zh: '没有这位服务对象，或不在您的范围内。',
    en: 'No such client, or not within your reach.',
  },
  unknown_class: {
    status: 400,
    zh: '没有这个班级，或它属于别的站点。',
    en: 'No such class, or it belongs to another site.',
  },
  birth_date_too_old: {
    status: 400,
    zh: '出生日期过早，请核对。',
    en: 'The birth date is too long ago; please check it.',
  },
  phone_invalid: { status: 400, zh: '电话号码无效。', en: 'Not a valid phone number.' },
  id_number_invalid: { status: 400, zh: '证件号无效：{reason}。', en: 'Not a valid ID number: {reason}.' },
  id_number_check_digit: {
    status: 400,
    zh: '证件号校验位不符。请对照证件；证件上就是这样写的，请勾选“照此保存”。',
    en: 'The check digit of the ID number is wrong. Look at the document: if it is written so there, tick “save as written”.',
  },
  id_number_held: {
    status: 409,
    zh: '已有一份档案登记了这个证件号。',
    en: 'Somebody on record has this ID number.',
  },
  id_number_held_elsewhere: {
    status: 409,
    zh: '本机构已有人登记了这个证件号，不在您的范围内。请联系督导或管理员核对，不要重复建档。',
    en: 'Somebody of this organisation, outside of your reach, has this ID number. Ask a supervisor or administrator; do not register the person twice.',
  },
  column_meaning: {
    status: 400,
    zh: '列的含义写错了，请写成“家长手机=guardian.phone”，不用的列写“-”。',
    en: 'No such meaning of a column; write 家长手机=guardian.phone, and - for a column that is not used.',
  },
  too_many_guardians: {
    status: 409,
    zh: '一个人最多登记 10 位监护人。',
    en: 'Nobody has more than 10 guardians on record.',
  },
  birth_date_contradicts_id_number: {
    status: 400,
    zh: '出生日期与证件号不符（证号为 {expected}）。',
    en: 'The birth date contradicts the ID number ({expected}).',
  },
  sex_contradicts_id_number: {
    status: 400,
    zh: '性别与证件号不符。',
    en: 'The sex contradicts the ID number.',
  },

  roster_unreadable: { status: 422, zh: '无法读取名单：{reason}', en: 'The roster cannot be read: {reason}' },
  erasure_report_running: {
    status: 409,
    zh: '这个人有强制报告还在计时，现在不能删除。请先在强制报告里登记报告，或注明登记有误。',
    en: 'A mandatory report about this person is running: record when it was made, or that it was entered by mistake, and erase then.',
  },
  erasure_alert_open: {
    status: 409,
    zh: '这个人还有未处理的预警，现在不能删除。请先接手并结束预警。',
    en: 'An alert about this person is open: somebody must take and close it before the data are erased.',
  },

  guardian_consent_required: {
    status: 409,
    zh: '未满 14 周岁，须由监护人同意。',
    en: 'Under 14: a guardian has to consent.',
  },
  guardian_required: {
    status: 400,
    zh: '请选择给出同意的监护人。',
    en: 'Name the guardian who gave consent.',
  },
  guardian_named_by_consent: {
    status: 409,
    zh: '此监护人给出过同意，是同意的凭据，不能移除；可以更正其姓名、电话和关系。',
    en: 'This guardian gave a consent and stays on record as its evidence; name, phone and relation can be corrected.',
  },
  relative_self: {
    status: 400,
    zh: '请选择另一个人：不能与自己建立亲属关系。',
    en: 'Choose another person: nobody is their own relative.',
  },
  already_withdrawn: { status: 409, zh: '该同意已经撤回。', en: 'This consent was withdrawn already.' },
} as const satisfies Record<string, ErrorEntry>;
