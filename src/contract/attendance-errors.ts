import type { ErrorEntry } from './error-entry.ts';

/** Who came to a shift, and the hours that they served. */
export const attendanceErrors = {
  check_in_code_wrong: {
    status: 422,
    zh: '签到码不对，或已过期。请看现场屏幕上现在的六位数字；如果还是不行，请现场工作人员替您签到。',
    en: 'The code is wrong or has passed. Look at the six digits that the screen shows now; if that does not help, somebody of the staff checks you in.',
  },
  too_early: {
    status: 422,
    zh: '还没到签到时间。从{from}开始可以签到。',
    en: 'It is too early: you can check in from {from}.',
  },
  too_late: {
    status: 422,
    zh: '已经过了可以签到、签退的时间。请在“我的时长”里说明，由工作人员补记。',
    en: 'It is too late to check in or out. Tell it under “My hours”, and the staff enter it.',
  },
  too_far: {
    status: 422,
    zh: '您离签到地点约 {metres} 米，请到现场再签到；如果您已经在现场，请工作人员替您签到。',
    en: 'You are about {metres} metres from the place. Check in when you are there; if you are, somebody of the staff checks you in.',
  },
  position_missing: {
    status: 422,
    zh: '这个班次要核对您是否在现场，请允许这个页面使用您的位置；不方便的话，请现场工作人员替您签到。',
    en: 'This shift asks whether you are there: allow the page to know where you are, or have somebody of the staff check you in.',
  },
  not_signed_up: {
    status: 422,
    zh: '您在这个班次没有名额，所以不能签到。如果您人已经到了，请工作人员先把您排进来。',
    en: 'You have no place in this shift. If you are there, have somebody of the staff put you in.',
  },
  checked_in_already: {
    status: 409,
    zh: '已经签到了，不用再签一次。',
    en: 'Checked in already: once is enough.',
  },
  shift_at_work: {
    status: 409,
    zh: '您已经签到，不能再取消这个班次；要先走的话请签退。',
    en: 'You have checked in, so the shift cannot be cancelled; check out if you have to go.',
  },
  shift_moved: {
    status: 409,
    zh: '这个班次的时间、地点或那里的二维码刚刚改了，请刷新后再看。',
    en: 'The time or place of this shift, or the QR code there, has just been changed: load the page anew.',
  },
  shift_people_there: {
    status: 409,
    zh: '已经有志愿者签到，不能再改这个班次的开始时间；结束时间也不能早于他们签到或签退的时间。',
    en: 'Volunteers have checked in: the beginning cannot be changed any more, nor the end to before they came or left.',
  },
  check_out_before_check_in: {
    status: 400,
    zh: '签退时间不能早于签到时间。',
    en: 'One cannot check out before one checked in.',
  },
  absent_before_end: {
    status: 409,
    zh: '班次结束以后才能记为缺席。',
    en: 'Nobody is noted absent before the shift has ended.',
  },
  was_present: {
    status: 409,
    zh: '这位志愿者签到过，不能记为缺席。',
    en: 'This volunteer checked in, and was not absent.',
  },
  service_ends_before: {
    status: 400,
    zh: '结束时间要晚于开始时间。',
    en: 'The end has to be later than the beginning.',
  },
  service_too_long: {
    status: 400,
    zh: '一次服务最长 24 小时，请按天分开填写。',
    en: 'One service lasts 24 hours at most: enter each day by itself.',
  },
  service_not_over: {
    status: 400,
    zh: '只能填写已经结束的服务。',
    en: 'Only what is over can be entered.',
  },
  service_too_old: {
    status: 400,
    zh: '一年以前的服务不能再补记。',
    en: 'What is more than a year back cannot be entered any more.',
  },
  service_outside_shift: {
    status: 400,
    zh: '时间和这个班次对不上：最多比班次早 4 小时开始、晚 4 小时结束。',
    en: 'This is not the time of the shift: at most four hours before it begins, and four after it ends.',
  },
  service_nothing_left: {
    status: 400,
    zh: '扣除路上、吃饭等时间后，没有剩下服务时间。',
    en: 'Nothing is left of the time once travel and meals are taken off.',
  },
  service_overlap: {
    status: 409,
    zh: '这段时间里已经记了另一次服务，同一段时间不能记两次。',
    en: 'Another service of that time is recorded: no time counts twice.',
  },
  service_claimed: {
    status: 409,
    zh: '这个班次您已经提过一次，还在等工作人员答复。',
    en: 'You have told of this shift already; the staff have not answered yet.',
  },
  service_what_missing: {
    status: 400,
    zh: '请写明做了什么（title），或选择是哪个班次（shiftId）。',
    en: 'Say what was done (title), or which shift it was (shiftId).',
  },
  service_decided: {
    status: 409,
    zh: '这条时长已经有人处理过了。',
    en: 'Somebody has decided on this already.',
  },
  service_own_entry: {
    status: 409,
    zh: '补记的时长要由另一个人审核，不能自己审自己填的。',
    en: 'Hours entered afterwards are approved by somebody else than whoever entered them.',
  },
  service_replaced: {
    status: 409,
    zh: '要更正的那条时长已经被更正或没有被记录，请刷新后再看。',
    en: 'The hours to be corrected are not recorded, or were corrected already: load the page anew.',
  },
} as const satisfies Record<string, ErrorEntry>;
