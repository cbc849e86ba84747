import type { ErrorEntry } from './error-entry.ts';

/** Courses for staff. */
export const trainingErrors = {
  lesson_times: {
    status: 400,
    zh: '结束要晚于开始，一次课最长 24 小时。',
    en: 'It has to end after it begins, within 24 hours.',
  },
  lesson_minutes: {
    status: 400,
    zh: '计入的时间不能比这次课长。',
    en: 'No more time counts than the lesson takes.',
  },
  lessons_overlap: {
    status: 400,
    zh: '和这门培训的另一次课时间重叠。',
    en: 'It overlaps with another lesson of this course.',
  },
  course_link: {
    status: 400,
    zh: '请填写以 https:// 或 http:// 开头的网址，或留空。',
    en: 'An address that begins with https:// or http://, or nothing.',
  },
  credit_too_long: {
    status: 400,
    zh: '计入继续教育的时间不能超过全部课时。',
    en: 'No more minutes of continuing education than all lessons take.',
  },
  lesson_marked: {
    status: 409,
    zh: '已经登记出勤的课不能再改时间或删除。',
    en: 'A lesson at which attendance was marked is neither moved nor taken out any more.',
  },
  course_state_passed: {
    status: 409,
    zh: '培训现在的状态不能这样改。',
    en: 'The course is in a state that does not lead there.',
  },
  course_begun: {
    status: 409,
    zh: '培训已经开始。',
    en: 'The course has begun.',
  },
  course_not_over: {
    status: 409,
    zh: '最后一次课还没有结束。',
    en: 'The last lesson is not over yet.',
  },
  course_closed: {
    status: 409,
    zh: '这门培训现在不能报名：没有开放，或已经开始。',
    en: 'Nobody enrols in this course now: it is not open, or it has begun.',
  },
  course_not_for_role: {
    status: 409,
    zh: '这门培训是给其他岗位的同事开的。',
    en: 'This course is for colleagues with other roles.',
  },
  course_called_off: {
    status: 409,
    zh: '这门培训已经取消，不用再退出。',
    en: 'The course was called off: there is no place to give back.',
  },
  course_at_same_time: {
    status: 409,
    zh: '和《{course}》时间重叠，那一门已经报名或在候补。要报这一门，请先退出那一门。',
    en: 'It takes place at the same time as “{course}”, in which there is a place or a wait already: leave that first.',
  },
  colleague_unknown: {
    status: 400,
    zh: '没有这位在岗的同事。',
    en: 'There is no such colleague at work here.',
  },
  enrolled_already: {
    status: 409,
    zh: '已经报名了。',
    en: 'They are enrolled already.',
  },
  lesson_not_begun: {
    status: 409,
    zh: '这次课还没有开始，不能登记出勤。',
    en: 'The lesson has not begun: nobody was there yet.',
  },
  attendance_own: {
    status: 409,
    zh: '自己的出勤请别的同事登记。',
    en: 'Your own attendance is marked by a colleague.',
  },
  attendance_elsewhere: {
    status: 409,
    zh: '同一时间在《{course}》已经登记出勤 {minutes} 分钟，两处加起来比实际时间长。请核对后更正其中一处。',
    en: 'At the same time {minutes} minutes at “{course}” are marked: together that is more than the clock has. See which is right, and correct the other.',
  },
  attendance_marked: {
    status: 409,
    zh: '出勤已经登记过，或刚刚被同事改过。请看一遍现在的登记，再写明更正的原因。',
    en: 'It was marked already, or a colleague has just corrected it: look at what stands there now, and say why you correct it.',
  },
  course_not_ended: {
    status: 409,
    zh: '培训结束后才能出结业证书，请主办的同事先点“结束培训”。',
    en: 'There are certificates once the course has ended: whoever runs it says so.',
  },
  course_not_completed: {
    status: 409,
    zh: '出勤时间没有达到这门培训的要求，不能出结业证书。',
    en: 'Not enough of the course was attended for a certificate.',
  },
  course_certificate_withdrawn: {
    status: 409,
    zh: '出勤更正过，这份证书已经作废。请重新出具。',
    en: 'Attendance was corrected since, and this certificate is good no more: have a new one made.',
  },
} as const satisfies Record<string, ErrorEntry>;
